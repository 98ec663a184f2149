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
public sealed class BinanceDecoder
{
    private const int ScratchBytes = 256; // Longest text with escapes that can still mean something.

    private readonly byte[] _scratch = new byte[ScratchBytes];
    private readonly FeedSymbols _symbols;
    private readonly BinanceStreamNames _streams;
    private readonly BinanceUsualFrames _usual;
    private readonly KeyOrder _envelopeOrder = new(Envelope.Fields);
    private readonly KeyOrder _rawOrder = new(BinanceRawHead.Fields);
    private readonly KeyOrder _depthOrder = new(BinanceDepthReader.Fields);
    private readonly KeyOrder _snapshotOrder = new(BinanceSnapshotReader.Fields);
    private readonly KeyOrder _quoteOrder = new(BinanceQuoteReader.Fields);
    private readonly KeyOrder _tradeOrder = new(BinanceTradeReader.Fields);
    private readonly KeyOrder _aggregateOrder = new(BinanceTradeReader.Fields);
    private readonly KeyOrder _forcedOrder = new(BinanceForcedOrderReader.Fields);
    private readonly KeyOrder _forcedBodyOrder = new(BinanceForcedOrderBody.Fields);

    /// <param name="symbols">Instruments whose frames are taken.</param>
    public BinanceDecoder(FeedSymbols symbols)
    {
        _symbols = symbols;
        _streams = new BinanceStreamNames(symbols);
        _usual = new BinanceUsualFrames(symbols, _streams);
    }

    /// <summary>
    /// Most events that a frame of <paramref name="lengthBytes"/> can become: the shortest level, ["1","0"] and a
    /// comma, is ten bytes, five levels are a record, and each side may end in a record that is not full.
    /// </summary>
    public static int EventsMax(int lengthBytes) => lengthBytes / (10 * BookUpdate.LevelCountMax) + 2;

    /// <summary>
    /// Decodes a frame of a combined stream, <c>{"stream":"btcusdt@trade","data":{...}}</c>, or of a raw one, which is
    /// the data alone, and appends its events to <paramref name="batch"/>.
    /// </summary>
    public FrameVerdict DecodeFrame(
        ReadOnlySpan<byte> bytes, long receiveTimestampNs, EventBatch batch, out BinanceFrame frame)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (_usual.TryRead(bytes, receiveTimestampNs, batch, out frame))
            return FrameVerdict.Ok;

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
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader, _snapshotOrder);
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
        var cursor = new JsonCursor(bytes, _scratch);
        var envelope = new Envelope(this, batch, receiveTimestampNs);
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref envelope, _envelopeOrder);
        if (verdict == FrameVerdict.Ok)
            verdict = cursor.IsAtEnd() ? envelope.Complete(in cursor) : FrameVerdict.Malformed;

        frame = envelope.Frame;
        bool isRaw = verdict == FrameVerdict.UnknownMessage && envelope.IsMissing;
        return isRaw ? ReadRaw(bytes, receiveTimestampNs, batch, out frame) : verdict;
    }

    private FrameVerdict ReadRaw(
        ReadOnlySpan<byte> bytes, long receiveTimestampNs, EventBatch batch, out BinanceFrame frame)
    {
        frame = default;
        var cursor = new JsonCursor(bytes, _scratch);
        var head = new BinanceRawHead(_symbols);
        if (FieldWalk.ReadObject(ref cursor, ref head, _rawOrder) != FrameVerdict.Ok)
            return FrameVerdict.UnknownMessage; // JSON it is, but not Binance's.

        if (head.Verdict != FrameVerdict.Ok)
            return head.Verdict;

        cursor = new JsonCursor(bytes, _scratch);
        var target = new FrameTarget(batch, receiveTimestampNs, head.Kind, head.Position);
        return ReadData(ref cursor, in target, out frame);
    }

    private FrameVerdict ReadData(ref JsonCursor cursor, in FrameTarget target, out BinanceFrame frame)
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
        Instrument instrument = _symbols[target.Position];
        int firstEvent = target.Batch.Count;
        var book = new BookWriter(target.Batch, instrument, target.ReceiveTimestampNs);
        var reader = new BinanceDepthReader(book, _symbols.NameOf(target.Position));
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader, _depthOrder);
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
        Instrument instrument = _symbols[target.Position];
        EventBatch batch = target.Batch;
        var reader = new BinanceQuoteReader(instrument, _symbols.NameOf(target.Position));
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader, _quoteOrder);
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
        Instrument instrument = _symbols[target.Position];
        EventBatch batch = target.Batch;
        bool isAggregate = target.Kind == BinanceFrameKind.AggregateTrade;
        var reader = new BinanceTradeReader(instrument, _symbols.NameOf(target.Position), isAggregate);
        KeyOrder order = isAggregate ? _aggregateOrder : _tradeOrder;
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader, order);
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
        Instrument instrument = _symbols[target.Position];
        EventBatch batch = target.Batch;
        var reader = new BinanceForcedOrderReader(instrument, _symbols.NameOf(target.Position), _forcedBodyOrder);
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader, _forcedOrder);
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

    /// <summary>What a frame is about and where its events go.</summary>
    private readonly struct FrameTarget(
        EventBatch batch, long receiveTimestampNs, BinanceFrameKind kind, int position)
    {
        public readonly EventBatch Batch = batch;
        public readonly long ReceiveTimestampNs = receiveTimestampNs;
        public readonly BinanceFrameKind Kind = kind;
        public readonly int Position = position; // Of the instrument, in the feed's symbols.
    }

    /// <summary>
    /// The outside of a frame: data that stands in front of its stream's name is skipped, with a bookmark to come back
    /// to.
    /// </summary>
    private struct Envelope(BinanceDecoder decoder, EventBatch batch, long receiveTimestampNs) : IFieldReader
    {
        public BinanceFrame Frame;
        private BinanceStreamName _stream;
        private int _dataOffset;
        private bool _hasStream;
        private bool _hasData;
        private bool _isDataBehind;

        public static FieldTable Fields { get; } = new(required: "", optional: "s=stream d=data");

        /// <summary>True for a frame that has neither a stream nor data.</summary>
        public readonly bool IsMissing => !_hasStream && !_hasData;

        public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
        {
            if (letter == (byte)'s')
            {
                _hasStream = true;
                return decoder._streams.Read(ref cursor, out _stream);
            }

            _hasData = true;
            if (_stream.Kind != BinanceFrameKind.None)
                return ReadData(ref cursor);

            _isDataBehind = true;
            _dataOffset = cursor.Offset;
            return FieldWalk.VerdictOf(cursor.TrySkipValue());
        }

        /// <summary>The whole frame is read.</summary>
        public FrameVerdict Complete(in JsonCursor cursor)
        {
            if (!_hasData || _stream.Kind == BinanceFrameKind.None)
                return FrameVerdict.UnknownMessage;

            if (!_isDataBehind)
                return FrameVerdict.Ok;

            JsonCursor data = cursor.From(_dataOffset);
            return ReadData(ref data);
        }

        private FrameVerdict ReadData(ref JsonCursor cursor)
        {
            var target = new FrameTarget(batch, receiveTimestampNs, _stream.Kind, _stream.Position);
            return decoder.ReadData(ref cursor, in target, out Frame);
        }
    }
}
