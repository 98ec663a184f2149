using System;
using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Binance;
using LowLatencyEngine.Feeds.Polled;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Feeds.Polled;

/// <summary>
/// A polled feed against a <see cref="LoopbackVenue"/>, polled by a thread of its own until the test wants to poll by
/// itself.
/// </summary>
internal sealed class PolledFeedHarness : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly SystemClock Clock = new();

    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private Task _running = Task.CompletedTask;
    private volatile bool _isPollingOver;

    public PolledFeedHarness(Func<FeedOptions, FeedOptions>? adapt = null, X509Certificate2? certificate = null)
    {
        string secure = certificate is null ? "" : "s";
        Venue = new LoopbackVenue(certificate);
        var options = new FeedOptions
        {
            WebSocketBase = new Uri($"ws{secure}://127.0.0.1:{Venue.Port}"),
            RestBase = new Uri($"http{secure}://127.0.0.1:{Venue.Port}"),
            RetryLeastNs = 1_000_000,
            FrameBytesMax = 64 * 1024,
        };
        var seams = new FeedSeams(Sink, Clock, TimeProvider.System, () => 0.5, Faults.Enqueue);
        Feed = new PolledFeed(
            adapt?.Invoke(options) ?? options, BinanceVenue.Spot(new FeedSymbols(FeedSamples.Table, [1])), seams);
        _thread = new Thread(PollUntilTold) { IsBackground = true };
    }

    public LoopbackVenue Venue { get; }

    public CollectingSink Sink { get; } = new();

    public ConcurrentQueue<FeedFault> Faults { get; } = new();

    public PolledFeed Feed { get; }

    public void Start()
    {
        _running = Task.Run(() => Feed.RunAsync(_stop.Token));
        _thread.Start();
    }

    /// <summary>Until the book is live with the snapshot 9 and the frame 10..12.</summary>
    public async Task<VenueStream> StartLiveAsync()
    {
        Start();
        return await NextLiveAsync(occurrences: 1);
    }

    /// <summary>The same for a later connection.</summary>
    public async Task<VenueStream> NextLiveAsync(int occurrences)
    {
        VenueStream stream = await Venue.NextStreamAsync();
        await stream.SendAsync(FeedSamples.Depth(8, 9), FeedSamples.Depth(10, 12));
        await (await Venue.NextRequestAsync()).AnswerAsync(FeedSamples.Snapshot(9));
        await Sink.WaitForAsync("Live", occurrences);
        await Sink.WaitForAsync("book 12", occurrences);
        return stream;
    }

    /// <summary>From now on the test polls.</summary>
    public void TakeOverPolling()
    {
        _isPollingOver = true;
        _thread.Join();
    }

    /// <summary>Stops the feed, its thread still polling, and waits for its end.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _isPollingOver = true;
        _thread.Join();
        Feed.Dispose();
        await Venue.DisposeAsync();
        _stop.Dispose();
    }

    private void PollUntilTold()
    {
        while (!_isPollingOver)
        {
            if (!Feed.Poll(Clock.NowNs))
                Thread.Yield();
        }
    }
}
