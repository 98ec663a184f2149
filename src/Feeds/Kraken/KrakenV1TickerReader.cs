using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>
/// A ticker of the first version: best ask and bid, <c>{"a":["price",whole lots,"qty"],"b":[...],...}</c>. Gives no
/// time.
/// </summary>
internal struct KrakenV1TickerReader : IFieldReader
{
    public WrittenQuote Quote;

    public static FieldTable Fields { get; } = new("a b");

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter) => letter == (byte)'a'
        ? ReadSide(ref cursor, out Quote.AskPrice, out Quote.AskQty)
        : ReadSide(ref cursor, out Quote.BidPrice, out Quote.BidQty);

    private static FrameVerdict ReadSide(ref JsonCursor cursor, out WrittenDecimal price, out WrittenDecimal qty)
    {
        price = default;
        qty = default;
        if (!cursor.TryEnterArray()
            || !cursor.TryNextElement() || !cursor.TryReadDecimal(out price)
            || !cursor.TryNextElement() || !cursor.TrySkipValue()
            || !cursor.TryNextElement() || !cursor.TryReadDecimal(out qty))
            return FrameVerdict.Malformed;

        while (cursor.TryNextElement())
        {
            if (!cursor.TrySkipValue())
                return FrameVerdict.Malformed;
        }

        return FieldWalk.VerdictOf(!cursor.HasFailed);
    }
}
