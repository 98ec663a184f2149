using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// One received message: a view of its bytes, valid until the session or the scanner that gave it is called again.
/// Reading a field costs a vector search over the message's tags; nothing is copied or allocated.
/// </summary>
public readonly ref struct FixMessage
{
    private readonly FixScanner? _scanner;

    internal FixMessage(ReadOnlySpan<byte> bytes, FixScanner scanner, FixFlaw flaw, int flawedTag)
    {
        Bytes = bytes;
        _scanner = scanner;
        Flaw = flaw;
        FlawedTag = flawedTag;
        MsgType = TryGet(FixTags.MsgType, out ReadOnlySpan<byte> msgType) ? MsgTypes.Pack(msgType) : MsgTypes.None;
        MsgSeqNum = TryGetInt64(FixTags.MsgSeqNum, out long msgSeqNum) && msgSeqNum >= 0 ? msgSeqNum : -1;
    }

    private FixMessage(FixMessage message, FixFlaw flaw, int flawedTag)
    {
        this = message;
        Flaw = flaw;
        FlawedTag = flawedTag;
    }

    /// <summary>The whole message, from BeginString(8) to the delimiter behind CheckSum(10).</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>First thing that is wrong with the message's fields; they can be read all the same.</summary>
    public FixFlaw Flaw { get; }

    /// <summary>Tag of the flawed field; 0 where it has none that can be read.</summary>
    public int FlawedTag { get; }

    /// <summary>MsgType(35), packed as in <see cref="MsgTypes"/>.</summary>
    public int MsgType { get; }

    /// <summary>MsgSeqNum(34); -1 where it is missing or no number.</summary>
    public long MsgSeqNum { get; }

    /// <summary>PossDupFlag(43) is Y: the session sends a number again.</summary>
    public bool IsPossibleDuplicate => Is(FixTags.PossDupFlag);

    /// <summary>PossResend(97) is Y: the application sends a content again, under a new number.</summary>
    public bool IsPossibleResend => Is(FixTags.PossResend);

    /// <summary>Value of the first field with this tag.</summary>
    public bool TryGet(int tag, out ReadOnlySpan<byte> value)
    {
        if (_scanner is not null)
            return _scanner.TryFind(Bytes, tag, out value);

        value = default;
        return false;
    }

    /// <summary>A whole number; false where the field is missing or is none.</summary>
    public bool TryGetInt64(int tag, out long value)
    {
        value = 0;
        return TryGet(tag, out ReadOnlySpan<byte> text) && FixNumber.TryParse(text, out value);
    }

    /// <summary>A field of one character, such as Side(54).</summary>
    public bool TryGetChar(int tag, out byte value)
    {
        bool isChar = TryGet(tag, out ReadOnlySpan<byte> text) && text.Length == 1;
        value = isChar ? text[0] : (byte)0;
        return isChar;
    }

    /// <summary>A UTCTimestamp in nanoseconds since the Unix epoch.</summary>
    public bool TryGetTimestampNs(int tag, out long timestampNs)
    {
        timestampNs = 0;
        return TryGet(tag, out ReadOnlySpan<byte> text) && FixTimestamp.TryParse(text, out timestampNs);
    }

    /// <summary>True where the field is there and says Y.</summary>
    public bool Is(int flagTag) => TryGetChar(flagTag, out byte value) && value == (byte)'Y';

    /// <summary>The same message with what the session's check found.</summary>
    internal FixMessage With(FixVerdict verdict) =>
        verdict.IsBad && Flaw == FixFlaw.None ? new(this, FixFlaw.DictionaryViolation, verdict.Tag) : this;

    /// <summary>
    /// All fields in the order of the wire, header and trailer included: <c>foreach (FixField field in message)</c>.
    /// </summary>
    public FixFieldReader GetEnumerator() => new(Bytes);
}
