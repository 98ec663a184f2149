using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds;

/// <summary>
/// How far each book of a connection can be trusted, told in its batch: for venues whose snapshots come in the
/// stream. The owner's thread; allocates nothing after construction but the text of a fault.
/// </summary>
public sealed class BookStates(FeedSymbols symbols, EventBatch batch, FeedCounters counters, FaultReporter faults)
{
    private readonly FeedState[] _states = new FeedState[symbols.Count];
    private readonly long[] _lastFrameTimestampsNs = new long[symbols.Count];

    /// <summary>State last told for the instrument in place <paramref name="position"/>.</summary>
    public FeedState this[int position] => _states[position];

    /// <summary>Tells one state of all books.</summary>
    public void TellAll(FeedState state, long timestampNs)
    {
        for (int i = 0; i < _states.Length; i++)
            Tell(i, state, timestampNs);
    }

    /// <summary>Tells a state of one book.</summary>
    public ref EngineEvent Tell(int position, FeedState state, long timestampNs)
    {
        _states[position] = state;
        _lastFrameTimestampsNs[position] = timestampNs;
        ref EngineEvent status = ref batch.Add(EventKind.FeedStatus, symbols[position].Index, timestampNs);
        status.Flags = EventFlags.EndOfMessage;
        status.Feed.State = state;
        return ref status;
    }

    /// <summary>A snapshot made the book whole: it is live, and a snapshot is counted.</summary>
    public void TellLive(int position, long timestampNs)
    {
        counters.AddSnapshot();
        Tell(position, FeedState.Live, timestampNs);
    }

    /// <summary>A frame of the book was applied: not stale, and live again where it was.</summary>
    public void OnApplied(int position, long timestampNs)
    {
        _lastFrameTimestampsNs[position] = timestampNs;
        if (_states[position] == FeedState.Stale)
            Tell(position, FeedState.Live, timestampNs);
    }

    /// <summary>The chain is broken: counts, tells the event and, when due, the fault.</summary>
    public void TellGap(int position, long expectedId, long receivedId, long timestampNs)
    {
        counters.AddGap();
        ref EngineEvent status = ref Tell(position, FeedState.Gap, timestampNs);
        status.Feed.ExpectedUpdateId = expectedId;
        status.Feed.ReceivedUpdateId = receivedId;
        if (faults.IsDue(FeedFaultKind.Gap, FrameVerdict.None, timestampNs))
        {
            faults.Tell(FeedFaultKind.Gap, FrameVerdict.None, timestampNs,
                $"book resyncs: symbol={symbols[position].VenueSymbol}, expected={expectedId}, received={receivedId}");
        }
    }

    /// <summary>Tells Stale once of each live book without a frame for longer than that.</summary>
    public void OnTick(long nowNs, long staleAfterNs)
    {
        for (int i = 0; i < _states.Length; i++)
        {
            if (_states[i] == FeedState.Live && nowNs - _lastFrameTimestampsNs[i] > staleAfterNs)
                Tell(i, FeedState.Stale, nowNs);
        }
    }
}
