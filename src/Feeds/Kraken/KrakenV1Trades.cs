using System;
using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>Trades of the first version, which have no id: <c>[["price","qty","seconds","b","m",""],...]</c>.</summary>
internal static class KrakenV1Trades
{
    private static readonly DecimalScale Nanoseconds = new(1, 9);

    /// <summary>Reads the array that comes next in the frame, and stops at the element behind it.</summary>
    public static FrameVerdict Read(ref JsonCursor cursor, Instrument instrument, TickWriter ticks)
    {
        if (!cursor.TryNextElement() || !cursor.TryEnterArray())
            return FrameVerdict.Malformed;

        while (cursor.TryNextElement())
        {
            FrameVerdict verdict = ReadTrade(ref cursor, out WrittenTrade trade);
            if (verdict == FrameVerdict.Ok)
                verdict = ticks.AddTrade(instrument, in trade);

            if (verdict != FrameVerdict.Ok)
                return verdict;
        }

        return FieldWalk.VerdictOf(!cursor.HasFailed && cursor.TryNextElement());
    }

    private static FrameVerdict ReadTrade(ref JsonCursor cursor, out WrittenTrade trade)
    {
        trade = default;
        if (!cursor.TryEnterArray()
            || !cursor.TryNextElement() || !cursor.TryReadDecimal(out trade.Price)
            || !cursor.TryNextElement() || !cursor.TryReadDecimal(out trade.Qty)
            || !cursor.TryNextElement() || !cursor.TryReadDecimal(out WrittenDecimal seconds)
            || !cursor.TryNextElement() || !cursor.TryReadText(out ReadOnlySpan<byte> side))
            return FrameVerdict.Malformed;

        if (side.SequenceEqual("b"u8))
            trade.AggressorSide = Side.Buy;
        else if (side.SequenceEqual("s"u8))
            trade.AggressorSide = Side.Sell;
        else
            return FrameVerdict.Malformed;

        while (cursor.TryNextElement())
        {
            if (!cursor.TrySkipValue())
                return FrameVerdict.Malformed; // Order type and what may come behind it.
        }

        FrameVerdict verdict = seconds.ToSteps(Nanoseconds, least: 0, out trade.VenueTimestampNs);
        return cursor.HasFailed ? FrameVerdict.Malformed : verdict;
    }
}
