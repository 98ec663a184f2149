using System;
using System.IO;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Replay;
using LowLatencyEngine.Engine.Snapshots;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Engine.Threads;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;
using LowLatencyEngine.Venues.Gateway;

namespace LowLatencyEngine.Engine;

/// <summary>
/// What a <see cref="TradingEngine"/> is put together from. Set-up and stop only; the hot threads get what they need by
/// <see cref="DecisionParts"/>.
/// </summary>
internal sealed class EngineParts : IDisposable
{
    private const int OutboundCapacitySlots = 4_096;

    private static readonly TimeSpan ThreadPatience = TimeSpan.FromSeconds(10);

    private readonly MemoryFolder _memory;
    private readonly TelemetryWriter _telemetryWriter;
    private readonly RingBuffer<EngineEvent> _outbound;
    private readonly MappedSequenceStore _sequences;
    private readonly SurroundingsTelemetry _surroundings;
    private readonly SnapshotTaker _snapshots;
    private readonly RiskBoardWriter _riskBoard;
    private readonly AccountBoard _accountBoard;
    private readonly GatewayWatch _watch;
    private readonly StallWatch _stalls;
    private readonly DropCopySession? _copies;
    private readonly HotThread[] _threads;

    private EngineParts(
        EngineConfiguration configuration,
        ThreadPlan plan,
        JournalWriter journal,
        DecisionState state,
        Action<string> say)
    {
        Journal = journal;
        State = state;
        string folder = configuration.Journal.Folder;
        Inbound = RingBuffer<EngineEvent>.CreateMultiProducer(configuration.Threads.InboundCapacitySlots);
        _outbound = RingBuffer<EngineEvent>.CreateSingleProducer(OutboundCapacitySlots);
        _memory = MemoryFolder.Open(folder, configuration.TelemetryFolder, say);
        _telemetryWriter = new TelemetryWriter(
            _memory.PathOf(EngineFolder.Telemetry(folder)), configuration.Instruments, Clock);
        _stalls = new StallWatch(state, say);
        Telemetry = new EngineTelemetry(_telemetryWriter, state, _stalls);
        _sequences = new MappedSequenceStore(EngineFolder.FixSequences(folder));
        GatewayMessageLog? messages =
            configuration.Venue.LogsMessages ? new GatewayMessageLog(folder, "fix-orders", new(), say) : null;
        Gateway = GatewayFactory.Create(
            configuration, _sequences, state.LastMsgSeqNum + 1, new(_telemetryWriter, Clock, messages));
        _watch = new GatewayWatch("orders", () => Gateway.LastFault, messages, say);
        _copies = DropCopySession.Create(configuration, state.Reconciliation.LastCopyMsgSeqNum + 1, say);
        Feeds = new FeedFactory(configuration, Inbound, Clock, _telemetryWriter, say).CreateAll();
        _surroundings = new SurroundingsTelemetry(
            _telemetryWriter, new Surroundings(Feeds, Gateway, Journal, Inbound, _outbound));
        _snapshots = new SnapshotTaker(configuration, state, journal.NextSequence - 1, say);
        _riskBoard = new RiskBoardWriter(_memory.PathOf(EngineFolder.RiskBoard(folder)), state.Risk, state.Sizes);
        _accountBoard = AccountBoard.Create(_memory.PathOf(EngineFolder.AccountBoard(folder)), state);
        _memory.Link(
            EngineFolder.Telemetry(folder), EngineFolder.RiskBoard(folder), EngineFolder.AccountBoard(folder));
        _threads = CreateThreads(configuration, plan);
    }

    public IClock Clock { get; } = new SystemClock();

    public EngineSignals Signals { get; } = new();

    public JournalWriter Journal { get; }

    public DecisionState State { get; }

    public RingBuffer<EngineEvent> Inbound { get; }

    public EngineTelemetry Telemetry { get; }

    public FixOrderGateway Gateway { get; }

    /// <summary>Market data.</summary>
    public FeedSet Feeds { get; }

    /// <summary>Opens the journal, recovers the state, and makes everything but threads run.</summary>
    /// <exception cref="EngineStartException">See <see cref="TradingEngine.Start"/>.</exception>
    public static EngineParts Create(EngineConfiguration configuration, Action<string> say)
    {
        ThreadPlan plan = ThreadPlan.Fit(configuration.Threads, CpuAffinity.AllowedCores);
        foreach (string warning in plan.Warnings)
            say(warning);

        say($"threads: {plan}");

        Housekeeping.ConfineProcess(plan);
        HotMethods.Prepare();
        PrepareFolder(configuration.Journal.Folder);
        (JournalWriter journal, DecisionState state) = Recovery.Open(configuration, say);
        try
        {
            return new EngineParts(configuration, plan, journal, state, say);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Keeps all memory of the process from being paged out, as far as the kernel allows.</summary>
    public void LockMemory(Action<string> say)
    {
        bool isLocked = MemoryLock.TryLockAll(out string reason);
        _telemetryWriter.Set(Gauge.MemoryLocked, isLocked ? 1 : 0);
        if (!isLocked)
            say(reason);
    }

    public void StartThreads()
    {
        _snapshots.Start();
        foreach (HotThread thread in _threads)
            thread.Start();
    }

    /// <summary>From the left to the right: what a thread still sends, the next still takes.</summary>
    /// <returns>False where one did not end: the state may still be worked on.</returns>
    public bool StopThreads(Action<string> say)
    {
        bool haveEnded = true;
        foreach (HotThread thread in _threads)
        {
            thread.RequestStop();
            if (thread.Join(ThreadPatience))
                continue;

            haveEnded = false;
            say($"a hot thread did not end: thread={thread.Name}, patience={ThreadPatience}; the process ends it");
        }

        return haveEnded;
    }

    /// <summary>Lets the next start begin where this life ended. After the hot threads have ended.</summary>
    public void TakeLastSnapshot() => _snapshots.TakeLast(Journal.NextSequence - 1, Journal.TailCrc);

    public void Dispose()
    {
        _surroundings.Dispose();
        _snapshots.Dispose();
        MemoryLock.TryUnlockAll(); // The kernel does not write back a mapping whose pages are locked (msync(2), EBUSY).
        Feeds.Dispose();
        Gateway.Dispose();
        _watch.Dispose();
        _stalls.Dispose();
        _copies?.Dispose();
        _sequences.Dispose();
        Journal.Dispose();
        _telemetryWriter.Dispose();
        _riskBoard.Dispose();
        _accountBoard.Dispose();
        _memory.Settle();
        Inbound.Dispose();
        _outbound.Dispose();
    }

    private static void PrepareFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineStartException(
                $"the journal folder cannot be made: folder={folder}, error={e.Message}; use --journal DIR",
                e);
        }
    }

    private GatewaySink CreateGatewaySink(DecisionParts parts) =>
        new(parts, _telemetryWriter.Histogram(LatencyKind.Encode));

    private HotThread[] CreateThreads(EngineConfiguration configuration, ThreadPlan plan)
    {
        EventPoller<EngineEvent> inboundPoller = Inbound.NewPoller();
        Inbound.AddGatingSequence(inboundPoller.Sequence);
        EventPoller<EngineEvent> outboundPoller = _outbound.NewPoller();
        _outbound.AddGatingSequence(outboundPoller.Sequence);
        var parts = new DecisionParts
        {
            Plan = plan,
            Clock = Clock,
            State = State,
            Journal = Journal,
            Gate = new DurableGate(Journal, configuration.Journal.Mode),
            Inbound = Inbound,
            InboundPoller = inboundPoller,
            Gateway = Gateway,
            PolledFeeds = Feeds.Polled,
            SideSessions = new SideSessions(Feeds.Fix, _copies?.Copies),
            Telemetry = Telemetry,
            Sampler = new StageSampler(_telemetryWriter, configuration.TelemetrySampleEvery),
            Signals = Signals,
            Snapshots = _snapshots,
            RiskBoard = _riskBoard,
            AccountBoard = _accountBoard,
        };
        if (plan.Map == ThreadMap.Inline)
        {
            GatewaySink sink = CreateGatewaySink(parts);
            return [new DecisionThread<GatewaySink>(parts, sink).Thread];
        }

        HotThread decision = new DecisionThread<OutboundSink>(parts, new OutboundSink(_outbound)).Thread;
        HotThread venue = new VenueThread(
            parts, CreateGatewaySink(parts), outboundPoller, _telemetryWriter.OpenLane("venue")).Thread;
        if (plan.Map != ThreadMap.Spread)
            return [decision, venue];

        HotThread feed = new FeedThread(parts, _telemetryWriter.OpenLane("feed")).Thread;
        return [feed, decision, venue];
    }
}
