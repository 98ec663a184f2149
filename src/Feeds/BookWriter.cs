using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds;

/// <summary>
/// Levels of one message, written straight into the batch: five to a record, one side a record, a new record whenever
/// the side changes. Ids, times and flags come at the end, because they may stand behind the levels. Decoding thread;
/// allocates nothing.
/// </summary>
public struct BookWriter(EventBatch batch, Instrument instrument, long receiveTimestampNs)
{
    private readonly int _firstEvent = batch.Count;
    private int _count = BookUpdate.LevelCountMax; // In the last record; full, so that the first level starts one.
    private Side _side;

    /// <summary>Whose book it is.</summary>
    public readonly Instrument Instrument => instrument;

    /// <summary>Of every record.</summary>
    public readonly long ReceiveTimestampNs => receiveTimestampNs;

    /// <summary>Index in the batch of the message's first event.</summary>
    public readonly int FirstEvent => _firstEvent;

    /// <summary>Adds a level; false, with nothing added, when the batch is full.</summary>
    public bool TryAdd(Side side, in Level level) => TryAdd(side, level.PriceTicks, level.QtyLots);

    /// <summary>As <see cref="TryAdd(Side, in Level)"/>.</summary>
    public bool TryAdd(Side side, long priceTicks, long qtyLots)
    {
        if (_count == BookUpdate.LevelCountMax || side != _side)
        {
            if (batch.Room == 0)
                return false;

            batch.Add(EventKind.BookUpdate, instrument.Index, receiveTimestampNs).Side = side;
            _side = side;
            _count = 0;
        }

        ref EngineEvent record = ref batch[batch.Count - 1];
        ref Level level = ref record.Book.Levels[_count++];
        level.PriceTicks = priceTicks;
        level.QtyLots = qtyLots;
        record.Count = (byte)_count;
        return true;
    }

    /// <summary>
    /// Completes the records once the whole message has been read; a message without levels becomes one empty record.
    /// </summary>
    public readonly FrameVerdict Complete(long updateId, long venueTimestampNs, bool isSnapshot)
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
}
