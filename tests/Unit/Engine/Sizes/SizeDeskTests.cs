using System;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Risk.Sizing;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Sizes;

/// <summary>Sizes that come out of a whole pipeline, against their formulas worked out by hand.</summary>
public sealed class SizeDeskTests
{
    private const string Half = "\"fixedNotional\": { \"weight\": 0.5 }";
    private const string Bars = ", \"bars\": { \"seconds\": 1, \"count\": 3, \"decay\": 0.94 }";
    private const string Range = "\"averageTrueRange\": { \"fraction\": 0.01, \"multiple\": 2 }";
    private const string Target = "\"volatilityTarget\": { \"sigma\": 0.5 }";
    private const string Kelly =
        "\"kelly\": { \"fraction\": 0.5, \"meanExcess\": 4e-8, \"standardError\": 1e-8, \"standardErrors\": 1 }";

    /// <summary>The fourth begins the bar after the three that have ended.</summary>
    private static readonly long[] ThreeBars = [5_000_000, 5_001_000, 4_999_000, 5_000_000];

    /// <summary>Of the bars above: returns of the second and the third, the older weighing 0.94.</summary>
    private static readonly double Sigma = Math.Sqrt(
        (0.94 * Math.Pow(Math.Log(5_001.0 / 5_000), 2)) + (0.06 * Math.Pow(Math.Log(4_999.0 / 5_001), 2)));

    [Fact]
    public void A_fixed_fraction_is_lost_at_the_stop_with_the_costs()
    {
        var bench = new SizeBench(
            "\"fixedFraction\": { \"fraction\": 0.01, \"stopTicks\": 1000, \"costTicks\": 237 }");
        bench.Quote(SizeBench.MidTicks);
        bench.Expect(Stepped(10_000m * 0.01m / (1_237m * 0.000001m)), SizeBound.FixedFraction);
    }

    [Fact]
    public void A_fixed_notional_is_worth_its_share_of_the_equity_and_not_a_lot_less()
    {
        var bench = new SizeBench(Half);
        bench.Quote(SizeBench.MidTicks);
        bench.Expect(1_000, SizeBound.FixedNotional); // 5,000.00 of lots of 5.00.
        bench.Quote(5_123_456);
        bench.Expect(Stepped(5_000m / 5.123456m), SizeBound.FixedNotional);
    }

    [Fact]
    public void Ranges_size_by_what_the_price_moves_in_a_bar()
    {
        var bench = new SizeBench(Range + Bars);
        bench.QuoteAll(ThreeBars[..3]);
        bench.Expect(0, SizeBound.NoBars);
        bench.Quote(ThreeBars[3]);
        decimal range = (0m + 1_000m + 2_000m) / 3m; // The first bar has no close before it.
        bench.Expect(Stepped(10_000m * 0.01m / (2m * range * 0.000001m)), SizeBound.AverageTrueRange);
    }

    [Fact]
    public void A_volatility_target_sizes_by_the_annual_volatility()
    {
        var bench = new SizeBench(Target + Bars);
        bench.QuoteAll(ThreeBars);
        double annual = Sigma * Math.Sqrt(365 * 86_400);
        bench.Expect(Stepped((decimal)(0.5 / annual) * 10_000m / 5m), SizeBound.VolatilityTarget);
    }

    [Fact]
    public void A_volatility_target_stays_while_the_new_one_lies_within_its_buffer()
    {
        var bench = new SizeBench("\"volatilityTarget\": { \"sigma\": 0.5, \"buffer\": 0.5 }" + Bars);
        bench.QuoteAll(ThreeBars);
        long before = bench.State.Sizes.Told(0, Side.Buy).Lots;
        bench.Quote(5_000_700);
        double variance = (0.94 * Sigma * Sigma) + (0.06 * Math.Pow(Math.Log(5_000.0 / 4_999), 2));
        double annual = Math.Sqrt(variance * 365 * 86_400);
        Assert.True(Stepped((decimal)(0.5 / annual) * 10_000m / 5.0007m) > before, "the target itself has moved");
        bench.Expect(before, SizeBound.VolatilityTarget);
    }

    [Fact]
    public void A_volatility_target_that_stays_is_still_held_to_its_cap()
    {
        var bench = new SizeBench("\"volatilityTarget\": { \"sigma\": 100, \"buffer\": 0.5 }" + Bars);
        bench.QuoteAll(ThreeBars);
        bench.Expect(2_000, SizeBound.VolatilityTarget); // All of the equity.
        bench.Quote(5_100_000);
        bench.Expect(Stepped(10_000m / 5.1m), SizeBound.VolatilityTarget);
    }

    [Fact]
    public void Kelly_sizes_by_the_sure_part_of_the_edge()
    {
        var bench = new SizeBench(Kelly + Bars);
        bench.QuoteAll(ThreeBars);
        bench.Expect(
            Stepped((decimal)(0.5 * (4e-8 - 1e-8) / (Sigma * Sigma)) * 10_000m / 5m), SizeBound.Kelly);
    }

    [Fact]
    public void Of_all_rules_the_smallest_binds()
    {
        var bench = new SizeBench($"{Half}, {Range}, {Target}, {Kelly}{Bars}");
        bench.QuoteAll(ThreeBars);
        bench.Expect(Stepped((decimal)(1.5e-8 / (Sigma * Sigma)) * 2_000m), SizeBound.Kelly);
    }

    [Fact]
    public void Without_a_market_there_is_no_size_and_it_is_told_why()
    {
        var bench = new SizeBench(Half);
        bench.Expect(0, SizeBound.None);
        bench.Bench.Timer();
        bench.Expect(0, SizeBound.NoMarket);
        bench.Quote(SizeBench.MidTicks);
        bench.Expect(1_000, SizeBound.FixedNotional);

        bench.SetLimit(RiskScope.Instrument, LimitId.ReferenceAge, 2_000_000_000);
        bench.Bench.NowNs += 2_000_000_000;
        bench.Bench.Timer();
        bench.Expect(1_000, SizeBound.FixedNotional);
        bench.Bench.NowNs++;
        bench.Bench.Timer();
        bench.Expect(0, SizeBound.NoMarket);

        bench.Quote(SizeBench.MidTicks);
        bench.Bench.Restart();
        bench.Expect(0, SizeBound.None);
    }

    [Fact]
    public void Profit_and_loss_move_the_size()
    {
        var bench = new SizeBench(Half, capital: "account:main");
        bench.Quote(SizeBench.MidTicks);
        bench.OperatorFills(Side.Buy, 1_000, SizeBench.MidTicks);
        bench.Quote(5_100_000); // 100.00 are gained.
        bench.Expect(Stepped(10_100m * 0.5m / 5.1m), SizeBound.FixedNotional);
        Assert.Equal(10_100_000_000, bench.State.Sizes.EquityMicros(0));
        bench.Quote(4_500_000); // 500.00 are lost, and then kept.
        bench.OperatorFills(Side.Sell, 1_000, 4_500_000);
        bench.Quote(4_000_000);
        bench.Expect(Stepped(9_500m * 0.5m / 4m), SizeBound.FixedNotional);
    }

    [Fact]
    public void Nothing_is_sized_once_the_equity_is_gone()
    {
        var bench = new SizeBench(Half, capital: "account:main");
        bench.Quote(SizeBench.MidTicks);
        bench.OperatorFills(Side.Buy, 100_000, SizeBench.MidTicks);
        bench.Quote(4_900_000);
        bench.Expect(0, SizeBound.FixedNotional);
    }

    [Fact]
    public void What_is_held_and_open_takes_room_on_its_side_alone()
    {
        var bench = new SizeBench(Half);
        bench.SetLimit(RiskScope.Instrument, LimitId.Position, 600);
        bench.Quote(SizeBench.MidTicks);
        bench.Expect(600, SizeBound.RemainingLimit);
        bench.OperatorFills(Side.Buy, 110, SizeBench.MidTicks);
        Assert.Equal(RiskVerdict.Accepted, bench.Bench.Buy(40, 4_999_000)); // Open, and another's.
        bench.Quote(SizeBench.MidTicks);
        bench.Expect(Side.Buy, 450, SizeBound.RemainingLimit);
        bench.Expect(Side.Sell, 710, SizeBound.RemainingLimit);
    }

    [Theory]
    [InlineData(RiskScope.Instrument, LimitId.OrderQty, 345, 340, SizeBound.RemainingLimit)]
    [InlineData(RiskScope.Instrument, LimitId.WindowQty, 339, 330, SizeBound.RemainingLimit)]
    [InlineData(RiskScope.Instrument, LimitId.OrderNotional, 1_500_000_300, 300, SizeBound.RemainingLimit)]
    [InlineData(RiskScope.Instrument, LimitId.VolumeShare, 290, 290, SizeBound.Liquidity)]
    [InlineData(RiskScope.Account, LimitId.GrossExposure, 2_000_000_400, 400, SizeBound.RemainingLimit)]
    [InlineData(RiskScope.Firm, LimitId.NetExposure, 2_000_000_400, 400, SizeBound.RemainingLimit)]
    [InlineData(RiskScope.Trader, LimitId.Credit, 2_000_000_400, 400, SizeBound.RemainingLimit)]
    [InlineData(RiskScope.Strategy, LimitId.OrderValue, 2_000_000_400, 400, SizeBound.RemainingLimit)]
    [InlineData(RiskScope.Account, LimitId.Margin, 2_000_000_400, 400, SizeBound.RemainingLimit)]
    [InlineData(RiskScope.Venue, LimitId.WindowValue, 2_000_000_400, 400, SizeBound.RemainingLimit)]
    public void Limits_bind_at_the_last_step_below_them(
        RiskScope scope, LimitId id, long limit, long lots, SizeBound bound)
    {
        var bench = new SizeBench(Half);
        bench.SetLimit(scope, id, limit);
        bench.Quote(SizeBench.MidTicks);
        bench.Expect(lots, bound);
        ToldSize told = bench.State.Sizes.Told(0, Side.Sell);
        int row = bench.State.Risk.Scopes.TryRowOf(scope, scopeIndex: 0);
        Assert.Equal((row, id, true), (told.LimitRow, told.Limit, told.IsLimited));
    }

    [Fact]
    public void A_share_of_the_depth_is_that_of_the_side_that_would_be_taken()
    {
        var bench = new SizeBench(Half);
        bench.SetLimit(RiskScope.Instrument, LimitId.DepthShare, 1_000); // A tenth.
        EngineEvent quote = PipelineScript.Quote(bench.Bench.NowNs, updateId: 7, SizeBench.MidTicks);
        quote.Quote.AskQtyLots = 2_000;
        quote.Quote.BidQtyLots = 1_500;
        bench.Bench.Feed(quote);
        bench.Bench.Timer();
        bench.Expect(Side.Buy, 200, SizeBound.Liquidity);
        bench.Expect(Side.Sell, 150, SizeBound.Liquidity);
    }

    [Fact]
    public void A_strategy_without_a_size_trades_what_it_says()
    {
        var state = new DecisionState(TestConfiguration.Create());
        Assert.Equal(0, state.Sizes.Count);
        Assert.Equal(70, state.Strategies.ContextOf(1).SizeLots(0, Side.Sell, unsizedLots: 70));
    }

    private static long Stepped(decimal lots) => (long)(lots / 10m) * 10;
}
