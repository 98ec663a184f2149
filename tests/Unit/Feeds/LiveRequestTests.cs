using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Binance;
using LowLatencyEngine.Feeds.Bybit;
using LowLatencyEngine.Feeds.Live;
using LowLatencyEngine.Unit.Feeds.Bybit;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds;

/// <summary>What a live feed says to a venue, over a real WebSocket on loopback.</summary>
public sealed class LiveRequestTests : IAsyncLifetime
{
    private const long SecondNs = 1_000_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly LoopbackVenue _venue = new();
    private readonly CollectingSink _sink = new();
    private readonly ManualClock _clock = new();
    private readonly InstantTime _time = new();
    private readonly ConcurrentQueue<FeedFault> _faults = new();
    private readonly CancellationTokenSource _stop = new();
    private LiveFeed? _feed;
    private Task _running = Task.CompletedTask;

    [Fact]
    public async Task Subscribes_resyncs_after_a_gap_and_pings()
    {
        VenueStream stream = await StartBybitAsync();
        Assert.Equal("/v5/public/linear", stream.Target);
        string asked = await stream.ReadTextAsync();
        Assert.StartsWith("""{"op":"subscribe","args":["orderbook.200.BTCUSDT","publicTrade.BTC""", asked);
        await stream.SendAsync(BybitSamples.Granted, BybitSamples.Book("snapshot", 10, 10));
        await _sink.WaitForAsync("Live");

        await stream.SendAsync(BybitSamples.Book("delta", 12, 12));
        Assert.Equal("""{"op":"unsubscribe","args":["orderbook.200.BTCUSDT"]}""", await stream.ReadTextAsync());
        Assert.Equal("""{"op":"subscribe","args":["orderbook.200.BTCUSDT"]}""", await stream.ReadTextAsync());
        await stream.SendAsync(BybitSamples.Book("snapshot", 20, 20));
        await _sink.WaitForAsync("Live", occurrences: 2);

        _clock.Advance(21 * SecondNs);
        _time.Tick();
        Assert.Equal("""{"op":"ping"}""", await stream.ReadTextAsync());
        Assert.Equal(0, _feed!.Counters.ReconnectCount);
    }

    [Fact]
    public async Task Connects_anew_when_no_snapshot_comes_although_frames_do()
    {
        VenueStream stream = await StartBybitAsync();
        await stream.SendAsync(BybitSamples.Granted);
        await WaitUntilAsync(() => _feed!.Counters.FrameCount == 1);
        _clock.Advance(29 * SecondNs);
        await stream.SendAsync(BybitSamples.Granted);
        await WaitUntilAsync(() => _feed!.Counters.FrameCount == 2);
        _clock.Advance(2 * SecondNs);
        _time.Tick();

        await _venue.NextStreamAsync();
        Assert.Contains(_faults, fault => fault.Kind == FeedFaultKind.BookMissing);
    }

    [Fact]
    public async Task Connects_anew_before_the_venue_ends_the_connection_after_a_day()
    {
        Start(BinanceVenue.Spot(new FeedSymbols(FeedSamples.Table, [1])), silentAfterNs: 1_000_000 * SecondNs);
        await _venue.NextStreamAsync();
        await _sink.WaitForAsync("Syncing");
        _clock.Advance(24 * 3_600 * SecondNs);
        _time.Tick();

        await _venue.NextStreamAsync();
        Assert.Contains(_faults, fault => fault.Kind == FeedFaultKind.ConnectionRenewed);
    }

    [Fact]
    public void Refuses_more_instruments_than_one_connection_may_carry()
    {
        FeedSymbols symbols = VenueSamples.Symbols([.. Enumerable.Range(0, 201).Select(i => $"S{i} 1 1")]);
        var streams = new BybitStreams { Market = BybitMarket.Spot };
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => Start(BybitVenue.Of(symbols, streams), silentAfterNs: SecondNs));

        Assert.Contains("instrumentCount=201", error.Message, StringComparison.Ordinal);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(Patience);
        _feed?.Dispose();
        await _venue.DisposeAsync();
        _stop.Dispose();
    }

    private async Task<VenueStream> StartBybitAsync()
    {
        FeedSymbols symbols = VenueSamples.Symbols("BTCUSDT 0.01 0.001");
        var streams = new BybitStreams { Market = BybitMarket.Linear };
        Start(BybitVenue.Of(symbols, streams), silentAfterNs: 30 * SecondNs);
        return await _venue.NextStreamAsync();
    }

    private void Start(VenueFactory venue, long silentAfterNs)
    {
        var options = new FeedOptions
        {
            WebSocketBase = new Uri($"ws://127.0.0.1:{_venue.Port}"),
            RestBase = new Uri($"http://127.0.0.1:{_venue.Port}"),
            RequestTimeoutNs = 600 * SecondNs, // Never over: see InstantTime.
            SilentAfterNs = silentAfterNs,
        };
        _feed = new LiveFeed(options, venue, new FeedSeams(_sink, _clock, _time, () => 0.5, _faults.Enqueue));
        _running = Task.Run(() => _feed.RunAsync(_stop.Token));
    }

    private static async Task WaitUntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!holds())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
