using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Simulated;

/// <summary>Orders that rest: when the recorded market fills them.</summary>
public sealed class RestingOrderTests
{
    private readonly MatchingBench _bench = new();

    [Fact]
    public void A_trade_at_the_price_fills_only_what_is_left_behind_the_queue()
    {
        _bench.Open("99x5", "101x3").Limit("1", Side.Buy, "4@99").Quiet();

        _bench.Trade(Side.Sell, "99x3");
        Assert.Empty(_bench.TakeLines());

        _bench.Trade(Side.Sell, "99x4");
        Assert.Equal(["1 Trade 2@99 PartiallyFilled leaves 2"], _bench.TakeLines());

        _bench.Trade(Side.Sell, "99x9");
        Assert.Equal(["1 Trade 2@99 Filled leaves 0"], _bench.TakeLines());
    }

    [Fact]
    public void A_trade_through_the_price_fills_at_the_own_price_as_far_as_the_trade_goes()
    {
        _bench.Open("99x5", "101x3").Limit("1", Side.Buy, "4@99").Quiet();

        _bench.Trade(Side.Sell, "98x1").Trade(Side.Sell, "98x9");

        Assert.Equal(
            ["1 Trade 1@99 PartiallyFilled leaves 3", "1 Trade 3@99 Filled leaves 0"], _bench.TakeLines());
    }

    [Fact]
    public void A_trade_of_the_other_aggressor_fills_nothing()
    {
        _bench.Open("99x5", "101x3").Limit("1", Side.Buy, "4@99").Limit("2", Side.Sell, "4@101").Quiet();

        _bench.Trade(Side.Buy, "98x50").Trade(Side.Sell, "102x50");

        Assert.Empty(_bench.TakeLines());
    }

    [Fact]
    public void Own_orders_share_a_trade_by_price_then_time()
    {
        _bench.Open("97x1", "103x3");
        _bench.Limit("1", Side.Buy, "4@98").Limit("2", Side.Buy, "4@99").Limit("3", Side.Buy, "4@98").Quiet();

        _bench.Trade(Side.Sell, "98x10");

        Assert.Equal(
            [
                "2 Trade 4@99 Filled leaves 0", "1 Trade 4@98 Filled leaves 0", "3 Trade 2@98 PartiallyFilled leaves 2",
            ],
            _bench.TakeLines());
    }

    [Fact]
    public void Lots_of_the_market_that_came_between_two_own_orders_are_served_between_them()
    {
        _bench.Open("98x2", "103x3").Limit("1", Side.Buy, "3@98").Depth("98x6", "").Limit("2", Side.Buy, "3@98");
        _bench.Quiet();

        // The queue is 2 of the market, 3 of order 1, 4 of the market, 3 of order 2.
        _bench.Trade(Side.Sell, "98x10");

        Assert.Equal(
            ["1 Trade 3@98 Filled leaves 0", "2 Trade 1@98 PartiallyFilled leaves 2"], _bench.TakeLines());
    }

    [Fact]
    public void The_queue_is_never_longer_than_what_the_level_shows()
    {
        _bench.Open("99x50", "101x3").Limit("1", Side.Buy, "4@99").Depth("99x2", "").Quiet();

        _bench.Trade(Side.Sell, "99x3");

        Assert.Equal(["1 Trade 1@99 PartiallyFilled leaves 3"], _bench.TakeLines());
    }

    [Fact]
    public void A_level_that_grows_again_does_not_push_the_order_back()
    {
        _bench.Open("99x50", "101x3").Limit("1", Side.Buy, "4@99").Depth("99x0", "").Depth("99x50", "").Quiet();

        _bench.Trade(Side.Sell, "99x1");

        Assert.Equal(["1 Trade 1@99 PartiallyFilled leaves 3"], _bench.TakeLines());
    }

    [Fact]
    public void A_book_that_crosses_the_price_fills_at_the_own_price_as_far_as_its_levels_go()
    {
        _bench.Open("99x5", "101x3").Limit("1", Side.Buy, "9@100").Limit("2", Side.Buy, "9@99").Quiet();

        _bench.Depth("99x0", "98x4 99x2 100x5");

        Assert.Equal(
            [
                "1 Trade 4@100 PartiallyFilled leaves 5", "1 Trade 2@100 PartiallyFilled leaves 3",
                "1 Trade 3@100 Filled leaves 0",
            ],
            _bench.TakeLines());

        _bench.Depth("", "105x1"); // Nothing new below: what was taken stays taken.
        Assert.Empty(_bench.TakeLines());
    }

    [Fact]
    public void Own_orders_never_trade_with_each_other()
    {
        _bench.Open("95x5", "105x3").Limit("1", Side.Buy, "1@101").Limit("2", Side.Sell, "1@99");

        Assert.Equal(["1 New New leaves 1", "2 New New leaves 1"], _bench.TakeLines());
    }

    [Fact]
    public void A_ticker_newer_than_the_depth_hides_levels_that_are_gone()
    {
        _bench.Open("99x5", "100x3 101x4 102x6").Ticker("100x1", "102x2");

        _bench.Limit("1", Side.Buy, "9@102", TimeInForce.ImmediateOrCancel);

        Assert.Equal(
            ["1 New New leaves 9", "1 Trade 2@102 PartiallyFilled leaves 7", "1 Canceled Canceled leaves 0"],
            _bench.TakeLines());
    }

    [Fact]
    public void A_ticker_that_crosses_the_price_fills()
    {
        _bench.Open("99x5", "101x3").Limit("1", Side.Buy, "9@100").Quiet();

        _bench.Ticker("98x1", "100x2").Ticker("98x7", "100x2").Ticker("98x7", "100x3");

        Assert.Equal(
            ["1 Trade 2@100 PartiallyFilled leaves 7", "1 Trade 3@100 PartiallyFilled leaves 4"], _bench.TakeLines());
    }

    [Fact]
    public void A_ticker_that_repeats_what_the_depth_said_gives_back_nothing_that_was_taken()
    {
        _bench.Open("99x5", "101x3 102x9").Limit("1", Side.Buy, "3@101").Quiet();

        _bench.Ticker("99x4", "101x3").Limit("2", Side.Buy, "1@101", TimeInForce.ImmediateOrCancel);

        Assert.Equal(["2 New New leaves 1", "2 Canceled Canceled leaves 0"], _bench.TakeLines());
    }

    [Fact]
    public void Depth_that_has_caught_up_with_the_ticker_counts_again()
    {
        _bench.Open("99x5", "100x3").Ticker("99x5", "103x2").Depth("", "104x1");

        _bench.Limit("1", Side.Buy, "4@103", TimeInForce.ImmediateOrCancel);

        Assert.Equal(
            ["1 New New leaves 4", "1 Trade 3@100 PartiallyFilled leaves 1", "1 Canceled Canceled leaves 0"],
            _bench.TakeLines());
    }

    [Fact]
    public void Orders_outlive_a_market_that_begins_again_and_fill_when_it_has_gone_past_them()
    {
        _bench.Open("99x5", "101x3").Limit("1", Side.Buy, "2@98").Engine.ResetBooks();
        _bench.Quiet().Trade(Side.Sell, "90x5");
        Assert.Empty(_bench.TakeLines());

        _bench.Open("95x1", "97x9");

        Assert.Equal(["1 Trade 2@98 Filled leaves 0"], _bench.TakeLines());
        Assert.Empty(_bench.Engine.Resting);
    }

    [Fact]
    public void The_queue_of_an_order_inside_the_ticker_is_what_the_ticker_shows()
    {
        _bench.Open("99x5", "105x3").Ticker("100x7", "105x3");
        _bench.Limit("1", Side.Buy, "1@100").Limit("2", Side.Buy, "1@101");

        VenueOrder[] orders = [.. _bench.Engine.Resting];

        Assert.Equal([("2", 0L), ("1", 7L)], orders.Select(order => (order.Request.ClOrdId, order.QueueAheadLots)));
    }
}
