using System;
using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Binance;
using LowLatencyEngine.Feeds.Live;

namespace LowLatencyEngine.Unit.Feeds;

/// <summary>
/// A live feed of BTCUSDT, its venue on loopback, and everything between them that a test turns by hand.
/// </summary>
internal sealed class BinanceFeedHarness : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stop = new();
    private readonly LiveFeed _feed;
    private Task _running = Task.CompletedTask;

    public BinanceFeedHarness(Func<FeedOptions, FeedOptions>? adapt = null, X509Certificate2? certificate = null)
    {
        string secure = certificate is null ? "" : "s";
        Venue = new LoopbackVenue(certificate);
        var options = new FeedOptions
        {
            WebSocketBase = new Uri($"ws{secure}://127.0.0.1:{Venue.Port}"),
            RestBase = new Uri($"http{secure}://127.0.0.1:{Venue.Port}"),
            RequestTimeoutNs = 600_000_000_000, // Never over: see InstantTime.
        };
        var seams = new FeedSeams(Sink, Clock, Time, () => 0.5, Faults.Enqueue);
        _feed = new LiveFeed(
            adapt?.Invoke(options) ?? options, BinanceVenue.Spot(new FeedSymbols(FeedSamples.Table, [1])), seams);
    }

    public LoopbackVenue Venue { get; }

    public CollectingSink Sink { get; } = new();

    public ManualClock Clock { get; } = new();

    public InstantTime Time { get; } = new();

    public ConcurrentQueue<FeedFault> Faults { get; } = new();

    public FeedCounters Counters => _feed.Counters;

    public void Start() => _running = Task.Run(() => _feed.RunAsync(_stop.Token));

    /// <summary>Starts, and goes on until the book is live with the snapshot 9 and the frame 10..12.</summary>
    public async Task<VenueStream> StartLiveAsync()
    {
        Start();
        VenueStream stream = await Venue.NextStreamAsync();
        await stream.SendAsync(FeedSamples.Depth(8, 9), FeedSamples.Depth(10, 12));
        await (await Venue.NextRequestAsync()).AnswerAsync(FeedSamples.Snapshot(9));
        await Sink.WaitForAsync("Live");
        await Sink.WaitForAsync("book 12");
        return stream;
    }

    /// <summary>Stops the feed and waits for its end.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _feed.Dispose();
        await Venue.DisposeAsync();
        _stop.Dispose();
    }
}
