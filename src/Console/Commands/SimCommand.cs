using System.CommandLine;
using System.Globalization;
using System.Threading;
using LowLatencyEngine.Console.Simulation;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Threads;
using LowLatencyEngine.Venues.Simulated;
using LowLatencyEngine.Venues.Simulated.MarketData;

namespace LowLatencyEngine.Console.Commands;

/// <summary>`lle sim`: the simulated venue alone, for an engine in another process.</summary>
internal static class SimCommand
{
    public static Command Create()
    {
        Option<string?> config = new("--config")
        {
            Description = "engine configuration whose instruments, ports and CompIDs are used; " +
                "without it the demo's",
        };
        Option<string?> feed = FeedOption.Create();
        Option<string[]> data = DataOptions.Data();
        Option<string?> dataVenue = DataOptions.Venue();
        Option<string> speed = DataOptions.Speed();
        Option<long> loop = DataOptions.Loop();
        Option<long> seed = DataOptions.Seed();
        Option<string?> log = new("--log") { Description = "file for the venue's own account of orders and reports" };
        Option<string[]> fault = new("--fault") { Description = "NAME=N: misbehave, for tests: " + FaultOptions.Names };
        Option<string[]> auction = new("--auction") { Description = AuctionWords.Help };
        Option<bool> anyPort = new("--any-port") { Description = "let the system choose the ports; they are printed" };
        Option<bool> withInput = new("--exit-with-stdin")
        {
            Description = "stop when standard input closes: for a parent process",
        };
        var command = new Command(
            "sim", "run the simulated venue: market data by WebSocket and REST, orders by FIX 4.4")
        {
            config, feed, data, dataVenue, speed, loop, seed, log, fault, auction, anyPort, withInput,
        };
        command.SetAction(parsed => Guarded.Run(() => Run(
            new SimulationSource(
                FeedOption.Narrow(DataOptions.LoadConfiguration(parsed.GetValue(config)), parsed.GetValue(feed)),
                parsed.GetValue(data) ?? [],
                DataOptions.ParseSpeed(parsed.GetRequiredValue(speed)),
                parsed.GetValue(loop),
                parsed.GetValue(seed)).With(parsed.GetValue(dataVenue)),
            parsed.GetValue(log),
            FaultOptions.Parse(parsed.GetValue(fault) ?? []),
            new SimulationHosting(parsed.GetValue(anyPort), parsed.GetValue(withInput))
            {
                Auctions = AuctionWords.Parse(parsed.GetValue(auction) ?? []),
            })));
        return command;
    }

    private static int Run(SimulationSource source, string? logPath, SimulatedFaults faults, SimulationHosting hosting)
    {
        Housekeeping.KeepOffHotCore();
        EngineConfiguration configuration = source.Configuration;
        var venue = new SimulatedVenue(new SimulatedVenueOptions
        {
            Instruments = configuration.Instruments,
            Playback = source.ToPlayback(),
            MarketDataPort = MarketDataPortOf(configuration, hosting),
            Quotes = QuotesOf(configuration, hosting),
            DropCopy = DropCopyOf(configuration, hosting),
            OrderPort = hosting.UsesAnyPort ? 0 : configuration.Venue.Port,
            VenueCompId = configuration.Venue.TargetCompId,
            ClientCompId = configuration.Venue.SenderCompId,
            MakerFeePpm = 0,
            TakerFeePpm = 100,
            LogPath = logPath,
            Faults = faults,
            Auctions = hosting.Auctions,
        });
        using var stop = new ManualResetEventSlim();
        System.Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Set();
        };
        if (hosting.ExitsWithInput)
            StandardInput.OnLine(line => BeginPhase(venue, line), stop.Set);

        venue.StartAsync().GetAwaiter().GetResult();
        Out.DataJson(new
        {
            @event = "listening",
            marketDataPort = venue.MarketDataPort,
            orderPort = venue.OrderPort,
            quotePort = venue.QuotePort,
            dropCopyPort = venue.DropCopyPort,
        });
        bool hasFailed = false;
        _ = venue.EndOfData.ContinueWith(ended =>
        {
            hasFailed = ended.IsFaulted;
            if (ended.IsFaulted)
            {
                Out.Message(string.Create(
                    CultureInfo.InvariantCulture, $"market data ended: {ended.Exception!.InnerException!.Message}"));
            }

            if (!ended.IsCanceled)
                Out.DataJson(new { @event = "endOfData", frames = venue.FramesSent });
        }, System.Threading.Tasks.TaskScheduler.Default);
        stop.Wait();
        venue.StopAsync().GetAwaiter().GetResult();
        Out.DataJson(new
        {
            @event = "stopped",
            orders = venue.Counters.OrdersReceived,
            fills = venue.Counters.FillsReported,
        });
        return hasFailed ? ExitCode.Failed : ExitCode.Ok;
    }

    private static void BeginPhase(SimulatedVenue venue, string line)
    {
        if (AuctionWords.PhaseOf(line) is not { } phase)
            return;

        if (venue.TryBegin(phase))
            Out.DataJson(new { @event = "phase", phase = phase.ToString() });
        else
            Out.Message($"the venue has no phases: line={line}; start it with --auction");
    }

    private static DropCopyOptions? DropCopyOf(EngineConfiguration configuration, SimulationHosting hosting) =>
        configuration.Venue.DropCopy is { } copies
            ? new DropCopyOptions
            {
                Port = hosting.UsesAnyPort ? 0 : copies.Port,
                VenueCompId = copies.TargetCompId,
                ClientCompId = copies.SenderCompId,
            }
            : null;

    private static int MarketDataPortOf(EngineConfiguration configuration, SimulationHosting hosting) =>
        hosting.UsesAnyPort || configuration.Feeds[0].Fix is not null ? 0 : configuration.Feeds[0].WebSocket.Port;

    // An engine that takes its market data over FIX finds it where its configuration says.
    private static QuoteOptions? QuotesOf(EngineConfiguration configuration, SimulationHosting hosting) =>
        configuration.Feeds[0].Fix is { } quotes
            ? new QuoteOptions
            {
                Port = hosting.UsesAnyPort ? 0 : quotes.Port,
                VenueCompId = quotes.TargetCompId,
                ClientCompId = quotes.SenderCompId,
            }
            : null;
}
