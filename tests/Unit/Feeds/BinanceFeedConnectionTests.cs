using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Binance;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds;

/// <summary>
/// The live feed against a real server on loopback: connections that end, requests that fail, silence, the end.
/// </summary>
public sealed class BinanceFeedConnectionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Comes_back_after_the_connection_was_closed_or_cut(bool isCut)
    {
        await using var harness = new BinanceFeedHarness();
        VenueStream stream = await harness.StartLiveAsync();

        if (isCut)
            stream.Cut();
        else
            await stream.CloseAsync();

        VenueStream next = await harness.Venue.NextStreamAsync();
        await next.SendAsync(FeedSamples.Depth(90, 95));
        await (await harness.Venue.NextRequestAsync()).AnswerAsync(FeedSamples.Snapshot(95));
        await harness.Sink.WaitForAsync("Live", occurrences: 2);
        await next.SendAsync(FeedSamples.Depth(96, 97));
        await harness.Sink.WaitForAsync("book 97");

        string[] expected =
            ["Disconnected", "Connecting", "Syncing", "snapshot 95", "snapshot 95", "Live", "book 97"];
        Assert.Equal(expected, harness.Sink.Story[^expected.Length..]);
        Assert.Equal(1, harness.Counters.ReconnectCount);
        Assert.Equal(0, harness.Counters.GapCount);
        Assert.Equal(FeedFaultKind.ConnectionLost, Assert.Single(harness.Faults).Kind);
    }

    [Fact]
    public async Task Tries_again_with_growing_delays_while_nobody_listens()
    {
        int port;
        await using (var gone = new LoopbackVenue())
            port = gone.Port;

        await using var harness = new BinanceFeedHarness(
            options => options with { WebSocketBase = new Uri($"ws://127.0.0.1:{port}"), RetryMostNs = 1_000_000_000 });
        harness.Start();
        await harness.Sink.WaitForAsync("Connecting", occurrences: 8);
        await harness.StopAsync();

        int[] expectedMs = [75, 150, 300, 600, 750, 750, 750];
        Assert.Equal(expectedMs, harness.Time.Delays.Take(7).Select(delay => (int)delay.TotalMilliseconds));
        Assert.True(harness.Counters.ConnectFailureCount >= 7);
        Assert.Equal(0, harness.Counters.ConnectionCount);
        Assert.Equal(FeedFaultKind.ConnectFailed, Assert.Single(harness.Faults).Kind); // The clock stands still: once.
    }

    [Fact]
    public async Task Fetches_a_failed_snapshot_again_and_waits_as_long_as_the_venue_asks()
    {
        await using var harness = new BinanceFeedHarness();
        harness.Start();
        VenueStream stream = await harness.Venue.NextStreamAsync();
        await stream.SendAsync(FeedSamples.Depth(8, 9));
        await (await harness.Venue.NextRequestAsync()).AnswerAsync(500, "", "out of order");
        await (await harness.Venue.NextRequestAsync()).AnswerAsync(429, "Retry-After: 7\r\n", "{}");
        await (await harness.Venue.NextRequestAsync()).AnswerAsync("{\"lastUpdateId\":9,\"bids\":[");
        await (await harness.Venue.NextRequestAsync()).AnswerAsync(FeedSamples.Snapshot(9));
        await harness.Sink.WaitForAsync("Live");

        Assert.Equal(3, harness.Counters.SnapshotFailureCount);
        Assert.Equal([75, 7_000, 300], harness.Time.Delays.Select(delay => (int)delay.TotalMilliseconds));
        Assert.Equal(
            [FeedFaultKind.SnapshotFailed, FeedFaultKind.SnapshotRefused], harness.Faults.Select(fault => fault.Kind));
    }

    [Fact]
    public async Task Gives_up_an_unanswered_snapshot_in_time_and_asks_again()
    {
        await using var harness = new BinanceFeedHarness();
        harness.Start();
        await harness.Venue.NextStreamAsync();
        await harness.Venue.NextRequestAsync();
        harness.Time.Expire();
        await (await harness.Venue.NextRequestAsync()).AnswerAsync(FeedSamples.Snapshot(9));
        await harness.Sink.WaitForAsync("Live");

        Assert.Equal(1, harness.Counters.SnapshotFailureCount);
        Assert.Contains("no answer in time", Assert.Single(harness.Faults).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_a_live_book_stale_and_live_again_with_the_next_frame()
    {
        await using var harness = new BinanceFeedHarness();
        VenueStream stream = await harness.StartLiveAsync();

        harness.Clock.Advance(5_000_000_000);
        harness.Time.Tick(); // Not longer than the bound.
        harness.Clock.Advance(1);
        harness.Time.Tick();
        await harness.Sink.WaitForAsync("Stale");
        await stream.SendAsync(FeedSamples.Depth(13, 13));
        await harness.Sink.WaitForAsync("Live", occurrences: 2);

        Assert.Equal(["Stale", "book 13", "Live"], harness.Sink.Story[^3..]);
    }

    [Fact]
    public async Task Makes_a_silent_connection_anew()
    {
        await using var harness = new BinanceFeedHarness();
        await harness.StartLiveAsync();

        harness.Clock.Advance(30_000_000_001);
        harness.Time.Tick();
        await harness.Venue.NextStreamAsync();
        await harness.Sink.WaitForAsync("Syncing", occurrences: 2);

        Assert.Equal(["Stale", "Disconnected", "Connecting", "Syncing"], harness.Sink.Story[^4..]);
        Assert.Equal(FeedFaultKind.ConnectionSilent, Assert.Single(harness.Faults).Kind);
    }

    [Fact]
    public async Task Stops_while_the_sink_is_full()
    {
        await using var harness = new BinanceFeedHarness();
        VenueStream stream = await harness.StartLiveAsync();
        harness.Sink.AllowMore(0);
        await stream.SendAsync(FeedSamples.Depth(13, 13));
        await harness.Sink.WaitUntilAsync(sink => sink.RefusedCount > 0);

        await harness.StopAsync();

        Assert.Equal("book 12", harness.Sink.Story.Last(item => item.StartsWith("book", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Stops_while_a_snapshot_is_under_way()
    {
        await using var harness = new BinanceFeedHarness();
        harness.Start();
        await harness.Venue.NextStreamAsync();
        await harness.Venue.NextRequestAsync();

        await harness.StopAsync();

        Assert.Equal(["Connecting", "Syncing", "Disconnected"], harness.Sink.Story);
        Assert.Equal(FeedState.Disconnected, harness.Sink.Events[^1].Feed.State);
    }

    [Fact]
    public async Task Stops_before_the_venue_has_answered_the_handshake()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        int port = ((IPEndPoint)mute.LocalEndpoint).Port;
        await using var harness = new BinanceFeedHarness(
            options => options with { WebSocketBase = new Uri($"ws://127.0.0.1:{port}") });
        harness.Start();
        using TcpClient accepted = await mute.AcceptTcpClientAsync();

        await harness.StopAsync();

        Assert.Equal(["Connecting", "Disconnected"], harness.Sink.Story);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", "http://127.0.0.1:1", "WebSocketBase")]
    [InlineData("ws://127.0.0.1:1", "ws://127.0.0.1:1", "RestBase")]
    public void Refuses_addresses_that_cannot_work(string webSocket, string rest, string named)
    {
        var options = new FeedOptions
        {
            WebSocketBase = new Uri(webSocket),
            RestBase = new Uri(rest),
        };

        ArgumentException error = Assert.Throws<ArgumentException>(options.ValidateOrThrow);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BinanceMarket.Spot, "depth@100ms", 5_001, "SnapshotLevelCount=5001")]
    [InlineData(BinanceMarket.UsdMargined, "depth@100ms", 1_001, "SnapshotLevelCount=1001")]
    [InlineData(BinanceMarket.Spot, "depth@0ms", 1_000, "DepthStream=depth@0ms")]
    [InlineData(BinanceMarket.CoinMargined, "depth@1000ms", 1_000, "DepthStream=depth@1000ms")]
    public void Refuses_streams_that_the_market_does_not_have(
        BinanceMarket market, string depthStream, int levelCount, string named)
    {
        var streams = new BinanceStreams
        {
            Market = market, DepthStream = depthStream, SnapshotLevelCount = levelCount,
        };

        ArgumentException error = Assert.Throws<ArgumentException>(() => BinanceVenue.Of(FeedSamples.Symbols, streams));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }
}
