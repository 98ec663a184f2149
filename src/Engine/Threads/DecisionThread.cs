using System;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Feeds.Polled;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// The hot thread: takes events from the inbound ring through the <see cref="Pipeline{TLog,TSink}"/>, publishes timers,
/// and in the `inline` map polls the FIX session and polled feeds too. Never waits for anything but the ring;
/// allocates nothing once the engine is ready.
/// </summary>
internal sealed class DecisionThread<TSink>
    where TSink : struct, IOrderSink
{
    private const int BatchSlotsMax = 256;
    private const int RecordsPerInputMax = DecisionState.OutboxCapacity + 1;
    private const int RoundsPerSessionPoll = 4;
    private const long TimerIntervalNs = 100_000_000;

    private readonly DecisionParts _parts;
    private readonly EmergencyCancel<TSink> _emergency;
    private readonly BackoffParkWait _idle = new();
    private readonly bool _pollsGateway;
    private readonly PolledFeed[] _feeds;
    private MeteredStage<Pipeline<MeteredLog, TSink>> _stage;
    private long _nextTimerNs;
    private int _roundsSinceSession;
    private int _idleCount;
    private bool _hasHaltedForJournal;

    public DecisionThread(DecisionParts parts, TSink sink)
    {
        _parts = parts;
        _pollsGateway = parts.Plan.Map == ThreadMap.Inline;
        _feeds = _pollsGateway ? parts.PolledFeeds : [];
        var log = new JournalLog(parts.Journal);
        var pipeline = new Pipeline<MeteredLog, TSink>(
            parts.State, new MeteredLog(log, parts.Sampler, parts.Clock), sink);
        _stage = new(pipeline, parts.Clock, parts.Telemetry, parts.Sampler);
        _emergency = new EmergencyCancel<TSink>(parts, log, sink);
        Thread = new HotThread("lle-decision", parts.Plan.HotCore, Run);
    }

    /// <summary>The thread.</summary>
    public HotThread Thread { get; }

    private void Run()
    {
        try
        {
            while (!Thread.IsStopRequested)
                RunOnce();

            if (_pollsGateway)
                GatewayFarewell.LogOut(_parts);
        }
        catch (Exception e)
        {
            _parts.Signals.ReportFailure(FailureKind.DecisionException, e.ToString());
            _emergency.CancelOpenOrders(Thread);
        }

        _parts.Telemetry.Publish(_parts.Clock.NowNs);
        _parts.AccountBoard.PublishAll();
    }

    private void RunOnce()
    {
        long nowNs = _parts.Clock.NowNs;
        if (_pollsGateway)
            PollSession(nowNs);

        if (nowNs >= _nextTimerNs || _parts.State.Sweep.HasMore)
            PublishTimer(nowNs); // A timer that is not due moves a sweep of cancels on.

        foreach (PolledFeed feed in _feeds)
            feed.Poll(nowNs); // Last before the ring: what it brings is decided upon at once.

        int batchSlots = (int)Math.Min(BatchSlotsMax, _parts.Journal.RoomRecords / RecordsPerInputMax);
        int handled = batchSlots > 0 ? _parts.InboundPoller.Poll(ref _stage, batchSlots) : 0;
        if (handled > 0)
            EndBatch(handled);

        if (_parts.Snapshots.IsDue(_parts.Journal.NextSequence - 1))
            AdvanceSnapshot();

        _parts.Signals.Publish(_parts.State);
        _parts.Telemetry.PublishIfDue(nowNs);
        _parts.RiskBoard.PublishIfDue(nowNs);
        _parts.AccountBoard.PublishIfDue(nowNs);
        if (!_parts.Signals.IsReady && _parts.State.IsReadyToTrade)
            BecomeReady();

        if (!_hasHaltedForJournal && (_parts.Journal.HasFailed || _parts.Journal.Space == JournalSpace.Critical))
            HaltForJournal(nowNs);

        if (handled > 0)
            _idleCount = 0;
        else if (!_parts.Plan.DecisionSpins)
            _idle.Idle(_idleCount++);
    }

    /// <summary>
    /// Asking an empty socket is a system call, up to a microsecond that a tick on the other socket would wait for: so
    /// beside polled feeds the session is asked in one round of a few.
    /// </summary>
    private void PollSession(long nowNs)
    {
        if (_feeds.Length > 0 && ++_roundsSinceSession < RoundsPerSessionPoll)
            return;

        _roundsSinceSession = 0;
        _parts.Gateway.Poll(nowNs, _parts.Inbound);
        _parts.SideSessions.Poll(nowNs, _parts.Inbound);
    }

    private void EndBatch(int inputCount)
    {
        if (_pollsGateway)
            _parts.Gateway.Flush(); // Before anything is read: an order waits for no poll.

        _parts.Telemetry.CountBatch(inputCount);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AdvanceSnapshot()
    {
        long beforeNs = _parts.Clock.NowNs;
        if (_parts.Snapshots.Advance(_parts.Journal.NextSequence - 1, _parts.Journal.TailCrc))
            _parts.Telemetry.RecordSnapshot(_parts.Clock.NowNs - beforeNs);
    }

    private void BecomeReady()
    {
        _parts.Signals.MarkReady();
        _parts.Telemetry.StartCounts();
    }

    /// <summary>A full ring skips a timer: the next one says the same.</summary>
    private void PublishTimer(long nowNs)
    {
        _nextTimerNs = nowNs + TimerIntervalNs;
        if (!_parts.Inbound.TryNext(1, out long sequence))
            return;

        ref EngineEvent timer = ref EngineEvents.Begin(
            ref _parts.Inbound[sequence], EventKind.Timer, EventSource.Clock, nowNs);
        timer.Timer.DueTimestampNs = nowNs;
        _parts.Inbound.Publish(sequence);
    }

    /// <summary>
    /// The journal cannot grow any more, or soon cannot: a halt goes through the pipeline while there is room, so that
    /// every open order is cancelled with a record of it, and the halt outlives the restart.
    /// </summary>
    private void HaltForJournal(long nowNs)
    {
        _hasHaltedForJournal = true;
        var halt = new EngineEvent();
        EngineEvents.Begin(ref halt, EventKind.Command, EventSource.Engine, nowNs).Command.Kind = CommandKind.Halt;
        if (_parts.Journal.RoomRecords >= RecordsPerInputMax)
            _stage.OnEvent(ref halt, sequence: 0, endOfBatch: true);

        _parts.Signals.ReportFailure(
            FailureKind.JournalWrite,
            "the journal cannot be written any more: " +
            (_parts.Journal.Failure?.Message ?? "the disk is nearly full; make room and start again"));
    }
}
