using System.Threading.Tasks;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Risk;

/// <summary>
/// Limits that need a market that stands still, refusals of the venue or fills, driven to their boundary over real FIX:
/// what just fits reaches the venue, a unit more does not. The others are driven through the whole program.
/// </summary>
public sealed class FixLimitTests
{
    private const long Lots = 1_000_000; // 0.01, worth 1.00 at the mark.
    private const long HeldLots = 50_000_000;
    private const long RestingBuyTicks = 9_000;

    /// <summary>What a buy of 0.01 uses up, in micro-units.</summary>
    private static readonly (RiskScope Scope, LimitId Id, long Micros, RiskVerdict Verdict)[] AtTheMark =
    [
        (RiskScope.Firm, LimitId.Credit, 1_000_000, RiskVerdict.CreditLimit),
        (RiskScope.Account, LimitId.Credit, 1_000_000, RiskVerdict.CreditLimit),
        (RiskScope.Firm, LimitId.GrossExposure, 1_000_000, RiskVerdict.GrossExposureLimit),
        (RiskScope.Trader, LimitId.GrossExposure, 1_000_000, RiskVerdict.GrossExposureLimit),
        (RiskScope.Strategy, LimitId.GrossExposure, 1_000_000, RiskVerdict.GrossExposureLimit),
        (RiskScope.Venue, LimitId.GrossExposure, 1_000_000, RiskVerdict.GrossExposureLimit),
        (RiskScope.Sector, LimitId.GrossExposure, 1_000_000, RiskVerdict.GrossExposureLimit),
        (RiskScope.Currency, LimitId.GrossExposure, 1_000_000, RiskVerdict.GrossExposureLimit),
        (RiskScope.Instrument, LimitId.GrossExposure, 1_000_000, RiskVerdict.GrossExposureLimit),
        (RiskScope.Account, LimitId.NetExposure, 1_000_000, RiskVerdict.NetExposureLimit),
        (RiskScope.Cluster, LimitId.NetExposure, 1_000_000, RiskVerdict.ClusterLimit),
        (RiskScope.Account, LimitId.Margin, 500_000, RiskVerdict.MarginLimit),
        (RiskScope.Firm, LimitId.Stress, 10_000, RiskVerdict.StressLimit),
        (RiskScope.Firm, LimitId.Volatility, 10_000, RiskVerdict.VolatilityLimit),
        (RiskScope.Firm, LimitId.Sensitivity, 3_000_000, RiskVerdict.SensitivityLimit),
    ];

    [Fact]
    public async Task What_is_valued_at_the_mark_is_refused_a_micro_unit_beyond()
    {
        await using FixLimitBench engine = await FixLimitBench.StartAsync();
        foreach ((RiskScope scope, LimitId id, long micros, RiskVerdict verdict) in AtTheMark)
        {
            engine.SetLimit(scope, id, micros - 1);
            engine.Refuse(verdict, scope, (Side.Buy, RestingBuyTicks, Lots));
            engine.SetLimit(scope, id, micros);
            Assert.Equal(OrderStatus.New, engine.Pass(Side.Buy, RestingBuyTicks, Lots));
            engine.Refuse(verdict, scope, (Side.Buy, RestingBuyTicks, Lots: 100)); // The least that is worth a unit.
            engine.CancelAll();
            engine.SetLimit(scope, id, LimitCell.Off);
        }
    }

    [Theory]
    [InlineData("\"marginShare\": 0.25")]
    [InlineData("\"marginShare\": 7, \"instruments\": [ { \"symbol\": \"BTCUSDT\", \"marginShare\": 0.25 } ]")]
    public async Task Margin_is_asked_of_an_account_at_its_own_share_and_of_the_firm_at_the_instruments(string shares)
    {
        await using FixLimitBench engine = await FixLimitBench.StartAsync(
            accounting: $"\"accounts\": [ {{ {shares} }} ]");
        foreach ((RiskScope scope, long micros) in ((RiskScope, long)[])
            [(RiskScope.Account, 250_000), (RiskScope.Strategy, 250_000), (RiskScope.Trader, 500_000)])
        {
            engine.SetLimit(scope, LimitId.Margin, micros - 1);
            engine.Refuse(RiskVerdict.MarginLimit, scope, (Side.Buy, RestingBuyTicks, Lots));
            engine.SetLimit(scope, LimitId.Margin, micros);
            engine.Pass(Side.Buy, RestingBuyTicks, Lots);
            engine.Refuse(RiskVerdict.MarginLimit, scope, (Side.Buy, RestingBuyTicks, Lots: 400));
            Assert.Equal(micros, engine.State.Risk.ScopeOf(engine.RowOf(scope)).MarginMicros);
            engine.CancelAll();
            Assert.Equal(0, engine.State.Risk.ScopeOf(engine.RowOf(scope)).MarginMicros);
            engine.SetLimit(scope, LimitId.Margin, LimitCell.Off);
        }
    }

    [Fact]
    public async Task The_quantity_of_an_auction_is_held_against_its_own_limit()
    {
        await using FixLimitBench engine = await FixLimitBench.StartAsync(isAuction: true);
        engine.SetLimit(RiskScope.Instrument, LimitId.AuctionOrderQty, Lots);
        engine.Pass(Side.Buy, RestingBuyTicks, Lots);
        engine.Refuse(
            RiskVerdict.OrderQtyOutOfRange, RiskScope.Instrument, (Side.Buy, RestingBuyTicks, Lots + 1));
    }

    [Fact]
    public async Task A_price_is_held_against_its_share_of_the_reference()
    {
        await using FixLimitBench engine = await FixLimitBench.StartAsync();
        engine.SetLimit(RiskScope.Instrument, LimitId.PriceBandShare, value: 200);
        engine.Pass(Side.Buy, priceTicks: 9_800, Lots);
        engine.Refuse(RiskVerdict.PriceOutsideBand, RiskScope.Instrument, (Side.Buy, PriceTicks: 9_799, Lots));
        engine.Pass(Side.Sell, priceTicks: 10_200, Lots);
        engine.Refuse(RiskVerdict.PriceOutsideBand, RiskScope.Instrument, (Side.Sell, PriceTicks: 10_201, Lots));
    }

    [Fact]
    public async Task A_last_trade_too_far_from_the_quotes_makes_the_market_unreasonable()
    {
        await using FixLimitBench engine = await FixLimitBench.StartAsync();
        (Side, long, long) order = (Side.Buy, RestingBuyTicks, Lots);
        engine.SetLimit(RiskScope.Instrument, LimitId.LastTradeDistance, value: 4);
        engine.Refuse(RiskVerdict.MarketDataUnreasonable, RiskScope.Instrument, order); // None was told.
        engine.Trade(FixLimitBench.MarkTicks + 4);
        engine.Pass(Side.Buy, RestingBuyTicks, Lots);
        engine.Trade(FixLimitBench.MarkTicks + 5);
        engine.Refuse(RiskVerdict.MarketDataUnreasonable, RiskScope.Instrument, order);
    }

    [Fact]
    public async Task A_wish_may_be_as_old_as_the_limit_and_not_a_nanosecond_older()
    {
        await using FixLimitBench engine = await FixLimitBench.StartAsync();
        engine.SetLimit(RiskScope.Instrument, LimitId.SignalAge, value: 7_000_000);
        engine.Timer();
        engine.Refuse(
            RiskVerdict.SignalStale, RiskScope.Instrument, (Side.Buy, RestingBuyTicks, Lots), ageNs: 7_000_001);
        engine.Pass(Side.Buy, RestingBuyTicks, Lots, ageNs: 7_000_000);
    }

    [Theory]
    [InlineData(RiskScope.Strategy, LimitId.RejectsInRow)]
    [InlineData(RiskScope.Strategy, LimitId.RejectsInWindow)]
    [InlineData(RiskScope.Trader, LimitId.RejectsInWindow)]
    [InlineData(RiskScope.Account, LimitId.RejectsInWindow)]
    [InlineData(RiskScope.Firm, LimitId.RejectsInWindow)]
    public async Task A_refusal_of_the_venue_beyond_the_limit_is_the_last(RiskScope scope, LimitId id)
    {
        await using FixLimitBench engine = await FixLimitBench.StartAsync(
            new SimulatedFaults { RejectEveryNthOrder = 1 });
        engine.SetLimit(scope, id, value: 2);
        for (int i = 0; i < 3; i++)
            Assert.Equal(OrderStatus.Rejected, engine.Pass(Side.Buy, RestingBuyTicks, Lots));

        engine.Refuse(RiskVerdict.RejectStorm, scope, (Side.Buy, RestingBuyTicks, Lots));
    }

    [Fact]
    public async Task A_strategy_enters_as_often_as_it_may_and_can_always_leave()
    {
        await using FixLimitBench engine = await FixLimitBench.StartAsync();
        engine.SetLimit(RiskScope.Strategy, LimitId.RepeatedExecutions, value: 2);
        for (int i = 0; i < 2; i++)
        {
            engine.Fill(Side.Buy, FixLimitBench.VenueAskTicks, Lots);
            engine.Fill(Side.Sell, FixLimitBench.VenueBidTicks, Lots);
        }

        engine.Refuse(RiskVerdict.RepeatedExecution, RiskScope.Strategy, (Side.Buy, RestingBuyTicks, Lots));
    }

    // 0.5 bought at 101.00 and worth 100.00 loses 0.50 of a capital of 1,000: 5 basis points.
    [Theory]
    [InlineData(LimitId.LossWarn, 500_000)]
    [InlineData(LimitId.DrawdownWarn, 5)]
    public async Task A_warned_scope_lets_orders_of_half_the_size_pass(LimitId id, long lost)
    {
        await using FixLimitBench engine = await StartWithLossAsync();
        TurnOn(engine, id, lost);
        engine.Pass(Side.Buy, RestingBuyTicks, HeldLots);
        engine.Refuse(
            RiskVerdict.OrderQtyOutOfRange, RiskScope.Instrument, (Side.Buy, RestingBuyTicks, HeldLots + 1));
    }

    [Theory]
    [InlineData(LimitId.LossReduce, 500_000)]
    [InlineData(LimitId.DrawdownReduce, 5)]
    public async Task A_reducing_scope_lets_pass_what_is_held_and_not_a_lot_more(LimitId id, long lost)
    {
        await using FixLimitBench engine = await StartWithLossAsync();
        TurnOn(engine, id, lost);
        engine.Refuse(RiskVerdict.LossLimit, RiskScope.Firm, (Side.Buy, RestingBuyTicks, Lots: 1));
        engine.Refuse(RiskVerdict.LossLimit, RiskScope.Firm, (Side.Sell, FixLimitBench.VenueBidTicks, HeldLots + 1));
        engine.Fill(Side.Sell, FixLimitBench.VenueBidTicks, HeldLots);
        Assert.Equal(0, engine.State.Positions.OfInstrument(0).Lots);
    }

    [Theory]
    [InlineData(LimitId.LossHalt, 500_000)]
    [InlineData(LimitId.DrawdownHalt, 5)]
    public async Task A_halted_scope_has_its_orders_cancelled_and_lets_nothing_pass(LimitId id, long lost)
    {
        await using FixLimitBench engine = await StartWithLossAsync();
        engine.Pass(Side.Buy, RestingBuyTicks, Lots);
        TurnOn(engine, id, lost);
        engine.Refuse(RiskVerdict.LossLimit, RiskScope.Firm, (Side.Sell, FixLimitBench.VenueBidTicks, Lots: 1));
        engine.RunUntil(() => engine.State.Orders.OpenCount == 0);
    }

    private static async Task<FixLimitBench> StartWithLossAsync()
    {
        FixLimitBench engine = await FixLimitBench.StartAsync();
        engine.Fill(Side.Buy, FixLimitBench.VenueAskTicks, HeldLots);
        engine.Timer();
        return engine;
    }

    /// <summary>At what was lost the limit holds, and orders of any size pass; a unit below it is beyond.</summary>
    private static void TurnOn(FixLimitBench engine, LimitId id, long lost)
    {
        engine.SetLimit(RiskScope.Firm, id, lost);
        engine.Timer();
        engine.Pass(Side.Buy, RestingBuyTicks, HeldLots + 1);
        engine.SetLimit(RiskScope.Firm, id, lost - 1);
        engine.Timer();
    }
}
