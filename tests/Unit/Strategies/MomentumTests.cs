using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Strategies;
using LowLatencyEngine.Unit.Analysis;
using Xunit;

namespace LowLatencyEngine.Unit.Strategies;

public sealed class MomentumTests
{
    private const long CooldownNs = 5_000_000_000;
    private const long RetryDelayNs = 1_000_000_000;

    private static readonly MomentumParameters Plain = new()
    {
        OrderLots = 10,
        EntryThresholdTicks = 5,
        ExitThresholdTicks = 5,
        StopDistanceTicks = 1_000,
        CooldownNs = CooldownNs,
        RetryDelayNs = RetryDelayNs,
        WarmUpCount = 2,
    };

    [Fact]
    public void Enters_with_the_crossing_and_leaves_on_the_reverse()
    {
        ScriptedMarket market = Open(Plain);
        market.Quote(100, 102);
        market.Quote(100, 102);
        Assert.Empty(market.TakeOutputs());

        market.Quote(200, 202); // The fast average is at 151, the slow one at about 117.
        Assert.Equal(["1 buy 10 @ 202 ioc"], market.TakeOutputs());

        market.Quote(300, 302); // One order at a time.
        market.Fill(1);
        market.Quote(400, 402); // In already.
        market.Quote(0, 2); // The averages meet.
        Assert.Empty(market.TakeOutputs());

        market.Quote(0, 2);
        Assert.Equal(["2 sell 10 @ 0 ioc"], market.TakeOutputs());
    }

    [Fact]
    public void Sells_short_on_a_fall()
    {
        ScriptedMarket market = OpenShort();
        Assert.Equal(-10, market.Set.ContextOf(0).PositionLots(0));
        market.Quote(1_000, 1_002);
        Assert.Equal(["2 buy 10 @ 1002 ioc"], market.TakeOutputs());
    }

    [Fact]
    public void Waits_for_the_averages_to_warm_up()
    {
        ScriptedMarket market = Open(Plain with { WarmUpCount = 4 });
        market.Quote(100, 102);
        market.Quote(200, 202);
        market.Quote(300, 302);
        Assert.Empty(market.TakeOutputs());
        market.Quote(400, 402);
        Assert.Equal(["1 buy 10 @ 402 ioc"], market.TakeOutputs());
    }

    [Theory]
    [InlineData(102, false)]
    [InlineData(101, true)]
    public void Leaves_a_long_position_at_its_stop(long bidTicks, bool isLeft)
    {
        // In at 202; an exit threshold out of reach leaves the stop alone to act.
        ScriptedMarket market = OpenLong(Plain with { StopDistanceTicks = 101, ExitThresholdTicks = 1e9 });
        market.Quote(bidTicks, bidTicks + 2);
        Assert.Equal(isLeft ? [$"2 sell 10 @ {bidTicks} ioc"] : [], market.TakeOutputs());
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    public void Leaves_a_short_position_at_its_stop(long aboveTicks, bool isLeft)
    {
        ScriptedMarket market = OpenShort(Plain with { StopDistanceTicks = 30, ExitThresholdTicks = 1e9 });
        market.Quote(48 + aboveTicks, 50 + aboveTicks); // In at 50.
        Assert.Equal(isLeft ? [$"2 buy 10 @ {50 + aboveTicks} ioc"] : [], market.TakeOutputs());
    }

    [Fact]
    public void The_stop_is_measured_from_the_average_entry()
    {
        ScriptedMarket market = Open(Plain with { StopDistanceTicks = 50, ExitThresholdTicks = 1e9 });
        EnterLong(market);
        market.Report(Fill(orderId: 1, lots: 6, priceTicks: 200, openLots: 4, positionLots: 6));
        market.Report(Fill(orderId: 1, lots: 4, priceTicks: 205, openLots: 0, positionLots: 10)); // 202 on average.
        market.Quote(153, 155);
        Assert.Empty(market.TakeOutputs());
        market.Quote(152, 154);
        Assert.Equal(["2 sell 10 @ 152 ioc"], market.TakeOutputs());
    }

    [Fact]
    public void Rests_after_a_round_and_then_enters_again()
    {
        ScriptedMarket market = OpenLong(Plain);
        market.Quote(0, 2);
        market.Fill(2);
        market.Quote(0, 2);
        market.NowNs += CooldownNs - 1;
        market.Quote(0, 2);
        Assert.Equal(["2 sell 10 @ 0 ioc"], market.TakeOutputs());

        market.NowNs++;
        market.Send(MarketEvents.Timer());
        Assert.Equal(["3 sell 10 @ 0 ioc"], market.TakeOutputs());
    }

    [Fact]
    public void What_an_entry_left_unfilled_is_not_bought_again_and_what_an_exit_left_is_sold()
    {
        ScriptedMarket market = Open(Plain);
        EnterLong(market);
        market.Fill(1, lots: 4);
        market.Close(1, OrderStatus.Canceled);
        market.Quote(300, 302);
        Assert.Empty(market.TakeOutputs());

        market.Quote(0, 2);
        market.Fill(2, lots: 1);
        market.Close(2, OrderStatus.Canceled);
        market.Quote(0, 2);
        Assert.Equal(["2 sell 4 @ 0 ioc", "3 sell 3 @ 0 ioc"], market.TakeOutputs());
    }

    [Theory]
    [InlineData(OrderStatus.Denied)]
    [InlineData(OrderStatus.Rejected)]
    public void After_a_refusal_it_waits(OrderStatus status)
    {
        ScriptedMarket market = Open(Plain);
        EnterLong(market);
        market.Close(1, status);
        market.Quote(300, 302);
        market.NowNs += RetryDelayNs;
        market.Quote(400, 402);
        Assert.Equal(["2 buy 10 @ 402 ioc"], market.TakeOutputs());
    }

    [Fact]
    public void An_unfit_market_or_a_halt_holds_it_back()
    {
        ScriptedMarket market = OpenLong(Plain);
        market.Send(MarketEvents.Feed(FeedState.Gap));
        market.Quote(0, 2);
        market.Send(MarketEvents.Command(CommandKind.Halt));
        market.Send(MarketEvents.Feed(FeedState.Live));
        market.Quote(0, 2);
        Assert.Empty(market.TakeOutputs());

        market.Command(CommandKind.Resume);
        market.Quote(0, 2);
        Assert.Equal(["2 sell 10 @ 0 ioc"], market.TakeOutputs());
    }

    [Fact]
    public void A_position_of_unknown_entry_is_left_at_once()
    {
        ScriptedMarket market = Open(Plain);
        market.Report(new OrderReport
        {
            OrderId = 9,
            Side = Side.Buy,
            Kind = OrderReportKind.Closed,
            Status = OrderStatus.Filled,
            StrategyPositionLots = 7,
        });
        market.Quote(100, 102);
        market.Quote(100, 102);
        Assert.Equal(["1 sell 7 @ 100 ioc"], market.TakeOutputs());
    }

    [Fact]
    public void Bad_parameters_are_all_named_at_once()
    {
        var bad = new MomentumParameters
        {
            OrderLots = 0,
            EntryThresholdTicks = -1,
            ExitThresholdTicks = double.PositiveInfinity,
            StopDistanceTicks = 0,
            CooldownNs = -1,
            RetryDelayNs = 1,
            WarmUpCount = 1,
        };

        Assert.Equal(
            [
                "orderLots out of range: orderLots=0; allowed 1 to 1000000000000",
                "entryThresholdTicks out of range: entryThresholdTicks=-1; allowed 0 to 1000000000",
                "exitThresholdTicks out of range: exitThresholdTicks=Infinity; allowed 0 to 1000000000",
                "stopDistanceTicks out of range: stopDistanceTicks=0; allowed 1 to 1000000000",
                "cooldownNs out of range: cooldownNs=-1; allowed 0 to 86400000000000",
                "retryDelayNs out of range: retryDelayNs=1; allowed 1000000 to 3600000000000",
                "warmUpCount out of range: warmUpCount=1; allowed 2 to 1000000000",
            ],
            bad.Validate());
        Assert.Throws<ArgumentException>(() => new Momentum("momentum", 0, bad));
        Assert.Empty(Plain.Validate());
    }

    private static ScriptedMarket Open(MomentumParameters parameters) =>
        new ScriptedMarket(new Momentum("momentum", 0, parameters)).Open();

    private static void EnterLong(ScriptedMarket market)
    {
        market.Quote(100, 102);
        market.Quote(200, 202);
        Assert.Equal(["1 buy 10 @ 202 ioc"], market.TakeOutputs());
    }

    private static ScriptedMarket OpenLong(MomentumParameters parameters)
    {
        ScriptedMarket market = Open(parameters);
        EnterLong(market);
        market.Fill(1);
        return market;
    }

    private static ScriptedMarket OpenShort(MomentumParameters? parameters = null)
    {
        ScriptedMarket market = Open(parameters ?? Plain);
        market.Quote(100, 102);
        market.Quote(50, 52);
        Assert.Equal(["1 sell 10 @ 50 ioc"], market.TakeOutputs());
        market.Fill(1);
        return market;
    }

    private static OrderReport Fill(long orderId, long lots, long priceTicks, long openLots, long positionLots) => new()
    {
        OrderId = orderId,
        Side = Side.Buy,
        Kind = OrderReportKind.Filled,
        Status = openLots == 0 ? OrderStatus.Filled : OrderStatus.PartiallyFilled,
        FilledLots = lots,
        FillPriceTicks = priceTicks,
        OpenLots = openLots,
        StrategyPositionLots = positionLots,
    };
}
