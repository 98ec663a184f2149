using System;
using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Coinbase;

/// <summary>
/// The outside of a frame, in any field order: events that stand in front of their channel's name are skipped and
/// come back to. Decoding thread; allocates nothing.
/// </summary>
internal struct CoinbaseEnvelope(CoinbaseTarget target) : IFieldReader
{
    private readonly CoinbaseTarget _target = target;
    private int _eventsOffset;
    private long _timestampNs;
    private bool _hasSequence;
    private bool _hasEvents;
    private bool _areEventsBehind;
    private bool _isError;

    public static FieldTable Fields { get; } = new(
        required: "", optional: "c=channel t=timestamp q=sequence_num e=events y=type");

    /// <summary>Time of the frame; 0 where it gives none.</summary>
    public readonly long TimestampNs => _timestampNs;

    private readonly bool IsOurs =>
        _target.Frame.Channel is CoinbaseChannel.Level2 or CoinbaseChannel.MarketTrades or CoinbaseChannel.Ticker;

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        switch ((char)letter)
        {
            case 'c':
                return ReadChannel(ref cursor);

            case 'q':
                _hasSequence = cursor.TryReadInteger(out long sequence);
                _target.Frame.Sequence = _hasSequence ? sequence : -1;
                return FieldWalk.VerdictOf(_hasSequence);

            case 't':
                return JsonTexts.ReadTime(ref cursor, out _timestampNs);

            case 'e':
                return ReadEventsNowOrLater(ref cursor);

            default:
                bool isText = cursor.TryReadText(out ReadOnlySpan<byte> type);
                _isError = isText && type.SequenceEqual("error"u8);
                return FieldWalk.VerdictOf(isText);
        }
    }

    /// <summary>The whole frame is read.</summary>
    public readonly FrameVerdict Complete(in JsonCursor cursor)
    {
        if (_isError)
            return FrameVerdict.RequestRefused;

        if (_target.Frame.Channel == CoinbaseChannel.None)
            return FrameVerdict.UnknownMessage;

        if (!_hasSequence)
            return FrameVerdict.Malformed;

        if (!IsOurs)
            return _target.Frame.Channel == CoinbaseChannel.Notice ? FrameVerdict.Control : FrameVerdict.UnknownStream;

        if (!_hasEvents)
            return FrameVerdict.Malformed;

        if (!_areEventsBehind)
            return FrameVerdict.Ok;

        JsonCursor events = cursor.From(_eventsOffset);
        return ReadEvents(ref events);
    }

    private readonly FrameVerdict ReadChannel(ref JsonCursor cursor)
    {
        if (!cursor.TryReadText(out ReadOnlySpan<byte> name))
            return FrameVerdict.Malformed;

        _target.Frame.Channel = ChannelOf(name);
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

    private FrameVerdict ReadEventsNowOrLater(ref JsonCursor cursor)
    {
        _hasEvents = true;
        if (IsOurs)
            return ReadEvents(ref cursor);

        _areEventsBehind = true;
        _eventsOffset = cursor.Offset;
        return FieldWalk.VerdictOf(cursor.TrySkipValue());
    }

    private readonly FrameVerdict ReadEvents(ref JsonCursor cursor)
    {
        if (!cursor.TryEnterArray())
            return FrameVerdict.Malformed;

        while (cursor.TryNextElement())
        {
            FrameVerdict verdict = _target.Frame.Channel == CoinbaseChannel.Level2
                ? ReadBookEvent(ref cursor)
                : ReadTickEvent(ref cursor);
            if (verdict != FrameVerdict.Ok)
                return verdict;
        }

        return FieldWalk.VerdictOf(!cursor.HasFailed);
    }

    private readonly FrameVerdict ReadBookEvent(ref JsonCursor cursor)
    {
        var reader = new CoinbaseBookEvent(_target);
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader, _target.Orders.BookEvent);
        return verdict == FrameVerdict.Ok ? reader.Complete(in cursor) : verdict;
    }

    private readonly FrameVerdict ReadTickEvent(ref JsonCursor cursor)
    {
        CoinbaseChannel channel = _target.Frame.Channel;
        CoinbaseKeyOrders orders = _target.Orders;
        KeyOrder order = channel == CoinbaseChannel.MarketTrades ? orders.TradeEvent : orders.TickerEvent;
        var reader = new CoinbaseTickEvent(_target);
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader, order);
        return verdict == FrameVerdict.Ok ? reader.Complete(channel) : verdict;
    }
}
