using LowLatencyEngine.Engine;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Risk.Sizing;
using LowLatencyEngine.Strategies;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Sizes;

/// <summary>Entries that grow with the probability that a strategy states, through a whole pipeline.</summary>
public sealed class MetaLabelTests
{
    private const string Label = "\"metaLabel\": { \"qtyMax\": \"0.2\" }"; // 2,000 lots at certainty.
    private const string Half = "\"fixedNotional\": { \"weight\": 0.5 }"; // 1,000 lots.

    /// <summary>
    /// z = (p - 1/2) / sqrt(p (1 - p)) and 2 Phi(z) - 1, in tenths. Phi from a table of the normal distribution:
    /// 0.5833 at 0.210, 0.6587 at 0.409, 0.7764 at 0.760, 0.9088 at 1.333.
    /// </summary>
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.49, 0)]
    [InlineData(0.603, 400)]  // 0.1665 makes 0.2.
    [InlineData(0.689, 600)]  // 0.3174 makes 0.3.
    [InlineData(0.802, 1_000)] // 0.55: more than the half of the equity.
    [InlineData(0.9, 1_000)]
    [InlineData(double.NaN, 0)]
    public void The_size_is_a_share_that_grows_with_the_probability_until_another_rule_binds(double p, long lots)
    {
        var bench = new SizeBench($"{Label}, {Half}", slope: "0.01");
        bench.Quote(SizeBench.MidTicks);
        bench.Expect(0, SizeBound.MetaLabel); // Nothing was stated yet.

        Assert.Equal(lots, Ask(bench, Side.Buy, p));
        bench.Bench.Timer();
        bench.Expect(Side.Buy, lots, lots == 1_000 ? SizeBound.FixedNotional : SizeBound.MetaLabel);
        bench.Expect(Side.Sell, 0, SizeBound.MetaLabel);
    }

    [Fact]
    public void Without_a_meta_label_a_probability_changes_nothing()
    {
        var bench = new SizeBench(Half, slope: "0.01");
        bench.Quote(SizeBench.MidTicks);
        Assert.Equal(1_000, Ask(bench, Side.Sell, 0.5));
        bench.Expect(1_000, SizeBound.FixedNotional);
    }

    [Fact]
    public void No_probability_brings_more_than_the_market_and_the_limits_do()
    {
        var bench = new SizeBench(Label, slope: "0.01");
        Assert.Equal(0, Ask(bench, Side.Buy, 1)); // No market.
        bench.SetLimit(RiskScope.Firm, LimitId.NetExposure, 2_500_000_000);
        bench.Quote(SizeBench.MidTicks);
        Assert.Equal(500, Ask(bench, Side.Buy, 1));
        bench.Bench.Timer();
        bench.Expect(Side.Buy, 500, SizeBound.RemainingLimit);
        ToldSize told = bench.State.Sizes.Told(0, Side.Buy);
        Assert.Equal((0, LimitId.NetExposure, true), (told.LimitRow, told.Limit, told.IsLimited));
    }

    [Fact]
    public void Less_than_an_order_must_have_is_none()
    {
        var bench = new SizeBench($"{Label}, {Half}", slope: "0.01");
        bench.SetLimit(RiskScope.Instrument, LimitId.OrderQtyMin, 500);
        bench.Quote(SizeBench.MidTicks);
        Assert.Equal(0, Ask(bench, Side.Buy, 0.603));
        Assert.Equal(600, Ask(bench, Side.Sell, 0.689));
        bench.Bench.Timer();
        bench.Expect(Side.Buy, 0, SizeBound.LeastOrder);
        bench.Expect(Side.Sell, 600, SizeBound.MetaLabel);

        bench.SetLimit(RiskScope.Instrument, LimitId.OrderQtyMin, 0);
        bench.SetLimit(RiskScope.Instrument, LimitId.OrderNotionalMin, (600 * SizeBench.MidTicks) + 1);
        bench.Bench.Timer();
        bench.Expect(0, SizeBound.LeastOrder);
    }

    [Fact]
    public void What_was_stated_outlives_a_snapshot_and_is_part_of_the_state()
    {
        var bench = new SizeBench(Label, slope: "0.01");
        bench.Quote(SizeBench.MidTicks);
        long before = bench.State.Hash();
        Ask(bench, Side.Buy, 0.689);
        Assert.NotEqual(before, bench.State.Hash());
        bench.Bench.Timer();
        bench.Bench.Reload();
        bench.Expect(Side.Buy, 600, SizeBound.MetaLabel);
        bench.Bench.Timer();
        bench.Expect(Side.Buy, 600, SizeBound.MetaLabel);
    }

    [Fact]
    public void A_run_of_entries_by_probability_replays()
    {
        var bench = new SizeBench(Label, isStarted: true, slope: "0.0001");
        for (int i = 0; i < 60; i++)
        {
            bench.Quote(SizeBench.MidTicks + (i * i * (i / 10 % 2 == 0 ? 20 : -20)));
            if (i % 9 == 4)
                bench.Bench.Replay();
        }

        Assert.NotEmpty(bench.Entries);
        Assert.All(bench.Entries, entry => Assert.Equal(0, entry.Order.QtyLots % 200)); // Tenths of 2,000.
    }

    /// <summary>As a strategy asks when it enters.</summary>
    private static long Ask(SizeBench bench, Side side, double probability)
    {
        StrategyContext context = bench.State.Strategies.ContextOf(0);
        return context.SizeLots(0, side, unsizedLots: 70, probability);
    }
}
