using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Answers a ResendRequest(2): application messages that the source kept are sent again with PossDupFlag(43), every run
/// of others becomes one gap fill. Goes on where it stopped when the output had no room; bounded by what the source
/// keeps.
/// </summary>
internal sealed class ResendAnswer(
    FixSessionOptions options,
    Outbound outbound,
    AdminMessages admin,
    IFixResendSource? source,
    FixSessionCounters counters)
{
    private readonly FixScanner _scanner = new(); // Of its own: the session's holds the message being worked on.

    private long _next;
    private long _end; // Inclusive; below _next when nothing is left to send.
    private long _answered; // Number of the request; 0 where nobody asked.

    public bool IsPending => _next <= _end;

    public void Clear() => (_next, _end) = (1, 0);

    /// <summary>Adds a range, both ends included, to what is still to be sent.</summary>
    /// <param name="beginSeqNo">First number to send again.</param>
    /// <param name="endSeqNo">Last number to send again.</param>
    /// <param name="answered">Number of the request; 0 where the peer said what it misses in its Logon.</param>
    public void Start(long beginSeqNo, long endSeqNo, long answered)
    {
        _answered = answered;
        (_next, _end) = IsPending
            ? (Math.Min(_next, beginSeqNo), Math.Max(_end, endSeqNo))
            : (beginSeqNo, endSeqNo);
    }

    /// <summary>Sends as much as the output has room for.</summary>
    public void Pump(long nowNs)
    {
        while (IsPending && outbound.HasRoomForApplicationMessage)
        {
            long kept = FindKept(nowNs, out ReadOnlySpan<byte> message);
            if (kept > _next)
                admin.GapFill(_next, kept, _answered, nowNs);
            else if (!TryResend(message, nowNs))
                admin.GapFill(_next, ++kept, _answered, nowNs);
            else
                kept++;

            _next = kept;
        }
    }

    // First number from _next on that can be sent again; one beyond the end where there is none.
    private long FindKept(long nowNs, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (source is null)
            return _end + 1;

        for (long number = Math.Max(_next, Math.Min(source.OldestMsgSeqNum, _end + 1)); number <= _end; number++)
        {
            if (source.TryGet(number, out message) && IsYoungEnough(message, nowNs))
                return number;
        }

        return _end + 1;
    }

    // An order that its sender has waited for in vain is not what it wants any more: by default none is sent again.
    private bool IsYoungEnough(ReadOnlySpan<byte> sent, long nowNs)
    {
        FixMessage message = _scanner.Scan(sent);
        bool isOrder = MsgTypes.MayOpenAnOrder(message.MsgType);
        if (!isOrder && options.ResendAgeMaxNs == 0)
            return true;

        long ageMaxNs = isOrder ? options.OrderResendAgeMaxNs : options.ResendAgeMaxNs;
        return ageMaxNs > 0 && message.TryGetTimestampNs(FixTags.SendingTime, out long sentNs) &&
            nowNs - sentNs <= ageMaxNs;
    }

    private bool TryResend(ReadOnlySpan<byte> sent, long nowNs)
    {
        FixMessage message = _scanner.Scan(sent);
        FixWriter writer = outbound.BeginDuplicate(message.MsgType, _next, nowNs);
        bool hasOrigSendingTime = false;
        message.TryGet(FixTags.SendingTime, out ReadOnlySpan<byte> sendingTime);
        foreach (FixField field in message)
        {
            if (IsRewritten(field.Tag))
                continue;

            if (!hasOrigSendingTime && !ComesBeforeOrigSendingTime(field.Tag))
            {
                writer.Append(FixTags.OrigSendingTime, sendingTime);
                hasOrigSendingTime = true;
            }

            writer.Append(field.Tag, field.Value);
        }

        if (!hasOrigSendingTime)
            writer.Append(FixTags.OrigSendingTime, sendingTime);

        if (!outbound.CommitDuplicate(ref writer, nowNs))
            return false;

        counters.MessagesResent++;
        return true;
    }

    // Fields of the header that an application may have set and whose tags are below 122.
    private static bool ComesBeforeOrigSendingTime(int tag) =>
        tag is FixTags.PossResend or FixTags.OnBehalfOfCompID or FixTags.OnBehalfOfSubID;

    private static bool IsRewritten(int tag) => tag is
        FixTags.BeginString or FixTags.BodyLength or FixTags.CheckSum or FixTags.MsgType or FixTags.MsgSeqNum or
        FixTags.PossDupFlag or FixTags.SenderCompID or FixTags.SenderSubID or FixTags.SendingTime or
        FixTags.TargetCompID or FixTags.TargetSubID or FixTags.OrigSendingTime;
}
