using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>
/// Events that wait for room in the inbound ring, oldest first. Bounded; allocates nothing after construction.
/// </summary>
internal sealed class EventQueue(int capacity)
{
    private readonly EngineEvent[] _events = new EngineEvent[capacity];
    private int _first;

    public int Count { get; private set; }

    public bool IsFull => Count == _events.Length;

    public ref readonly EngineEvent First => ref _events[_first];

    public void Add(in EngineEvent item)
    {
        Debug.Assert(!IsFull, "the caller asks first");
        _events[(_first + Count) % _events.Length] = item;
        Count++;
    }

    public void RemoveFirst()
    {
        Debug.Assert(Count > 0);
        _first = (_first + 1) % _events.Length;
        Count--;
    }
}
