using System;
using System.Text;

namespace LowLatencyEngine.Fix;

/// <summary>
/// The sending half: numbers a message, writes its header in place into the output buffer, and lets it go only after
/// the next number is stored. Order of the header: 8 9 35 34 [43] 49 [50] 52 56 [57] [122] [142] [143] [369].
/// </summary>
internal sealed class Outbound
{
    /// <summary>Room that is kept for the session's own messages; application messages never use it.</summary>
    private const int SessionReserveBytes = 1_024;

    private const int DuplicateFieldsBytes = 64; // 43=Y and 122: what could be sent once can be sent again.

    private readonly FixSessionOptions _options;
    private readonly IFixSequenceStore _store;
    private readonly IFixResendSource? _resendSource;
    private readonly FixSessionCounters _counters;
    private readonly Liveness _liveness;
    private readonly byte[] _beginString;
    private readonly byte[] _senderFields;
    private readonly byte[] _targetFields;
    private readonly byte[] _locationFields;
    private readonly FixTimePrecision _timePrecision;

    private long _begunMsgSeqNum; // Of the message that is being written; 0 where there is none.
    private bool _isKept;         // It is a new message of the application.

    public Outbound(
        FixSessionOptions options,
        IFixSequenceStore store,
        IFixResendSource? resendSource,
        FixSessionCounters counters,
        Liveness liveness)
    {
        _options = options;
        _store = store;
        _resendSource = resendSource;
        _counters = counters;
        _liveness = liveness;
        _beginString = Encoding.ASCII.GetBytes(options.BeginString);
        _senderFields = Fields(FixTags.SenderCompID, options.SenderCompId, FixTags.SenderSubID, options.SenderSubId);
        _targetFields = Fields(FixTags.TargetCompID, options.TargetCompId, FixTags.TargetSubID, options.TargetSubId);
        _locationFields = Fields(
            FixTags.SenderLocationID, options.SenderLocationId, FixTags.TargetLocationID, options.TargetLocationId);
        _timePrecision = options.TimePrecision;
        Queue = new ByteQueue(4 * options.MessageSizeBytesMax);
    }

    /// <summary>Bytes that wait for the socket.</summary>
    public ByteQueue Queue { get; }

    public bool HasRoomForApplicationMessage => Queue.FreeLength >= _options.MessageSizeBytesMax + SessionReserveBytes;

    /// <summary>
    /// Number of the message that the application has in hand, 0 where it has none: it is not worked on yet.
    /// </summary>
    public long InHandMsgSeqNum { get; set; }

    /// <summary>
    /// Starts a message under the next number, its header complete. The session's own are short; the caller has checked
    /// that there is room.
    /// </summary>
    public FixWriter Begin(int msgType, long nowNs, bool isKept, long answered = 0)
    {
        FixWriter writer = BeginHeader(msgType, nowNs, isKept);
        EndHeader(ref writer, answered);
        return writer;
    }

    /// <summary>Starts a message under the next number; its header still wants <see cref="EndHeader"/>.</summary>
    public FixWriter BeginHeader(int msgType, long nowNs, bool isKept)
    {
        _isKept = isKept;
        return BeginAs(msgType, _store.NextOutgoing, isDuplicate: false, nowNs);
    }

    /// <summary>
    /// Starts a message that uses a number again; its header still wants OrigSendingTime(122) and
    /// <see cref="EndHeader"/>.
    /// </summary>
    public FixWriter BeginDuplicate(int msgType, long msgSeqNum, long nowNs) =>
        BeginAs(msgType, msgSeqNum, isDuplicate: true, nowNs);

    public void AppendOrigSendingTime(ref FixWriter writer, long timestampNs) =>
        writer.AppendTimestamp(FixTags.OrigSendingTime, timestampNs, _timePrecision);

    /// <summary>Writes the last fields of the header.</summary>
    /// <param name="writer">Writer of the message.</param>
    /// <param name="answered">Number of the message that this one answers; 0 where it answers none.</param>
    public void EndHeader(ref FixWriter writer, long answered)
    {
        AppendLocations(ref writer);
        AppendLastProcessed(ref writer, answered);
    }

    public void AppendLocations(ref FixWriter writer) => writer.AppendFields(_locationFields);

    public void AppendLastProcessed(ref FixWriter writer, long answered)
    {
        if (!_options.SendsLastMsgSeqNumProcessed)
            return;

        long last = answered > 0 ? answered : InHandMsgSeqNum > 0 ? InHandMsgSeqNum - 1 : _store.NextIncoming - 1;
        writer.Append(FixTags.LastMsgSeqNumProcessed, last);
    }

    /// <summary>
    /// Lets the message go. False, and its number stays free, where it did not fit or is not the one begun last.
    /// </summary>
    public bool Commit(ref FixWriter writer, long nowNs)
    {
        long msgSeqNum = _begunMsgSeqNum;
        _begunMsgSeqNum = 0;
        if (msgSeqNum != _store.NextOutgoing || !writer.TryFinish(out int length))
        {
            _counters.SendsRefused++;
            return false;
        }

        if (_isKept)
            _resendSource?.Keep(msgSeqNum, Queue.Reserve(length)[..length]);

        // The number is used up before the bytes can leave: a crash in between is a gap, never a second meaning.
        _store.NextOutgoing = msgSeqNum + 1;
        Release(length, nowNs);
        return true;
    }

    /// <summary>Lets a message go that uses a number again.</summary>
    public bool CommitDuplicate(ref FixWriter writer, long nowNs)
    {
        _begunMsgSeqNum = 0;
        if (!writer.TryFinish(out int length))
            return false;

        Release(length, nowNs);
        return true;
    }

    private void Release(int length, long nowNs)
    {
        _options.Tap?.OnSent(Queue.Reserve(length)[..length], nowNs);
        Queue.Add(length);
        _counters.MessagesSent++;
        _liveness.NoteSent(nowNs);
    }

    private FixWriter BeginAs(int msgType, long msgSeqNum, bool isDuplicate, long nowNs)
    {
        _begunMsgSeqNum = msgSeqNum;
        int sizeBytesMax = _options.MessageSizeBytesMax + (isDuplicate ? DuplicateFieldsBytes : 0);
        Span<byte> room = Queue.Reserve(sizeBytesMax);
        var writer = new FixWriter(room[..Math.Min(room.Length, sizeBytesMax)], _beginString, msgType);
        writer.Append(FixTags.MsgSeqNum, msgSeqNum);
        if (isDuplicate)
            writer.AppendChar(FixTags.PossDupFlag, 'Y');

        writer.AppendFields(_senderFields);
        writer.AppendTimestamp(FixTags.SendingTime, nowNs, _timePrecision);
        writer.AppendFields(_targetFields);
        return writer;
    }

    private static byte[] Fields(int tag, string value, int otherTag, string otherValue)
    {
        string text = value.Length == 0 ? "" : $"{tag}={value}\u0001";
        return Encoding.ASCII.GetBytes(otherValue.Length == 0 ? text : $"{text}{otherTag}={otherValue}\u0001");
    }
}
