using System;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Risk;

/// <summary>Control 5: every type with every time in force, at venues that have them and at one that has not.</summary>
[Collection(ByteCounting.Name)]
public sealed class OrderKindsTests
{
    private const long StopTicks = RiskCases.ReferencePriceTicks + 10;

    private static readonly OrderType[] Types = Enum.GetValues<OrderType>();
    private static readonly TimeInForce[] Times = Enum.GetValues<TimeInForce>();

    /// <summary>By number: none, day, till cancelled, at once, all or none, till date, opening, close.</summary>
    public static TheoryData<OrderType, string> Table => new()
    {
        { OrderType.None, "- - - - - - - -" },
        { OrderType.Market, "- x - x x - x x" },
        { OrderType.Limit, "- x x x x x x x" },
        { OrderType.Stop, "- x x x x x - -" },
        { OrderType.StopLimit, "- x x x x x - -" },
        { OrderType.MarketToLimit, "- x x - - x x x" },
        { OrderType.MarketIfTouched, "- x x x x x - -" },
        { OrderType.LimitIfTouched, "- x x x x x - -" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Knows_which_combinations_mean_anything(OrderType type, string expected) => Assert.Equal(
        expected, string.Join(' ', Times.Select(time => OrderKinds.IsValid(type, time) ? "x" : "-")));

    [Theory]
    [MemberData(nameof(Table))]
    public void The_gate_lets_through_what_means_anything_where_the_venue_has_all_of_it(OrderType type, string expected)
    {
        PreTradeRisk risk = RiskOf(OrderKinds.OfValid(Types, Times));
        Assert.Equal(expected, string.Join(' ', Times.Select(time => VerdictOn(risk, type, time) switch
        {
            RiskVerdict.Accepted => "x",
            RiskVerdict.UnsupportedOrder => "-",
            RiskVerdict.PriceOutOfRange when type == OrderType.None => "-",
            var other => other.ToString(),
        })));
    }

    [Fact]
    public void The_gate_refuses_each_combination_that_the_venue_has_not()
    {
        long all = OrderKinds.OfValid(Types, Times);
        foreach (OrderType type in Types.Skip(1))
        {
            foreach (TimeInForce time in Times.Where(time => OrderKinds.IsValid(type, time)))
            {
                PreTradeRisk risk = RiskOf(all & ~OrderKinds.Of(type, time));
                Assert.Equal(RiskVerdict.UnsupportedOrder, VerdictOn(risk, type, time));
                Assert.Equal(RiskVerdict.Accepted, VerdictOn(RiskOf(OrderKinds.Of(type, time)), type, time));
            }
        }
    }

    [Fact]
    public void A_venue_of_which_nothing_is_said_has_market_and_limit_orders_only()
    {
        PreTradeRisk risk = new(RiskSetupCases.Setup);
        foreach (OrderType type in Types.Skip(1))
        {
            foreach (TimeInForce time in Times)
            {
                bool isOld = type <= OrderType.Limit && time <= TimeInForce.FillOrKill;
                Assert.Equal(
                    isOld ? RiskVerdict.Accepted : RiskVerdict.UnsupportedOrder, VerdictOn(risk, type, time));
            }
        }
    }

    [Fact]
    public void A_refusal_says_which_combination_it_was_and_what_FIX_calls_it()
    {
        PreTradeRisk risk = RiskOf(OrderKinds.Plain);
        Assert.Equal(RiskVerdict.UnsupportedOrder, VerdictOn(risk, OrderType.StopLimit, TimeInForce.GoodTillDate));
        Denial denial = risk.LastDenial;
        Assert.Equal(
            "UNSUPPORTED_ORDER: scope=instrument:X type=StopLimit timeInForce=GoodTillDate",
            DenialText.Of(denial.Verdict, "instrument:X", denial.Values, orderLots: 1));
        Assert.Equal(11, DenialText.OrdRejReason(denial.Verdict));
    }

    [Theory]
    [InlineData(OrderType.Stop, 0, 0, RiskVerdict.PriceOutOfRange)] // No trigger.
    [InlineData(OrderType.Stop, StopTicks, 5, RiskVerdict.PriceOutOfRange)] // A limit that it does not have.
    [InlineData(OrderType.Limit, StopTicks, 10_000, RiskVerdict.PriceOutOfRange)] // A trigger that it does not have.
    [InlineData(OrderType.StopLimit, StopTicks, 0, RiskVerdict.PriceOutOfRange)]
    [InlineData(OrderType.StopLimit, 20_001, 20_000, RiskVerdict.PriceOutOfRange)]
    [InlineData(OrderType.StopLimit, 19_000, 19_020, RiskVerdict.Accepted)] // The band is measured from the trigger.
    [InlineData(OrderType.StopLimit, 19_000, 19_021, RiskVerdict.PriceOutsideBand)]
    public void The_gate_wants_the_prices_that_a_type_has(
        OrderType type, long stopTicks, long priceTicks, RiskVerdict expected)
    {
        EngineEvent order = Order(type, TimeInForce.Day);
        order.Order.PriceTicks = priceTicks;
        order.Terms.StopPriceTicks = stopTicks;
        Assert.Equal(expected, RiskOf(OrderKinds.OfValid(Types, Times)).CheckAndReserve(in order, RiskCases.Market));
    }

    [Theory]
    [InlineData(1, OrderType.Limit, TimeInForce.Day, RiskVerdict.Accepted)]
    [InlineData(9, OrderType.Limit, TimeInForce.GoodTillDate, RiskVerdict.Accepted)]
    [InlineData(10, OrderType.Limit, TimeInForce.Day, RiskVerdict.UnsupportedOrder)] // All of it.
    [InlineData(-1, OrderType.Limit, TimeInForce.Day, RiskVerdict.UnsupportedOrder)]
    [InlineData(1, OrderType.Limit, TimeInForce.ImmediateOrCancel, RiskVerdict.UnsupportedOrder)]
    [InlineData(1, OrderType.Market, TimeInForce.Day, RiskVerdict.UnsupportedOrder)]
    public void The_gate_lets_an_order_that_rests_show_less_than_it_has(
        long displayLots, OrderType type, TimeInForce time, RiskVerdict expected)
    {
        EngineEvent order = Order(type, time);
        order.Terms.DisplayLots = displayLots;
        PreTradeRisk risk = RiskOf(OrderKinds.OfValid(Types, Times), OrderInstructions.Display);
        Assert.Equal(expected, risk.CheckAndReserve(in order, RiskCases.Market));
        Assert.Equal(RiskVerdict.UnsupportedOrder, RiskOf(OrderKinds.OfValid(Types, Times)).CheckAndReserve(
            in order, RiskCases.Market));
    }

    [Theory]
    [InlineData(OrderType.Limit, TimeInForce.Day, RiskVerdict.Accepted)]
    [InlineData(OrderType.Limit, TimeInForce.ImmediateOrCancel, RiskVerdict.UnsupportedOrder)]
    [InlineData(OrderType.Market, TimeInForce.Day, RiskVerdict.UnsupportedOrder)]
    public void The_gate_lets_an_order_that_rests_be_one_that_adds_only(
        OrderType type, TimeInForce time, RiskVerdict expected)
    {
        EngineEvent order = Order(type, time);
        order.Flags |= EventFlags.PostOnly;
        PreTradeRisk risk = RiskOf(OrderKinds.Plain, OrderInstructions.PostOnly);
        Assert.Equal(expected, risk.CheckAndReserve(in order, RiskCases.Market));
        Assert.Equal(
            RiskVerdict.UnsupportedOrder, RiskOf(OrderKinds.Plain).CheckAndReserve(in order, RiskCases.Market));
    }

    [Theory]
    [InlineData(TimeInForce.GoodTillDate, RiskCases.NowNs + 1, RiskVerdict.Accepted)]
    [InlineData(TimeInForce.GoodTillDate, RiskCases.NowNs, RiskVerdict.UnsupportedOrder)] // Over.
    [InlineData(TimeInForce.GoodTillDate, 0, RiskVerdict.UnsupportedOrder)] // Till when?
    [InlineData(TimeInForce.Day, RiskCases.NowNs + 1, RiskVerdict.UnsupportedOrder)] // Not its time in force.
    public void The_gate_wants_a_date_of_an_order_that_is_good_till_one(
        TimeInForce time, long expireNs, RiskVerdict expected)
    {
        EngineEvent order = Order(OrderType.Limit, time);
        order.Terms.ExpireTimestampNs = expireNs;
        Assert.Equal(
            expected, RiskOf(OrderKinds.OfValid(Types, Times)).CheckAndReserve(in order, RiskCases.Market));
    }

    [Fact]
    public void A_stop_to_buy_counts_at_the_worst_price_behind_its_trigger()
    {
        // 10 lots at 10,010 + 20 ticks of the band are 100,300.
        var limits = RiskCases.Limits with { OrderNotionalTickLotsMax = 100_300 };
        EngineEvent order = Order(OrderType.Stop, TimeInForce.Day);
        Assert.Equal(RiskVerdict.Accepted, RiskOf(AllOf(), limits).CheckAndReserve(in order, RiskCases.Market));
        limits = limits with { OrderNotionalTickLotsMax = 100_299 };
        Assert.Equal(RiskVerdict.NotionalLimit, RiskOf(AllOf(), limits).CheckAndReserve(in order, RiskCases.Market));
    }

    [Fact]
    public void Judging_a_stop_allocates_nothing()
    {
        PreTradeRisk risk = RiskOf(AllOf());
        EngineEvent order = Order(OrderType.StopLimit, TimeInForce.Day);
        for (int i = 0; i < 100; i++)
            risk.Probe(in order, RiskCases.Market);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
            risk.Probe(in order, RiskCases.Market);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static long AllOf() => OrderKinds.OfValid(Types, Times);

    private static PreTradeRisk RiskOf(long kinds, OrderInstructions instructions = OrderInstructions.None) =>
        new(RiskSetupCases.Setup with
        {
            Instruments = [RiskSetupCases.Setup.Instruments[0] with
            {
                OrderKinds = kinds, Instructions = instructions, Phases = [new(0, SessionPhase.PreOpen)],
            }],
        });

    private static PreTradeRisk RiskOf(long kinds, RiskLimits limits) => new(RiskSetupCases.Setup with
    {
        Instruments = [RiskSetupCases.Setup.Instruments[0] with { OrderKinds = kinds, Limits = limits }],
    });

    private static RiskVerdict VerdictOn(PreTradeRisk risk, OrderType type, TimeInForce time)
    {
        EngineEvent order = Order(type, time);
        return risk.Probe(in order, RiskCases.Market);
    }

    private static EngineEvent Order(OrderType type, TimeInForce time)
    {
        EngineEvent order = RiskCases.Limit(Side.Buy, qtyLots: 10);
        order.Order.Type = type;
        order.Order.TimeInForce = time;
        order.Order.PriceTicks = type.HasLimit() ? RiskCases.ReferencePriceTicks : 0;
        order.Terms.StopPriceTicks = type.HasTrigger() ? StopTicks : 0;
        order.Terms.ExpireTimestampNs = time == TimeInForce.GoodTillDate ? RiskCases.NowNs + 1 : 0;
        return order;
    }
}
