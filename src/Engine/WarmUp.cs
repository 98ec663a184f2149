using System;
using System.IO;
using System.Linq;
using System.Threading;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Simulated;

namespace LowLatencyEngine.Engine;

/// <summary>
/// Drives the real pipeline through its paths before the engine calls itself ready, so that no event that counts waits
/// for the compiler: a second engine of the same configuration trades a synthetic market for a moment, over real
/// sockets on loopback, with a journal of its own in a temporary folder. Nothing of it reaches the broker, the journal
/// or the state of the engine that is starting. Set-up only; the garbage it leaves is collected before it returns.
/// </summary>
internal static class WarmUp
{
    /// <summary>Longest time a warm-up may take unless told otherwise, in seconds.</summary>
    public const int DefaultSecondsMax = 10;

    private const int RejectEveryNthOrder = 10;
    private const int ConnectionLostAfterOrders = 150;
    private const int RestlessVolatilityTicks = 200; // Of a second: makes strategies move, fill and cancel.
    private const double Speed = 50;
    private const long SnapshotEveryRecordsMax = 500; // The first that counts must not wait for the compiler either.
    private const long JournalSegmentSizeBytes = 4L << 20;

    /// <summary>Runs it; what goes wrong is said and costs speed, not correctness.</summary>
    /// <param name="configuration">Of the engine that is starting.</param>
    /// <param name="say">Takes a line for the operator.</param>
    public static void Run(EngineConfiguration configuration, Action<string> say)
    {
        if (configuration.WarmUpSecondsMax == 0)
            return;

        string folder = Path.Combine(Path.GetTempPath(), $"lle-warm-up-{Guid.NewGuid():N}");
        try
        {
            Trade(configuration with { Instruments = Renamed(configuration.Instruments) }, folder);
        }
        catch (Exception e) when (e is IOException or EngineStartException or AggregateException)
        {
            say($"the warm-up failed: error={e.Message}; the first events on each path will be slow");
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private static void Trade(EngineConfiguration configuration, string folder)
    {
        var venue = new SimulatedVenue(OptionsOf(configuration));
        try
        {
            venue.StartAsync().GetAwaiter().GetResult();
            using TradingEngine engine = TradingEngine.StartCold(Redirect(configuration, venue, folder), _ => { });
            using TelemetryReader telemetry = TelemetryReader.OpenOrThrow(EngineFolder.Telemetry(folder));
            var progress = new WarmUpProgress(telemetry, new SystemClock());
            SpinWait.SpinUntil(progress.IsDone, TimeSpan.FromSeconds(configuration.WarmUpSecondsMax));
            engine.Stop(_ => { });
        }
        finally
        {
            venue.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static SimulatedVenueOptions OptionsOf(EngineConfiguration configuration)
    {
        var market = new SyntheticMarketOptions
        {
            Instruments =
            [
                .. Enumerable.Range(0, configuration.Instruments.Count).Select(i => new SyntheticInstrument(
                    configuration.Instruments[i], StartPriceTicks: 1_000_000, TypicalQtyLots: 1_000_000)),
            ],
            VolatilityTicks = RestlessVolatilityTicks,
        };
        return new SimulatedVenueOptions
        {
            Instruments = configuration.Instruments,
            VenueCompId = configuration.Venue.TargetCompId,
            ClientCompId = configuration.Venue.SenderCompId,
            Faults = new SimulatedFaults
            {
                RejectEveryNthOrder = RejectEveryNthOrder,
                DropFixConnectionAfterOrders = ConnectionLostAfterOrders,
            },
            Playback = new PlaybackOptions
            {
                Frames = () => SyntheticMarket.Frames(market),
                Speed = Speed,
            },
        };
    }

    /// <summary>Instruments of different feeds may have one name at their venues; here they meet in one feed.</summary>
    private static InstrumentTable Renamed(InstrumentTable instruments) => new(
    [
        .. Enumerable.Range(0, instruments.Count).Select(i => instruments[i] with { VenueSymbol = $"WARM{i}" }),
    ]);

    private static EngineConfiguration Redirect(
        EngineConfiguration configuration, SimulatedVenue venue, string folder) => configuration with
    {
        WarmUpSecondsMax = 0,
        Sizes = [], // There are no bars in a moment, and without a size nothing would be traded.
        TelemetryFolder = TelemetryFolder.Journal, // Vanishes with it, however this process ends.
        SnapshotEveryRecords = long.Min(configuration.SnapshotEveryRecords, SnapshotEveryRecordsMax),
        Feeds =
        [
            configuration.Feeds[0] with // One for all: feeds differ in their sockets and decoders, not behind them.
            {
                VenueName = VenueCatalog.Names[0], // The synthetic market speaks this dialect alone.
                InstrumentIndexes = [.. Enumerable.Range(0, configuration.Instruments.Count)],
                WebSocket = new Uri($"ws://127.0.0.1:{venue.MarketDataPort}"),
                Rest = new Uri($"http://127.0.0.1:{venue.MarketDataPort}"),
                Fix = null,
            },
        ],
        Venue = configuration.Venue.OnLoopback(venue.OrderPort),
        Journal = configuration.Journal with { Folder = folder, SegmentSizeBytes = JournalSegmentSizeBytes },
    };
}
