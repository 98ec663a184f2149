using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;
using static LowLatencyEngine.Unit.Risk.RiskCases;

namespace LowLatencyEngine.Unit.Risk;

/// <summary>
/// Random orders, fills and cancels against a slow twin that adds everything up anew; the seed replays a failure.
/// </summary>
public sealed class PreTradeRiskProperties
{
    private const int InstrumentCount = 3;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Agrees_with_a_twin_that_adds_up_all_orders_anew_each_time(int seed)
    {
        var random = new Random(seed);
        RiskLimits[] limits = [.. Enumerable.Range(0, InstrumentCount).Select(_ => RandomLimits(random))];
        var risk = new PreTradeRisk(limits, Rate);
        var twin = new Twin(limits);
        for (int step = 0; step < 20_000; step++)
        {
            if (twin.Orders.Count > 0 && random.Next(2) == 0)
                MoveOne(random, risk, twin);
            else
                CheckOne(random, risk, twin, step);

            for (int i = 0; i < InstrumentCount; i++)
                ExpectSameExposure(twin, risk, i);
        }

        Assert.Equal(0, risk.DenialCount(RiskVerdict.Accepted));
        for (int verdict = 2; verdict <= (int)RiskVerdict.OpenOrderLimit; verdict++)
            Assert.Equal(twin.Denials.GetValueOrDefault((RiskVerdict)verdict), risk.DenialCount((RiskVerdict)verdict));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Position_stays_within_its_limit_whatever_the_order_of_fills(int seed)
    {
        var random = new Random(seed);
        PreTradeRisk risk = RiskOf(Limits with { OrderNotionalTickLotsMax = long.MaxValue });
        long[] openLots = new long[2];
        for (int step = 0; step < 20_000; step++)
        {
            Side side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            ref long sideLots = ref openLots[side == Side.Buy ? 0 : 1];
            long qtyLots = random.Next(1, 60);
            if (CheckAt(risk, Limit(side, qtyLots), NowNs + (step * WindowNs)) == RiskVerdict.Accepted)
                sideLots += qtyLots;

            long filledLots = random.NextInt64(sideLots + 1);
            if (filledLots > 0)
                risk.OnReport(Report(side, filledLots, releasedLots: 0, openLots: sideLots - filledLots));

            sideLots -= filledLots;
            Assert.InRange(risk.ExposureOf(0).PositionLots, -Limits.PositionLotsMax, Limits.PositionLotsMax);
        }
    }

    private static void CheckOne(Random random, PreTradeRisk risk, Twin twin, int step)
    {
        int instrument = random.Next(InstrumentCount + 1) - (random.Next(20) == 0 ? 1 : 0);
        Side side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
        EngineEvent intent = Limit(side, random.Next(0, 60), random.Next(9_950, 10_050));
        intent.InstrumentIndex = instrument;
        if (random.Next(4) == 0)
        {
            intent.Order.Type = OrderType.Market;
            intent.Order.PriceTicks = 0;
        }

        RiskMarket market = Market with
        {
            ReferencePriceTicks = random.Next(9_960, 10_040),
            NowNs = NowNs + (step * WindowNs),
            IsFit = random.Next(30) > 0,
            VenueState = random.Next(30) > 0 ? VenueState.Ready : VenueState.LoggedOn,
        };
        RiskVerdict expected = twin.Judge(in intent, in market);
        Assert.Equal(expected, risk.CheckAndReserve(in intent, in market));
    }

    private static void MoveOne(Random random, PreTradeRisk risk, Twin twin)
    {
        Twin.Order order = twin.Orders[random.Next(twin.Orders.Count)];
        long filledLots = random.NextInt64(order.OpenLots + 1);
        bool isClosed = random.Next(3) == 0;
        long releasedLots = isClosed ? order.OpenLots - filledLots : 0;
        bool isOverfilled = random.Next(50) == 0;
        if (isOverfilled)
        {
            filledLots = order.OpenLots + 3;
            releasedLots = -3;
        }

        order.OpenLots -= filledLots + releasedLots;
        order.FilledLots += filledLots;
        OrderReport report = Report(order.Side, filledLots, releasedLots, order.OpenLots);
        report.InstrumentIndex = order.Instrument;
        risk.OnReport(in report);
        if (order.OpenLots == 0)
            twin.Close(order);
    }

    private static void ExpectSameExposure(Twin twin, PreTradeRisk risk, int instrument)
    {
        Exposure exposure = risk.ExposureOf(instrument);
        Assert.Equal(
            (twin.Position(instrument), twin.Open(instrument, Side.Buy), twin.Open(instrument, Side.Sell)),
            ((decimal)exposure.PositionLots, (decimal)exposure.OpenBuyLots, (decimal)exposure.OpenSellLots));
        Assert.Equal(twin.Orders.Count(o => o.Instrument == instrument), exposure.OpenOrderCount);
    }

    private static RiskLimits RandomLimits(Random random)
    {
        bool isInTicks = random.Next(2) == 0;
        return new RiskLimits
        {
            OrderQtyLotsMax = random.Next(30, 60),
            OrderNotionalTickLotsMax = random.Next(300_000, 600_000),
            PositionLotsMax = random.Next(50, 200),
            PriceTicksMin = random.Next(9_950, 9_970),
            PriceTicksMax = random.Next(10_030, 10_050),
            PriceBandTicks = isInTicks ? random.Next(10, 60) : 0,
            PriceBandBasisPoints = isInTicks ? 0 : random.Next(10, 60),
            OpenOrdersMax = random.Next(2, 8),
        };
    }

    /// <summary>Written the long way round: decimals, a list, nothing kept that could be added up.</summary>
    private sealed class Twin(RiskLimits[] limits)
    {
        private readonly decimal[] _closedPositions = new decimal[limits.Length];

        public List<Order> Orders { get; } = [];

        public Dictionary<RiskVerdict, long> Denials { get; } = [];

        public decimal Position(int instrument) => _closedPositions[instrument] +
            Orders.Where(o => o.Instrument == instrument).Sum(o => (decimal)o.FilledLots * (int)o.Side);

        public decimal Open(int instrument, Side side) =>
            Orders.Where(o => o.Instrument == instrument && o.Side == side).Sum(o => (decimal)o.OpenLots);

        public void Close(Order order)
        {
            Orders.Remove(order);
            _closedPositions[order.Instrument] += order.FilledLots * (int)order.Side;
        }

        public RiskVerdict Judge(in EngineEvent intent, in RiskMarket market)
        {
            RiskVerdict verdict = FirstFailure(in intent, in market);
            if (verdict != RiskVerdict.Accepted)
                Denials[verdict] = Denials.GetValueOrDefault(verdict) + 1;
            else
                Orders.Add(new Order(intent.InstrumentIndex, intent.Side) { OpenLots = intent.Order.QtyLots });

            return verdict;
        }

        private RiskVerdict FirstFailure(in EngineEvent intent, in RiskMarket market)
        {
            if (intent.InstrumentIndex < 0 || intent.InstrumentIndex >= limits.Length)
                return RiskVerdict.UnknownInstrument;

            RiskLimits limit = limits[intent.InstrumentIndex];
            bool isMarket = intent.Order.Type == OrderType.Market;
            decimal reference = market.ReferencePriceTicks;
            decimal price = isMarket ? reference : intent.Order.PriceTicks;
            decimal share = limit.PriceBandBasisPoints / 10_000m;
            decimal band = limit.PriceBandTicks > 0 ? limit.PriceBandTicks : Math.Abs(reference) * share;
            decimal qty = intent.Order.QtyLots;
            bool isMarketBuy = isMarket && intent.Side == Side.Buy;
            decimal worst = isMarketBuy ? reference + Math.Floor(band) : price;
            bool isOutOfRange = !isMarket && (price < limit.PriceTicksMin || price > limit.PriceTicksMax);
            (RiskVerdict Verdict, bool IsBroken)[] checks =
            [
                (RiskVerdict.MarketDataUnfit, !market.IsFit),
                (RiskVerdict.VenueNotReady, market.VenueState != VenueState.Ready),
                (RiskVerdict.OrderQtyOutOfRange, qty < 1 || qty > limit.OrderQtyLotsMax),
                (RiskVerdict.PriceOutOfRange, isOutOfRange),
                (RiskVerdict.PriceOutsideBand, price > reference + band || price < reference - band),
                (RiskVerdict.NotionalLimit, Math.Abs(worst * qty) > limit.OrderNotionalTickLotsMax),
                (RiskVerdict.PositionLimit, WorstPosition(in intent) > limit.PositionLotsMax),
                (RiskVerdict.OpenOrderLimit, OpenCount(intent.InstrumentIndex) >= limit.OpenOrdersMax),
            ];
            return checks.FirstOrDefault(c => c.IsBroken, (Verdict: RiskVerdict.Accepted, IsBroken: true)).Verdict;
        }

        private decimal WorstPosition(in EngineEvent intent)
        {
            decimal position = Position(intent.InstrumentIndex);
            decimal open = Open(intent.InstrumentIndex, intent.Side) + intent.Order.QtyLots;
            return intent.Side == Side.Buy ? position + open : open - position;
        }

        private int OpenCount(int instrument) => Orders.Count(o => o.Instrument == instrument);

        public sealed class Order(int instrument, Side side)
        {
            public int Instrument { get; } = instrument;

            public Side Side { get; } = side;

            public long OpenLots { get; set; }

            public long FilledLots { get; set; }
        }
    }
}
