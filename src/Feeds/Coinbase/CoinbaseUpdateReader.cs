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

    public static ulong Known { get; } = FieldWalk.SetOf("stpq"u8);

    public static ulong Required { get; } = FieldWalk.SetOf("spq"u8);

    public static byte LetterOf(ReadOnlySpan<byte> key) => key.Length switch
    {
        4 when key.SequenceEqual("side"u8) => (byte)'s',
        10 when key.SequenceEqual("event_time"u8) => (byte)'t',
        11 when key.SequenceEqual("price_level"u8) => (byte)'p',
        12 when key.SequenceEqual("new_quantity"u8) => (byte)'q',
        _ => 0,
    };

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
