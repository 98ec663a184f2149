using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Simulated;

/// <summary>Stops, orders if touched, icebergs, dated and post-only orders at the venue itself.</summary>
public sealed class VenueOrderTypeTests
{
    private readonly MatchingBench _bench = new MatchingBench().Open("100x5 99x5", "101x5 102x5");

    [Fact]
    public void A_stop_waits_for_a_trade_as_bad_as_its_price_and_takes_what_is_there()
    {
        Submit("1", Side.Buy, OrderType.Stop, qty: "7", "@102");
        _bench.Trade(Side.Buy, "101x1");
        Assert.Equal(["1 New New leaves 7"], _bench.TakeLines());
        _bench.Trade(Side.Buy, "103x1");
        Assert.Equal(
            ["1 Triggered New leaves 7", "1 Trade 5@101 PartiallyFilled leaves 2", "1 Trade 2@102 Filled leaves 0"],
            _bench.TakeLines());
    }

    [Fact]
    public void What_a_stop_finds_no_market_for_is_canceled()
    {
        Submit("1", Side.Sell, OrderType.Stop, qty: "12", "@99");
        _bench.Quiet().Trade(Side.Sell, "99x1");
        Assert.Equal("1 Canceled Canceled leaves 0", _bench.TakeLines().Last());
    }

    [Fact]
    public void A_stop_limit_rests_at_its_limit_once_it_is_met()
    {
        Submit("1", Side.Sell, OrderType.StopLimit, qty: "7", "100@99");
        _bench.Quiet().Trade(Side.Sell, "99x1");
        Assert.Equal(
            ["1 Triggered New leaves 7", "1 Trade 5@100 PartiallyFilled leaves 2"], _bench.TakeLines());
        _bench.Trade(Side.Buy, "101x1"); // Through its price.
        Assert.Equal(["1 Trade 1@100 PartiallyFilled leaves 1"], _bench.TakeLines());
    }

    [Theory]
    [InlineData(OrderType.MarketIfTouched, null, 100L)]
    [InlineData(OrderType.LimitIfTouched, "101", 100L)]
    public void An_order_if_touched_waits_for_a_trade_as_good_as_its_price(
        OrderType type, string? price, long touchedTicks)
    {
        Submit("1", Side.Buy, type, qty: "3", $"{price}@100");
        _bench.Quiet().Trade(Side.Sell, "101x1");
        Assert.Empty(_bench.TakeLines());
        _bench.Trade(Side.Sell, $"{touchedTicks}x1");
        Assert.Equal(["1 Triggered New leaves 3", "1 Trade 3@101 Filled leaves 0"], _bench.TakeLines());
    }

    [Fact]
    public void A_stop_that_the_last_trade_has_met_comes_in_at_once()
    {
        _bench.Trade(Side.Buy, "103x1");
        Submit("1", Side.Buy, OrderType.Stop, qty: "3", "@102");
        Assert.Equal(
            ["1 New New leaves 3", "1 Triggered New leaves 3", "1 Trade 3@101 Filled leaves 0"], _bench.TakeLines());
    }

    [Fact]
    public void Stops_that_one_trade_meets_come_in_by_age()
    {
        Submit("1", Side.Buy, OrderType.Stop, qty: "5", "@103");
        Submit("2", Side.Buy, OrderType.Stop, qty: "1", "@102");
        _bench.Quiet().Trade(Side.Buy, "103x1");
        Assert.Equal(
            [
                "1 Triggered New leaves 5", "1 Trade 5@101 Filled leaves 0",
                "2 Triggered New leaves 1", "2 Trade 1@102 Filled leaves 0",
            ],
            _bench.TakeLines());
    }

    [Fact]
    public void A_stop_is_listed_while_it_waits_and_canceled_like_any_order()
    {
        Submit("1", Side.Buy, OrderType.Stop, qty: "3", "@102");
        Assert.Equal("1", _bench.Engine.Resting.Single().Request.ClOrdId);
        _bench.Quiet().Cancel("2", "1").Trade(Side.Buy, "103x1");
        Assert.Equal(["2 Canceled of 1 Canceled leaves 0"], _bench.TakeLines());
        Assert.Empty(_bench.Engine.Resting);
    }

    [Fact]
    public void A_replace_moves_the_price_that_is_waited_for()
    {
        Submit("1", Side.Buy, OrderType.Stop, qty: "3", "@102");
        _bench.Engine.Replace(new VenueReplace(new VenueCancel("2", "1", "ABC", Side.Buy), "2", Price: null)
        {
            StopPrice = "104",
        });
        _bench.Quiet().Trade(Side.Buy, "103x1");
        Assert.Empty(_bench.TakeLines());
        _bench.Trade(Side.Buy, "104x1");
        Assert.Equal(["2 Triggered New leaves 2", "2 Trade 2@101 Filled leaves 0"], _bench.TakeLines());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1.5")]
    [InlineData("x")]
    public void A_trigger_that_fits_no_tick_is_rejected(string stop)
    {
        Submit("1", Side.Buy, OrderType.Stop, qty: "3", $"@{stop}");
        Assert.Equal(["1 Rejected 99 Rejected leaves 0"], _bench.TakeLines());
    }

    [Fact]
    public void An_iceberg_fills_no_more_than_it_shows_and_then_goes_behind_the_others()
    {
        _bench.Engine.Submit(Order("1", Side.Buy, OrderType.Limit, "10", "100") with { DisplayQty = "3" });
        _bench.Quiet().Trade(Side.Sell, "100x20"); // Five stand before it.
        Assert.Equal(["1 Trade 3@100 PartiallyFilled leaves 7"], _bench.TakeLines());
        _bench.Limit("2", Side.Buy, "1@100").Quiet();
        Assert.Equal(["1", "2"], _bench.Engine.Resting.Select(o => o.Request.ClOrdId));
        _bench.Trade(Side.Sell, "100x8");
        Assert.Equal(["1 Trade 3@100 PartiallyFilled leaves 4"], _bench.TakeLines());
        Assert.Equal(["2", "1"], _bench.Engine.Resting.Select(o => o.Request.ClOrdId));
    }

    [Theory]
    [InlineData("10")]
    [InlineData("11")]
    public void An_iceberg_that_shows_all_is_rejected(string display)
    {
        _bench.Engine.Submit(Order("1", Side.Buy, OrderType.Limit, "10", "100") with { DisplayQty = display });
        Assert.Equal(["1 Rejected 99 Rejected leaves 0"], _bench.TakeLines());
    }

    [Fact]
    public void A_post_only_order_that_would_trade_is_rejected_and_its_replace_refused()
    {
        _bench.Engine.Submit(Order("1", Side.Buy, OrderType.Limit, "3", "101") with { IsPostOnly = true });
        _bench.Engine.Submit(Order("2", Side.Buy, OrderType.Limit, "3", "100") with { IsPostOnly = true });
        _bench.Replace("3", "2", "3@101");
        Assert.Equal(
            ["1 Rejected 99 Rejected leaves 0", "2 New New leaves 3", "3 CancelReject of 2 99 New"],
            _bench.TakeLines());
    }

    [Fact]
    public void A_dated_order_ends_when_its_date_comes()
    {
        _bench.Engine.Submit(Order("1", Side.Buy, OrderType.Limit, "3", "100") with
        {
            TimeInForce = TimeInForce.GoodTillDate, ExpireTimestampNs = 1_000,
        });
        _bench.Quiet().Engine.Expire(999);
        Assert.Empty(_bench.TakeLines());
        _bench.Engine.Expire(1_000);
        _bench.Engine.Expire(1_001);
        Assert.Equal(["1 Expired Expired leaves 0"], _bench.TakeLines());
        Assert.Empty(_bench.Engine.Resting);
    }

    [Theory]
    [InlineData(TimeInForce.GoodTillDate)] // Till when?
    [InlineData(TimeInForce.AtTheOpening)] // There is none here.
    [InlineData(TimeInForce.AtTheClose)]
    public void A_time_that_the_venue_cannot_keep_is_rejected(TimeInForce timeInForce)
    {
        _bench.Engine.Submit(Order("1", Side.Buy, OrderType.Limit, "3", "100") with { TimeInForce = timeInForce });
        Assert.Equal(["1 Rejected 11 Rejected leaves 0"], _bench.TakeLines());
    }

    [Fact]
    public void What_is_left_of_a_market_to_limit_order_rests_at_the_price_that_it_began_with()
    {
        Submit("1", Side.Buy, OrderType.MarketToLimit, qty: "8");
        Assert.Equal(["1 New New leaves 8", "1 Trade 5@101 PartiallyFilled leaves 3"], _bench.TakeLines());
        Assert.Equal((101L, "101"), (
            _bench.Engine.Resting.Single().LimitTicks, _bench.Engine.Resting.Single().Request.Price));
    }

    [Fact]
    public async Task A_stop_limit_is_listed_triggered_and_filled_over_the_wire()
    {
        await using VenueBench venue = await VenueBench.StartAsync();
        venue.Play(Samples.Snapshot(1, """["99.00","1"]""", """["101.00","0.5"]"""));
        using OrderClient client = new OrderClient().Connect(venue.Venue.OrderPort);
        client.Send(MsgTypes.NewOrderSingle, [
            (11, "1"), (55, "BTC-USDT"), (54, "1"), (38, "0.5"), (40, "4"), (44, "103.00"), (99, "102.00"),
            (59, "6"), (126, "20991231-00:00:00.000"),
        ]);
        Assert.Equal(["8 0/0 id 1 leaves 0.50000"], client.Next(1));

        client.Send(MsgTypes.Pack("AF"u8), [(584, "q"), (585, "7")]);
        Dictionary<int, string> listed = client.Next();
        Assert.Equal(
            ("I", "0", "4", "102.00", "103.00", "6"),
            (listed[150], listed[39], listed[40], listed[99], listed[44], listed[59]));

        venue.Play(Samples.Trade("102.00", "0.1", isBuyerMaker: false));
        Assert.Equal(["8 L/0 id 1 leaves 0.50000", "8 F/2 id 1 0.50000@101.00 leaves 0.00000"], client.Next(2));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("4")]
    [InlineData("J")]
    public async Task An_order_that_waits_for_no_price_that_it_names_is_refused_by_the_session(string type)
    {
        await using VenueBench venue = await VenueBench.StartAsync();
        using OrderClient client = new OrderClient().Connect(venue.Venue.OrderPort);
        client.Send(MsgTypes.NewOrderSingle, [
            (11, "1"), (55, "BTC-USDT"), (54, "1"), (38, "0.5"), (40, type), (44, "103.00"),
        ]);
        Dictionary<int, string> refusal = client.Next();
        Assert.Equal(("3", "99"), (refusal[35], refusal[371]));
    }

    /// <summary>Price and stop price as "100@102": either may be left out.</summary>
    private void Submit(string id, Side side, OrderType type, string qty, string prices = "@")
    {
        string[] parts = prices.Split('@');
        string? price = parts[0].Length == 0 ? null : parts[0];
        _bench.Engine.Submit(Order(id, side, type, qty, price) with
        {
            StopPrice = parts[1].Length == 0 ? null : parts[1],
        });
    }

    private static VenueNewOrder Order(string id, Side side, OrderType type, string qty, string? price) =>
        new(id, "ABC", side, type, TimeInForce.Day, qty, price);
}
