using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text.Json;
using LowLatencyEngine.Console.Accounts;
using LowLatencyEngine.Console.Live;
using LowLatencyEngine.Console.Orders;
using LowLatencyEngine.Console.Risk;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Replay;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Journal;

namespace LowLatencyEngine.Console.Commands;

/// <summary>What a running engine's telemetry file tells; the engine does not notice being read.</summary>
internal static class StatusCommands
{
    public static Command CreateStatus() => Create(
        "status", "whether the engine is alive, what may trade, and its counts", Status);

    public static Command CreatePositions() => Create(
        "positions", "position and profit by instrument, and of each account", Positions,
        folder =>
        {
            AccountListing.Print(AccountCommands.ReadOrNone(folder));
            LastNumbers.Tell(folder);
        });

    public static Command CreateLatency() => Create(
        "latency", "latency percentiles since start", (view, asJson, _) => Latency(view, asJson));

    /// <param name="name">Of the command.</param>
    /// <param name="description">For its help.</param>
    /// <param name="show">What the telemetry tells, and whether as JSON; it may look into the folder.</param>
    /// <param name="showMore">What other files of the folder tell besides, to people alone.</param>
    private static Command Create(
        string name, string description, Func<EngineView, bool, string, int> show, Action<string>? showMore = null)
    {
        Option<string> journal = EngineOption.Journal();
        Option<bool> json = EngineOption.Json();
        var command = new Command(name, description) { journal, json };
        command.SetAction(parsed => WithEngine(parsed.GetRequiredValue(journal), view =>
        {
            int exitCode = show(view, parsed.GetValue(json), parsed.GetRequiredValue(journal));
            if (!parsed.GetValue(json))
                showMore?.Invoke(parsed.GetRequiredValue(journal));

            return exitCode;
        }));
        return command;
    }

    private static int WithEngine(string folder, Func<EngineView, int> show)
    {
        string path = EngineFolder.Telemetry(folder);
        try
        {
            using TelemetryReader reader = TelemetryReader.OpenOrThrow(path);
            int exitCode = show(new EngineView(reader));
            bool isThere = reader.Liveness(reader.NowNs) is TelemetryLiveness.Live or TelemetryLiveness.Stalled;
            return isThere ? exitCode : ExitCode.EngineNotReachable;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Out.Fail(
                $"no engine has run here: telemetry={path}; name its folder with --journal DIR",
                ExitCode.EngineNotReachable);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return Out.Fail(e.Message);
        }
    }

    private static int Status(EngineView view, bool asJson, string folder)
    {
        (IReadOnlyList<BlockedScope> blocked, int overrideCount) = BlockedScopes.Of(folder);
        IReadOnlyList<StallReport> stalls = StallsOf(view, folder);
        if (asJson)
        {
            Out.DataJson(new
            {
                liveness = view.Liveness.ToString().ToLowerInvariant(),
                processId = view.Reader.ProcessId,
                uptimeSeconds = view.UptimeSeconds,
                halted = view.IsHalted,
                blocked,
                limitOverrides = overrideCount,
                venue = view.VenueState.ToString().ToLowerInvariant(),
                events = view.Reader.Read(Counter.Events),
                orders = view.Reader.Read(Counter.Orders),
                fills = view.Reader.Read(Counter.Fills),
                denied = view.Reader.Read(Counter.Denied),
                rejected = view.Reader.Read(Counter.Rejected),
                workingOrders = view.Reader.Read(Gauge.WorkingOrders),
                heldOrders = view.Reader.Read(Gauge.HeldOrders),
                alarms = view.Reader.Read(Gauge.HeldAlarms),
                stopsFired = view.Reader.Read(Counter.StopsFired),
                stopsAtWork = view.Reader.Read(Gauge.StopsAtWork),
                closingsStalled = view.Reader.Read(Gauge.ClosingsStalled),
                closings = stalls,
                ringDepthMax = view.Reader.Read(Gauge.InboundRingDepthMax),
                feeds = view.Feeds(),
                instruments = view.Instruments(),
                allocatedBytes = view.AllocatedBytes(),
                threads = view.Threads(),
            });
            return ExitCode.Ok;
        }

        Out.Data($"engine {view.Liveness.ToString().ToLowerInvariant()}, process {view.Reader.ProcessId}, " +
            $"up {view.UptimeSeconds} s, " +
            (view.IsHalted ? "HALTED" : "trading allowed") +
            $", venue {view.VenueState.ToString().ToLowerInvariant()}");
        foreach ((string scope, string state) in blocked)
            Out.Data($"{scope} is {state}; see 'lle risk'");

        if (overrideCount > 0)
            Out.Data($"limits overridden for a while {overrideCount}; see 'lle risk'");

        Out.Data(view.StatusLine());
        long heldCount = view.Reader.Read(Gauge.HeldOrders);
        if (heldCount > 0)
            Out.Data($"held by the engine {heldCount}");

        long stopCount = view.Reader.Read(Counter.StopsFired);
        if (stopCount > 0)
        {
            Out.Data($"stops fired {stopCount}, being closed {view.Reader.Read(Gauge.StopsAtWork)}; " +
                "see 'lle journal cat --kind StopFired'");
        }

        TellStalls(view, stalls);
        long alarmCount = view.Reader.Read(Gauge.HeldAlarms);
        if (alarmCount > 0)
            Out.Data($"ALARMS {alarmCount}: orders filled although they were not to; see 'lle orders'");

        return ExitCode.Ok;
    }

    /// <summary>Only where the telemetry counts any is the journal asked which: that takes as long as `lle orders`.
    /// </summary>
    private static IReadOnlyList<StallReport> StallsOf(EngineView view, string folder)
    {
        if (view.Reader.Read(Gauge.ClosingsStalled) == 0)
            return [];

        try
        {
            return OrderListing.ReadStalls(folder);
        }
        catch (Exception e) when (e is JournalException or ReplayException or ConfigurationException or IOException)
        {
            Out.Message($"the journal does not tell which closings stall: {e.Message}");
            return [];
        }
    }

    private static void TellStalls(EngineView view, IReadOnlyList<StallReport> stalls)
    {
        long nowCount = view.Reader.Read(Gauge.ClosingsStalled);
        long everCount = view.Reader.Read(Counter.ClosingsStalled);
        if (nowCount > 0 || everCount > 0)
        {
            Out.Data($"{(nowCount > 0 ? "CLOSINGS STALLED" : "closings stalled")} {nowCount}, in this life " +
                $"{everCount}; see 'lle journal cat --kind ClosingStalled'");
        }

        foreach (StallReport stall in stalls)
            Out.Data(stall.ToText());
    }

    private static int Positions(EngineView view, bool asJson, string folder)
    {
        List<InstrumentView> instruments = view.Instruments();
        if (asJson)
        {
            Out.DataJson(LegView.Add(instruments, AccountCommands.ReadOrNone(folder)));
            return ExitCode.Ok;
        }

        foreach (InstrumentView i in instruments)
        {
            Out.Data($"{i.Symbol,-12} position {i.Position,12}  realized {i.RealizedPnl,14}  " +
                $"unrealized {i.UnrealizedPnl,14}  fees {i.Fees,12}  funding {i.Funding,12}");
        }

        return ExitCode.Ok;
    }

    private static int Latency(EngineView view, bool asJson)
    {
        var kinds = Enum.GetValues<LatencyKind>().ToDictionary(kind => kind, view.Percentiles);
        if (asJson)
        {
            Out.DataJson(kinds.ToDictionary(
                kind => JsonNamingPolicy.CamelCase.ConvertName($"{kind.Key}"), kind => kind.Value));
            return ExitCode.Ok;
        }

        Out.Data($"{"ns",-14}{"count",12}{"p50",12}{"p90",12}{"p99",12}{"p99.9",12}{"max",14}");
        foreach ((LatencyKind kind, Engine.Reporting.PercentileReport p) in kinds)
            Out.Data($"{kind,-14}{p.Count,12}{p.P50,12}{p.P90,12}{p.P99,12}{p.P999,12}{p.Max,14}");

        return ExitCode.Ok;
    }
}
