using System;
using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>
/// The outside of a frame of the second version, in any field order: data that stands in front of its channel or type
/// is skipped, with a bookmark to come back to. Decoding thread; allocates nothing.
/// </summary>
internal struct KrakenEnvelope(KrakenDecoder decoder, TickWriter ticks) : IFieldReader
{
    private int _dataOffset;
    private bool _hasChannel;
    private bool _isNotice; // Heartbeat, status, an answer.
    private bool _hasKnownType;
    private bool _hasData;
    private bool _isDataBehind;
    private bool _hasMethod;
    private bool _isRefused;

    public static FieldTable Fields { get; } = new(
        required: "", optional: "c=channel t=type d=data m=method s=success r=result");

    /// <summary>None where it is none that is read here.</summary>
    public KrakenChannel Channel { get; private set; }

    public bool IsSnapshot { get; private set; }

    /// <summary>Depth of the book that an answer to a subscription tells; 0 of any other frame.</summary>
    public int BookDepth { get; private set; }

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        switch ((char)letter)
        {
            case 'c':
                return ReadChannel(ref cursor);

            case 't':
                return ReadType(ref cursor);

            case 'd':
                return ReadDataNowOrLater(ref cursor);

            case 's':
                bool isGood = cursor.TryReadBoolean(out bool isSuccess);
                _isRefused = !isSuccess;
                return FieldWalk.VerdictOf(isGood);

            case 'r' when cursor.Peek() == (byte)'{':
                return ReadResult(ref cursor);

            default:
                _hasMethod |= letter == (byte)'m';
                return FieldWalk.VerdictOf(cursor.TrySkipValue());
        }
    }

    /// <summary>The whole frame is read.</summary>
    public readonly FrameVerdict Complete(in JsonCursor cursor)
    {
        if (_isRefused)
            return FrameVerdict.RequestRefused;

        if (_isNotice || (!_hasChannel && _hasMethod))
            return FrameVerdict.Control;

        if (Channel == KrakenChannel.None)
            return _hasChannel ? FrameVerdict.UnknownStream : FrameVerdict.UnknownMessage;

        if (!_hasKnownType || !_hasData)
            return FrameVerdict.Malformed;

        if (!_isDataBehind)
            return FrameVerdict.Ok;

        JsonCursor data = cursor.From(_dataOffset);
        return decoder.ReadData(ref data, in this, ticks);
    }

    private FrameVerdict ReadChannel(ref JsonCursor cursor)
    {
        if (!cursor.TryReadText(out ReadOnlySpan<byte> name))
            return FrameVerdict.Malformed;

        _hasChannel = true;
        _isNotice = name.SequenceEqual("heartbeat"u8) || name.SequenceEqual("status"u8);
        Channel = ChannelOf(name);
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

    private FrameVerdict ReadDataNowOrLater(ref JsonCursor cursor)
    {
        _hasData = true;
        if (Channel != KrakenChannel.None && _hasKnownType)
            return decoder.ReadData(ref cursor, in this, ticks);

        _isDataBehind = true;
        _dataOffset = cursor.Offset;
        return FieldWalk.VerdictOf(cursor.TrySkipValue());
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
}
