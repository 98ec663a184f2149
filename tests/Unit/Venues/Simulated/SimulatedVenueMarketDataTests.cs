using System;
using System.Collections.Generic;
using System.IO;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Tasks;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Simulated;

/// <summary>Market data over real sockets.</summary>
public sealed class SimulatedVenueMarketDataTests
{
    private const string DepthPath = "/api/v3/depth?symbol=BTCUSDT&limit=1000";

    private static readonly string[] Texts =
    [
        Samples.Depth(1, 4, """["99.00","1"]""", """["101.00","1"]"""),
        Samples.Snapshot(2, """["98.00","3"]""", """["102.00","4"]"""),
        Samples.Trade("99.00", "0.5", isBuyerMaker: true),
        Samples.Depth(5, 6, """["98.00","0"]""", ""),
    ];

    [Fact]
    public async Task Sends_frames_as_they_are_and_stands_at_the_snapshot_until_it_is_fetched()
    {
        await using VenueBench bench = await VenueBench.StartAsync(() => Samples.Frames(Texts));
        using MarketClient client = await MarketClient.ConnectAsync(bench.Venue.MarketDataPort);
        Assert.Equal(Texts[0], await client.NextAsync());
        Task<string?> next = client.NextAsync();
        Assert.False(next.IsCompleted);

        (int status, string snapshot) = await bench.GetAsync(DepthPath);

        Assert.Equal((200, Texts[1]), (status, snapshot));
        Assert.Equal(Texts[2], await next);
        Assert.Equal(Texts[3], await client.NextAsync());
        await bench.Venue.EndOfData;
        Assert.Equal(
            new VenueBookState(true, 6, 2, 1, 2, new BookLevel(9_900, 100_000), new BookLevel(10_100, 100_000)),
            bench.Venue.BookState(0));
    }

    [Fact]
    public async Task A_request_that_comes_before_the_snapshot_waits_for_it()
    {
        await using VenueBench bench = await VenueBench.StartAsync(() => Samples.Frames(Texts));
        Task<(int, string)> early = bench.GetAsync(DepthPath);
        using MarketClient client = await MarketClient.ConnectAsync(bench.Venue.MarketDataPort);

        Assert.Equal((200, Texts[1]), await early);
        Assert.Equal([Texts[0], Texts[2], Texts[3]], await TakeAsync(client, 3));
    }

    [Fact]
    public async Task A_later_request_gets_the_venues_own_book_whole()
    {
        await using VenueBench bench = await VenueBench.StartAsync(() => Samples.Frames(Texts));
        using MarketClient client = await MarketClient.ConnectAsync(bench.Venue.MarketDataPort);
        await bench.GetAsync(DepthPath);
        await bench.Venue.EndOfData;

        (int status, string book) = await bench.GetAsync(DepthPath);

        Assert.Equal(200, status);
        Assert.Equal(
            Samples.Snapshot(
                6,
                """["99.00000000","1.00000000"]""",
                """["101.00000000","1.00000000"],["102.00000000","4.00000000"]"""),
            book);
    }

    [Fact]
    public async Task Goes_on_from_a_snapshot_that_nobody_fetches()
    {
        await using VenueBench bench = await VenueBench.StartAsync(
            () => Samples.Frames(Texts), o => o with { Playback = o.Playback with { SnapshotHold = TimeSpan.Zero } });
        using MarketClient client = await MarketClient.ConnectAsync(bench.Venue.MarketDataPort);

        Assert.Equal([Texts[0], Texts[2], Texts[3]], await TakeAsync(client, 3));
    }

    [Theory]
    [InlineData("/stream?streams=btcusdt@trade")]
    [InlineData("/stream?streams=BTCUSDT@trade/ethusdt@trade")]
    [InlineData("/ws/btcusdt@trade")]
    public async Task A_subscriber_gets_only_what_it_asked_for(string path)
    {
        await using VenueBench bench = await VenueBench.StartAsync(
            () => Samples.Frames(Texts), o => o with { Playback = o.Playback with { PassCount = 2 } });
        using MarketClient client = await MarketClient.ConnectAsync(bench.Venue.MarketDataPort, path);
        await bench.GetAsync(DepthPath);

        Assert.Equal([Texts[2], null], await TakeAsync(client, 2));
    }

    [Fact]
    public async Task Each_pass_ends_with_a_close_and_the_next_begins_anew_for_those_who_come_back()
    {
        await using VenueBench bench = await VenueBench.StartAsync(
            () => Samples.Frames(Texts), o => o with { Playback = o.Playback with { PassCount = 3 } });

        for (int pass = 1; pass <= 3; pass++)
        {
            using MarketClient client = await MarketClient.ConnectAsync(bench.Venue.MarketDataPort);
            Assert.Equal((200, Texts[1]), await bench.GetAsync(DepthPath));
            Assert.Equal([Texts[0], Texts[2], Texts[3]], await TakeAsync(client, 3));
            if (pass == 3)
                break;

            Assert.Null(await client.NextAsync());
            Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, client.CloseStatus);
        }

        await bench.Venue.EndOfData;
        Assert.Equal((3L, 12L), (bench.Venue.Counters.PassesPlayed, bench.Venue.Counters.FramesPlayed));
    }

    [Fact]
    public async Task Never_drops_a_frame_and_never_runs_ahead_of_a_slow_reader()
    {
        const int frameCount = 60_000;
        const int aheadMax = 30_000; // What kernel and server may hold of frames of a kilobyte.
        string padding = new('x', 900);
        await using VenueBench bench = await VenueBench.StartAsync(() => Numbered(frameCount, padding));
        using MarketClient client = await MarketClient.ConnectAsync(bench.Venue.MarketDataPort);
        VenueBench.WaitUntil(() => bench.Venue.Counters.FramesPlayed > 100, "frames are on their way");

        for (int read = 0; read < frameCount; read++)
        {
            if (read % 1_000 == 0)
                Assert.InRange(bench.Venue.Counters.FramesPlayed - read, 0, aheadMax);

            string expected = NumberedText(read, padding);
            Assert.Equal(expected, await client.NextAsync());
        }

        await bench.Venue.EndOfData;
    }

    [Fact]
    public async Task What_is_due_is_sent_though_the_next_frame_is_due_only_in_an_hour()
    {
        const long hourNs = 3_600_000_000_000;
        MarketFrame[] frames = Samples.Frames(Texts[0], Texts[2]);
        frames[1] = frames[1] with { TimestampNs = hourNs };
        await using VenueBench bench = await VenueBench.StartAsync(
            () => frames, o => o with { Playback = o.Playback with { Speed = 1 } });
        using MarketClient client = await MarketClient.ConnectAsync(bench.Venue.MarketDataPort);

        Assert.Equal(Texts[0], await client.NextAsync());
        Assert.Equal(1, bench.Venue.Counters.FramesPlayed);
    }

    [Fact]
    public async Task Several_subscribers_get_the_same()
    {
        await using VenueBench bench = await VenueBench.StartAsync();
        using MarketClient first = await MarketClient.ConnectAsync(bench.Venue.MarketDataPort);
        using MarketClient second = await MarketClient.ConnectAsync(bench.Venue.MarketDataPort, "/ws/btcusdt@depth");
        VenueBench.WaitUntil(() => bench.Venue.SubscriberCount == 2, "both listen");

        bench.Play(Texts[0], Texts[2], Texts[3]);
        await bench.EndMarketAsync();

        Assert.Equal([Texts[0], Texts[2], Texts[3]], await TakeAsync(first, 3));
        Assert.Equal([Texts[0], Texts[3]], await TakeAsync(second, 2));
    }

    [Fact]
    public async Task Goes_on_without_a_subscriber_that_vanishes()
    {
        await using VenueBench bench = await VenueBench.StartAsync();
        using MarketClient stays = await MarketClient.ConnectAsync(bench.Venue.MarketDataPort);
        using (await MarketClient.ConnectAsync(bench.Venue.MarketDataPort))
            VenueBench.WaitUntil(() => bench.Venue.SubscriberCount == 2, "both listen");

        VenueBench.WaitUntil(() => bench.Venue.SubscriberCount == 1, "one has gone");
        bench.Play(Texts[0]);
        await bench.EndMarketAsync();

        Assert.Equal(Texts[0], await stays.NextAsync());
    }

    [Theory]
    [InlineData("/api/v3/depth?symbol=NOBODY", 400)]
    [InlineData("/api/v3/depth", 400)]
    [InlineData("/nothing", 404)]
    [InlineData("/stream?streams=btcusdt@trade", 400)]
    public async Task Refuses_requests_it_does_not_know(string path, int expected)
    {
        await using VenueBench bench = await VenueBench.StartAsync();

        Assert.Equal(expected, (await bench.GetAsync(path)).Status);
    }

    [Fact]
    public async Task A_market_that_ends_without_a_snapshot_has_no_book_to_give()
    {
        await using VenueBench bench = await VenueBench.StartAsync();
        Task<(int Status, string Text)> early = bench.GetAsync(DepthPath);
        bench.Play(Texts[0]);
        await bench.EndMarketAsync();

        Assert.Equal(503, (await early).Status);
    }

    [Fact]
    public async Task A_source_that_fails_ends_the_data_with_the_cause()
    {
        await using VenueBench bench = await VenueBench.StartAsync(
            Broken, o => o with { Playback = o.Playback with { StartsWithSubscriber = false } });

        InvalidDataException cause = await Assert.ThrowsAsync<InvalidDataException>(() => bench.Venue.EndOfData);
        Assert.Equal("the recording is damaged", cause.Message);
    }

    [Fact]
    public async Task A_busy_port_is_named_and_nothing_is_left_running()
    {
        await using VenueBench first = await VenueBench.StartAsync();
        var taken = new SimulatedVenueOptions
        {
            Instruments = Samples.BtcOnly,
            Playback = new PlaybackOptions { Frames = () => [] },
            KeptMessageCount = 64,
        };

        await using var noMarketData = new SimulatedVenue(taken with { MarketDataPort = first.Venue.MarketDataPort });
        IOException refused = await Assert.ThrowsAsync<IOException>(noMarketData.StartAsync);
        Assert.StartsWith(
            $"market data port of the simulated venue is taken: address=127.0.0.1, port={first.Venue.MarketDataPort};",
            refused.Message, StringComparison.Ordinal);

        await using var noOrders = new SimulatedVenue(taken with { OrderPort = first.Venue.OrderPort });
        refused = await Assert.ThrowsAsync<IOException>(noOrders.StartAsync);
        Assert.StartsWith(
            $"order port of the simulated venue is taken: address=127.0.0.1, port={first.Venue.OrderPort};",
            refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stops_at_once_even_while_it_waits_for_a_reader_or_a_subscriber_or_a_snapshot()
    {
        await using VenueBench nobody = await VenueBench.StartAsync(() => Samples.Frames(Texts));
        await nobody.Venue.StopAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => nobody.Venue.EndOfData);

        await using VenueBench standing = await VenueBench.StartAsync(() => Samples.Frames(Texts));
        using MarketClient fetchesNothing = await MarketClient.ConnectAsync(standing.Venue.MarketDataPort);
        await fetchesNothing.NextAsync();
        await standing.Venue.StopAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => standing.Venue.EndOfData);

        await using VenueBench blocked = await VenueBench.StartAsync(() => Numbered(1_000_000, new string('x', 900)));
        using MarketClient readsNothing = await MarketClient.ConnectAsync(blocked.Venue.MarketDataPort);
        VenueBench.WaitUntil(() => blocked.Venue.Counters.FramesPlayed > 100, "frames are on their way");
        await blocked.Venue.StopAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => blocked.Venue.EndOfData);
    }

    [Fact]
    public async Task Snapshots_of_several_instruments_each_open_their_own_book()
    {
        MarketFrame[] frames = [.. SyntheticMarket.Frames(Samples.Synthetic(5_000, hasTwo: true))];
        var reader = new MarketReader(Samples.BtcAndEth);
        Array.ForEach(frames, reader.Read);
        await using VenueBench bench = await VenueBench.StartAsync(() => frames, o => o with
        {
            Instruments = Samples.BtcAndEth,
            Playback = o.Playback with { StartsWithSubscriber = false },
        });

        await bench.Venue.EndOfData;

        for (int i = 0; i < 2; i++)
        {
            VenueBookState state = bench.Venue.BookState(i);
            Assert.True(state.IsOpen);
            Assert.Equal(
                (reader.Books[i].LastUpdateId, reader.Books[i].Bids.BestRecorded), (state.LastUpdateId, state.BestBid));
        }
    }

    [SharedDataFact]
    public async Task A_recording_arrives_whole_and_ends_at_the_published_book()
    {
        await using VenueBench bench = await VenueBench.StartAsync(
            Samples.RecordedSpot, o => o with { Instruments = new InstrumentTable([Samples.RecordedBtc]) });
        using MarketClient client = await MarketClient.ConnectAsync(bench.Venue.MarketDataPort);
        Task<(int, string)> snapshot = bench.GetAsync(DepthPath);

        foreach (MarketFrame frame in Samples.RecordedSpot())
        {
            string text = Encoding.UTF8.GetString(frame.Json.Span);
            if (text.StartsWith("{\"lastUpdateId\"", StringComparison.Ordinal))
                Assert.Equal((200, text), await snapshot);
            else
                Assert.Equal(text, await client.NextAsync());
        }

        await bench.Venue.EndOfData;
        Assert.Equal(Samples.RecordedEnd, bench.Venue.BookState(0));
    }

    private static async Task<List<string?>> TakeAsync(MarketClient client, int count)
    {
        var texts = new List<string?>();
        for (int i = 0; i < count; i++)
            texts.Add(await client.NextAsync());

        return texts;
    }

    private static IEnumerable<MarketFrame> Numbered(int count, string padding)
    {
        for (int i = 0; i < count; i++)
            yield return new MarketFrame(i, Encoding.UTF8.GetBytes(NumberedText(i, padding)));
    }

    private static string NumberedText(int number, string padding) =>
        $$$"""{"stream":"btcusdt@trade","data":{"s":"NOBODY","n":{{{number}}},"x":"{{{padding}}}"}}""";

    private static IEnumerable<MarketFrame> Broken()
    {
        yield return Samples.Frames(Texts[0])[0];
        throw new InvalidDataException("the recording is damaged");
    }
}
