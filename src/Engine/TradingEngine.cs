using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Control;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Engine.Standby;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Engine.Threads;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine;

/// <summary>
/// A running engine: journal, rings, threads, feeds, FIX session, control door, telemetry. Made and stopped on a
/// housekeeping thread. <see cref="Start"/> either gives a running engine or throws with nothing left behind.
/// </summary>
public sealed class TradingEngine : IDisposable
{
    /// <summary>
    /// Left out between two lives: a primary that died with its machine has used ids that its standby, which goes on
    /// now, never heard of. More than an engine sends in all the time that a standby may be behind; a power of two, so
    /// that new ids take other slots of the order table than those that are open.
    /// </summary>
    internal const long OrderIdsBetweenLives = 1 << 20;

    private static readonly TimeSpan OrdersPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(30);

    private readonly EngineConfiguration _configuration;
    private readonly EngineParts _parts;
    private readonly OperatorCommands _commands;
    private readonly Operators _operators;
    private readonly CancellationTokenSource _feedStop = new();
    private Task _feedRun = Task.CompletedTask;
    private ControlDoor? _door;
    private bool _isStopped;
    private bool _isDisposed;

    private TradingEngine(EngineConfiguration configuration, Operators operators, EngineParts parts)
    {
        _configuration = configuration;
        _operators = operators;
        _parts = parts;
        _commands = new OperatorCommands(configuration.Name, parts.State, parts.Inbound, parts.Clock, parts.Signals);
    }

    /// <summary>
    /// Completes when the session is ready and every market is fit for the first time: from then on it trades.
    /// </summary>
    public Task Ready => _parts.Signals.Ready;

    /// <summary>Completes when the engine has failed and must be stopped.</summary>
    public Task<EngineFault> Failed => _parts.Signals.Failed;

    /// <summary>Starts an engine.</summary>
    /// <param name="configuration">Checked already.</param>
    /// <param name="say">Takes a line for the operator; any thread.</param>
    /// <exception cref="EngineStartException">The journal is another configuration's or does not replay, the folder
    /// cannot be used, or it belongs to a standby or to a primary that was replaced.</exception>
    /// <exception cref="Journal.JournalException">The journal is in use, damaged, or cannot be written.</exception>
    public static TradingEngine Start(EngineConfiguration configuration, Action<string> say)
    {
        Epoch.ThrowIfMayNotTrade(configuration.Journal.Folder);
        var operators = Operators.Of(configuration.Control);
        EngineParts parts = EngineParts.Create(configuration, say);
        var engine = new TradingEngine(configuration, operators, parts);
        try
        {
            // Again, now that the folder's lock is held: a fence raises the epoch before it looks at the lock.
            Epoch.ThrowIfMayNotTrade(configuration.Journal.Folder);
            WarmUp.Run(configuration, say);
            parts.LockMemory(say);
            foreach (StallReport stall in StallReport.Of(parts.State))
                say(stall.ToText()); // Of an earlier life.

            engine.Open();
            return engine;
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    /// <summary>Starts an engine that is not warmed up: for the warm-up itself.</summary>
    internal static TradingEngine StartCold(EngineConfiguration configuration, Action<string> say)
    {
        var engine = new TradingEngine(
            configuration, Operators.Of(configuration.Control), EngineParts.Create(configuration, say));
        engine.Open();
        return engine;
    }

    /// <summary>
    /// Stops in order: no more market data, open orders cancelled and waited for, the ring drained, the session logged
    /// out, threads ended, journal closed. Bounded in time at each step.
    /// </summary>
    /// <returns>What this life came to; also saved beside the journal.</returns>
    public EngineReport Stop(Action<string> say)
    {
        StopFeed(say);
        bool hasFailed = Failed.IsCompleted;
        if (!hasFailed)
            _commands.Publish(CommandKind.CancelAll, source: EventSource.Engine);

        if (!SpinWait.SpinUntil(() => _parts.Signals.OpenOrderCount == 0, OrdersPatience))
        {
            say($"orders are still open at the broker: count={_parts.Signals.OpenOrderCount}; " +
                "they are in doubt until the next start");
        }

        if (!hasFailed && !SpinWait.SpinUntil(IsDrained, DrainPatience))
        {
            say($"the inbound ring is not empty: remainingSlots={_parts.Inbound.RemainingCapacitySlots}; " +
                "what is left in it was not worked on");
        }

        bool haveEnded = _parts.StopThreads(say);
        _isStopped = true;
        _parts.Feeds.Publish();
        EngineReport report = BuildReport();
        foreach (AlarmReport alarm in report.Alarms)
            say(alarm.ToText());

        foreach (StallReport stall in report.Stalls)
            say(stall.ToText());

        _parts.Journal.Flush();
        if (haveEnded && !Failed.IsCompleted)
            _parts.TakeLastSnapshot();

        report.Save(EngineFolder.Report(_configuration.Journal.Folder));
        Dispose();
        return report;
    }

    /// <summary>Ends what is still running; nothing where <see cref="Stop"/> has been called.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
        if (!_isStopped)
        {
            StopFeed(_ => { });
            _parts.StopThreads(_ => { });
            _isStopped = true;
        }

        _door?.Dispose();
        _parts.Dispose();
        _feedStop.Dispose();
    }

    private void Open()
    {
        string door = EngineFolder.ControlDoor(_configuration.Journal.Folder);
        _door = new ControlDoor(door, _operators, _commands.Answer);
        PublishStart();
        _parts.StartThreads();
        _feedRun = _parts.Feeds.RunAsync(_feedStop.Token);
    }

    /// <summary>On the thread pool, because the feed's own loop goes on inside the call that cancels it.</summary>
    private void StopFeed(Action<string> say)
    {
        Task cancelled = _feedStop.CancelAsync();
        if (!Task.WaitAll([cancelled, _feedRun], DrainPatience))
            say($"a feed did not end: patience={DrainPatience}; its connection is cut with the process");
    }

    private bool IsDrained() => _parts.Inbound.RemainingCapacitySlots == _parts.Inbound.CapacitySlots;

    private void PublishStart()
    {
        long nowNs = _parts.Clock.NowNs;
        long sequence = _parts.Inbound.Next();
        ref EngineEvent slot = ref EngineEvents.Begin(
            ref _parts.Inbound[sequence], EventKind.EngineStart, EventSource.Engine, nowNs);
        slot.Start = new EngineStart
        {
            OrderIdBase = nowNs / 1_000_000_000 * 1_000_000,
            ConfigurationHash = _configuration.DecisionHash,
            StartCount = _parts.State.StartCount + 1,
            OrderIdFloor = _parts.State.Outbox.NextOrderId + OrderIdsBetweenLives,
        };
        _parts.Inbound.Publish(sequence);
    }

    private EngineReport BuildReport()
    {
        string folder = _configuration.Journal.Folder;
        using TelemetryReader telemetry = TelemetryReader.OpenOrThrow(EngineFolder.Telemetry(folder));
        var allocated = new Dictionary<string, long>(StringComparer.Ordinal);
        var compiled = new Dictionary<string, long>(StringComparer.Ordinal);
        for (int lane = 0; lane < telemetry.LaneCount; lane++)
        {
            if (telemetry.LaneName(lane) == SurroundingsTelemetry.LaneName || telemetry.FeedName(lane).Length > 0)
                continue;

            allocated[telemetry.LaneName(lane)] = telemetry.AllocatedBytes(lane);
            compiled[telemetry.LaneName(lane)] = telemetry.Read(Counter.CompiledMethods, lane);
        }

        DecisionState state = _parts.State;
        long records = _parts.Journal.NextSequence - 1;
        return new EngineReport(
            string.Join('+', _configuration.Feeds.Select(feed => feed.Kind)),
            StateReport.Instruments(state),
            _parts.Telemetry.EventCount,
            _parts.Telemetry.Counts.OrderCount,
            _parts.Telemetry.Counts.FillCount,
            _parts.Telemetry.Counts.DeniedCount,
            _parts.Telemetry.Counts.RejectedCount,
            StateReport.Positions(state),
            StateReport.RealizedPnl(state),
            StateReport.UnrealizedPnl(state),
            StateReport.Fees(state),
            new LatencyReport(
                PercentileReport.Of(telemetry.Histogram(LatencyKind.Decision)),
                PercentileReport.Of(telemetry.Histogram(LatencyKind.TickToOrder)),
                PercentileReport.Of(telemetry.Histogram(LatencyKind.OrderToAck))),
            allocated,
            compiled,
            [.. Enumerable.Range(0, 3).Select(_parts.Signals.CollectionsSinceReady)],
            new JournalSummary(folder, records, records * EngineEvent.SizeBytes, Verified: false),
            StateReport.Hash(state))
        {
            Accounts = AccountStatements.Of(_configuration, state),
            Feeds = BuildFeedReports(telemetry),
            Consolidated = StateReport.Consolidated(state),
            Alarms = AlarmReport.Of(state),
            Stalls = StallReport.Of(state),
        };
    }

    private List<FeedReport> BuildFeedReports(TelemetryReader telemetry)
    {
        var reports = new List<FeedReport>();
        foreach (FeedConfiguration feed in _configuration.Feeds)
        {
            int lane = telemetry.FindFeedLane(feed.Name);
            reports.Add(new FeedReport(
                feed.Name,
                feed.Kind,
                [.. feed.InstrumentIndexes.Select(index => _configuration.Instruments[index].Symbol)],
                telemetry.Read(Counter.FeedFrames, lane),
                telemetry.Read(Counter.FeedMalformed, lane),
                telemetry.Read(Counter.FeedGaps, lane),
                telemetry.Read(Counter.FeedConnects, lane)));
        }

        return reports;
    }
}
