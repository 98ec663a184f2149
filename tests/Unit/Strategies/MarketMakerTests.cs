using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Strategies;
using LowLatencyEngine.Unit.Analysis;
using Xunit;

namespace LowLatencyEngine.Unit.Strategies;

public sealed class MarketMakerTests
{
    private const long RetryDelayNs = 1_000_000_000;

    private static readonly MarketMakerParameters Plain = new()
    {
        QuoteLots = 10,
        PositionLotsMax = 30,
        HalfSpreadTicks = 1,
        SkewTicks = 4,
        RequoteThresholdTicks = 1,
        RetryDelayNs = RetryDelayNs,
    };

    [Fact]
    public void Joins_the_touch_of_a_market_one_tick_wide()
    {
        ScriptedMarket market = Open(Plain);
        market.Quote(100, 101);
        Assert.Equal(["1 buy 10 @ 100", "2 sell 10 @ 101"], market.TakeOutputs());
    }

    [Theory]
    [InlineData(100, 110, 1, 1, 104, 106)]  // Micro-price 105, half-spread 1.
    [InlineData(100, 110, 3, 1, 106, 109)]  // 107.5: the ask side is thin; rounded away from it.
    [InlineData(100, 110, 1, 99, 100, 102)] // 100.1: the bid joins, never below the touch.
    [InlineData(100, 102, 1, 1, 100, 102)]
    public void Quotes_around_the_micro_price(
        long bidTicks, long askTicks, long bidLots, long askLots, long expectedBidTicks, long expectedAskTicks)
    {
        ScriptedMarket market = Open(Plain);
        market.Quote(bidTicks, askTicks, bidLots, askLots);
        Assert.Equal([$"1 buy 10 @ {expectedBidTicks}", $"2 sell 10 @ {expectedAskTicks}"], market.TakeOutputs());
    }

    [Fact]
    public void Stays_at_its_half_spread_where_it_need_not_join()
    {
        ScriptedMarket market = Open(Plain with { JoinsTouch = false, HalfSpreadTicks = 7.5 });
        market.Quote(100, 101);
        Assert.Equal(["1 buy 10 @ 93", "2 sell 10 @ 108"], market.TakeOutputs());
    }

    [Fact]
    public void Never_crosses_the_touch_nor_locks_it()
    {
        ScriptedMarket market = Open(Plain with { HalfSpreadTicks = 0, PositionLotsMax = 100, SkewTicks = 50 });
        market.Quote(100, 101);
        market.Fill(1);
        market.Quote(100, 101); // Long 10: the fair price is 50 ticks lower, the ask still stays above the bid.
        Assert.Equal(["1 buy 10 @ 100", "2 sell 10 @ 101", "3 buy 10 @ 50"], market.TakeOutputs());
    }

    [Fact]
    public void Keeps_a_quote_within_the_threshold_and_replaces_one_beyond_it_when_the_cancel_is_reported()
    {
        ScriptedMarket market = Open(Plain);
        market.Quote(100, 101);
        market.Quote(101, 102); // One tick off: within the threshold.
        Assert.Equal(["1 buy 10 @ 100", "2 sell 10 @ 101"], market.TakeOutputs());

        market.Quote(102, 103);
        Assert.Equal(["3 cancel 1", "4 cancel 2"], market.TakeOutputs());

        market.Quote(102, 103); // The cancels are on their way: nothing is sent twice.
        Assert.Empty(market.TakeOutputs());

        market.Close(1, OrderStatus.Canceled);
        market.Quote(102, 103); // Its own ask at 101 may still fill: a bid at 102 would trade with it.
        Assert.Empty(market.TakeOutputs());

        market.Close(2, OrderStatus.Canceled);
        market.Quote(102, 103);
        Assert.Equal(["5 buy 10 @ 102", "6 sell 10 @ 103"], market.TakeOutputs());
    }

    [Fact]
    public void A_quote_stands_one_tick_off_the_other_where_that_one_stays()
    {
        ScriptedMarket market = Open(Plain with { SkewTicks = 0, HalfSpreadTicks = 0 });
        market.Quote(100, 101);
        market.Fill(1);
        market.Quote(101, 102); // The ask at 101 is within the threshold; the bid belongs at 101, too.
        market.Quote(101, 102);
        Assert.Equal(["1 buy 10 @ 100", "2 sell 10 @ 101", "3 buy 10 @ 100"], market.TakeOutputs());
    }

    [Fact]
    public void Leans_against_its_position()
    {
        ScriptedMarket market = Open(Plain);
        market.Quote(100, 110);
        market.Fill(1); // Bought 10: the fair price is 4 ticks lower.
        market.Quote(100, 110);

        // Fair price 101: bid 100, ask 102; the ask at 106 is off.
        Assert.Equal(["1 buy 10 @ 104", "2 sell 10 @ 106", "3 cancel 2", "4 buy 10 @ 100"], market.TakeOutputs());
        market.Close(2, OrderStatus.Canceled);
        market.Quote(100, 110);
        Assert.Equal(["5 sell 10 @ 102"], market.TakeOutputs());
    }

    [Fact]
    public void Stops_quoting_the_side_on_which_its_position_is_full()
    {
        ScriptedMarket market = Open(Plain with { PositionLotsMax = 15, SkewTicks = 0 });
        market.Quote(100, 101);
        market.Fill(1);
        market.Quote(100, 101); // Another bid of 10 could make it 20.
        Assert.Equal(["1 buy 10 @ 100", "2 sell 10 @ 101"], market.TakeOutputs());

        market.Fill(2);
        market.Quote(100, 101);
        Assert.Equal(["3 buy 10 @ 100", "4 sell 10 @ 101"], market.TakeOutputs());
    }

    [Fact]
    public void A_partial_fill_leaves_the_rest_standing()
    {
        ScriptedMarket market = Open(Plain with { SkewTicks = 0 });
        market.Quote(100, 101);
        market.Acknowledge(1);
        market.Fill(1, lots: 4);
        market.Quote(100, 101);
        market.Fill(1, lots: 6);
        market.Quote(100, 101);
        Assert.Equal(["1 buy 10 @ 100", "2 sell 10 @ 101", "3 buy 10 @ 99"], market.TakeOutputs());
        Assert.Equal(10, market.Set.ContextOf(0).PositionLots(0));
    }

    [Theory]
    [InlineData(FeedState.Gap)]
    [InlineData(FeedState.Disconnected)]
    [InlineData(FeedState.Stale)]
    public void Pulls_its_quotes_when_the_market_is_unfit_and_comes_back_when_it_is_fit(FeedState state)
    {
        ScriptedMarket market = Open(Plain);
        market.Quote(100, 101);
        market.Send(MarketEvents.Feed(state));
        market.Send(MarketEvents.Feed(state));
        Assert.Equal(["1 buy 10 @ 100", "2 sell 10 @ 101", "3 cancel 1", "4 cancel 2"], market.TakeOutputs());

        market.Close(1, OrderStatus.Canceled);
        market.Close(2, OrderStatus.Canceled);
        market.Quote(100, 101);
        Assert.Empty(market.TakeOutputs());

        market.Send(MarketEvents.Feed(FeedState.Live));
        Assert.Equal(["5 buy 10 @ 100", "6 sell 10 @ 101"], market.TakeOutputs());
    }

    [Theory]
    [InlineData(OrderStatus.Denied)]
    [InlineData(OrderStatus.Rejected)]
    [InlineData(OrderStatus.Canceled)] // Not asked for: the venue took it away.
    [InlineData(OrderStatus.Expired)]
    public void After_a_refused_quote_it_waits(OrderStatus status)
    {
        ScriptedMarket market = Open(Plain);
        market.Quote(100, 101);
        market.Close(1, status);
        market.Quote(100, 101);
        market.NowNs += RetryDelayNs - 1;
        market.Quote(100, 101);
        Assert.Equal(["1 buy 10 @ 100", "2 sell 10 @ 101"], market.TakeOutputs());

        market.NowNs++;
        market.Send(MarketEvents.Timer());
        Assert.Equal(["3 buy 10 @ 100"], market.TakeOutputs());
    }

    [Fact]
    public void While_it_waits_it_still_takes_back_a_quote_that_is_off()
    {
        ScriptedMarket market = Open(Plain);
        market.Quote(100, 101);
        market.Close(1, OrderStatus.Denied);
        market.TakeOutputs();
        market.Quote(200, 201);
        Assert.Equal(["3 cancel 2"], market.TakeOutputs());
    }

    [Fact]
    public void A_cancel_that_came_too_late_is_a_fill()
    {
        ScriptedMarket market = Open(Plain with { SkewTicks = 0 });
        market.Quote(100, 101);
        market.Quote(110, 111);
        market.Fill(2); // The cancel 4 is under way.
        market.Report(new OrderReport
        {
            OrderId = 2,
            Side = Side.Sell,
            Kind = OrderReportKind.CancelRejected,
            Status = OrderStatus.Filled,
            StrategyPositionLots = -10,
        });
        market.Close(1, OrderStatus.Canceled);
        market.Quote(110, 111);

        Assert.Equal(
            ["1 buy 10 @ 100", "2 sell 10 @ 101", "3 cancel 1", "4 cancel 2", "5 buy 10 @ 110", "6 sell 10 @ 112"],
            market.TakeOutputs());
        Assert.Equal(-10, market.Set.ContextOf(0).PositionLots(0));
    }

    [Fact]
    public void A_refused_cancel_is_tried_again_after_a_while()
    {
        ScriptedMarket market = Open(Plain);
        market.Quote(100, 101);
        market.Quote(110, 111);
        market.RejectCancel(1);
        market.Quote(110, 111);
        Assert.Equal(["1 buy 10 @ 100", "2 sell 10 @ 101", "3 cancel 1", "4 cancel 2"], market.TakeOutputs());

        market.NowNs += StrategySetParameters.Default.CancelRetryNs;
        market.Send(MarketEvents.Timer());
        Assert.Equal(["5 cancel 1"], market.TakeOutputs());
    }

    [Fact]
    public void A_quote_that_found_no_room_is_placed_at_the_next_event()
    {
        var maker = new MarketMaker("maker", 0, Plain);
        ScriptedMarket market = new ScriptedMarket(outboxCapacity: 1, StrategySetParameters.Default, maker).Open();
        market.Quote(100, 101);
        market.Quote(100, 101);
        market.Quote(100, 101);
        Assert.Equal(["1 buy 10 @ 100", "2 sell 10 @ 101"], market.TakeOutputs());
    }

    [Fact]
    public void Orders_of_an_earlier_life_are_cancelled_before_it_quotes()
    {
        ScriptedMarket market = Open(Plain);
        market.TurnUp(orderId: 77, Side.Buy, priceTicks: 90, openLots: 5);
        market.Quote(100, 101);
        Assert.Equal(["1 cancel 77"], market.TakeOutputs());

        market.Fill(77, lots: 2);
        market.Close(77, OrderStatus.Canceled);
        market.Quote(100, 101);
        Assert.Equal(2, market.Set.ContextOf(0).PositionLots(0));

        // Long 2 of 10: the fair price is 0.8 lower, and the bid does not join.
        Assert.Equal(["2 buy 10 @ 98", "3 sell 10 @ 101"], market.TakeOutputs());
    }

    [Fact]
    public void After_a_restart_it_cancels_what_was_open_and_quotes_anew()
    {
        ScriptedMarket market = Open(Plain);
        market.Quote(100, 101);
        market.TakeOutputs();

        market.Send(MarketEvents.Start());
        market.Send(MarketEvents.Feed(FeedState.Live));
        market.Quote(100, 101);
        Assert.Empty(market.TakeOutputs());

        market.Send(MarketEvents.Venue(VenueState.LoggedOn));
        Assert.Equal(["3 cancel 1", "4 cancel 2"], market.TakeOutputs());

        market.Send(MarketEvents.Venue(VenueState.Ready));
        market.Close(1, OrderStatus.Canceled);
        market.Fill(2);
        market.Quote(100, 101);
        Assert.Equal(["5 buy 10 @ 100", "6 sell 10 @ 106"], market.TakeOutputs());
    }

    [Fact]
    public void Other_instruments_are_not_its_business()
    {
        ScriptedMarket market = Open(Plain);
        market.Send(MarketEvents.Feed(FeedState.Live).Of(1));
        market.Send(MarketEvents.Quote(1, (100, 1), (101, 1)).Of(1));
        Assert.Empty(market.TakeOutputs());
    }

    [Fact]
    public void Bad_parameters_are_all_named_at_once()
    {
        var bad = new MarketMakerParameters
        {
            QuoteLots = 0,
            PositionLotsMax = -1,
            HalfSpreadTicks = double.NaN,
            SkewTicks = -0.5,
            RequoteThresholdTicks = -1,
            RetryDelayNs = 0,
        };

        Assert.Equal(
            [
                "quoteLots out of range: quoteLots=0; allowed 1 to 1000000000000",
                "positionLotsMax out of range: positionLotsMax=-1; allowed 1 to 1000000000000",
                "halfSpreadTicks out of range: halfSpreadTicks=NaN; allowed 0 to 1000000000",
                "skewTicks out of range: skewTicks=-0.5; allowed 0 to 1000000000",
                "requoteThresholdTicks out of range: requoteThresholdTicks=-1; allowed 0 to 1000000000",
                "retryDelayNs out of range: retryDelayNs=0; allowed 1000000 to 3600000000000",
                "positionLotsMax leaves no room for a quote: " +
                    "positionLotsMax=-1, quoteLots=0; allowed from quoteLots on",
            ],
            bad.Validate());
        Assert.Throws<ArgumentException>(() => new MarketMaker("maker", 0, bad));
        Assert.Empty(Plain.Validate());
    }

    private static ScriptedMarket Open(MarketMakerParameters parameters) =>
        new ScriptedMarket(new MarketMaker("maker", 0, parameters)).Open();
}
