using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Feeds.Recorded;
using LowLatencyEngine.Feeds.Recorded.Survey;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Simulated;
using LowLatencyEngine.Venues.Simulated.Auctions;

namespace LowLatencyEngine.Console.Simulation;

/// <summary>How the simulated venue is run.</summary>
/// <param name="UsesAnyPort">The system chooses the ports.</param>
/// <param name="ExitsWithInput">The venue stops when standard input closes.</param>
internal sealed record SimulationHosting(bool UsesAnyPort, bool ExitsWithInput)
{
    /// <summary>When orders gather for auctions; null for continuous trading alone.</summary>
    public AuctionOptions? Auctions { get; init; }
}

/// <summary>What market the simulated venue plays: recorded files in turn, or a synthetic one.</summary>
/// <param name="Configuration">Instruments, ports and CompIDs; of one feed.</param>
/// <param name="Files">Recordings, played one after the other; none for a synthetic market.</param>
/// <param name="Speed">Multiple of the recorded pace; infinite for as fast as the reader reads.</param>
/// <param name="PassCount">How often; 0 for ever.</param>
/// <param name="Seed">Of the synthetic market.</param>
internal sealed record SimulationSource(
    EngineConfiguration Configuration, IReadOnlyList<string> Files, double Speed, long PassCount, long Seed)
{
    /// <summary>Whose connections are played of a recording that tells connections apart.</summary>
    public string VenueName { get; init; } = Configuration.Feeds[0].VenueName;

    /// <summary>The same for another venue; null for the configuration's.</summary>
    public SimulationSource With(string? venueName) => this with { VenueName = venueName ?? VenueName };

    public PlaybackOptions ToPlayback()
    {
        foreach (string file in Files)
            RecordedFile.OpenOrThrow(file).Dispose(); // A missing file is told before anything starts.

        return new PlaybackOptions
        {
            Frames = Files.Count > 0 ? Recorded : Synthetic,
            Speed = Speed,
            PassCount = PassCount,
            StartsWithSubscriber = Configuration.Feeds[0].Fix is null, // Its market data is served over FIX.
        };
    }

    private IEnumerable<MarketFrame> Recorded()
    {
        foreach (string path in Files)
        {
            using RecordedFile file = RecordedFile.OpenOrThrow(path);
            var others = new HashSet<int>(); // Connections to other venues.
            while (file.TryRead(out RecordedFrame frame))
            {
                if (frame.Kind == RecordedKind.Connected && VenueAddresses.Find(frame.Address) != VenueName)
                    others.Add(frame.Connection);

                // The reader reuses its bytes, and the venue keeps a snapshot until it is fetched.
                if (IsPlayed(in frame) && !others.Contains(frame.Connection))
                    yield return new MarketFrame(frame.ReceiveTimestampNs, frame.Bytes.ToArray());
            }
        }
    }

    private bool IsPlayed(in RecordedFrame frame)
    {
        if (frame.Kind != RecordedKind.Answer)
            return frame.Kind == RecordedKind.Message;

        return VenueAddresses.SymbolOf(frame.Address) is { } symbol
            && Configuration.Instruments.FindByVenueSymbol(Encoding.ASCII.GetBytes(symbol)) >= 0;
    }

    private IEnumerable<MarketFrame> Synthetic() => SyntheticMarket.Frames(new SyntheticMarketOptions
    {
        Instruments = [.. Enumerable.Range(0, Configuration.Instruments.Count).Select(Describe)],
        Seed = Seed,
    });

    private SyntheticInstrument Describe(int index)
    {
        Instrument instrument = Configuration.Instruments[index];
        return new SyntheticInstrument(
            instrument, StepsOf(instrument.Price, "60000"u8), StepsOf(instrument.Qty, "0.5"u8));
    }

    /// <summary>A typical value in steps; a thousand steps where the instrument's step is too coarse for it.</summary>
    private static long StepsOf(DecimalScale scale, ReadOnlySpan<byte> typical) =>
        scale.TryParse(typical, out long steps) == DecimalVerdict.Ok && steps > 0 ? steps : 1_000;
}
