using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Strategies;
using Xunit;

namespace LowLatencyEngine.Unit.Strategies;

/// <summary>Strategies whose entries are sized for them.</summary>
public sealed class SizedStrategyTests
{
    private static readonly MomentumParameters Follower = new()
    {
        OrderLots = 10,
        EntryThresholdTicks = 5,
        ExitThresholdTicks = 5,
        StopDistanceTicks = 1_000,
        CooldownNs = 0,
        RetryDelayNs = 1_000_000_000,
        WarmUpCount = 2,
    };

    private static readonly MarketMakerParameters Quoter = new()
    {
        QuoteLots = 10,
        PositionLotsMax = 30,
        HalfSpreadTicks = 1,
        SkewTicks = 0,
        RequoteThresholdTicks = 1,
        RetryDelayNs = 1_000_000_000,
        MovesByReplace = true,
    };

    private readonly SizeTable _sizes = new(strategyCount: 1, instrumentCount: 2);

    [Fact]
    public void A_table_without_sizes_changes_nothing()
    {
        ScriptedMarket market = Open(new MarketMaker("maker", 0, Quoter));
        market.Quote(100, 101);
        Assert.Equal(["1 buy 10 @ 100", "2 sell 10 @ 101"], market.TakeOutputs());
    }

    [Fact]
    public void Momentum_enters_with_the_size_of_its_side_and_leaves_with_what_it_holds()
    {
        Size(Side.Buy, 7);
        Size(Side.Sell, 0);
        ScriptedMarket market = Open(new Momentum("momentum", 0, Follower));
        market.Quote(100, 102);
        market.Quote(100, 102);
        market.Quote(200, 202);
        Assert.Equal(["1 buy 7 @ 202 ioc"], market.TakeOutputs());
        market.Fill(1);
        Size(Side.Buy, 3);
        market.Quote(0, 2);
        market.Quote(0, 2);
        Assert.Equal(["2 sell 7 @ 0 ioc"], market.TakeOutputs());
        market.Fill(2);
        market.Quote(0, 2); // It would be short, if its size were not 0.
        Assert.Empty(market.TakeOutputs());
    }

    [Fact]
    public void The_exits_of_a_bracket_have_the_size_of_its_entry()
    {
        Size(Side.Buy, 7);
        ScriptedMarket market = Open(new Momentum("momentum", 0, Follower with { TargetDistanceTicks = 50 }));
        market.Quote(100, 102);
        market.Quote(100, 102);
        market.Quote(200, 202);
        Assert.Equal(3, market.Outbox.Count);
        Assert.All(market.Outbox.Events.ToArray(), wish => Assert.Equal(7, wish.Order.QtyLots));
    }

    [Fact]
    public void A_market_maker_quotes_and_moves_by_the_size_of_each_side()
    {
        Size(Side.Buy, 7);
        Size(Side.Sell, 4);
        ScriptedMarket market = Open(new MarketMaker("maker", 0, Quoter));
        market.Quote(100, 101);
        Assert.Equal(["1 buy 7 @ 100", "2 sell 4 @ 101"], market.TakeOutputs());
        Size(Side.Sell, 5);
        Size(Side.Buy, 0);
        market.Quote(103, 105);
        market.Move(2, 105);
        market.Quote(103, 105);
        Assert.Equal(["3 replace 2 5 @ 105", "4 cancel 1"], market.TakeOutputs());
    }

    [Fact]
    public void A_market_maker_that_moves_never_goes_beyond_its_bound_and_pulls_what_has_filled_more_than_its_size()
    {
        Size(Side.Buy, 10);
        Size(Side.Sell, 10);
        ScriptedMarket market = Open(new MarketMaker("maker", 0, Quoter));
        market.Quote(100, 101);
        Assert.Equal(["1 buy 10 @ 100", "2 sell 10 @ 101"], market.TakeOutputs());
        market.Fill(1, lots: 6);
        Size(Side.Buy, 40); // Of 30 that may be held 24 are left, and 6 have filled.
        Size(Side.Sell, 40);
        market.Quote(103, 105);
        Assert.Equal(["3 replace 2 36 @ 105"], market.TakeOutputs());
        market.Move(2, 105); // It made room for the other one.
        market.Quote(103, 105);
        Assert.Equal(["4 replace 1 30 @ 103"], market.TakeOutputs());
        market.Move(1, 103);
        Size(Side.Buy, 6); // No more than has filled already.
        market.Quote(100, 105);
        Assert.Equal(["5 cancel 1"], market.TakeOutputs());
    }

    [Fact]
    public void A_market_maker_without_a_size_takes_back_what_it_holds_and_no_more()
    {
        Size(Side.Buy, 7);
        Size(Side.Sell, 0);
        ScriptedMarket market = Open(new MarketMaker("maker", 0, Quoter));
        market.Quote(100, 101);
        Assert.Equal(["1 buy 7 @ 100"], market.TakeOutputs());
        market.Fill(1);
        Size(Side.Buy, 0);
        market.Quote(100, 101);
        Assert.Equal(["2 sell 7 @ 101"], market.TakeOutputs());
        market.Fill(2);
        market.Quote(100, 101);
        Assert.Empty(market.TakeOutputs());
    }

    [Fact]
    public void Momentum_states_the_logistic_of_its_lead_and_enters_with_what_that_is_worth()
    {
        var sizer = new Sizer(lots: 3);
        Size(Side.Buy, 7);
        _sizes.SetSizer(new OrderOwner(0, Side.Buy, StrategyIndex: 0), sizer);
        ScriptedMarket market = Open(new Momentum("momentum", 0, Follower with { ProbabilitySlope = 0.01 }));
        market.Quote(100, 102);
        market.Quote(100, 102);
        Assert.Equal(0, sizer.AskCount); // No lead, no entry, nothing stated.
        market.Quote(200, 202);
        Assert.Equal(["1 buy 3 @ 202 ioc"], market.TakeOutputs());
        double leadTicks = market.Analysis[0].FastEma.Value - market.Analysis[0].SlowEma.Value;
        Assert.Equal((Side.Buy, 1 / (1 + Math.Exp(-0.01 * leadTicks))), (sizer.Side, sizer.Probability));
        Assert.InRange(sizer.Probability, 0.5, 1);
    }

    [Fact]
    public void Momentum_that_states_nothing_asks_for_no_size_by_probability()
    {
        var sizer = new Sizer(lots: 3);
        Size(Side.Buy, 7);
        _sizes.SetSizer(new OrderOwner(0, Side.Buy, StrategyIndex: 0), sizer);
        ScriptedMarket market = Open(new Momentum("momentum", 0, Follower));
        market.Quote(100, 102);
        market.Quote(100, 102);
        market.Quote(200, 202);
        Assert.Equal(["1 buy 7 @ 202 ioc"], market.TakeOutputs());
        Assert.Equal(0, sizer.AskCount);
    }

    private void Size(Side side, long lots) => _sizes.Set(new OrderOwner(0, side, StrategyIndex: 0), lots);

    private ScriptedMarket Open(Strategy strategy) => new ScriptedMarket(
        outboxCapacity: 16, StrategySetParameters.Default with { Sizes = _sizes }, strategy).Open();

    private sealed class Sizer(long lots) : IProbabilitySizer
    {
        public int AskCount { get; private set; }

        public double Probability { get; private set; }

        public Side Side { get; private set; }

        public long LotsAt(double probability, Side side)
        {
            AskCount++;
            (Probability, Side) = (probability, side);
            return lots;
        }
    }
}
