using System;
using System.Diagnostics;
using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>
/// Turns the bytes of one frame of Kraken's second WebSocket API into trades and quotes in a batch and book messages
/// in a <see cref="KrakenFrame"/>. Forward over the bytes, in any field order, with white space, escapes and unknown
/// fields; exact integers; a frame that is refused leaves nothing behind. One thread at a time; allocates nothing
/// after construction; never throws; time is linear in the bytes. Entries of instruments that the feed does not carry
/// are passed over; trades of a snapshot happened before the subscription and are no events.
/// Source: Kraken WebSocket API v2, "Book", "Trade", "Ticker (Level 1)", "Heartbeat", "Status".
/// </summary>
/// <remarks>
/// <code>
///   {"channel":"book","type":"snapshot" or "update","data":[{"symbol":"BTC/USD","bids":[{"price":1.0,"qty":2.0},...],
///      "asks":[...],"checksum":123,"timestamp":"..."}]}
///   {"channel":"trade","type":...,"data":[{"symbol","side":"buy","price","qty","trade_id","timestamp"},...]}
///   {"channel":"ticker","type":...,"data":[{"symbol","bid","bid_qty","ask","ask_qty",...}]}
///   {"channel":"heartbeat"}, {"channel":"status",...}, {"method":"subscribe","success":true,...}
/// </code>
/// </remarks>
internal sealed class KrakenDecoder(FeedSymbols symbols, KrakenFrame frame) : IKrakenDecoder
{
    private const int ScratchBytes = 256; // Longest text with escapes that can still mean something.

    private readonly byte[] _scratch = new byte[ScratchBytes];
    private readonly KeyOrder _envelopeOrder = new(KrakenEnvelope.Fields);
    private readonly KeyOrder _bookOrder = new(KrakenBookReader.Fields);
    private readonly KeyOrder _levelOrder = new(PriceQtyReader.Fields);
    private readonly KeyOrder _tradeOrder = new(KrakenTradeReader.Fields);
    private readonly KeyOrder _tickerOrder = new(KrakenTickerReader.Fields);

    /// <inheritdoc/>
    public KrakenChannel LastChannel { get; private set; }

    /// <inheritdoc/>
    public FrameVerdict Decode(ReadOnlySpan<byte> bytes, long receiveTimestampNs, EventBatch batch)
    {
        Debug.Assert(batch is not null);
        frame.Clear();
        var ticks = new TickWriter(batch, receiveTimestampNs);
        var cursor = new JsonCursor(bytes, _scratch);
        var envelope = new KrakenEnvelope(this, ticks);
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref envelope, _envelopeOrder);
        if (verdict == FrameVerdict.Ok)
            verdict = cursor.IsAtEnd() ? envelope.Complete(in cursor) : FrameVerdict.Malformed;

        LastChannel = envelope.Channel;
        if (verdict == FrameVerdict.Control && envelope.BookDepth > 0)
            frame.BookDepth = envelope.BookDepth;

        if (verdict == FrameVerdict.Ok)
            return verdict;

        ticks.Undo();
        frame.Clear();
        return verdict;
    }

    /// <summary>Reads the data of a channel that is known by now.</summary>
    internal FrameVerdict ReadData(ref JsonCursor cursor, in KrakenEnvelope envelope, TickWriter ticks)
    {
        if (!cursor.TryEnterArray())
            return FrameVerdict.Malformed;

        while (cursor.TryNextElement())
        {
            FrameVerdict verdict = envelope.Channel switch
            {
                KrakenChannel.Book => ReadBook(ref cursor, envelope.IsSnapshot),
                KrakenChannel.Trade => ReadTrade(ref cursor, envelope.IsSnapshot, ticks),
                _ => ReadTicker(ref cursor, ticks),
            };
            if (verdict != FrameVerdict.Ok)
                return verdict;
        }

        return FieldWalk.VerdictOf(!cursor.HasFailed);
    }

    private FrameVerdict ReadBook(ref JsonCursor cursor, bool isSnapshot)
    {
        var reader = new KrakenBookReader(symbols, frame, _levelOrder);
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader, _bookOrder);
        if (verdict != FrameVerdict.Ok)
            return verdict;

        reader.Book.IsSnapshot = isSnapshot;
        if (reader.Book.Position >= 0)
            return frame.CompleteBook(reader.Book, symbols[reader.Book.Position]);

        frame.DropBook();
        return FrameVerdict.Ok;
    }

    private FrameVerdict ReadTrade(ref JsonCursor cursor, bool isSnapshot, TickWriter ticks)
    {
        var reader = new KrakenTradeReader(symbols);
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader, _tradeOrder);
        bool isEvent = verdict == FrameVerdict.Ok && reader.Position >= 0 && !isSnapshot;
        return isEvent ? ticks.AddTrade(symbols[reader.Position], in reader.Trade) : verdict;
    }

    private FrameVerdict ReadTicker(ref JsonCursor cursor, TickWriter ticks)
    {
        var reader = new KrakenTickerReader(symbols);
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader, _tickerOrder);
        bool isEvent = verdict == FrameVerdict.Ok && reader.Position >= 0;
        return isEvent ? ticks.AddQuote(symbols[reader.Position], in reader.Quote) : verdict;
    }
}
