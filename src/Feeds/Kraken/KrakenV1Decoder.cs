using System;
using System.Diagnostics;
using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>
/// Turns the bytes of one frame of Kraken's first WebSocket API into trades and quotes in a batch and book messages in
/// a <see cref="KrakenFrame"/>. Forward over the bytes, in any field order, with white space, escapes and unknown
/// fields; exact integers; a frame that is refused leaves nothing behind. One thread at a time; allocates nothing
/// after construction; never throws; time is linear in the bytes.
/// Source: Kraken WebSocket API v1, "Public messages".
/// </summary>
/// <remarks>
/// <code>
///   [channelID,{"as":[level,...],"bs":[level,...]},"book-DEPTH","XBT/USD"]       a snapshot; level is
///   [channelID,{"a":[level,...],"c":"checksum"},"book-DEPTH","XBT/USD"]          ["price","qty","seconds"(,"r")]
///   [channelID,{"a":[level,...]},{"b":[level,...],"c":"checksum"},"book-DEPTH","XBT/USD"]
///   [channelID,[["price","qty","seconds","b" or "s","m" or "l",""],...],"trade","XBT/USD"]
///   [channelID,{"a":["price",whole,"qty"],"b":["price",whole,"qty"],...},"ticker","XBT/USD"]
///   {"event":"heartbeat"}, {"event":"subscriptionStatus","status":"subscribed",...}, {"event":"systemStatus",...}
/// </code>
/// </remarks>
internal sealed class KrakenV1Decoder(FeedSymbols symbols, KrakenFrame frame) : IKrakenDecoder
{
    private const int ScratchBytes = 256; // Longest text with escapes that can still mean something.

    private readonly byte[] _scratch = new byte[ScratchBytes];
    private readonly KeyOrder _bookOrder = new(KrakenV1BookReader.Fields);
    private readonly KeyOrder _tickerOrder = new(KrakenV1TickerReader.Fields);
    private readonly KeyOrder _noticeOrder = new(KrakenV1Notice.Fields);

    /// <inheritdoc/>
    public KrakenChannel LastChannel { get; private set; }

    /// <inheritdoc/>
    public FrameVerdict Decode(ReadOnlySpan<byte> bytes, long receiveTimestampNs, EventBatch batch)
    {
        Debug.Assert(batch is not null);
        int countBefore = batch.Count;
        frame.Clear();
        LastChannel = KrakenChannel.None;
        var cursor = new JsonCursor(bytes, _scratch);
        FrameVerdict verdict = cursor.Peek() == (byte)'['
            ? ReadChannelFrame(ref cursor, bytes, new TickWriter(batch, receiveTimestampNs))
            : KrakenV1Notice.Read(ref cursor, _noticeOrder);
        if (verdict == FrameVerdict.Ok)
            return verdict;

        batch.TruncateTo(countBefore);
        frame.Clear();
        return verdict;
    }

    private FrameVerdict ReadChannelFrame(ref JsonCursor cursor, ReadOnlySpan<byte> bytes, TickWriter ticks)
    {
        JsonCursor fromFront = cursor;
        if (KrakenTail.TryGuess(bytes, symbols, out KrakenTail guess) && guess.Channel != KrakenChannel.None
            && guess.Position >= 0)
        {
            FrameVerdict verdict = ReadKnown(ref cursor, in guess, ticks);
            if (verdict == FrameVerdict.Ok)
            {
                LastChannel = guess.Channel;
                return verdict;
            }
        }

        return ReadUnknown(ref fromFront, ticks);
    }

    /// <summary>The long way: the tail is looked for first. Also tells what is wrong with a frame.</summary>
    private FrameVerdict ReadUnknown(ref JsonCursor cursor, TickWriter ticks)
    {
        frame.Clear();
        ticks.Undo();
        FrameVerdict verdict = KrakenTail.Find(cursor, symbols, out KrakenTail tail);
        if (verdict != FrameVerdict.Ok)
            return verdict;

        LastChannel = tail.Channel;

        if (tail.Channel == KrakenChannel.None)
            return FrameVerdict.UnknownStream;

        return tail.Position < 0 ? FrameVerdict.UnknownSymbol : ReadKnown(ref cursor, in tail, ticks);
    }

    private FrameVerdict ReadKnown(ref JsonCursor cursor, in KrakenTail tail, TickWriter ticks)
    {
        if (!cursor.TryEnterArray() || !cursor.TryNextElement() || !cursor.TryReadInteger(out _))
            return FrameVerdict.Malformed;

        Instrument instrument = symbols[tail.Position];
        FrameVerdict verdict = tail.Channel switch
        {
            KrakenChannel.Book => ReadBook(ref cursor, in tail),
            KrakenChannel.Trade => KrakenV1Trades.Read(ref cursor, instrument, ticks),
            _ => ReadTicker(ref cursor, instrument, ticks),
        };
        return verdict == FrameVerdict.Ok ? CheckTail(ref cursor, in tail) : verdict;
    }

    /// <summary>At the channel's name, which every payload reader stops in front of.</summary>
    private FrameVerdict CheckTail(ref JsonCursor cursor, in KrakenTail tail)
    {
        if (!cursor.TryReadText(out ReadOnlySpan<byte> name) || KrakenTail.ChannelOf(name, out _) != tail.Channel)
            return FrameVerdict.Malformed;

        if (!cursor.TryNextElement() || !cursor.TryReadText(out ReadOnlySpan<byte> symbol)
            || symbols.FindByName(symbol) != tail.Position)
            return FrameVerdict.Malformed;

        return FieldWalk.VerdictOf(!cursor.TryNextElement() && cursor.IsAtEnd());
    }

    private FrameVerdict ReadBook(ref JsonCursor cursor, in KrakenTail tail)
    {
        frame.BookDepth = tail.BookDepth;
        var reader = new KrakenV1BookReader(frame);
        while (true)
        {
            if (!cursor.TryNextElement())
                return FrameVerdict.Malformed; // The frame's array ends before its tail.

            if (cursor.Peek() == (byte)'"')
                break;

            FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader, _bookOrder);
            if (verdict != FrameVerdict.Ok)
                return verdict;
        }

        return reader.Complete(tail.Position, symbols[tail.Position]);
    }

    private FrameVerdict ReadTicker(ref JsonCursor cursor, Instrument instrument, TickWriter ticks)
    {
        if (!cursor.TryNextElement())
            return FrameVerdict.Malformed;

        var reader = default(KrakenV1TickerReader);
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader, _tickerOrder);
        if (verdict == FrameVerdict.Ok)
            verdict = ticks.AddQuote(instrument, in reader.Quote);

        return verdict != FrameVerdict.Ok || cursor.TryNextElement() ? verdict : FrameVerdict.Malformed;
    }
}
