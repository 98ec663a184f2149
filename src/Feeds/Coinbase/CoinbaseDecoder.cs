using System;
using System.Diagnostics;
using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Coinbase;

/// <summary>
/// Turns the bytes of one frame of Coinbase Advanced Trade into events. Forward over the bytes, in any field order,
/// with white space, escapes and unknown fields; exact integers; a frame that is refused leaves no event behind. One
/// thread at a time; allocates nothing after construction; never throws; time is linear in the bytes. Products that
/// the feed does not carry are passed over.
/// Source: Coinbase Advanced Trade WebSocket, "Channels" (level2, market_trades, ticker, heartbeats).
/// </summary>
/// <remarks>
/// <code>
///   {"channel":"l2_data","timestamp":"...","sequence_num":13,"events":[{"type":"snapshot" or "update",
///      "product_id":"BTC-USD","updates":[{"side":"bid" or "offer","event_time":"...","price_level":"1.5",
///      "new_quantity":"2"},...]}]}
///   {"channel":"market_trades",...,"events":[{"type":...,"trades":[{"product_id","trade_id","price","size","time",
///      "side"},...]}]}
///   {"channel":"ticker",...,"events":[{"type":...,"tickers":[{"product_id","best_bid","best_bid_quantity",...}]}]}
/// </code>
/// A trade's side is the maker's: the aggressor's is the other. Trades of a snapshot happened before the subscription
/// and are no events. The update id of books and quotes is the frame's sequence_num. A frame without a time of its own
/// for an event gives it that of the envelope.
/// </remarks>
internal sealed class CoinbaseDecoder(FeedSymbols symbols)
{
    private const int ScratchBytes = 256; // Longest text with escapes that can still mean something.

    private readonly byte[] _scratch = new byte[ScratchBytes];
    private readonly CoinbaseKeyOrders _orders = new();

    /// <summary>What the last frame said besides its events.</summary>
    public CoinbaseFrame Frame { get; } = new();

    /// <summary>Decodes one frame and appends its events to <paramref name="batch"/>.</summary>
    public FrameVerdict DecodeFrame(ReadOnlySpan<byte> bytes, long receiveTimestampNs, EventBatch batch)
    {
        Debug.Assert(batch is not null);
        Frame.Clear();
        var ticks = new TickWriter(batch, receiveTimestampNs);
        int firstEvent = batch.Count;
        var cursor = new JsonCursor(bytes, _scratch);
        var envelope = new CoinbaseEnvelope(new CoinbaseTarget(symbols, Frame, ticks, _orders));
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref envelope, _orders.Envelope);
        if (verdict == FrameVerdict.Ok)
            verdict = cursor.IsAtEnd() ? envelope.Complete(in cursor) : FrameVerdict.Malformed;

        if (verdict == FrameVerdict.Ok)
        {
            Stamp(batch.From(firstEvent), envelope.TimestampNs, Frame.Sequence);
            return verdict;
        }

        ticks.Undo();
        Frame.ClearBooks();
        return verdict;
    }

    /// <summary>Number and time may stand behind the events in the frame.</summary>
    private static void Stamp(Span<EngineEvent> events, long timestampNs, long sequence)
    {
        foreach (ref EngineEvent item in events)
        {
            if (item.VenueTimestampNs == 0)
                item.VenueTimestampNs = timestampNs;

            if (item.Kind == EventKind.BookUpdate)
                item.Book.UpdateId = sequence;
            else if (item.Kind == EventKind.Quote)
                item.Quote.UpdateId = sequence;
        }
    }
}
