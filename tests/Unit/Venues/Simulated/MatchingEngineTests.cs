using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Simulated;

/// <summary>Orders that come in: what they take, what is left of them, and what is refused.</summary>
public sealed class MatchingEngineTests
{
    private readonly MatchingBench _bench = new();

    [Fact]
    public void A_limit_order_takes_recorded_levels_at_their_prices_and_rests_with_the_remainder()
    {
        _bench.Open("99x5", "101x3 102x4 104x9").Limit("1", Side.Buy, "10@102");

        Assert.Equal(
            ["1 New New leaves 10", "1 Trade 3@101 PartiallyFilled leaves 7", "1 Trade 4@102 PartiallyFilled leaves 3"],
            _bench.TakeLines());
        Assert.Equal(["1"], _bench.Engine.Resting.Select(order => order.Request.ClOrdId));
    }

    [Fact]
    public void A_sell_order_takes_bids_from_the_best_downwards()
    {
        _bench.Open("99x5 98x5", "101x3").Limit("1", Side.Sell, "7@98");

        Assert.Equal(
            ["1 New New leaves 7", "1 Trade 5@99 PartiallyFilled leaves 2", "1 Trade 2@98 Filled leaves 0"],
            _bench.TakeLines());
    }

    [Fact]
    public void A_taken_level_stays_taken_until_its_next_recorded_update()
    {
        _bench.Open("99x5", "101x3 102x4").Limit("1", Side.Buy, "3@101").Quiet();

        _bench.Limit("2", Side.Buy, "1@101", TimeInForce.ImmediateOrCancel);
        Assert.Equal(["2 New New leaves 1", "2 Canceled Canceled leaves 0"], _bench.TakeLines());

        _bench.Depth("99x6", "102x9").Limit("3", Side.Buy, "1@101", TimeInForce.ImmediateOrCancel);
        Assert.Equal(["3 New New leaves 1", "3 Canceled Canceled leaves 0"], _bench.TakeLines());

        _bench.Depth("", "101x3").Limit("4", Side.Buy, "1@101", TimeInForce.ImmediateOrCancel);
        Assert.Equal(["4 New New leaves 1", "4 Trade 1@101 Filled leaves 0"], _bench.TakeLines());
    }

    [Fact]
    public void An_immediate_or_cancel_order_never_rests()
    {
        _bench.Open("99x5", "101x3 102x4").Limit("1", Side.Buy, "5@101", TimeInForce.ImmediateOrCancel);

        Assert.Equal(
            ["1 New New leaves 5", "1 Trade 3@101 PartiallyFilled leaves 2", "1 Canceled Canceled leaves 0"],
            _bench.TakeLines());
        Assert.Empty(_bench.Engine.Resting);
    }

    [Theory]
    [InlineData("7@102", "1 Trade 3@101 PartiallyFilled leaves 4", "1 Trade 4@102 Filled leaves 0")]
    [InlineData("8@102", "1 Canceled Canceled leaves 0")]
    public void A_fill_or_kill_order_fills_whole_or_not_at_all(string order, params string[] expected)
    {
        _bench.Open("99x5", "101x3 102x4 103x9").Limit("1", Side.Buy, order, TimeInForce.FillOrKill);

        Assert.Equal(expected, _bench.TakeLines()[1..]);
    }

    [Fact]
    public void A_market_order_walks_the_whole_book_and_its_remainder_is_canceled()
    {
        _bench.Open("99x5 90x1", "101x3").Market("1", Side.Sell, "8");

        Assert.Equal(
            [
                "1 New New leaves 8", "1 Trade 5@99 PartiallyFilled leaves 3", "1 Trade 1@90 PartiallyFilled leaves 2",
                "1 Canceled Canceled leaves 0",
            ],
            _bench.TakeLines());
    }

    [Theory]
    [InlineData("XYZ", "1", "100", 1)]
    [InlineData("ABC", "0", "100", 13)]
    [InlineData("ABC", "-1", "100", 13)]
    [InlineData("ABC", "1.5", "100", 13)]
    [InlineData("ABC", "many", "100", 13)]
    [InlineData("ABC", "99999999999999999999", "100", 13)]
    [InlineData("ABC", "1", "100.5", 99)]
    [InlineData("ABC", "1", "0", 99)]
    [InlineData("ABC", "1", null, 99)]
    public void Refuses_what_does_not_fit_the_instrument(string symbol, string qty, string? price, int reason)
    {
        _bench.Open("99x5", "101x3");
        _bench.Engine.Submit(new VenueNewOrder("1", symbol, Side.Buy, OrderType.Limit, TimeInForce.Day, qty, price));

        Assert.Equal([$"1 Rejected {reason} Rejected leaves 0"], _bench.TakeLines());
    }

    [Theory]
    [InlineData(Side.None, OrderType.Limit, TimeInForce.Day)]
    [InlineData(Side.Buy, OrderType.None, TimeInForce.Day)]
    [InlineData(Side.Buy, OrderType.Limit, TimeInForce.None)]
    public void Refuses_kinds_of_order_it_does_not_know(Side side, OrderType type, TimeInForce timeInForce)
    {
        _bench.Open("99x5", "101x3");
        _bench.Engine.Submit(new VenueNewOrder("1", "ABC", side, type, timeInForce, "1", "100"));

        Assert.Equal(["1 Rejected 11 Rejected leaves 0"], _bench.TakeLines());
    }

    [Fact]
    public void Refuses_orders_while_the_market_is_closed()
    {
        _bench.Limit("1", Side.Buy, "1@100");
        Assert.Equal(["1 Rejected 2 Rejected leaves 0"], _bench.TakeLines());

        _bench.Open("99x5", "101x3").Engine.ResetBooks();
        _bench.Limit("2", Side.Buy, "1@100");
        Assert.Equal(["2 Rejected 2 Rejected leaves 0"], _bench.TakeLines());
    }

    [Fact]
    public void Refuses_a_client_order_id_that_was_used_before()
    {
        _bench.Open("99x5", "101x3").Limit("1", Side.Buy, "1@90").Limit("2", Side.Buy, "0@90").Cancel("3", "1").Quiet();

        _bench.Limit("1", Side.Buy, "1@90").Limit("2", Side.Buy, "1@90").Limit("3", Side.Buy, "1@90");

        Assert.Equal(
            ["1 Rejected 6 Rejected leaves 0", "2 Rejected 6 Rejected leaves 0", "3 Rejected 6 Rejected leaves 0"],
            _bench.TakeLines());
    }

    [Fact]
    public void A_possible_resend_of_a_known_order_is_answered_with_its_status()
    {
        _bench.Open("99x5", "101x3").Limit("1", Side.Buy, "4@101").Quiet();
        var again = new VenueNewOrder(
            "1", "ABC", Side.Buy, OrderType.Limit, TimeInForce.Day, "4", "101", IsPossibleResend: true);

        _bench.Engine.Submit(again);

        Assert.Equal(["1 OrderStatus PartiallyFilled leaves 1"], _bench.TakeLines());
    }

    [Fact]
    public void Cancels_a_resting_order_and_says_so_only_once()
    {
        _bench.Open("99x5", "101x3").Limit("1", Side.Buy, "1@98").Quiet();

        _bench.Cancel("2", "1").Cancel("3", "1").Cancel("4", "9").Cancel("2", "1");

        Assert.Equal(
            [
                "2 Canceled of 1 Canceled leaves 0", "3 CancelReject of 1 0 Canceled", "4 CancelReject of 9 1 Rejected",
                "2 CancelReject of 1 6 Canceled",
            ],
            _bench.TakeLines());
        Assert.Empty(_bench.Engine.Resting);
    }

    [Fact]
    public void A_replace_changes_price_and_quantity_and_gives_the_order_another_id()
    {
        _bench.Open("99x5", "101x3").Limit("1", Side.Buy, "4@98").Quiet();

        _bench.Replace("2", "1", "6@101").Cancel("3", "2");

        Assert.Equal(
            [
                "2 Replaced of 1 New leaves 6", "2 Trade 3@101 PartiallyFilled leaves 3",
                "3 Canceled of 2 Canceled leaves 0",
            ],
            _bench.TakeLines());
    }

    [Fact]
    public void A_replace_below_what_has_filled_means_stop()
    {
        _bench.Open("99x5", "101x3").Limit("1", Side.Buy, "5@101").Quiet();

        _bench.Replace("2", "1", "2@101");

        Assert.Equal(["2 Replaced of 1 Filled leaves 0"], _bench.TakeLines());
        Assert.Empty(_bench.Engine.Resting);
    }

    [Fact]
    public void A_replace_that_cannot_be_is_refused_and_the_order_stays()
    {
        _bench.Open("99x5", "101x3").Limit("1", Side.Buy, "4@98").Quiet();

        _bench.Replace("2", "9", "4@98").Replace("3", "1", "0@98").Replace("4", "1", "4@-1").Replace("1", "1", "4@98");

        Assert.Equal(
            [
                "2 CancelReject of 9 1 Rejected", "3 CancelReject of 1 99 New", "4 CancelReject of 1 99 New",
                "1 CancelReject of 1 6 New",
            ],
            _bench.TakeLines());
        Assert.Equal(4, _bench.Engine.Resting.Single().LeavesLots);
    }

    [Fact]
    public void Tells_the_status_of_known_and_unknown_orders()
    {
        _bench.Open("99x5", "101x3").Limit("1", Side.Buy, "4@101").Quiet();

        _bench.Engine.Query(new VenueStatusQuery("1", "ABC", Side.Buy));
        _bench.Engine.Query(new VenueStatusQuery("7", "ABC", Side.Buy));

        Assert.Equal(
            ["1 OrderStatus PartiallyFilled leaves 1", "7 OrderStatus 5 Rejected leaves 0"], _bench.TakeLines());
    }

    [Fact]
    public void Charges_takers_and_makers_their_own_rate_rounded_up()
    {
        var bench = new MatchingBench(new MatchingOptions { TakerFeePpm = 1_000, MakerFeePpm = 100 });
        bench.Open("99x5", "101x3").Limit("1", Side.Buy, "10@101").Trade(Side.Sell, "100x7");

        // 3 * 101 * 0.001 = 0.303 and 7 * 101 * 0.0001 = 0.0707, both rounded up to one unit of tick times lot.
        Assert.Equal([0L, 1, 1], bench.TakeReports().Select(report => report.FeeTickLots));
    }

    [Fact]
    public void Sums_up_what_was_filled_and_at_which_prices()
    {
        _bench.Open("99x5", "101x3 102x4").Limit("1", Side.Buy, "5@102");

        VenueReport last = _bench.TakeReports()[^1];

        Assert.Equal((5, 3 * 101 + 2 * 102), (last.CumQtyLots, (long)last.CumTickLots));
    }

    [Fact]
    public void Every_report_but_a_status_has_an_id_of_its_own()
    {
        var bench = new MatchingBench(new MatchingOptions { IdPrefix = "v-" });
        bench.Open("99x5", "101x3").Limit("1", Side.Buy, "2@101").Limit("2", Side.Buy, "2@98").Cancel("3", "2");
        bench.Limit("4", Side.Buy, "0@98");

        List<VenueReport> reports = bench.TakeReports();

        Assert.Equal(["v-1", "v-2", "v-3", "v-4", "v-5"], reports.Select(report => report.ExecId));
        Assert.Equal(["v-1", "v-1", "v-2", "v-2", "NONE"], reports.Select(report => report.OrderId));
    }

    [Fact]
    public void Rejects_every_nth_order_on_request()
    {
        var bench = new MatchingBench(new MatchingOptions { RejectEveryNthOrder = 2 });
        bench.Open("99x5", "101x3");
        bench.Limit("1", Side.Buy, "1@90").Limit("2", Side.Buy, "1@90").Limit("3", Side.Buy, "1@90");

        Assert.Equal(
            ["1 New New leaves 1", "2 Rejected 99 Rejected leaves 0", "3 New New leaves 1"], bench.TakeLines());
    }
}
