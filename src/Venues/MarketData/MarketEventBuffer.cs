using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Venues.MarketData;

/// <summary>
/// Events of one message on their way into the inbound ring: a whole message finds room here, and no other is taken
/// before the ring has taken this one. One thread; allocates nothing after construction.
/// </summary>
internal sealed class MarketEventBuffer(int capacity)
{
    private readonly EngineEvent[] _events = new EngineEvent[capacity];
    private int _first;
    private int _count;

    public bool IsEmpty => _first == _count;

    public ref EngineEvent Add(in EngineEvent item)
    {
        ref EngineEvent slot = ref _events[_count++];
        slot = item;
        return ref slot;
    }

    /// <summary>Publishes as much as there is room for; false where something has to wait.</summary>
    public bool TryPublish(RingBuffer<EngineEvent> inbound)
    {
        int runMax = Math.Max(1, inbound.CapacitySlots / 4);
        while (_first < _count)
        {
            int run = Math.Min(runMax, _count - _first);
            if (inbound.TryPublish(_events.AsSpan(_first, run), FullPolicy.Refuse) != PublishVerdict.Published)
                return false;

            _first += run;
        }

        _first = 0;
        _count = 0;
        return true;
    }
}
