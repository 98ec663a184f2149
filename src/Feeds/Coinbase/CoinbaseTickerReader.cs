using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Coinbase;

/// <summary>One ticker: best bid and ask.</summary>
internal struct CoinbaseTickerReader(FeedSymbols symbols) : IFieldReader
{
    public WrittenQuote Quote;
    public int Position;

    public static FieldTable Fields { get; } = new(
        "i=product_id b=best_bid B=best_bid_quantity a=best_ask A=best_ask_quantity");

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        switch ((char)letter)
        {
            case 'i':
                return JsonTexts.ReadPosition(ref cursor, symbols, out Position);

            case 'b':
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Quote.BidPrice));

            case 'B':
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Quote.BidQty));

            case 'a':
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Quote.AskPrice));

            default:
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Quote.AskQty));
        }
    }
}
