using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;
using static LowLatencyEngine.Unit.Risk.RiskCases;

namespace LowLatencyEngine.Unit.Risk;

public sealed class PreTradeRiskTests
{
    [Theory]
    [InlineData(0, RiskVerdict.OrderQtyOutOfRange)]
    [InlineData(-1, RiskVerdict.OrderQtyOutOfRange)]
    [InlineData(long.MinValue, RiskVerdict.OrderQtyOutOfRange)]
    [InlineData(1, RiskVerdict.Accepted)]
    [InlineData(50, RiskVerdict.Accepted)]
    [InlineData(51, RiskVerdict.OrderQtyOutOfRange)]
    [InlineData(long.MaxValue, RiskVerdict.OrderQtyOutOfRange)]
    public void Quantity_is_one_to_its_maximum(long qtyLots, RiskVerdict expected) =>
        Assert.Equal(expected, Check(RiskOf(Limits), Limit(Side.Buy, qtyLots)));

    [Theory]
    [InlineData((sbyte)0)]
    [InlineData((sbyte)2)]
    public void An_order_without_a_side_has_no_quantity_in_range(sbyte side) =>
        Assert.Equal(RiskVerdict.OrderQtyOutOfRange, Check(RiskOf(Limits), Limit((Side)side, 1)));

    [Theory]
    [InlineData(9_990, RiskVerdict.Accepted)]
    [InlineData(9_989, RiskVerdict.PriceOutOfRange)]
    [InlineData(10_005, RiskVerdict.Accepted)]
    [InlineData(10_006, RiskVerdict.PriceOutOfRange)]
    [InlineData(0, RiskVerdict.PriceOutOfRange)]
    [InlineData(long.MaxValue, RiskVerdict.PriceOutOfRange)]
    public void Limit_price_stays_within_its_range(long priceTicks, RiskVerdict expected)
    {
        RiskLimits limits = Limits with { PriceTicksMin = 9_990, PriceTicksMax = 10_005 };
        Assert.Equal(expected, Check(RiskOf(limits), Limit(Side.Buy, 1, priceTicks)));
    }

    [Fact]
    public void A_market_order_with_a_price_and_an_order_of_no_type_are_out_of_range()
    {
        EngineEvent priced = MarketOrder(Side.Buy, 1);
        priced.Order.PriceTicks = ReferencePriceTicks;
        EngineEvent untyped = Limit(Side.Buy, 1);
        untyped.Order.Type = OrderType.None;

        Assert.Equal(RiskVerdict.PriceOutOfRange, Check(RiskOf(Limits), priced));
        Assert.Equal(RiskVerdict.PriceOutOfRange, Check(RiskOf(Limits), untyped));
        Assert.Equal(RiskVerdict.Accepted, Check(RiskOf(Limits), MarketOrder(Side.Buy, 1)));
    }

    [Theory]
    [InlineData(+20, RiskVerdict.Accepted)]
    [InlineData(+21, RiskVerdict.PriceOutsideBand)]
    [InlineData(-20, RiskVerdict.Accepted)]
    [InlineData(-21, RiskVerdict.PriceOutsideBand)]
    public void Band_in_ticks_is_inclusive_on_both_sides(long deviationTicks, RiskVerdict expected)
    {
        Assert.Equal(expected, Check(RiskOf(Limits), Limit(Side.Buy, 1, ReferencePriceTicks + deviationTicks)));
        Assert.Equal(expected, Check(RiskOf(Limits), Limit(Side.Sell, 1, ReferencePriceTicks + deviationTicks)));
    }

    [Theory]
    [InlineData(10_000, 10_015, RiskVerdict.Accepted)] // 15 bp of 10,000 are 15 ticks.
    [InlineData(10_000, 10_016, RiskVerdict.PriceOutsideBand)]
    [InlineData(10_666, 10_681, RiskVerdict.Accepted)] // 15.999 ticks: 15 pass, 16 do not.
    [InlineData(10_666, 10_682, RiskVerdict.PriceOutsideBand)]
    [InlineData(10_667, 10_683, RiskVerdict.Accepted)] // 16.0005 ticks.
    [InlineData(10_667, 10_684, RiskVerdict.PriceOutsideBand)]
    [InlineData(-10_000, -10_015, RiskVerdict.Accepted)] // A spread: the share is of the magnitude.
    [InlineData(-10_000, -9_984, RiskVerdict.PriceOutsideBand)]
    public void Band_in_basis_points_is_compared_without_rounding(long reference, long priceTicks, RiskVerdict expected)
    {
        RiskLimits limits = Limits with
        {
            PriceTicksMin = -20_000, PriceBandTicks = 0, PriceBandBasisPoints = 15,
        };
        EngineEvent intent = Limit(Side.Sell, 1, priceTicks);
        RiskMarket market = Market with { ReferencePriceTicks = reference };
        Assert.Equal(expected, RiskOf(limits).CheckAndReserve(in intent, in market));
    }

    [Theory]
    [InlineData(10_000, 10, 100_000, RiskVerdict.Accepted)]
    [InlineData(10_000, 10, 99_999, RiskVerdict.NotionalLimit)]
    [InlineData(10_001, 10, 100_010, RiskVerdict.Accepted)]
    [InlineData(10_001, 10, 100_009, RiskVerdict.NotionalLimit)]
    public void Notional_is_price_times_quantity(long priceTicks, long qtyLots, long notionalMax, RiskVerdict expected)
    {
        RiskLimits limits = Limits with { OrderNotionalTickLotsMax = notionalMax };
        Assert.Equal(expected, Check(RiskOf(limits), Limit(Side.Sell, qtyLots, priceTicks)));
    }

    [Theory]
    [InlineData(Side.Buy, 100_200, RiskVerdict.Accepted)] // 10,020 ticks: the end of the band.
    [InlineData(Side.Buy, 100_199, RiskVerdict.NotionalLimit)]
    [InlineData(Side.Sell, 100_000, RiskVerdict.Accepted)] // The reference.
    [InlineData(Side.Sell, 99_999, RiskVerdict.NotionalLimit)]
    public void A_market_order_is_priced_where_the_band_ends(Side side, long notionalMax, RiskVerdict expected)
    {
        RiskLimits limits = Limits with { OrderNotionalTickLotsMax = notionalMax };
        Assert.Equal(expected, Check(RiskOf(limits), MarketOrder(side, 10)));
    }

    [Fact]
    public void A_notional_beyond_64_bits_is_refused_rather_than_wrapped()
    {
        RiskLimits limits = Limits with
        {
            OrderQtyLotsMax = RiskLimits.LotsMax, PositionLotsMax = RiskLimits.LotsMax,
            PriceTicksMax = RiskLimits.PriceTicksMagnitudeMax, PriceTicksMin = -RiskLimits.PriceTicksMagnitudeMax,
            PriceBandTicks = RiskLimits.PriceTicksMagnitudeMax, OrderNotionalTickLotsMax = long.MaxValue,
        };
        EngineEvent high = Limit(Side.Buy, 1L << 50, 1L << 30);
        EngineEvent low = Limit(Side.Buy, 1L << 50, -(1L << 30));
        RiskMarket market = Market with { ReferencePriceTicks = 0 };

        Assert.Equal(RiskVerdict.NotionalLimit, RiskOf(limits).CheckAndReserve(in high, in market));
        Assert.Equal(RiskVerdict.NotionalLimit, RiskOf(limits).CheckAndReserve(in low, in market));
    }

    [Theory]
    [InlineData(Side.Buy, Side.Sell)]
    [InlineData(Side.Sell, Side.Buy)]
    public void All_open_orders_of_a_side_count_as_filled(Side side, Side otherSide)
    {
        PreTradeRisk risk = RiskOf(Limits);
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(side, 50)));
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(side, 50)));

        Assert.Equal(RiskVerdict.PositionLimit, Check(risk, Limit(side, 1)));
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(otherSide, 50))); // Still free, to its limit.
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(otherSide, 50)));
        Assert.Equal(RiskVerdict.PositionLimit, Check(risk, Limit(otherSide, 1)));
    }

    [Fact]
    public void An_order_that_reduces_an_oversized_position_passes()
    {
        PreTradeRisk risk = RiskOf(Limits);
        risk.OnReport(Report(Side.Buy, filledLots: 150, releasedLots: -150, openLots: 0)); // A foreign fill.

        Assert.Equal(RiskVerdict.PositionLimit, Check(risk, Limit(Side.Buy, 1)));
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(Side.Sell, 50)));
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(Side.Sell, 50)));
    }

    [Fact]
    public void A_reducing_order_may_turn_the_position_as_far_as_the_limit_and_no_further()
    {
        PreTradeRisk risk = RiskOf(Limits with { OrderQtyLotsMax = 500, OrderNotionalTickLotsMax = long.MaxValue });
        risk.OnReport(Report(Side.Buy, filledLots: 150, releasedLots: -150, openLots: 0));

        Assert.Equal(RiskVerdict.PositionLimit, Check(risk, Limit(Side.Sell, 251)));
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(Side.Sell, 250)));
        Assert.Equal(RiskVerdict.PositionLimit, Check(risk, Limit(Side.Sell, 1)));
    }

    [Fact]
    public void Open_orders_are_counted_up_to_their_maximum()
    {
        PreTradeRisk risk = RiskOf(Limits with { OpenOrdersMax = 2 });
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(Side.Buy, 1)));
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(Side.Sell, 1)));
        Assert.Equal(RiskVerdict.OpenOrderLimit, Check(risk, Limit(Side.Buy, 1)));

        risk.OnReport(Report(Side.Sell, filledLots: 1, releasedLots: 0, openLots: 0));
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(Side.Buy, 1)));
    }

    [Fact]
    public void Checks_are_made_in_the_order_of_the_verdicts()
    {
        PreTradeRisk risk = new([Limits with { OpenOrdersMax = 1, PositionLotsMax = 49 }], new MessageRateLimit
        {
            MessagesMax = 2, WindowNs = WindowNs, CancelReserve = 1,
        });
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(Side.Buy, 1))); // The only order and message.
        risk.Halt();

        EngineEvent intent = Limit(Side.Buy, 51, priceTicks: 20_001);
        intent.InstrumentIndex = 1;
        RiskMarket market = Market with { IsFit = false, VenueState = VenueState.LoggedOn };
        ExpectThenMend(RiskVerdict.KillSwitchEngaged, () => risk.OnCommand(Command(CommandKind.Resume)));
        ExpectThenMend(RiskVerdict.UnknownInstrument, () => intent.InstrumentIndex = 0);
        ExpectThenMend(RiskVerdict.MarketDataUnfit, () => market = market with { IsFit = true });
        ExpectThenMend(RiskVerdict.VenueNotReady, () => market = market with { VenueState = VenueState.Ready });
        ExpectThenMend(RiskVerdict.OrderQtyOutOfRange, () => intent.Order.QtyLots = 50);
        ExpectThenMend(RiskVerdict.PriceOutOfRange, () => intent.Order.PriceTicks = 20_000);
        ExpectThenMend(RiskVerdict.PriceOutsideBand, () => market = market with { ReferencePriceTicks = 20_001 });
        intent.Order.Type = OrderType.Market; // Priced at the band's end: 50 * 20,021 is above 1,000,000.
        intent.Order.PriceTicks = 0;
        ExpectThenMend(RiskVerdict.NotionalLimit, () => market = Market);
        ExpectThenMend(RiskVerdict.PositionLimit, () => intent.Order.QtyLots = 48);
        ExpectThenMend(
            RiskVerdict.OpenOrderLimit,
            () => risk.OnReport(Report(Side.Buy, filledLots: 0, releasedLots: 1, openLots: 0)));
        ExpectThenMend(RiskVerdict.MessageRateLimit, () => market = market with { NowNs = NowNs + WindowNs });
        Assert.Equal(RiskVerdict.Accepted, risk.CheckAndReserve(in intent, in market));

        void ExpectThenMend(RiskVerdict expected, Action mend)
        {
            Assert.Equal(expected, risk.CheckAndReserve(in intent, in market));
            Assert.Equal(1, risk.DenialCount(expected));
            mend();
        }
    }

    [Theory]
    [InlineData(VenueState.None)]
    [InlineData(VenueState.Disconnected)]
    [InlineData(VenueState.LoggedOn)]
    public void Orders_need_a_session_that_is_ready(VenueState state)
    {
        EngineEvent intent = Limit(Side.Buy, 1);
        Assert.Equal(
            RiskVerdict.VenueNotReady, RiskOf(Limits).CheckAndReserve(in intent, Market with { VenueState = state }));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void An_instrument_without_limits_is_unknown(int instrumentIndex)
    {
        EngineEvent intent = Limit(Side.Buy, 1);
        intent.InstrumentIndex = instrumentIndex;
        Assert.Equal(RiskVerdict.UnknownInstrument, Check(RiskOf(Limits), intent));
    }

    [Fact]
    public void A_refused_order_reserves_nothing()
    {
        PreTradeRisk risk = RiskOf(Limits);
        Check(risk, Limit(Side.Buy, 51));
        Check(risk, Limit(Side.Buy, 1, priceTicks: 10_021));

        Assert.Equal(default, risk.ExposureOf(0));
        Assert.Equal(Rate.MessagesMax, risk.RoomForCancels(NowNs));
    }
}
