using System.Collections.Generic;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Risk.Sizing;
using LowLatencyEngine.Strategies;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>
/// Everything an engine is told before it starts. Read by <see cref="EngineConfigurationFile"/>, never changed
/// afterwards.
/// </summary>
public sealed record EngineConfiguration
{
    /// <summary>Shown by consoles; 1 to 32 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What is traded.</summary>
    public required InstrumentTable Instruments { get; init; }

    /// <summary>
    /// Market data in: at least one feed; each instrument belongs to exactly one of them.
    /// </summary>
    public required IReadOnlyList<FeedConfiguration> Feeds { get; init; }

    /// <summary>Orders out.</summary>
    public required VenueConfiguration Venue { get; init; }

    /// <summary>Sizes and speeds of the analysis.</summary>
    public required AnalysisParameters Analysis { get; init; }

    /// <summary>Strategies in the order of the file; the position is the strategy's index.</summary>
    public required IReadOnlyList<StrategyConfiguration> Strategies { get; init; }

    /// <summary>Pre-trade limits.</summary>
    public required RiskConfiguration Risk { get; init; }

    /// <summary>How much each strategy trades, in their order; null for as much as it says itself.</summary>
    public IReadOnlyList<SizeRules?> Sizes { get; init; } = [];

    /// <summary>How the books of accounts are kept.</summary>
    public required AccountConfiguration Accounts { get; init; }

    /// <summary>Which thread does what.</summary>
    public required ThreadConfiguration Threads { get; init; }

    /// <summary>What is compared with the venue's account after a logon, and what a difference leads to.</summary>
    public ReconcileConfiguration Reconcile { get; init; } = new();

    /// <summary>How orders that the engine holds are looked after.</summary>
    public HeldConfiguration Held { get; init; } = new();

    /// <summary>Protective stops by strategy, null where one has none; empty where none has.</summary>
    public IReadOnlyList<StopTerms?> Stops { get; init; } = [];

    /// <summary>Where everything is kept.</summary>
    public required JournalConfiguration Journal { get; init; }

    /// <summary>Records between two snapshots of the state; 0 for none.</summary>
    public required long SnapshotEveryRecords { get; init; }

    /// <summary>Longest time the warm-up before the start may take, in seconds; 0 for no warm-up.</summary>
    public required int WarmUpSecondsMax { get; init; }

    /// <summary>Of so many inputs, one is timed stage by stage; 1 for all.</summary>
    public required int TelemetrySampleEvery { get; init; }

    /// <summary>Where the mapped figures lie while the engine runs.</summary>
    public TelemetryFolder TelemetryFolder { get; init; } = TelemetryFolder.Memory;

    /// <summary>The text it was read from, kept beside the journal for replay.</summary>
    public required string Source { get; init; }

    /// <summary>
    /// Hash of what decides (instruments, analysis, strategies, risk): a journal written with another is not continued,
    /// because replaying it would decide otherwise.
    /// </summary>
    public required long DecisionHash { get; init; }
}

/// <summary>One strategy: what it is, what it trades, and how it is tuned.</summary>
/// <param name="Name">Unique; what operators call it.</param>
/// <param name="InstrumentIndex">What it trades.</param>
/// <param name="Parameters">A parameters record of the strategy's kind.</param>
/// <param name="StartsEnabled">Whether it trades from the start.</param>
public sealed record StrategyConfiguration(string Name, int InstrumentIndex, object Parameters, bool StartsEnabled)
{
    /// <summary>Whether it says how probable it holds the success of its entries.</summary>
    public bool StatesProbability => Parameters is MomentumParameters { StatesProbability: true };
}

/// <summary>Pre-trade limits.</summary>
/// <param name="LimitsByInstrument">In the order of the instrument table.</param>
/// <param name="MessageRate">For the whole engine.</param>
/// <param name="Setup">Scopes, their limits and all other controls; what stands before is in it too.</param>
/// <param name="CancelsOnDisconnect">Whether a lost session has everything cancelled once it is back.</param>
/// <param name="FlattensOnReduce">Whether a breaker that reduces also closes what is held.</param>
/// <param name="FlattensOnHalt">Whether a breaker that halts also closes what is held.</param>
public sealed record RiskConfiguration(
    RiskLimits[] LimitsByInstrument,
    MessageRateLimit MessageRate,
    RiskSetup Setup,
    bool CancelsOnDisconnect,
    bool FlattensOnReduce,
    bool FlattensOnHalt);

/// <summary>Which threads there are and where they run.</summary>
/// <param name="Map">See <see cref="ThreadMap"/>.</param>
/// <param name="HotCore">Core of the decision thread; -1 lets the engine choose the last one allowed.</param>
/// <param name="InboundCapacitySlots">Slots of the inbound ring, a power of two.</param>
public sealed record ThreadConfiguration(ThreadMap Map, int HotCore, int InboundCapacitySlots)
{
    /// <summary>
    /// The WebSockets of market data are polled by the hot thread that the map says, instead of by the thread pool.
    /// </summary>
    public bool PollsFeed { get; init; }
}

/// <summary>How work is spread over threads (DESIGN 3).</summary>
public enum ThreadMap
{
    /// <summary>Poll the sockets, decide, journal and send on one thread.</summary>
    Inline = 0,

    /// <summary>A thread for the sockets beside the decision thread.</summary>
    Duo = 1,

    /// <summary>A feed thread, the decision thread and a venue thread.</summary>
    Spread = 2,
}

/// <summary>Where the journal lies and how it is kept.</summary>
/// <param name="Folder">Also holds the configuration's copy, the FIX sequence numbers, telemetry and the control
/// door.</param>
/// <param name="SegmentSizeBytes">Of one segment file.</param>
/// <param name="Mode">What it survives.</param>
public sealed record JournalConfiguration(string Folder, long SegmentSizeBytes, JournalMode Mode);
