using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds;

/// <summary>
/// Where a decoder writes: a bounded run of events that is filled, published in one go and emptied. One owner thread
/// at a time; allocates nothing after construction.
/// </summary>
public sealed class EventBatch
{
    private readonly EngineEvent[] _events;

    /// <param name="capacity">Most events held at once, at least 1.</param>
    public EventBatch(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _events = new EngineEvent[capacity];
    }

    /// <summary>Most events held at once.</summary>
    public int Capacity => _events.Length;

    /// <summary>Events held.</summary>
    public int Count { get; private set; }

    /// <summary>Free places.</summary>
    public int Room => _events.Length - Count;

    /// <summary>The events, oldest first; valid until the batch is changed.</summary>
    public ReadOnlySpan<EngineEvent> Events => _events.AsSpan(0, Count);

    /// <summary>Event <paramref name="index"/>, in place.</summary>
    public ref EngineEvent this[int index]
    {
        get
        {
            Debug.Assert((uint)index < (uint)Count);
            return ref _events[index];
        }
    }

    /// <summary>The events from <paramref name="firstIndex"/> on, in place.</summary>
    public Span<EngineEvent> From(int firstIndex) => _events.AsSpan(firstIndex, Count - firstIndex);

    /// <summary>
    /// Adds an event of a feed with its header filled in and everything else zero. The caller has checked the room.
    /// </summary>
    public ref EngineEvent Add(EventKind kind, int instrumentIndex, long receiveTimestampNs)
    {
        Debug.Assert(Count < _events.Length, "the caller checks the room");
        ref EngineEvent slot = ref _events[Count++];
        slot = default;
        slot.Kind = kind;
        slot.Source = EventSource.Feed;
        slot.SchemaVersion = EngineEvent.CurrentSchemaVersion;
        slot.InstrumentIndex = instrumentIndex;
        slot.ReceiveTimestampNs = receiveTimestampNs;
        return ref slot;
    }

    /// <summary>Appends copies of whole events. The caller has checked the room.</summary>
    public void Append(ReadOnlySpan<EngineEvent> events)
    {
        events.CopyTo(_events.AsSpan(Count));
        Count += events.Length;
    }

    /// <summary>Takes back what was added after the first <paramref name="count"/> events.</summary>
    public void TruncateTo(int count)
    {
        Debug.Assert((uint)count <= (uint)Count);
        Count = count;
    }

    /// <summary>Takes events out of the middle; those behind move up.</summary>
    public void Remove(int firstIndex, int count)
    {
        Debug.Assert(firstIndex >= 0 && count >= 0 && firstIndex + count <= Count);
        From(firstIndex + count).CopyTo(_events.AsSpan(firstIndex));
        Count -= count;
    }

    /// <summary>Empties the batch.</summary>
    public void Clear() => Count = 0;
}
