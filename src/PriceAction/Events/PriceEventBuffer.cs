using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Where detectors write: the events of one bar, or of as many as the caller likes, and the numbering of all. One
/// thread; O(1) an event; allocates nothing after construction. A full buffer counts what it could not hold.
/// </summary>
public sealed class PriceEventBuffer
{
    private readonly PriceEvent[] _events;
    private PriceEvent _lost; // Written to when there is no room, never read.
    private long _lastId;
    private int _row;

    /// <param name="capacity">Events it holds between two calls of <see cref="Clear"/>, at least 1.</param>
    public PriceEventBuffer(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _events = new PriceEvent[capacity];
    }

    /// <summary>Events in it.</summary>
    public int Count { get; private set; }

    /// <summary>Events for which there was no room, since construction.</summary>
    public long DroppedCount { get; private set; }

    /// <summary>In the order of their ids.</summary>
    public ReadOnlySpan<PriceEvent> Events => _events.AsSpan(0, Count);

    /// <summary>Forgets the events, not the numbering.</summary>
    public void Clear() => Count = 0;

    /// <summary>Bar at whose close the next events become known.</summary>
    public void BeginBar(int row) => _row = row;

    /// <summary>
    /// A new event, numbered, known at the current bar, everything else zero: the caller fills it in before the next
    /// call.
    /// </summary>
    public ref PriceEvent Add(PriceEventKind kind, int row)
    {
        ref PriceEvent added = ref _lost;
        if (Count < _events.Length)
            added = ref _events[Count++];
        else
            DroppedCount++;

        added = default;
        added.Id = ++_lastId;
        added.Kind = kind;
        added.Row = row;
        added.KnownRow = _row;
        return ref added;
    }

    /// <summary>Carries the numbering; events are the caller's by then.</summary>
    public void Transfer(ref StateTransfer state)
    {
        long droppedCount = DroppedCount;
        state.Value(ref _lastId);
        state.Value(ref _row);
        state.Value(ref droppedCount);
        DroppedCount = droppedCount;
    }
}
