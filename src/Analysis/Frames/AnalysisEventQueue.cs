using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Frames;

/// <summary>
/// Facts of all frames that wait for a place in the outbox, oldest first: a timer may close the bars of every
/// instrument at once, and what one input may cause is bounded. A full queue counts what it could not hold. Decision
/// thread only; O(1) a fact; allocates nothing after construction.
/// </summary>
internal sealed class AnalysisEventQueue(int capacity)
{
    private readonly AnalysisEvent[] _events = new AnalysisEvent[capacity];
    private readonly int[] _instrumentIndexes = new int[capacity];
    private int _first;
    private int _count;
    private long _droppedCount;

    /// <summary>Facts waiting.</summary>
    public int Count => _count;

    /// <summary>Facts for which there was no room, since the journal's beginning.</summary>
    public long DroppedCount => _droppedCount;

    /// <summary>Appends a fact, or counts it as dropped.</summary>
    public void Add(int instrumentIndex, in AnalysisEvent item)
    {
        if (_count == _events.Length)
        {
            _droppedCount++;
            return;
        }

        int place = PlaceOf(_count++);
        _events[place] = item;
        _instrumentIndexes[place] = instrumentIndex;
    }

    /// <summary>Moves up to <paramref name="max"/> facts to the outbox, as far as it has room.</summary>
    public void MoveTo(Outbox outbox, in EngineEvent cause, int max)
    {
        for (int moved = 0; moved < max && _count > 0 && outbox.Room > 0; moved++)
        {
            ref EngineEvent output = ref outbox.Add(EventKind.Analysis, in cause);
            output.InstrumentIndex = _instrumentIndexes[_first];
            output.Analysis = _events[_first];
            _first = PlaceOf(1);
            _count--;
        }
    }

    /// <summary>Carries what waits, wherever in the ring it lies.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_events.Length);
        state.Value(ref _count);
        state.Value(ref _droppedCount);
        if (state.IsLoading)
            _first = 0;

        for (int i = 0; i < _count; i++)
        {
            state.Value(ref _events[PlaceOf(i)]);
            state.Value(ref _instrumentIndexes[PlaceOf(i)]);
        }
    }

    private int PlaceOf(int index)
    {
        int place = _first + index;
        return place < _events.Length ? place : place - _events.Length;
    }
}
