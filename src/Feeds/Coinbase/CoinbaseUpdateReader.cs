using System;
using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Coinbase;

/// <summary>
/// One level of the level2 channel: <c>{"side":"bid","event_time":"...","price_level":"1.5","new_quantity":"2"}</c>.
/// Used for one level after the other of the same message.
/// </summary>
internal struct CoinbaseUpdateReader : IFieldReader
{
    public WrittenLevel Level;
    public long LatestTimestampNs; // Over all levels read.

    public static FieldTable Fields { get; } = new("s=side p=price_level q=new_quantity", optional: "t=event_time");

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        switch ((char)letter)
        {
            case 's':
                return ReadSide(ref cursor);

            case 'p':
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Level.Price));

            case 'q':
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Level.Qty));

            default:
                FrameVerdict verdict = JsonTexts.ReadTime(ref cursor, out long timestampNs);
                LatestTimestampNs = Math.Max(LatestTimestampNs, timestampNs);
                return verdict;
        }
    }

    private FrameVerdict ReadSide(ref JsonCursor cursor)
    {
        if (!cursor.TryReadText(out ReadOnlySpan<byte> side))
            return FrameVerdict.Malformed;

        bool isBid = side.SequenceEqual("bid"u8);
        Level.Side = isBid ? Side.Buy : Side.Sell;
        return FieldWalk.VerdictOf(isBid || side.SequenceEqual("offer"u8));
    }
}
