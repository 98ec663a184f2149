using System;
using System.Diagnostics.CodeAnalysis;
using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.KrakenFutures;

/// <summary>
/// The fields of any frame: all are flat objects, so they are collected first and understood when the frame's feed is
/// known. Decoding thread; allocates nothing.
/// </summary>
internal struct KrakenFuturesReader(FeedSymbols symbols, WrittenLevels levels) : IFieldReader
{
    public KrakenFuturesKind Kind;
    public int Position = -1;
    public long Sequence;
    public long BookTimestampNs;
    public WrittenTrade Trade; // Of a book change: its level.
    public WrittenQuote Quote;
    public bool HasFailedRequest;
    private ulong _has;

    public static FieldTable Fields { get; } = new(
        required: "",
        optional: "e=event f=feed i=product_id s=side q=seq p=price Q=qty t=timestamp T=time b=bids a=asks " +
            "B=bid c=bid_size A=ask C=ask_size");

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        if (cursor.Peek() == (byte)'n')
            return FieldWalk.VerdictOf(cursor.TrySkipValue()); // Null: as if it were not there.

        _has |= FieldWalk.BitOf(letter);
        switch ((char)letter)
        {
            case 'b':
                return levels.ReadSide(ref cursor, Side.Buy);

            case 'a':
                return levels.ReadSide(ref cursor, Side.Sell);

            case 'i':
                return JsonTexts.ReadPosition(ref cursor, symbols, out Position);

            case 's':
                return JsonTexts.ReadSide(ref cursor, out Trade.AggressorSide);

            case 'q':
                return JsonNumbers.ReadId(ref cursor, out Sequence);

            case 't':
                return JsonNumbers.ReadTime(ref cursor, out BookTimestampNs);

            case 'T':
                return JsonNumbers.ReadTime(ref cursor, out Trade.VenueTimestampNs);

            case 'e' or 'f':
                return ReadName(ref cursor, letter);

            default:
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out DecimalOf(letter)));
        }
    }

    /// <summary>All of these fields were there.</summary>
    public readonly bool Has(ulong fields) => (_has & fields) == fields;

    private FrameVerdict ReadName(ref JsonCursor cursor, byte letter)
    {
        if (!cursor.TryReadText(out ReadOnlySpan<byte> name))
            return FrameVerdict.Malformed;

        if (letter == (byte)'e')
        {
            Kind = KrakenFuturesKind.Notice;
            HasFailedRequest = name.SequenceEqual("alert"u8) || name.SequenceEqual("error"u8)
                || name.EndsWith("_failed"u8);
        }
        else if (Kind == KrakenFuturesKind.None) // An answer names the feed too.
        {
            Kind = KindOf(name);
        }

        return FrameVerdict.Ok;
    }

    private static KrakenFuturesKind KindOf(ReadOnlySpan<byte> feed)
    {
        if (feed.SequenceEqual("book"u8))
            return KrakenFuturesKind.Book;

        if (feed.SequenceEqual("trade"u8))
            return KrakenFuturesKind.Trade;

        if (feed.SequenceEqual("ticker"u8))
            return KrakenFuturesKind.Ticker;

        if (feed.SequenceEqual("book_snapshot"u8))
            return KrakenFuturesKind.BookSnapshot;

        if (feed.SequenceEqual("trade_snapshot"u8) || feed.SequenceEqual("ticker_lite"u8))
            return KrakenFuturesKind.Nothing;

        return feed.SequenceEqual("heartbeat"u8) ? KrakenFuturesKind.Notice : KrakenFuturesKind.None;
    }

    [UnscopedRef]
    private ref WrittenDecimal DecimalOf(byte letter)
    {
        switch ((char)letter)
        {
            case 'p':
                return ref Trade.Price;

            case 'Q':
                return ref Trade.Qty;

            case 'B':
                return ref Quote.BidPrice;

            case 'c':
                return ref Quote.BidQty;

            case 'A':
                return ref Quote.AskPrice;

            default:
                return ref Quote.AskQty;
        }
    }
}
