using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>
/// One side of a book as most venues write it: <c>[["price","qty"],...]</c>. Decoding thread; allocates nothing.
/// </summary>
internal static class JsonLevels
{
    /// <summary>Reads the array at the cursor into the book. Further elements of a level are skipped.</summary>
    public static FrameVerdict ReadSide(ref JsonCursor cursor, ref BookWriter book, Side side)
    {
        if (!cursor.TryEnterArray())
            return FrameVerdict.Malformed;

        cursor.ReadPlainLevels(ref book, side);
        while (cursor.TryNextElement())
        {
            FrameVerdict verdict = ReadLevel(ref cursor, book.Instrument, out Level level);
            if (verdict != FrameVerdict.Ok)
                return verdict;

            if (!book.TryAdd(side, in level))
                return FrameVerdict.NoRoom;
        }

        return FieldWalk.VerdictOf(!cursor.HasFailed);
    }

    private static FrameVerdict ReadLevel(ref JsonCursor cursor, Instrument instrument, out Level level)
    {
        level = default;
        if (cursor.TryReadPlainPair(instrument.Price, instrument.Qty, out level))
            return level.PriceTicks >= 1 ? FrameVerdict.Ok : FrameVerdict.ValueOutOfRange;

        if (!cursor.TryEnterArray() || !cursor.TryNextElement())
            return FrameVerdict.Malformed;

        FrameVerdict verdict = JsonNumbers.ReadSteps(ref cursor, instrument.Price, least: 1, out level.PriceTicks);
        if (verdict != FrameVerdict.Ok)
            return verdict;

        if (!cursor.TryNextElement())
            return FrameVerdict.Malformed;

        verdict = JsonNumbers.ReadSteps(ref cursor, instrument.Qty, least: 0, out level.QtyLots);
        if (verdict != FrameVerdict.Ok)
            return verdict;

        while (cursor.TryNextElement())
        {
            if (!cursor.TrySkipValue())
                return FrameVerdict.Malformed;
        }

        return FieldWalk.VerdictOf(!cursor.HasFailed);
    }
}
