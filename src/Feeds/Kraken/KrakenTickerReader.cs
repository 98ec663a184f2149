using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>One entry of a ticker frame of the second version: best bid and ask.</summary>
internal struct KrakenTickerReader(FeedSymbols symbols) : IFieldReader
{
    public WrittenQuote Quote;
    public int Position;

    public static FieldTable Fields { get; } = new("s=symbol b=bid B=bid_qty a=ask A=ask_qty", optional: "t=timestamp");

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        switch ((char)letter)
        {
            case 's':
                return JsonTexts.ReadPosition(ref cursor, symbols, out Position);

            case 'b':
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Quote.BidPrice));

            case 'B':
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Quote.BidQty));

            case 'a':
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Quote.AskPrice));

            case 'A':
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Quote.AskQty));

            default:
                return JsonTexts.ReadTime(ref cursor, out Quote.VenueTimestampNs);
        }
    }
}
