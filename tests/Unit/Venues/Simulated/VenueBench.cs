using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Venues.Simulated;

namespace LowLatencyEngine.Unit.Venues.Simulated;

/// <summary>A running venue whose market the test plays by hand, frame by frame.</summary>
internal sealed class VenueBench : IAsyncDisposable
{
    /// <summary>Bound of every wait: far above what any of them takes on a busy machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly HttpClient Http = new() { Timeout = Patience };

    private readonly BlockingCollection<MarketFrame> _frames = new();
    private int _frameCount;

    private VenueBench(Func<VenueBench, SimulatedVenueOptions> options) => Venue = new SimulatedVenue(options(this));

    public SimulatedVenue Venue { get; }

    /// <summary>A venue for orders: nobody needs to listen to its market.</summary>
    public static Task<VenueBench> StartAsync(Func<SimulatedVenueOptions, SimulatedVenueOptions>? adapt = null) =>
        StartBenchAsync(bench =>
        {
            var options = new SimulatedVenueOptions
            {
                Instruments = Samples.BtcOnly,
                Playback = new PlaybackOptions
                {
                    Frames = bench._frames.GetConsumingEnumerable,
                    Speed = PlaybackOptions.MaxSpeed,
                    StartsWithSubscriber = false,
                },
                KeptMessageCount = 1_024,
            };
            return adapt is null ? options : adapt(options);
        });

    /// <summary>A venue for market data: the frames are given, and it waits for a subscriber.</summary>
    public static Task<VenueBench> StartAsync(
        Func<IEnumerable<MarketFrame>> frames, Func<SimulatedVenueOptions, SimulatedVenueOptions>? adapt = null) =>
        StartBenchAsync(_ =>
        {
            var options = new SimulatedVenueOptions
            {
                Instruments = Samples.BtcOnly,
                Playback = new PlaybackOptions
                {
                    Frames = frames,
                    Speed = PlaybackOptions.MaxSpeed,
                    SnapshotHold = Patience,
                },
                KeptMessageCount = 64,
            };
            return adapt is null ? options : adapt(options);
        });

    /// <summary>Plays frames and waits until the venue has taken them.</summary>
    public void Play(params string[] texts)
    {
        foreach (string text in texts)
            _frames.Add(new MarketFrame(0, Encoding.UTF8.GetBytes(text)));

        _frameCount += texts.Length;
        WaitUntil(() => Venue.Counters.FramesPlayed >= _frameCount, "frames are played");
    }

    /// <summary>Ends a market that was played by hand.</summary>
    public Task EndMarketAsync()
    {
        _frames.CompleteAdding();
        return Venue.EndOfData;
    }

    /// <summary>The REST answer, and its status.</summary>
    public async Task<(int Status, string Text)> GetAsync(string pathAndQuery)
    {
        using HttpResponseMessage answer =
            await Http.GetAsync(new Uri($"http://127.0.0.1:{Venue.MarketDataPort}{pathAndQuery}"));
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public static void WaitUntil(Func<bool> condition, string what)
    {
        if (!SpinWait.SpinUntil(condition, Patience))
            throw new TimeoutException($"waited in vain until {what}");
    }

    public async ValueTask DisposeAsync()
    {
        _frames.CompleteAdding();
        await Venue.DisposeAsync();
        _frames.Dispose();
    }

    private static async Task<VenueBench> StartBenchAsync(Func<VenueBench, SimulatedVenueOptions> options)
    {
        var bench = new VenueBench(options);
        await bench.Venue.StartAsync();
        return bench;
    }
}
