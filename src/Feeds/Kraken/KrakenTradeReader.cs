using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>One entry of a trade frame of the second version. The side is the taker's.</summary>
internal struct KrakenTradeReader(FeedSymbols symbols) : IFieldReader
{
    public WrittenTrade Trade;
    public int Position;

    public static FieldTable Fields { get; } = new("s=symbol S=side p=price q=qty i=trade_id t=timestamp");

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        switch ((char)letter)
        {
            case 's':
                return JsonTexts.ReadPosition(ref cursor, symbols, out Position);

            case 'S':
                return JsonTexts.ReadSide(ref cursor, out Trade.AggressorSide);

            case 'p':
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Trade.Price));

            case 'q':
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Trade.Qty));

            case 'i':
                return FieldWalk.VerdictOf(cursor.TryReadInteger(out Trade.TradeId));

            default:
                return JsonTexts.ReadTime(ref cursor, out Trade.VenueTimestampNs);
        }
    }
}
