using System;
using System.IO;
using System.Linq;
using System.Threading;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Programs.Wire;

/// <summary>
/// The whole engine between two real loopback sockets: a tick into its WebSocket, the order that it causes out of its
/// FIX session, with decoder, rings, analysis, strategy, risk, order table and journal in between. Times are the
/// counterparty's: from just before it sends the tick to just after it has received the order. Beside it a message of
/// the same sizes each way between two C threads that spin on their sockets.
/// </summary>
/// <remarks>
/// In `duo` three threads would spin: the counterparty, the engine's sockets, its decisions. Where there are fewer
/// cores, the counterparty gives up its core while it waits and the engine's socket thread backs off: the figure is
/// then that of this arrangement.
/// </remarks>
public sealed class WireProgram : IBenchProgram
{
    private const int TripCount = 20_000;
    private const int DuoTripCount = 5_000;
    private const int TickSizeBytes = 161;
    private const int OrderSizeBytes = 160;
    private const int DuoCores = 3;
    private const long InlineGapNs = 30_000;
    private const long DuoGapNs = 300_000;
    private static readonly LatencyKind[] Stages =
    [
        LatencyKind.Receive, LatencyKind.Decode, LatencyKind.Decision, LatencyKind.Journal, LatencyKind.Encode,
        LatencyKind.Send,
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly EngineConfiguration _configuration = BenchConfiguration.Read("wire.json");
    private bool _isWarm;

    /// <inheritdoc/>
    public string Name => "wire";

    /// <inheritdoc/>
    public Figures? RunRaw(BenchCores cores)
    {
        Figures? sockets = RawProgram.TryRun(
            "socket", TripCount, TickSizeBytes, OrderSizeBytes, cores.Near, cores.Hot);
        if (sockets is null)
            return null;

        var raw = new Figures();
        foreach (string map in new[] { "inline", "duo" })
            raw.Add($"{map}P50Us", sockets["p50Us"]).Add($"{map}P99Us", sockets["p99Us"]);

        return raw;
    }

    /// <inheritdoc/>
    public RunResult Run(BenchCores cores)
    {
        var figures = new Figures();
        RunResult inline = Measure(ThreadMap.Inline, cores, figures);
        RunResult duo = Measure(ThreadMap.Duo, cores, figures);
        return new RunResult(
            figures,
            inline.EventCount + duo.EventCount,
            inline.AllocatedBytes + duo.AllocatedBytes,
            inline.CollectionCount + duo.CollectionCount);
    }

    private static void Wait(Func<bool> condition, string what)
    {
        if (!SpinWait.SpinUntil(condition, Patience))
            throw new InvalidOperationException($"the engine did not get there in time: waitedFor={what}");
    }

    private RunResult Measure(ThreadMap map, BenchCores cores, Figures figures)
    {
        bool isInline = map == ThreadMap.Inline;
        bool yields = !isInline && CpuAffinity.AllowedCores.Length < DuoCores;
        string folder = Path.Combine(Path.GetTempPath(), $"lle-bench-wire-{Guid.NewGuid():N}");
        using var venue = new WireVenue(
            cores.Near, isInline ? TripCount : DuoTripCount, isInline ? InlineGapNs : DuoGapNs, yields);
        try
        {
            using TradingEngine engine = TradingEngine.Start(Configure(map, cores, venue, folder), _ => { });
            Wait(() => venue.IsMeasured || engine.Failed.IsCompleted, $"{map} trips");
            EngineReport report = engine.Stop(_ => { });
            venue.Stop();
            _isWarm = true;
            string name = map.ToString().ToLowerInvariant();
            RunResult result = Tell(name, venue, report, figures);
            TellStages(name, folder, figures);
            return result;
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private EngineConfiguration Configure(ThreadMap map, BenchCores cores, WireVenue venue, string folder) =>
        _configuration with
        {
            // Once is enough: what has been compiled stays compiled.
            WarmUpSecondsMax = _isWarm ? 0 : _configuration.WarmUpSecondsMax,
            Threads = _configuration.Threads with { Map = map, HotCore = cores.Hot },
            Feeds =
            [
                _configuration.Feeds[0] with
                {
                    WebSocket = new Uri($"ws://127.0.0.1:{venue.MarketPort}"),
                    Rest = new Uri($"http://127.0.0.1:{venue.MarketPort}"),
                },
            ],
            Venue = _configuration.Venue with { Port = venue.OrderPort },
            Journal = _configuration.Journal with { Folder = folder },
        };

    /// <summary>Where the time inside goes, by the engine's own telemetry; medians.</summary>
    private static void TellStages(string map, string folder, Figures figures)
    {
        using TelemetryReader telemetry = TelemetryReader.OpenOrThrow(EngineFolder.Telemetry(folder));
        foreach (LatencyKind kind in Stages)
            figures.Add($"{map}{kind}P50Ns", telemetry.Histogram(kind).PercentileNs(50));
    }

    private static RunResult Tell(string map, WireVenue venue, EngineReport report, Figures figures)
    {
        ReadOnlySpan<long> trips = venue.TripsNs;
        figures.Add($"{map}P50Us", trips[trips.Length / 2] / 1e3)
            .Add($"{map}P90Us", trips[trips.Length * 9 / 10] / 1e3)
            .Add($"{map}P99Us", trips[trips.Length * 99 / 100] / 1e3)
            .Add($"{map}MaxUs", trips[^1] / 1e3)
            .Add($"{map}InsideP50Us", report.LatencyNs.TickToOrder.P50 / 1e3)
            .Add($"{map}MissedTicks", venue.MissedCount);
        return new RunResult(
            figures,
            trips.Length,
            venue.Section.AllocatedBytes + report.AllocatedBytes.Values.Sum(),
            venue.Section.CollectionCount);
    }
}
