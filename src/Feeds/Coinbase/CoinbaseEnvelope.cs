using System;
using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Coinbase;

/// <summary>
/// The outside of a frame, in any field order: events that stand in front of their channel's name are skipped and
/// come back to. Decoding thread; allocates nothing.
/// </summary>
internal ref struct CoinbaseEnvelope(FeedSymbols symbols, CoinbaseFrame frame, TickWriter ticks)
{
    private JsonCursor _eventsBehind;
    private Fields _seen;
    private bool _isError;

    [Flags]
    private enum Fields : byte
    {
        None = 0,
        Channel = 1,
        Sequence = 2,
        Events = 4,
        Timestamp = 8,
        Type = 16,
        EventsAreBehind = 32,
    }

    /// <summary>Time of the frame; 0 where it gives none.</summary>
    public long TimestampNs { get; private set; }

    /// <summary>Reads the whole frame.</summary>
    public FrameVerdict Read(ref JsonCursor cursor)
    {
        if (!cursor.TryEnterObject())
            return FrameVerdict.Malformed;

        while (cursor.TryNextMember(out ReadOnlySpan<byte> key))
        {
            FrameVerdict verdict = ReadField(ref cursor, key);
            if (verdict != FrameVerdict.Ok)
                return verdict;
        }

        return cursor.IsAtEnd() ? Complete() : FrameVerdict.Malformed;
    }

    private FrameVerdict Complete()
    {
        if (_isError)
            return FrameVerdict.RequestRefused;

        if (!Has(Fields.Channel))
            return FrameVerdict.UnknownMessage;

        if (!Has(Fields.Sequence))
            return FrameVerdict.Malformed;

        switch (frame.Channel)
        {
            case CoinbaseChannel.Notice:
                return FrameVerdict.Control;

            case CoinbaseChannel.Unknown:
                return FrameVerdict.UnknownStream;

            default:
                if (!Has(Fields.Events))
                    return FrameVerdict.Malformed;

                return Has(Fields.EventsAreBehind) ? ReadEvents(ref _eventsBehind) : FrameVerdict.Ok;
        }
    }

    private FrameVerdict ReadField(ref JsonCursor cursor, ReadOnlySpan<byte> key)
    {
        Fields field = FieldOf(key);
        if (Has(field) && field != Fields.None)
            return FrameVerdict.Malformed;

        _seen |= field;
        switch (field)
        {
            case Fields.Channel:
                return ReadChannel(ref cursor);

            case Fields.Sequence:
                bool isGood = cursor.TryReadInteger(out long sequence);
                frame.Sequence = isGood ? sequence : -1;
                return FieldWalk.VerdictOf(isGood);

            case Fields.Timestamp:
                FrameVerdict verdict = JsonTexts.ReadTime(ref cursor, out long timestampNs);
                TimestampNs = timestampNs;
                return verdict;

            case Fields.Events:
                return ReadEventsNowOrLater(ref cursor);

            case Fields.Type:
                return ReadType(ref cursor);

            default:
                return FieldWalk.VerdictOf(cursor.TrySkipValue());
        }
    }

    private static Fields FieldOf(ReadOnlySpan<byte> key)
    {
        if (key.SequenceEqual("channel"u8))
            return Fields.Channel;

        if (key.SequenceEqual("timestamp"u8))
            return Fields.Timestamp;

        if (key.SequenceEqual("sequence_num"u8))
            return Fields.Sequence;

        if (key.SequenceEqual("events"u8))
            return Fields.Events;

        return key.SequenceEqual("type"u8) ? Fields.Type : Fields.None;
    }

    private readonly FrameVerdict ReadChannel(ref JsonCursor cursor)
    {
        if (!cursor.TryReadText(out ReadOnlySpan<byte> name))
            return FrameVerdict.Malformed;

        frame.Channel = ChannelOf(name);
        return FrameVerdict.Ok;
    }

    private static CoinbaseChannel ChannelOf(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("l2_data"u8))
            return CoinbaseChannel.Level2;

        if (name.SequenceEqual("market_trades"u8))
            return CoinbaseChannel.MarketTrades;

        if (name.SequenceEqual("ticker"u8))
            return CoinbaseChannel.Ticker;

        bool isNotice = name.SequenceEqual("heartbeats"u8) || name.SequenceEqual("subscriptions"u8)
            || name.SequenceEqual("status"u8) || name.SequenceEqual("candles"u8);
        return isNotice ? CoinbaseChannel.Notice : CoinbaseChannel.Unknown;
    }

    private FrameVerdict ReadType(ref JsonCursor cursor)
    {
        if (!cursor.TryReadText(out ReadOnlySpan<byte> type))
            return FrameVerdict.Malformed;

        _isError = type.SequenceEqual("error"u8);
        return FrameVerdict.Ok;
    }

    private FrameVerdict ReadEventsNowOrLater(ref JsonCursor cursor)
    {
        if (frame.Channel is CoinbaseChannel.Level2 or CoinbaseChannel.MarketTrades or CoinbaseChannel.Ticker)
            return ReadEvents(ref cursor);

        if (!Has(Fields.Channel))
        {
            _seen |= Fields.EventsAreBehind;
            _eventsBehind = cursor;
        }

        return FieldWalk.VerdictOf(cursor.TrySkipValue());
    }

    private readonly FrameVerdict ReadEvents(ref JsonCursor cursor)
    {
        if (!cursor.TryEnterArray())
            return FrameVerdict.Malformed;

        while (cursor.TryNextElement())
        {
            FrameVerdict verdict;
            if (frame.Channel == CoinbaseChannel.Level2)
            {
                verdict = new CoinbaseBookEvent(symbols, frame, ticks).Read(ref cursor);
            }
            else
            {
                var reader = new CoinbaseTickEvent(symbols, ticks);
                verdict = FieldWalk.ReadObject(ref cursor, ref reader);
                if (verdict == FrameVerdict.Ok)
                    verdict = reader.Complete(frame.Channel);
            }

            if (verdict != FrameVerdict.Ok)
                return verdict;
        }

        return FieldWalk.VerdictOf(!cursor.HasFailed);
    }

    private readonly bool Has(Fields fields) => (_seen & fields) == fields;
}
