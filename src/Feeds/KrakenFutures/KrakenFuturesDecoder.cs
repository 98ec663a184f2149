using System;
using System.Diagnostics;
using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.KrakenFutures;

/// <summary>
/// Turns the bytes of one frame of Kraken Futures into events. Forward over the bytes, in any field order, with white
/// space, escapes and unknown fields; exact integers; a frame that is refused leaves nothing behind. One thread at a
/// time; allocates nothing after construction; never throws; time is linear in the bytes.
/// Source: Kraken Futures WebSocket API v1, "Book", "Trade", "Ticker", "Ticker Lite", "Heartbeat".
/// </summary>
/// <remarks>
/// <code>
///   {"feed":"book_snapshot","product_id":"PI_XBTUSD","timestamp":ms,"seq":1,
///      "bids":[{"price":1.5,"qty":2},...],"asks":[...]}
///   {"feed":"book","product_id":"PI_XBTUSD","side":"buy","seq":2,"price":1.5,"qty":0,"timestamp":ms}
///   {"feed":"trade","product_id":...,"side":"sell","seq":9,"time":ms,"qty":1,"price":1.5,...}
///   {"feed":"ticker","product_id":...,"time":ms,"bid":1.5,"bid_size":2,"ask":1.6,"ask_size":2,...}
///   {"event":"subscribed",...}, {"event":"alert",...}, {"feed":"heartbeat",...}
/// </code>
/// A trade's seq is its id and its side the taker's. Snapshots of trades happened before the subscription and are no
/// events; a ticker_lite has no quantities and is none either.
/// </remarks>
internal sealed class KrakenFuturesDecoder(FeedSymbols symbols)
{
    private const int ScratchBytes = 256; // Longest text with escapes that can still mean something.
    private const int LevelCountMax = 2 * 8_192; // The venue sends its whole book, a thousand levels or two.

    private static readonly ulong FeedField = FieldWalk.SetOf("f"u8);
    private static readonly ulong ProductField = FieldWalk.SetOf("i"u8);
    private static readonly ulong TradeFields = FieldWalk.SetOf("sqpQ"u8); // Of a change of the book too.
    private static readonly ulong SnapshotFields = FieldWalk.SetOf("qba"u8);
    private static readonly ulong QuoteFields = FieldWalk.SetOf("BcAC"u8);

    private readonly byte[] _scratch = new byte[ScratchBytes];
    private readonly KeyOrder _order = new(KrakenFuturesReader.Fields);
    private readonly WrittenLevels _levels = new(LevelCountMax);

    /// <summary>Decodes one frame and appends its events to <paramref name="batch"/>.</summary>
    public FrameVerdict DecodeFrame(
        ReadOnlySpan<byte> bytes, long receiveTimestampNs, EventBatch batch, out KrakenFuturesFrame frame)
    {
        Debug.Assert(batch is not null);
        var ticks = new TickWriter(batch, receiveTimestampNs);
        int firstEvent = batch.Count;
        _levels.Clear();
        var cursor = new JsonCursor(bytes, _scratch);
        var reader = new KrakenFuturesReader(symbols, _levels);
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader, _order);
        if (verdict == FrameVerdict.Ok)
            verdict = cursor.IsAtEnd() ? Complete(ref reader, ticks) : FrameVerdict.Malformed;

        if (verdict != FrameVerdict.Ok)
            ticks.Undo();

        frame = new KrakenFuturesFrame(reader.Kind, reader.Position, reader.Sequence, firstEvent);
        return verdict;
    }

    private FrameVerdict Complete(ref KrakenFuturesReader reader, TickWriter ticks)
    {
        if (reader.Kind == KrakenFuturesKind.Notice)
            return reader.HasFailedRequest ? FrameVerdict.RequestRefused : FrameVerdict.Control;

        if (reader.Kind == KrakenFuturesKind.None)
            return reader.Has(FeedField) ? FrameVerdict.UnknownStream : FrameVerdict.UnknownMessage;

        if (!reader.Has(ProductField))
            return FrameVerdict.Malformed;

        if (reader.Position < 0)
            return FrameVerdict.UnknownSymbol;

        Instrument instrument = symbols[reader.Position];
        return reader.Kind switch
        {
            KrakenFuturesKind.Book => CompleteChange(in reader, instrument, ticks),
            KrakenFuturesKind.BookSnapshot => CompleteSnapshot(in reader, instrument, ticks),
            KrakenFuturesKind.Trade => CompleteTrade(ref reader, instrument, ticks),
            KrakenFuturesKind.Ticker => CompleteTicker(ref reader, instrument, ticks),
            _ => FrameVerdict.Ok,
        };
    }

    private static FrameVerdict CompleteChange(
        in KrakenFuturesReader reader, Instrument instrument, TickWriter ticks)
    {
        if (!reader.Has(TradeFields))
            return FrameVerdict.Malformed;

        var book = new BookWriter(ticks.Batch, instrument, ticks.ReceiveTimestampNs);
        var level = new WrittenLevel
        {
            Side = reader.Trade.AggressorSide,
            Price = reader.Trade.Price,
            Qty = reader.Trade.Qty,
        };
        FrameVerdict verdict = level.AddTo(ref book);
        return verdict == FrameVerdict.Ok
            ? book.Complete(reader.Sequence, reader.BookTimestampNs, isSnapshot: false)
            : verdict;
    }

    private FrameVerdict CompleteSnapshot(in KrakenFuturesReader reader, Instrument instrument, TickWriter ticks)
    {
        if (!reader.Has(SnapshotFields))
            return FrameVerdict.Malformed;

        var book = new BookWriter(ticks.Batch, instrument, ticks.ReceiveTimestampNs);
        FrameVerdict verdict = _levels.CopyTo(ref book);
        return verdict == FrameVerdict.Ok
            ? book.Complete(reader.Sequence, reader.BookTimestampNs, isSnapshot: true)
            : verdict;
    }

    private static FrameVerdict CompleteTrade(ref KrakenFuturesReader reader, Instrument instrument, TickWriter ticks)
    {
        if (!reader.Has(TradeFields))
            return FrameVerdict.Malformed;

        reader.Trade.TradeId = reader.Sequence;
        return ticks.AddTrade(instrument, in reader.Trade);
    }

    /// <summary>Best prices without their quantities say nothing that can be acted on.</summary>
    private static FrameVerdict CompleteTicker(ref KrakenFuturesReader reader, Instrument instrument, TickWriter ticks)
    {
        if (!reader.Has(QuoteFields))
            return FrameVerdict.Ok;

        reader.Quote.VenueTimestampNs = reader.Trade.VenueTimestampNs;
        return ticks.AddQuote(instrument, in reader.Quote);
    }
}
