using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Simulated;

/// <summary>Orders of one SelfMatchPreventionID(2362) that would meet at the venue, over the wire.</summary>
public sealed class VenueSelfTradeTests
{
    [Theory]
    [InlineData("1", "a", "2 0 -; 2 4 18")] // The one that comes.
    [InlineData("2", "a", "2 0 -; 1 4 19")] // The one that rests.
    [InlineData("3", "a", "2 0 -; 1 4 20; 2 4 20")]
    [InlineData(null, "a", "2 0 -; 2 4 18")]
    [InlineData("3", "b", "2 0 -")] // Another's: it rests beside, as ever.
    [InlineData("3", null, "2 0 -")]
    public async Task What_would_meet_ends_as_the_order_that_comes_says(
        string? instruction, string? id, string expected)
    {
        await using VenueBench venue = await VenueBench.StartAsync();
        venue.Play(Samples.Snapshot(1, """["99.00","1"]""", """["101.00","0.5"]"""));
        using OrderClient client = new OrderClient().Connect(venue.Venue.OrderPort);
        Send(client, "1", side: "1", "a", instruction: "1");
        Assert.Equal("1 0 -", Line(client.Next()));
        Send(client, "2", side: "2", id, instruction);
        string[] lines = expected.Split("; ");
        Assert.Equal(lines, lines.Select(_ => Line(client.Next())));

        client.Query("1");
        bool isGone = lines.Any(line => line.StartsWith("1 4", StringComparison.Ordinal));
        Assert.Equal(isGone ? "4" : "0", client.Next()[39]);
    }

    [Fact]
    public async Task A_stop_that_is_triggered_gives_way_too()
    {
        await using VenueBench venue = await VenueBench.StartAsync();
        venue.Play(Samples.Snapshot(1, """["99.00","1"]""", """["101.00","0.5"]"""));
        using OrderClient client = new OrderClient().Connect(venue.Venue.OrderPort);
        Send(client, "1", side: "1", "a", instruction: "1");
        client.Next();
        client.Send(MsgTypes.NewOrderSingle, [
            (11, "2"), (55, "BTC-USDT"), (54, "2"), (38, "0.5"), (40, "3"), (99, "98.00"), (2362, "a"), (2964, "1"),
        ]);
        client.Next();
        venue.Play(Samples.Trade("98.00", "0.001", isBuyerMaker: false));
        Assert.Equal(["2 L -", "2 4 18"], new[] { Line(client.Next()), Line(client.Next()) });
    }

    private static void Send(OrderClient client, string clOrdId, string side, string? id, string? instruction) =>
        client.Send(MsgTypes.NewOrderSingle, [
            (11, clOrdId), (55, "BTC-USDT"), (54, side), (38, "0.5"), (40, "2"), (44, "100.00"), (59, "1"),
            (2362, id), (2964, instruction),
        ]);

    /// <summary>ClOrdID, ExecType and why.</summary>
    private static string Line(Dictionary<int, string> fields) =>
        $"{fields[11]} {fields[150]} {fields.GetValueOrDefault(378, "-")}";
}
