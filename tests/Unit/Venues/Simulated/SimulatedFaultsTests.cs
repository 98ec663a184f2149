using System;
using System.Linq;
using System.Net.WebSockets;
using System.Threading.Tasks;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Simulated;

/// <summary>Each fault does what it says, once, and the venue goes on.</summary>
public sealed class SimulatedFaultsTests
{
    private static readonly string[] Texts =
    [
        Samples.Depth(1, 4, "", """["101.00","1"]"""),
        Samples.Trade("99.00", "0.5", isBuyerMaker: true),
        Samples.Depth(5, 6, """["98.00","0"]""", ""),
        Samples.Trade("98.00", "0.5", isBuyerMaker: true),
    ];

    private static readonly string Book = Samples.Snapshot(1, """["99.00","1"]""", """["101.00","0.5"]""");

    [Fact]
    public async Task A_dropped_depth_frame_is_a_gap() =>
        Assert.Equal(
            [Texts[0], Texts[1], Texts[3]],
            await PlayAsync(new SimulatedFaults { DropDepthFrameAt = 2 }, 3));

    [Fact]
    public async Task A_broken_frame_lacks_its_end() =>
        Assert.Equal(
            [Texts[0], Texts[1][..^1], Texts[2], Texts[3]],
            await PlayAsync(new SimulatedFaults { BrokenJsonAt = 2 }, 4));

    [Fact]
    public async Task A_frame_of_an_unknown_symbol_comes_in_addition() =>
        Assert.Equal(
            [
                Texts[0],
                Texts[1].Replace("btcusdt", "nobodyknows", StringComparison.OrdinalIgnoreCase), Texts[1],
                Texts[2], Texts[3],
            ],
            await PlayAsync(new SimulatedFaults { UnknownSymbolAt = 2 }, 5));

    [Fact]
    public async Task A_price_that_does_not_fit_the_tick_stands_in_one_depth_frame() =>
        Assert.Equal(
            [Texts[0].Replace("101.00", "101.000000000001", StringComparison.Ordinal), Texts[1], Texts[2], Texts[3]],
            await PlayAsync(new SimulatedFaults { OffTickDepthAt = 1 }, 4));

    [Fact]
    public async Task Bytes_that_are_no_frame_end_the_connection_and_the_next_one_gets_the_rest()
    {
        await using VenueBench bench = await VenueBench.StartAsync(
            o => o with { Faults = new SimulatedFaults { MalformedWebSocketFrameAt = 2 } });
        using MarketClient broken = await MarketClient.ConnectAsync(bench.Venue.MarketDataPort);
        VenueBench.WaitUntil(() => bench.Venue.SubscriberCount == 1, "somebody listens");

        bench.Play(Texts[0], Texts[1]);
        Assert.Equal(Texts[0], await broken.NextAsync());
        await Assert.ThrowsAsync<WebSocketException>(broken.NextAsync);
        broken.Dispose();
        VenueBench.WaitUntil(() => bench.Venue.SubscriberCount == 0, "the broken connection has gone");

        using MarketClient next = await MarketClient.ConnectAsync(bench.Venue.MarketDataPort);
        VenueBench.WaitUntil(() => bench.Venue.SubscriberCount == 1, "somebody listens again");
        bench.Play(Texts[2]);
        await bench.EndMarketAsync();
        Assert.Equal(Texts[2], await next.NextAsync());
    }

    [Fact]
    public async Task A_garbled_report_is_asked_for_again_and_comes()
    {
        await using VenueBench bench = await OpenAsync(new SimulatedFaults { GarbleFixMessageAt = 1 });
        using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);

        client.NewOrder("1", '1', "0.75", "101.00");

        // The client passes over the first report, sees the gap at the second, and gets both again.
        Assert.Equal("PossDup 8 0/0 id 1 leaves 0.75000", client.Next(1).Single());
        string second = client.Next(1).Single().Replace("PossDup ", "", StringComparison.Ordinal);
        Assert.Equal("8 F/1 id 1 0.50000@101.00 leaves 0.25000", second);
        Assert.Equal(1, client.Session.Counters.GarbledReceived);
    }

    [Fact]
    public async Task A_connection_that_is_cut_at_an_order_loses_neither_the_order_nor_its_reports()
    {
        await using VenueBench bench = await OpenAsync(new SimulatedFaults { DropFixConnectionAfterOrders = 2 });
        using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);
        client.NewOrder("1", '1', "1", "50");
        client.Next(1);
        client.NewOrder("2", '1', "0.75", "101.00");
        client.RunUntilClosed();

        client.Connect(bench.Venue.OrderPort);

        Assert.Equal(["8 0/0 id 2 leaves 0.75000", "8 F/1 id 2 0.50000@101.00 leaves 0.25000"], client.Next(2));
    }

    [Fact]
    public async Task Every_nth_order_is_rejected()
    {
        await using VenueBench bench = await OpenAsync(new SimulatedFaults { RejectEveryNthOrder = 2 });
        using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);

        for (int i = 1; i <= 4; i++)
            client.NewOrder($"{i}", '1', "1", "50");

        Assert.Equal(
            [
                "8 0/0 id 1 leaves 1.00000", "8 8/8 id 2 leaves 0.00000 reason 99",
                "8 0/0 id 3 leaves 1.00000", "8 8/8 id 4 leaves 0.00000 reason 99",
            ],
            client.Next(4));
    }

    private static async Task<string[]> PlayAsync(SimulatedFaults faults, int expectedCount)
    {
        await using VenueBench bench = await VenueBench.StartAsync(
            () => Samples.Frames(Texts), o => o with { Faults = faults });
        using MarketClient client = await MarketClient.ConnectAsync(bench.Venue.MarketDataPort);
        string[] texts = new string[expectedCount];
        for (int i = 0; i < expectedCount; i++)
            texts[i] = await client.NextAsync() ?? "closed";

        await bench.Venue.EndOfData;
        Assert.Equal(0, bench.Venue.Counters.UndecodableFrames);
        return texts;
    }

    private static async Task<VenueBench> OpenAsync(SimulatedFaults faults)
    {
        VenueBench bench = await VenueBench.StartAsync(o => o with { Faults = faults });
        bench.Play(Book);
        return bench;
    }
}
