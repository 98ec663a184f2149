using LowLatencyEngine.Engine.Snapshots;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Feeds.Polled;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;
using LowLatencyEngine.Venues.Gateway;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>What the hot threads work with; put together once by <see cref="TradingEngine"/>.</summary>
internal sealed record DecisionParts
{
    public required ThreadPlan Plan { get; init; }

    public required IClock Clock { get; init; }

    public required DecisionState State { get; init; }

    public required JournalWriter Journal { get; init; }

    public required DurableGate Gate { get; init; }

    public required RingBuffer<EngineEvent> Inbound { get; init; }

    public required EventPoller<EngineEvent> InboundPoller { get; init; }

    public required FixOrderGateway Gateway { get; init; }

    /// <summary>Feeds over WebSocket that a hot thread polls; none where the thread pool runs them.</summary>
    public required PolledFeed[] PolledFeeds { get; init; }

    /// <summary>FIX sessions beside the one for orders.</summary>
    public required SideSessions SideSessions { get; init; }

    public required EngineTelemetry Telemetry { get; init; }

    public required StageSampler Sampler { get; init; }

    public required EngineSignals Signals { get; init; }

    public required SnapshotTaker Snapshots { get; init; }

    public required RiskBoardWriter RiskBoard { get; init; }

    public required AccountBoard AccountBoard { get; init; }
}
