using System;
using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Binance;

/// <summary>
/// Levels of a depth frame or a snapshot, written straight into the batch: five to a record, one side a record. Ids,
/// times and flags come at the end, because they may stand behind the levels. Decoding thread; allocates nothing.
/// </summary>
internal readonly struct BinanceLevels(EventBatch batch, Instrument instrument, long receiveTimestampNs)
{
    private readonly int _firstEvent = batch.Count;

    /// <summary>Reads <c>[["price","qty"],...]</c>. Further elements of a level are skipped.</summary>
    public FrameVerdict ReadSide(ref JsonCursor cursor, Side side)
    {
        if (!cursor.TryEnterArray())
            return FrameVerdict.Malformed;

        int count = BookUpdate.LevelCountMax; // As if a record were full: the first level starts one.
        while (cursor.TryNextElement())
        {
            FrameVerdict verdict = ReadLevel(ref cursor, out Level level);
            if (verdict != FrameVerdict.Ok)
                return verdict;

            if (count == BookUpdate.LevelCountMax)
            {
                if (batch.Room == 0)
                    return FrameVerdict.NoRoom;

                batch.Add(EventKind.BookUpdate, instrument.Index, receiveTimestampNs).Side = side;
                count = 0;
            }

            ref EngineEvent record = ref batch[batch.Count - 1];
            record.Book.Levels[count++] = level;
            record.Count = (byte)count;
        }

        return FieldWalk.VerdictOf(!cursor.HasFailed);
    }

    /// <summary>
    /// Completes the records once the whole frame has been read; a frame without levels becomes one empty record.
    /// </summary>
    public FrameVerdict Complete(long updateId, long venueTimestampNs, bool isSnapshot)
    {
        if (batch.Count == _firstEvent)
        {
            if (batch.Room == 0)
                return FrameVerdict.NoRoom;

            batch.Add(EventKind.BookUpdate, instrument.Index, receiveTimestampNs);
        }

        EventFlags flags = isSnapshot ? EventFlags.Snapshot : EventFlags.None;
        Span<EngineEvent> records = batch.From(_firstEvent);
        foreach (ref EngineEvent record in records)
        {
            record.Book.UpdateId = updateId;
            record.VenueTimestampNs = venueTimestampNs;
            record.Flags = flags;
        }

        if (isSnapshot)
            records[0].Flags |= EventFlags.ClearsBook;

        records[^1].Flags |= EventFlags.EndOfMessage;
        return FrameVerdict.Ok;
    }

    private FrameVerdict ReadLevel(ref JsonCursor cursor, out Level level)
    {
        level = default;
        if (!cursor.TryEnterArray() || !cursor.TryNextElement())
            return FrameVerdict.Malformed;

        FrameVerdict verdict = BinanceNumbers.ReadSteps(ref cursor, instrument.Price, least: 1, out level.PriceTicks);
        if (verdict != FrameVerdict.Ok)
            return verdict;

        if (!cursor.TryNextElement())
            return FrameVerdict.Malformed;

        verdict = BinanceNumbers.ReadSteps(ref cursor, instrument.Qty, least: 0, out level.QtyLots);
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
