using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Binance;

/// <summary>
/// Joins the depth stream of one instrument with a snapshot and watches the chain of update ids; tells in the event
/// stream how far the book can be trusted. A pure function of its calls. One thread at a time; allocates nothing
/// after construction.
/// </summary>
/// <remarks>
/// <code>
///             OnConnected             OnSnapshot fits                 pu is not the previous u
///   Closed ----------------> Holding -----------------> Live ------------------------------------> Holding
///     ^                      |     ^  too old: stays,     | no depth frame for a while: Stale,
///     |                      |     |  asks again          | next frame in order: Live
///     +--- OnDisconnected ---+--- overflow or a break: begins anew, asks again
/// </code>
/// Spot rule (Binance Spot API, "How to manage a local order book correctly"): frames are held until the snapshot is
/// there; those with u &lt;= lastUpdateId are dropped; the first kept has U &lt;= lastUpdateId+1 &lt;= u; each later
/// one U == previous u + 1. Futures rule: those with u &lt; lastUpdateId are dropped; each later frame has pu ==
/// previous u, because the ids have holes. Both say that nothing may be missing between the snapshot, or the frame
/// before, and a frame: pu &lt;= lastUpdateId, then pu == previous u, where spot's pu is U - 1. Held frames are passed
/// on behind the snapshot with the snapshot's receive time: time in the event stream never runs backwards.
/// </remarks>
public sealed class BinanceDepthSync
{
    private readonly int _instrumentIndex;
    private readonly EngineEvent[] _held; // Whole frames whose ids follow one another without a break.
    private int _heldCount;
    private long _heldPreviousUpdateId; // Last id before the first held frame.
    private Phase _phase;
    private bool _awaitsFirstFrame; // Live, but no frame has continued the snapshot yet.
    private long _lastUpdateId;     // u of the last frame held or applied; lastUpdateId of the snapshot before that.
    private long _lastFrameTimestampNs;

    /// <param name="instrumentIndex">Dense index, for the status events.</param>
    /// <param name="heldEventsMax">Most events of depth frames that wait for a snapshot.</param>
    public BinanceDepthSync(int instrumentIndex, int heldEventsMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heldEventsMax, 1);
        _instrumentIndex = instrumentIndex;
        _held = new EngineEvent[heldEventsMax];
    }

    private enum Phase
    {
        Closed,
        Holding,
        Live,
    }

    /// <summary>
    /// True on spot: a frame that ends with the snapshot's own id is dropped. Futures keep it.
    /// </summary>
    public bool SkipsSnapshotId { get; init; } = true;

    /// <summary>The state last told in the event stream.</summary>
    public FeedState State { get; private set; }

    /// <summary>
    /// True while a snapshot is needed: set by a connection, a gap, an overflow; cleared by a snapshot that fits.
    /// </summary>
    public bool WantsSnapshot => _phase == Phase.Holding;

    /// <summary>
    /// Events that <see cref="OnSnapshot"/> adds to those of the snapshot; the batch must have the room.
    /// </summary>
    public int HeldEventCount => _heldCount;

    /// <summary>Tells that a connection is being tried.</summary>
    public void OnConnecting(long timestampNs, EventBatch batch) => Tell(FeedState.Connecting, timestampNs, batch);

    /// <summary>The stream is open: its frames are held until the snapshot is there.</summary>
    public void OnConnected(long timestampNs, EventBatch batch)
    {
        _phase = Phase.Holding;
        _heldCount = 0;
        Tell(FeedState.Syncing, timestampNs, batch);
    }

    /// <summary>The stream is lost, and with it what is held.</summary>
    public void OnDisconnected(long timestampNs, EventBatch batch)
    {
        _phase = Phase.Closed;
        _heldCount = 0;
        Tell(FeedState.Disconnected, timestampNs, batch);
    }

    /// <summary>
    /// Judges a depth frame whose events are the last of <paramref name="batch"/>: they stay there when it is
    /// applied, and are taken out else. Adds at most one status; the room is the caller's to see to.
    /// </summary>
    public DepthVerdict OnDepth(in BinanceFrame frame, EventBatch batch)
    {
        Debug.Assert(frame.Kind == BinanceFrameKind.Depth);
        Debug.Assert(frame.FirstEvent < batch.Count);
        if (_phase == Phase.Live)
            return OnDepthLive(in frame, batch);

        if (_phase == Phase.Holding)
            return Hold(in frame, batch);

        batch.TruncateTo(frame.FirstEvent);
        return DepthVerdict.Dropped;
    }

    /// <summary>
    /// Judges a snapshot whose events are the last of <paramref name="batch"/>. When it fits, the held frames that it
    /// does not contain and the status Live follow it; else its events are taken out. The batch needs room for
    /// <see cref="HeldEventCount"/> + 1 more.
    /// </summary>
    public DepthVerdict OnSnapshot(in BinanceFrame frame, EventBatch batch)
    {
        Debug.Assert(frame.Kind == BinanceFrameKind.Snapshot);
        bool isTooOld = _heldCount > 0 && _heldPreviousUpdateId > frame.LastUpdateId;
        if (_phase != Phase.Holding || isTooOld)
        {
            batch.TruncateTo(frame.FirstEvent);
            return isTooOld ? DepthVerdict.SnapshotTooOld : DepthVerdict.Dropped;
        }

        long timestampNs = batch[frame.FirstEvent].ReceiveTimestampNs;
        int kept = ReleaseHeld(frame.LastUpdateId, timestampNs, batch);
        _phase = Phase.Live;
        _awaitsFirstFrame = kept == 0;
        if (kept == 0)
            _lastUpdateId = frame.LastUpdateId;

        _heldCount = 0;
        _lastFrameTimestampNs = timestampNs;
        Tell(FeedState.Live, timestampNs, batch);
        return DepthVerdict.Applied;
    }

    /// <summary>
    /// Tells Stale once when a live book has had no depth frame for longer than <paramref name="staleAfterNs"/>.
    /// </summary>
    public void OnTick(long nowNs, long staleAfterNs, EventBatch batch)
    {
        if (State == FeedState.Live && nowNs - _lastFrameTimestampNs > staleAfterNs)
            Tell(FeedState.Stale, nowNs, batch);
    }

    private DepthVerdict OnDepthLive(in BinanceFrame frame, EventBatch batch)
    {
        if (_awaitsFirstFrame && IsContained(frame.LastUpdateId, _lastUpdateId))
        {
            batch.TruncateTo(frame.FirstEvent); // The snapshot has it already.
            return DepthVerdict.Dropped;
        }

        bool continues = _awaitsFirstFrame
            ? frame.PreviousUpdateId <= _lastUpdateId
            : frame.PreviousUpdateId == _lastUpdateId;
        long timestampNs = batch[frame.FirstEvent].ReceiveTimestampNs;
        if (!continues)
        {
            long expected = _lastUpdateId + 1;
            _phase = Phase.Holding;
            _heldCount = 0;
            Hold(in frame, batch);
            ref EngineEvent status = ref Tell(FeedState.Gap, timestampNs, batch);
            status.Feed.ExpectedUpdateId = expected;
            status.Feed.ReceivedUpdateId = frame.PreviousUpdateId + 1;
            return DepthVerdict.Gap;
        }

        _awaitsFirstFrame = false;
        _lastUpdateId = frame.LastUpdateId;
        _lastFrameTimestampNs = timestampNs;
        if (State != FeedState.Live)
            Tell(FeedState.Live, timestampNs, batch);

        return DepthVerdict.Applied;
    }

    private DepthVerdict Hold(in BinanceFrame frame, EventBatch batch)
    {
        ReadOnlySpan<EngineEvent> events = batch.From(frame.FirstEvent);
        DepthVerdict verdict = DepthVerdict.Held;
        if (_heldCount > 0 && frame.PreviousUpdateId != _lastUpdateId)
        {
            verdict = DepthVerdict.Gap;
            _heldCount = 0;
        }
        else if (events.Length > _held.Length - _heldCount)
        {
            verdict = DepthVerdict.Overflow;
            _heldCount = 0;
        }

        if (_heldCount == 0)
            _heldPreviousUpdateId = frame.PreviousUpdateId;

        if (events.Length <= _held.Length - _heldCount)
        {
            events.CopyTo(_held.AsSpan(_heldCount));
            _heldCount += events.Length;
        }

        _lastUpdateId = frame.LastUpdateId;
        batch.TruncateTo(frame.FirstEvent);
        return verdict;
    }

    private int ReleaseHeld(long snapshotUpdateId, long timestampNs, EventBatch batch)
    {
        int first = 0;
        while (first < _heldCount && IsContained(_held[first].Book.UpdateId, snapshotUpdateId))
            first++;

        int target = batch.Count;
        batch.Append(_held.AsSpan(first, _heldCount - first));
        foreach (ref EngineEvent released in batch.From(target))
            released.ReceiveTimestampNs = timestampNs;

        return _heldCount - first;
    }

    /// <summary>True when a snapshot has everything that a frame ending with this id says.</summary>
    private bool IsContained(long lastUpdateId, long snapshotUpdateId) =>
        SkipsSnapshotId ? lastUpdateId <= snapshotUpdateId : lastUpdateId < snapshotUpdateId;

    private ref EngineEvent Tell(FeedState state, long timestampNs, EventBatch batch)
    {
        State = state;
        ref EngineEvent status = ref batch.Add(EventKind.FeedStatus, _instrumentIndex, timestampNs);
        status.Flags = EventFlags.EndOfMessage;
        status.Feed.State = state;
        return ref status;
    }
}

/// <summary>What <see cref="BinanceDepthSync"/> did with a frame or a snapshot.</summary>
public enum DepthVerdict : byte
{
    None = 0,

    /// <summary>Passed on.</summary>
    Applied = 1,

    /// <summary>Kept until the snapshot is there.</summary>
    Held = 2,

    /// <summary>Not needed: older than the snapshot, or nobody waits for it.</summary>
    Dropped = 3,

    /// <summary>
    /// Does not follow the frame before; kept as the first of a new run, and a new snapshot is wanted.
    /// </summary>
    Gap = 4,

    /// <summary>No room to hold it; what was held is gone and a new run begins.</summary>
    Overflow = 5,

    /// <summary>Ends before the first held frame begins: another must be fetched.</summary>
    SnapshotTooOld = 6,
}
