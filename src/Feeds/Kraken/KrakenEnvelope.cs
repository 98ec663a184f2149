using System;
using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>What a frame of the second version says of itself, around its data, in any order.</summary>
internal struct KrakenEnvelope
{
    private Fields _seen;
    private bool _isOurs;    // A channel that is read here.
    private bool _isNotice;  // Heartbeat, status, an answer.
    private bool _hasKnownType;
    private bool _isRefused;

    [Flags]
    private enum Fields : byte
    {
        None = 0,
        Channel = 1,
        Type = 2,
        Data = 4,
        Method = 8,
        Success = 16,
    }

    public KrakenChannel Channel { get; private set; }

    public bool IsSnapshot { get; private set; }

    /// <summary>Depth of the book that an answer to a subscription tells; 0 of any other frame.</summary>
    public int BookDepth { get; private set; }

    /// <summary>The data stood in front of what it needs and was skipped.</summary>
    public bool IsDataBehind { get; private set; }

    /// <summary>Of a frame that has been read to its end.</summary>
    public readonly FrameVerdict Verdict
    {
        get
        {
            if (_isRefused)
                return FrameVerdict.RequestRefused;

            if (_isNotice || (!Has(Fields.Channel) && Has(Fields.Method)))
                return FrameVerdict.Control;

            if (!_isOurs)
                return Has(Fields.Channel) ? FrameVerdict.UnknownStream : FrameVerdict.UnknownMessage;

            return _hasKnownType && Has(Fields.Data) ? FrameVerdict.Ok : FrameVerdict.Malformed;
        }
    }

    /// <summary>Reads any member but the data.</summary>
    public FrameVerdict ReadField(ref JsonCursor cursor, ReadOnlySpan<byte> key)
    {
        if (key.SequenceEqual("channel"u8))
            return TryTake(Fields.Channel) ? ReadChannel(ref cursor) : FrameVerdict.Malformed;

        if (key.SequenceEqual("type"u8))
            return TryTake(Fields.Type) ? ReadType(ref cursor) : FrameVerdict.Malformed;

        if (key.SequenceEqual("success"u8))
            return TryTake(Fields.Success) ? ReadSuccess(ref cursor) : FrameVerdict.Malformed;

        if (key.SequenceEqual("result"u8) && cursor.Peek() == (byte)'{')
            return ReadResult(ref cursor);

        if (key.SequenceEqual("method"u8) && !TryTake(Fields.Method))
            return FrameVerdict.Malformed;

        return FieldWalk.VerdictOf(cursor.TrySkipValue());
    }

    /// <summary>
    /// At the data: from now on <see cref="IsDataBehind"/> tells whether it must be skipped. Malformed the second time.
    /// </summary>
    public FrameVerdict TakeData()
    {
        if (!TryTake(Fields.Data))
            return FrameVerdict.Malformed;

        IsDataBehind = !(_isOurs && _hasKnownType);
        return FrameVerdict.Ok;
    }

    private FrameVerdict ReadChannel(ref JsonCursor cursor)
    {
        if (!cursor.TryReadText(out ReadOnlySpan<byte> name))
            return FrameVerdict.Malformed;

        _isNotice = name.SequenceEqual("heartbeat"u8) || name.SequenceEqual("status"u8);
        Channel = ChannelOf(name);
        _isOurs = Channel != KrakenChannel.None;
        return FrameVerdict.Ok;
    }

    private static KrakenChannel ChannelOf(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("book"u8))
            return KrakenChannel.Book;

        if (name.SequenceEqual("trade"u8))
            return KrakenChannel.Trade;

        return name.SequenceEqual("ticker"u8) ? KrakenChannel.Ticker : KrakenChannel.None;
    }

    private FrameVerdict ReadType(ref JsonCursor cursor)
    {
        if (!cursor.TryReadText(out ReadOnlySpan<byte> type))
            return FrameVerdict.Malformed;

        IsSnapshot = type.SequenceEqual("snapshot"u8);
        _hasKnownType = IsSnapshot || type.SequenceEqual("update"u8);
        return FrameVerdict.Ok;
    }

    private FrameVerdict ReadSuccess(ref JsonCursor cursor)
    {
        bool isGood = cursor.TryReadBoolean(out bool isSuccess);
        _isRefused = !isSuccess;
        return FieldWalk.VerdictOf(isGood);
    }

    private FrameVerdict ReadResult(ref JsonCursor cursor)
    {
        cursor.TryEnterObject();
        while (cursor.TryNextMember(out ReadOnlySpan<byte> key))
        {
            JsonCursor value = cursor;
            if (key.SequenceEqual("depth"u8) && value.TryReadInteger(out long depth))
                BookDepth = depth <= KrakenDepth.Most && KrakenDepth.IsOffered((int)depth) ? (int)depth : 0;

            cursor.TrySkipValue();
        }

        return FieldWalk.VerdictOf(!cursor.HasFailed);
    }

    private readonly bool Has(Fields fields) => (_seen & fields) == fields;

    private bool TryTake(Fields field)
    {
        bool isFirst = (_seen & field) == Fields.None;
        _seen |= field;
        return isFirst;
    }
}
