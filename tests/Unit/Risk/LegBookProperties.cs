using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Risk.Accounts;
using Xunit;

namespace LowLatencyEngine.Unit.Risk;

/// <summary>
/// The gate of a hedging account beside lists of its orders, added up anew with every question: which closes are
/// refused, what is left of each leg, and what both legs come to in gross and margin.
/// </summary>
[Collection(ByteCounting.Name)]
public sealed class LegBookProperties
{
    private const long MarkTicks = 1_000;
    private const ushort Hedger = 0;
    private const ushort Netter = 1;

    private readonly PreTradeRisk _risk = new(Setup());
    private readonly List<Sent> _open = [];
    private long _longLots;
    private long _shortLots;
    private long _netLots; // Of the account that nets.
    private long _nowNs = 1_000_000_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_close_is_refused_exactly_where_a_list_of_orders_has_too_few_lots(int seed)
    {
        var random = new Random(seed);
        int refusedCount = 0;
        for (int step = 0; step < 3_000; step++)
        {
            int choice = random.Next(6);
            if (choice < 3)
                refusedCount += Send(random) ? 0 : 1;
            else if (_open.Count > 0)
                Answer(random, _open[random.Next(_open.Count)], isFill: choice < 5);

            ExpectSums();
        }

        Assert.InRange(refusedCount, 100, 1_400);
    }

    [Fact]
    public void An_order_that_opens_the_smaller_leg_makes_the_gross_larger_and_one_that_closes_does_not()
    {
        var limit = new LimitSetting(RiskScope.Account, 0, LimitId.GrossExposure, 10 * MarkTicks);
        var risk = new PreTradeRisk(Setup() with { Limits = [limit] });
        Fill(risk, Side.Buy, 6, closes: false, new OrderReport { LongLegLots = 6 });
        Fill(risk, Side.Sell, 3, closes: false, new OrderReport { LongLegLots = 6, ShortLegLots = 3 });
        Assert.Equal(9 * MarkTicks, risk.ScopeOf(RowOf(risk, RiskScope.Account)).GrossMicros);
        Assert.Equal(RiskVerdict.GrossExposureLimit, Check(risk, Order(Side.Sell, 2, closes: false)));
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Order(Side.Sell, 1, closes: false)));
        Assert.Equal(RiskVerdict.GrossExposureLimit, Check(risk, Order(Side.Buy, 1, closes: false)));
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Order(Side.Buy, 3, closes: true)));
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Order(Side.Sell, 6, closes: true)));
        Assert.Equal(10 * MarkTicks, risk.ScopeOf(RowOf(risk, RiskScope.Account)).GrossMicros);
        Assert.Equal(10 * MarkTicks / 2, risk.ScopeOf(RowOf(risk, RiskScope.Account)).MarginMicros);
    }

    [Fact]
    public void The_margin_of_a_pair_is_that_of_its_net_where_the_account_says_so()
    {
        var risk = new PreTradeRisk(Setup() with
        {
            HedgedMargins = [HedgedMargin.Net, HedgedMargin.Both],
            Limits = [new LimitSetting(RiskScope.Account, 0, LimitId.Margin, 4 * MarkTicks)],
        });
        Fill(risk, Side.Buy, 6, closes: false, new OrderReport { LongLegLots = 6 });
        Fill(risk, Side.Sell, 4, closes: false, new OrderReport { LongLegLots = 6, ShortLegLots = 4 });
        ScopeRow account = risk.ScopeOf(RowOf(risk, RiskScope.Account));
        Assert.Equal((10 * MarkTicks, MarkTicks), (account.GrossMicros, account.MarginMicros)); // Half of the value.
        Assert.Equal(RiskVerdict.MarginLimit, Check(risk, Order(Side.Buy, 7, closes: false)));
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Order(Side.Buy, 6, closes: false)));
    }

    [Fact]
    public void The_gross_of_both_legs_follows_the_mark()
    {
        Fill(_risk, Side.Buy, 6, closes: false, new OrderReport { LongLegLots = 6 });
        Fill(_risk, Side.Sell, 4, closes: false, new OrderReport { LongLegLots = 6, ShortLegLots = 4 });
        RiskMarket market = Market() with { ReferencePriceTicks = 2 * MarkTicks };
        _risk.OnMarket(0, in market);
        foreach (RiskScope scope in (RiskScope[])[RiskScope.Firm, RiskScope.Account, RiskScope.Venue])
            Assert.Equal(20 * MarkTicks, _risk.ScopeOf(RowOf(_risk, scope)).GrossMicros);
    }

    [Fact]
    public void Every_account_is_said_to_hedge_or_to_net() => Assert.Contains(
        "hedgesCount=1",
        Assert.Throws<ArgumentException>(() => new PreTradeRisk(Setup() with { Hedges = [true] })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Judging_a_hedging_account_allocates_nothing()
    {
        Fill(_risk, Side.Buy, 100, closes: false, new OrderReport { LongLegLots = 100 });
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 500; i++)
        {
            EngineEvent close = Order(Side.Sell, 10, closes: true);
            Check(_risk, in close);
            _risk.OnReport(Report(in close, 0, 10, 0, new OrderReport { LongLegLots = 100 }));
            EngineEvent tooMuch = Order(Side.Sell, 101, closes: true);
            Check(_risk, in tooMuch);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static RiskSetup Setup() => new()
    {
        Instruments =
        [
            new InstrumentControls
            {
                Name = "i0",
                MarginPpm = 500_000,
                Limits = new RiskLimits
                {
                    OrderQtyLotsMax = 1_000_000, OrderNotionalTickLotsMax = 1L << 40, PositionLotsMax = 1L << 30,
                    PriceTicksMin = 1, PriceTicksMax = 1L << 20, PriceBandTicks = 1 << 20, OpenOrdersMax = 4_000,
                },
            },
        ],
        MessageRate = new MessageRateLimit { MessagesMax = 10_000, WindowNs = 1_000_000_000, CancelReserve = 10 },
        Accounts = ["hedge", "net"],
        Hedges = [true, false],
        Strategies = [new StrategyControls("hedger"), new StrategyControls("netter", AccountIndex: 1)],
    };

    private static int RowOf(PreTradeRisk risk, RiskScope scope) => risk.Scopes.TryRowOf(scope, 0);

    private bool Send(Random random)
    {
        ushort strategy = random.Next(4) == 0 ? Netter : Hedger;
        bool isMarked = random.Next(2) == 0;
        EngineEvent order = Order(
            random.Next(2) == 0 ? Side.Buy : Side.Sell, random.Next(1, isMarked ? 90 : 30), isMarked);
        order.Order.StrategyIndex = strategy;
        bool closes = order.Flags.Closes() && strategy == Hedger;
        long heldLots = order.Side == Side.Sell ? _longLots : _shortLots;
        long closingLots = _open.Where(o => o.Closes && o.Side == order.Side).Sum(o => o.OpenLots);
        bool isTooMuch = closes && order.Order.QtyLots > heldLots - closingLots;
        Assert.Equal(isTooMuch ? RiskVerdict.LegTooSmall : RiskVerdict.Accepted, Check(_risk, in order));
        if (isTooMuch)
        {
            Assert.Equal(new RiskDenial { Used = heldLots, Change = closingLots }, _risk.LastDenial.Values);
            return false;
        }

        if (random.Next(8) == 0)
            _risk.Withdraw(in order, RiskVerdict.OrderTableFull);
        else
            _open.Add(new Sent(order, closes) { OpenLots = order.Order.QtyLots });

        return true;
    }

    private void Answer(Random random, Sent order, bool isFill)
    {
        long lots = random.Next(2) == 0 ? order.OpenLots : random.NextInt64(1, order.OpenLots + 1);
        order.OpenLots -= lots;
        if (isFill)
            Move(order, lots);

        bool isHedger = order.Strategy == Hedger;
        var legs = new OrderReport { LongLegLots = _longLots, ShortLegLots = _shortLots, HasLegs = isHedger };
        EngineEvent intent = order.Intent;
        _risk.OnReport(Report(in intent, isFill ? lots : 0, isFill ? 0 : lots, order.OpenLots, legs) with
        {
            ClosesLeg = order.Closes,
        });
        if (order.OpenLots == 0)
            _open.Remove(order);
    }

    private void Move(Sent order, long lots)
    {
        if (order.Strategy == Netter)
            _netLots += lots * (sbyte)order.Side;
        else if (order.Side == Side.Buy)
            (order.Closes ? ref _shortLots : ref _longLots) += order.Closes ? -lots : lots;
        else
            (order.Closes ? ref _longLots : ref _shortLots) += order.Closes ? -lots : lots;
    }

    /// <summary>The account's gross is both legs and what opens; the firm's is its net's and what pairs add.</summary>
    private void ExpectSums()
    {
        long openingLots = _open.Where(o => !o.Closes && o.Strategy == Hedger).Sum(o => o.OpenLots);
        long grossLots = _longLots + _shortLots + openingLots;
        ScopeRow account = _risk.ScopeOf(RowOf(_risk, RiskScope.Account));
        Assert.Equal(grossLots * MarkTicks, account.GrossMicros);
        Assert.Equal(grossLots * MarkTicks / 2, account.MarginMicros);
        long extraLots = grossLots - NetGrossLots(o => o.Strategy == Hedger, _longLots - _shortLots);
        long firmLots = NetGrossLots(_ => true, _longLots - _shortLots + _netLots);
        Assert.Equal((firmLots + extraLots) * MarkTicks, _risk.ScopeOf(0).GrossMicros);
        Assert.Equal((firmLots + extraLots) * MarkTicks, _risk.ScopeOf(RowOf(_risk, RiskScope.Venue)).GrossMicros);
    }

    private long NetGrossLots(Func<Sent, bool> belongs, long positionLots) => Math.Max(
        positionLots + _open.Where(o => belongs(o) && o.Side == Side.Buy).Sum(o => o.OpenLots),
        _open.Where(o => belongs(o) && o.Side == Side.Sell).Sum(o => o.OpenLots) - positionLots);

    private RiskVerdict Check(PreTradeRisk risk, in EngineEvent order)
    {
        RiskMarket market = Market();
        return risk.CheckAndReserve(in order, in market);
    }

    private void Fill(PreTradeRisk risk, Side side, long lots, bool closes, OrderReport legs)
    {
        EngineEvent order = Order(side, lots, closes);
        Assert.Equal(RiskVerdict.Accepted, Check(risk, in order));
        risk.OnReport(Report(in order, lots, 0, 0, legs));
    }

    private RiskMarket Market() => new()
    {
        ReferencePriceTicks = MarkTicks, BestBidTicks = MarkTicks - 1, BestAskTicks = MarkTicks + 1, IsFit = true,
        VenueState = VenueState.Ready, NowNs = _nowNs += 1_000, QuoteTimestampNs = _nowNs,
    };

    private EngineEvent Order(Side side, long qtyLots, bool closes)
    {
        EngineEvent order = default;
        order.Kind = EventKind.NewOrder;
        order.ReceiveTimestampNs = _nowNs;
        order.Side = side;
        order.Flags = order.Flags.WithClosing(closes);
        order.Order = new OrderRequest
        {
            OrderId = 1, QtyLots = qtyLots, PriceTicks = MarkTicks, Type = OrderType.Limit,
            TimeInForce = TimeInForce.GoodTillCancel, StrategyIndex = Hedger,
        };
        return order;
    }

    private static OrderReport Report(
        in EngineEvent order, long filledLots, long releasedLots, long openLots, OrderReport legs) => legs with
    {
        OrderId = 1,
        InstrumentIndex = 0,
        StrategyIndex = order.Order.StrategyIndex,
        Side = order.Side,
        Status = OrderStatus.New,
        Kind = OrderReportKind.Filled,
        PriceTicks = order.Order.PriceTicks,
        FillPriceTicks = MarkTicks,
        FilledLots = filledLots,
        ReleasedLots = releasedLots,
        OpenLots = openLots,
        ReservedLots = openLots,
        ClosesLeg = order.Flags.Closes(),
        HasLegs = legs.HasLegs || order.Order.StrategyIndex == Hedger,
    };

    /// <summary>An order as the list has it.</summary>
    private sealed class Sent(EngineEvent intent, bool closes)
    {
        public EngineEvent Intent => intent;

        public bool Closes => closes;

        public Side Side => intent.Side;

        public ushort Strategy => intent.Order.StrategyIndex;

        public long OpenLots { get; set; }
    }
}
