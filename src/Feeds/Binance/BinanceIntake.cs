using System;
using System.Diagnostics;
using System.Text;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Binance;

/// <summary>
/// What comes in over one connection, turned into events: decoder, one <see cref="BinanceDepthSync"/> per instrument,
/// counters. Knows no socket, file or clock, so that the live feed, a recording and a test run the same code. A pure
/// function of its calls. One thread at a time; allocates nothing after construction but the text of a fault, at most
/// once per kind and second.
/// </summary>
/// <remarks>The caller publishes <see cref="Batch"/> and clears it; before each frame it asks
/// <see cref="HasRoomFor"/>.</remarks>
public sealed class BinanceIntake
{
    /// <summary>Events of a snapshot of 5,000 levels a side, the most that Binance gives.</summary>
    public const int SnapshotEventsMax = 2 * 5_000 / BookUpdate.LevelCountMax;

    private const int ExcerptBytesMax = 200;

    private readonly BinanceSymbols _symbols;
    private readonly BinanceDecoder _decoder;
    private readonly BinanceDepthSync[] _syncs;
    private readonly FeedCounters _counters;
    private readonly FaultReporter _faults;

    /// <param name="symbols">Instruments carried.</param>
    /// <param name="heldEventsMax">Most depth events that wait for a snapshot, per instrument.</param>
    /// <param name="counters">Where frames, gaps and snapshots are counted.</param>
    /// <param name="onFault">Told of refused frames, gaps and overflows, once per kind and second.</param>
    public BinanceIntake(BinanceSymbols symbols, int heldEventsMax, FeedCounters counters, Action<FeedFault> onFault)
        : this(symbols, heldEventsMax, counters, new FaultReporter(onFault))
    {
    }

    internal BinanceIntake(BinanceSymbols symbols, int heldEventsMax, FeedCounters counters, FaultReporter faults)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        _symbols = symbols;
        _decoder = new BinanceDecoder(symbols);
        _counters = counters;
        _faults = faults;
        _syncs = new BinanceDepthSync[symbols.Count];
        for (int i = 0; i < _syncs.Length; i++)
            _syncs[i] = new BinanceDepthSync(symbols[i].Index, heldEventsMax);

        Batch = new EventBatch(SnapshotEventsMax + heldEventsMax + symbols.Count + 1);
    }

    /// <summary>The events so far.</summary>
    public EventBatch Batch { get; }

    /// <summary>
    /// Room for a frame of this length and what it may set off. An empty batch is as much room as there will ever be.
    /// </summary>
    public bool HasRoomFor(int frameLengthBytes) =>
        Batch.Count == 0 || Batch.Room > BinanceDecoder.EventsMax(frameLengthBytes);

    /// <summary>
    /// State last told for the instrument in place <paramref name="position"/> of the feed's symbols.
    /// </summary>
    public FeedState StateOf(int position) => _syncs[position].State;

    /// <summary>A connection is being tried. Needs room for one event per instrument, as do the next two.</summary>
    public void OnConnecting(long timestampNs)
    {
        foreach (BinanceDepthSync sync in _syncs)
            sync.OnConnecting(timestampNs, Batch);
    }

    /// <summary>The stream is open.</summary>
    public void OnConnected(long timestampNs)
    {
        foreach (BinanceDepthSync sync in _syncs)
            sync.OnConnected(timestampNs, Batch);
    }

    /// <summary>The stream is lost.</summary>
    public void OnDisconnected(long timestampNs)
    {
        foreach (BinanceDepthSync sync in _syncs)
            sync.OnDisconnected(timestampNs, Batch);
    }

    /// <summary>
    /// Looks for live books that have had no depth frame for longer than <paramref name="staleAfterNs"/>.
    /// </summary>
    public void OnTick(long nowNs, long staleAfterNs)
    {
        foreach (BinanceDepthSync sync in _syncs)
            sync.OnTick(nowNs, staleAfterNs, Batch);
    }

    /// <summary>
    /// Takes one frame of the stream. A refused frame is counted and told; if it was a depth frame, the chain of ids
    /// shows the gap at the next one.
    /// </summary>
    public FrameVerdict OnFrame(ReadOnlySpan<byte> bytes, long receiveTimestampNs)
    {
        FrameVerdict verdict = Read(bytes, receiveTimestampNs);
        CountFrame(verdict, bytes, receiveTimestampNs);
        return verdict;
    }

    /// <summary>Counts a frame that was longer than the receive buffer.</summary>
    internal void OnTooLong(int lengthBytesMax, long receiveTimestampNs)
    {
        _counters.AddFrame(FrameVerdict.TooLong);
        if (_faults.IsDue(FeedFaultKind.FrameRefused, FrameVerdict.TooLong, receiveTimestampNs))
        {
            _faults.Tell(FeedFaultKind.FrameRefused, FrameVerdict.TooLong, receiveTimestampNs,
                $"frame longer than the receive buffer is skipped: frameBytesMax={lengthBytesMax}; raise it");
        }
    }

    /// <summary>Takes one line of a recording: a frame, or a snapshot of the instrument that waits for one.</summary>
    public FrameVerdict OnRecorded(ReadOnlySpan<byte> bytes, long receiveTimestampNs)
    {
        FrameVerdict verdict = Read(bytes, receiveTimestampNs);
        int position = verdict == FrameVerdict.UnknownMessage && IsSnapshot(bytes) ? FindWaitingPosition() : -1;
        if (position >= 0)
            return OnSnapshot(bytes, position, receiveTimestampNs);

        CountFrame(verdict, bytes, receiveTimestampNs);
        return verdict;
    }

    /// <summary>
    /// Takes a snapshot for the instrument in place <paramref name="position"/>. Best called with an empty batch:
    /// what does not fit is refused. When the verdict is Ok, <see cref="WantsSnapshot"/> tells whether it was new
    /// enough.
    /// </summary>
    public FrameVerdict OnSnapshot(ReadOnlySpan<byte> bytes, int position, long receiveTimestampNs)
    {
        BinanceDepthSync sync = _syncs[position];
        int countBefore = Batch.Count;
        FrameVerdict verdict =
            _decoder.DecodeSnapshot(bytes, _symbols[position], receiveTimestampNs, Batch, out BinanceFrame frame);
        if (verdict == FrameVerdict.Ok && Batch.Room <= sync.HeldEventCount)
        {
            Batch.TruncateTo(countBefore);
            verdict = FrameVerdict.NoRoom;
        }

        if (verdict != FrameVerdict.Ok)
        {
            _counters.AddSnapshotFailure();
            TellRefused(FeedFaultKind.SnapshotRefused, verdict, bytes, receiveTimestampNs);
            return verdict;
        }

        DepthVerdict depthVerdict = sync.OnSnapshot(in frame, Batch);
        if (depthVerdict == DepthVerdict.Applied)
            _counters.AddSnapshot();
        else if (depthVerdict == DepthVerdict.SnapshotTooOld)
            TellTooOld(in frame, receiveTimestampNs);

        return verdict;
    }

    /// <summary>True while the instrument in place <paramref name="position"/> needs a snapshot.</summary>
    public bool WantsSnapshot(int position) => _syncs[position].WantsSnapshot;

    private FrameVerdict Read(ReadOnlySpan<byte> bytes, long receiveTimestampNs)
    {
        FrameVerdict verdict = _decoder.DecodeFrame(bytes, receiveTimestampNs, Batch, out BinanceFrame frame);
        if (verdict != FrameVerdict.Ok || frame.Kind != BinanceFrameKind.Depth)
            return verdict;

        if (Batch.Room == 0) // The sync may have to add a status.
        {
            Batch.TruncateTo(frame.FirstEvent);
            return FrameVerdict.NoRoom;
        }

        DepthVerdict depthVerdict = _syncs[_symbols.FindByIndex(frame.InstrumentIndex)].OnDepth(in frame, Batch);
        if (depthVerdict is DepthVerdict.Gap or DepthVerdict.Overflow)
            TellBroken(depthVerdict, in frame, receiveTimestampNs);

        return verdict;
    }

    private static bool IsSnapshot(ReadOnlySpan<byte> bytes) => bytes.IndexOf("lastUpdateId"u8) >= 0;

    private int FindWaitingPosition()
    {
        int waiting = -1;
        for (int i = 0; i < _syncs.Length; i++)
        {
            if (!_syncs[i].WantsSnapshot)
                continue;

            if (_syncs[i].HeldEventCount > 0)
                return i;

            waiting = waiting < 0 ? i : waiting;
        }

        return waiting;
    }

    private void CountFrame(FrameVerdict verdict, ReadOnlySpan<byte> bytes, long receiveTimestampNs)
    {
        Debug.Assert(verdict != FrameVerdict.None);
        _counters.AddFrame(verdict);
        if (verdict != FrameVerdict.Ok)
            TellRefused(FeedFaultKind.FrameRefused, verdict, bytes, receiveTimestampNs);
    }

    private void TellRefused(FeedFaultKind kind, FrameVerdict verdict, ReadOnlySpan<byte> bytes, long nowNs)
    {
        if (!_faults.IsDue(kind, verdict, nowNs))
            return;

        string excerpt = Encoding.ASCII.GetString(bytes[..Math.Min(bytes.Length, ExcerptBytesMax)]);
        string advice = verdict == FrameVerdict.NumberDoesNotFit ? "; the instrument needs a finer tick or lot" : "";
        _faults.Tell(
            kind, verdict, nowNs, $"refused: verdict={verdict}, lengthBytes={bytes.Length}, starts={excerpt}{advice}");
    }

    private void TellTooOld(in BinanceFrame frame, long nowNs)
    {
        _counters.AddSnapshotFailure();
        if (_faults.IsDue(FeedFaultKind.SnapshotTooOld, FrameVerdict.None, nowNs))
        {
            _faults.Tell(FeedFaultKind.SnapshotTooOld, FrameVerdict.None, nowNs,
                $"snapshot ends before the held frames begin, another is fetched: lastUpdateId={frame.LastUpdateId}");
        }
    }

    private void TellBroken(DepthVerdict verdict, in BinanceFrame frame, long nowNs)
    {
        bool isGap = verdict == DepthVerdict.Gap;
        if (isGap)
            _counters.AddGap();
        else
            _counters.AddOverflow();

        FeedFaultKind kind = isGap ? FeedFaultKind.Gap : FeedFaultKind.HeldOverflow;
        if (_faults.IsDue(kind, FrameVerdict.None, nowNs))
        {
            _faults.Tell(kind, FrameVerdict.None, nowNs,
                $"depth resyncs: cause={verdict}, instrumentIndex={frame.InstrumentIndex}, U={frame.FirstUpdateId}");
        }
    }
}
