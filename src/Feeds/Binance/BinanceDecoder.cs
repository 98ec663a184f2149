using System;
using System.Diagnostics;
using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Binance;

/// <summary>
/// Turns the bytes of one Binance frame, of spot or futures, into events. Forward over the bytes, in any field order,
/// with white space, escapes and unknown fields; exact integers; a frame that is refused leaves nothing behind. One
/// thread at a time (it owns scratch space); allocates nothing after construction; never throws; time is linear in the
/// bytes. Source: Binance Spot and Futures API, "WebSocket Streams" and "Market Data endpoints".
/// </summary>
public sealed class BinanceDecoder(FeedSymbols symbols)
{
    private const int ScratchBytes = 256; // Longest text with escapes that can still mean something.

    private readonly byte[] _scratch = new byte[ScratchBytes];

    /// <summary>
    /// Most events that a frame of <paramref name="lengthBytes"/> can become: the shortest level, ["1","0"] and a
    /// comma, is ten bytes, five levels are a record, and each side may end in a record that is not full.
    /// </summary>
    public static int EventsMax(int lengthBytes) => lengthBytes / (10 * BookUpdate.LevelCountMax) + 2;

    /// <summary>
    /// Decodes a frame of a combined stream, <c>{"stream":"btcusdt@trade","data":{...}}</c>, and appends its events to
    /// <paramref name="batch"/>.
    /// </summary>
    public FrameVerdict DecodeFrame(
        ReadOnlySpan<byte> bytes, long receiveTimestampNs, EventBatch batch, out BinanceFrame frame)
    {
        ArgumentNullException.ThrowIfNull(batch);
        int countBefore = batch.Count;
        FrameVerdict verdict = ReadEnvelope(bytes, receiveTimestampNs, batch, out frame);
        if (verdict != FrameVerdict.Ok)
            batch.TruncateTo(countBefore);

        return verdict;
    }

    /// <summary>
    /// Decodes the answer of <c>GET /api/v3/depth</c>, which does not say whose book it is:
    /// <paramref name="instrument"/>.
    /// </summary>
    public FrameVerdict DecodeSnapshot(
        ReadOnlySpan<byte> bytes,
        Instrument instrument,
        long receiveTimestampNs,
        EventBatch batch,
        out BinanceFrame frame)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        ArgumentNullException.ThrowIfNull(batch);
        int countBefore = batch.Count;
        var cursor = new JsonCursor(bytes, _scratch);
        var reader = new BinanceSnapshotReader(new BookWriter(batch, instrument, receiveTimestampNs));
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader);
        if (verdict == FrameVerdict.Ok)
            verdict = cursor.IsAtEnd() ? reader.Complete() : FrameVerdict.Malformed;

        if (verdict != FrameVerdict.Ok)
            batch.TruncateTo(countBefore);

        long updateId = reader.LastUpdateId;
        frame = new BinanceFrame(BinanceFrameKind.Snapshot, instrument.Index, updateId, 0, updateId, countBefore);
        return verdict;
    }

    private FrameVerdict ReadEnvelope(
        ReadOnlySpan<byte> bytes, long receiveTimestampNs, EventBatch batch, out BinanceFrame frame)
    {
        frame = default;
        var cursor = new JsonCursor(bytes, _scratch);
        JsonCursor dataBehind = cursor;
        var target = new FrameTarget(batch, receiveTimestampNs);
        if (!cursor.TryEnterObject())
            return FrameVerdict.Malformed;

        while (cursor.TryNextMember(out ReadOnlySpan<byte> key))
        {
            FrameVerdict verdict;
            if (key.SequenceEqual("stream"u8))
                verdict = ReadStream(ref cursor, ref target);
            else if (key.SequenceEqual("data"u8))
                verdict = ReadDataNowOrLater(ref cursor, ref target, ref dataBehind, ref frame);
            else
                verdict = FieldWalk.VerdictOf(cursor.TrySkipValue());

            if (verdict != FrameVerdict.Ok)
                return verdict;
        }

        if (!cursor.IsAtEnd())
            return FrameVerdict.Malformed;

        if (!target.HasData || target.Kind == BinanceFrameKind.None)
            return FrameVerdict.UnknownMessage;

        return target.IsDataBehind ? ReadData(ref dataBehind, in target, ref frame) : FrameVerdict.Ok;
    }

    private FrameVerdict ReadStream(ref JsonCursor cursor, ref FrameTarget target)
    {
        if (target.Kind != BinanceFrameKind.None || !cursor.TryReadText(out ReadOnlySpan<byte> stream))
            return FrameVerdict.Malformed;

        int at = stream.IndexOf((byte)'@');
        if (at < 0)
            return FrameVerdict.UnknownStream;

        target.Kind = KindOf(stream[(at + 1)..]);
        if (target.Kind == BinanceFrameKind.None)
            return FrameVerdict.UnknownStream;

        target.Position = symbols.FindByLowerName(stream[..at]);
        return target.Position >= 0 ? FrameVerdict.Ok : FrameVerdict.UnknownSymbol;
    }

    /// <summary>Data that stands before the stream's name is skipped, with a bookmark to come back to.</summary>
    private FrameVerdict ReadDataNowOrLater(
        ref JsonCursor cursor, ref FrameTarget target, ref JsonCursor dataBehind, ref BinanceFrame frame)
    {
        if (target.HasData)
            return FrameVerdict.Malformed;

        target.HasData = true;
        if (target.Kind != BinanceFrameKind.None)
            return ReadData(ref cursor, in target, ref frame);

        target.IsDataBehind = true;
        dataBehind = cursor;
        return FieldWalk.VerdictOf(cursor.TrySkipValue());
    }

    private static BinanceFrameKind KindOf(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("bookTicker"u8))
            return BinanceFrameKind.BookTicker;

        if (name.SequenceEqual("trade"u8))
            return BinanceFrameKind.Trade;

        if (name.SequenceEqual("aggTrade"u8))
            return BinanceFrameKind.AggregateTrade;

        if (name.SequenceEqual("forceOrder"u8))
            return BinanceFrameKind.ForcedOrder;

        bool isDepth = name.StartsWith("depth"u8) && IsDepthSpeed(name["depth".Length..]);
        return isDepth ? BinanceFrameKind.Depth : BinanceFrameKind.None;
    }

    private static bool IsDepthSpeed(ReadOnlySpan<byte> suffix) =>
        suffix.Length == 0 || suffix.SequenceEqual("@100ms"u8) || suffix.SequenceEqual("@0ms"u8)
        || suffix.SequenceEqual("@500ms"u8) || suffix.SequenceEqual("@1000ms"u8);

    private FrameVerdict ReadData(ref JsonCursor cursor, in FrameTarget target, ref BinanceFrame frame)
    {
        Debug.Assert(target.Position >= 0);
        return target.Kind switch
        {
            BinanceFrameKind.Depth => ReadDepth(ref cursor, in target, out frame),
            BinanceFrameKind.BookTicker => ReadQuote(ref cursor, in target, out frame),
            BinanceFrameKind.ForcedOrder => ReadForcedOrder(ref cursor, in target, out frame),
            _ => ReadTrade(ref cursor, in target, out frame),
        };
    }

    private FrameVerdict ReadDepth(ref JsonCursor cursor, in FrameTarget target, out BinanceFrame frame)
    {
        Instrument instrument = symbols[target.Position];
        int firstEvent = target.Batch.Count;
        var book = new BookWriter(target.Batch, instrument, target.ReceiveTimestampNs);
        var reader = new BinanceDepthReader(book, symbols.NameOf(target.Position));
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader);
        frame = new BinanceFrame(
            BinanceFrameKind.Depth,
            instrument.Index,
            reader.FirstUpdateId,
            reader.PreviousUpdateId,
            reader.LastUpdateId,
            firstEvent);
        return verdict == FrameVerdict.Ok ? reader.Complete() : verdict;
    }

    private FrameVerdict ReadQuote(ref JsonCursor cursor, in FrameTarget target, out BinanceFrame frame)
    {
        Instrument instrument = symbols[target.Position];
        EventBatch batch = target.Batch;
        var reader = new BinanceQuoteReader(instrument, symbols.NameOf(target.Position));
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader);
        long updateId = reader.Quote.UpdateId;
        frame = new BinanceFrame(BinanceFrameKind.BookTicker, instrument.Index, updateId, 0, updateId, batch.Count);
        if (verdict != FrameVerdict.Ok)
            return verdict;

        if (batch.Room == 0)
            return FrameVerdict.NoRoom;

        ref EngineEvent quote = ref batch.Add(EventKind.Quote, instrument.Index, target.ReceiveTimestampNs);
        quote.VenueTimestampNs = reader.VenueTimestampNs;
        quote.Flags = EventFlags.EndOfMessage;
        quote.Quote = reader.Quote;
        return FrameVerdict.Ok;
    }

    private FrameVerdict ReadTrade(ref JsonCursor cursor, in FrameTarget target, out BinanceFrame frame)
    {
        Instrument instrument = symbols[target.Position];
        EventBatch batch = target.Batch;
        bool isAggregate = target.Kind == BinanceFrameKind.AggregateTrade;
        var reader = new BinanceTradeReader(instrument, symbols.NameOf(target.Position), isAggregate);
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader);
        frame = new BinanceFrame(target.Kind, instrument.Index, 0, 0, 0, batch.Count);
        if (verdict == FrameVerdict.Ok && !reader.IsWhole)
            return FrameVerdict.Malformed;

        if (verdict != FrameVerdict.Ok || reader.IsOutsideBook)
            return verdict;

        if (batch.Room == 0)
            return FrameVerdict.NoRoom;

        ref EngineEvent trade = ref batch.Add(EventKind.Trade, instrument.Index, target.ReceiveTimestampNs);
        trade.VenueTimestampNs = reader.VenueTimestampNs;
        trade.Flags = EventFlags.EndOfMessage;
        trade.Side = reader.AggressorSide;
        trade.Trade = reader.Trade;
        return FrameVerdict.Ok;
    }

    private FrameVerdict ReadForcedOrder(ref JsonCursor cursor, in FrameTarget target, out BinanceFrame frame)
    {
        Instrument instrument = symbols[target.Position];
        EventBatch batch = target.Batch;
        var reader = new BinanceForcedOrderReader(instrument, symbols.NameOf(target.Position));
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader);
        frame = new BinanceFrame(target.Kind, instrument.Index, 0, 0, 0, batch.Count);
        if (verdict != FrameVerdict.Ok)
            return verdict;

        if (batch.Room == 0)
            return FrameVerdict.NoRoom;

        ref EngineEvent order = ref batch.Add(EventKind.ForcedOrder, instrument.Index, target.ReceiveTimestampNs);
        order.VenueTimestampNs = reader.Order.VenueTimestampNs;
        order.Flags = EventFlags.EndOfMessage;
        order.Side = reader.Order.Side;
        order.Trade = reader.Order.Trade;
        return FrameVerdict.Ok;
    }

    private struct FrameTarget(EventBatch batch, long receiveTimestampNs)
    {
        public readonly EventBatch Batch = batch;
        public readonly long ReceiveTimestampNs = receiveTimestampNs;
        public BinanceFrameKind Kind;
        public int Position; // Of the instrument, in the feed's symbols.
        public bool HasData;
        public bool IsDataBehind; // In front of the stream's name, to be read again once that is known.
    }
}
