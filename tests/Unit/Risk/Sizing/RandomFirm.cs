using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Risk.Accounts;

namespace LowLatencyEngine.Unit.Risk.Sizing;

/// <summary>
/// A firm whose limits are all far away, with random instruments, positions and open orders of two strategies and the
/// operator. Everything follows from the seed.
/// </summary>
internal sealed class RandomFirm
{
    public const int InstrumentCount = 4;
    public const int OwnerCount = 3; // The last is the operator.

    private const long NowNs = 1_000_000_000_000;
    private const int OpenCountMax = 12;

    private readonly Random _random;
    private readonly bool _hedges;
    private readonly RiskMarket[] _markets;
    private readonly (long Long, long Short)[] _legs = new (long, long)[InstrumentCount];
    private readonly List<EngineEvent> _open = [];
    private long _orderId;

    public RandomFirm(Random random, bool hedges)
    {
        _random = random;
        _hedges = hedges;
        Setup = SetupOf(random, hedges);
        Risk = new PreTradeRisk(Setup);
        _markets = [.. Setup.Instruments.Select(_ => MarketAt(random.Next(2, 20_000)))];
        for (int i = 0; i < InstrumentCount; i++)
            Risk.OnMarket(i, in _markets[i]);
    }

    public RiskSetup Setup { get; }

    public PreTradeRisk Risk { get; }

    public ref readonly RiskMarket MarketOf(int instrument) => ref _markets[instrument];

    /// <summary>Some orders come, some fill, some go, and a mark moves.</summary>
    public void Live()
    {
        for (int i = _random.Next(1, 6); i > 0; i--)
            Send();

        for (int i = _random.Next(0, 4); i > 0 && _open.Count > 0; i--)
            Report(_random.Next(_open.Count), _random.Next(2) == 0);

        while (_open.Count > OpenCountMax)
            Report(0, isFill: false);

        int moved = _random.Next(InstrumentCount);
        _markets[moved] = MarketAt(Math.Max(2, _markets[moved].ReferencePriceTicks + _random.Next(-50, 51)));
        Risk.OnMarket(moved, in _markets[moved]);
    }

    /// <summary>The open orders of an owner on a side are cancelled.</summary>
    public void GiveBack(OrderOwner owner)
    {
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            if (OwnerOf(_open[i]) == owner)
                Report(i, isFill: false);
        }
    }

    /// <summary>What the gate says of an order at the best ask.</summary>
    public RiskVerdict Probe(OrderOwner owner, long lots) =>
        Risk.Probe(OrderOf(owner, lots), in _markets[owner.InstrumentIndex]);

    public OrderOwner RandomOwner() => new(
        _random.Next(InstrumentCount), _random.Next(2) == 0 ? Side.Buy : Side.Sell,
        (ushort)_random.Next(OwnerCount));

    private static OrderOwner OwnerOf(EngineEvent order) =>
        new(order.InstrumentIndex, order.Side, order.Order.StrategyIndex);

    private static RiskMarket MarketAt(long ticks) => new()
    {
        ReferencePriceTicks = ticks,
        BestBidTicks = ticks - 1,
        BestAskTicks = ticks + 1,
        NowNs = NowNs,
        QuoteTimestampNs = NowNs,
        VenueState = VenueState.Ready,
        IsFit = true,
        DepthLots = 5_000,
    };

    private EngineEvent OrderOf(OrderOwner owner, long lots)
    {
        EngineEvent order = default;
        order.Kind = EventKind.NewOrder;
        order.InstrumentIndex = owner.InstrumentIndex;
        order.Side = owner.Side;
        order.ReceiveTimestampNs = NowNs;
        order.Order.OrderId = _orderId + 1;
        order.Order.StrategyIndex = owner.StrategyIndex;
        order.Order.Type = OrderType.Limit;
        order.Order.QtyLots = lots;
        order.Order.PriceTicks = _markets[owner.InstrumentIndex].BestAskTicks;
        return order;
    }

    private void Send()
    {
        OrderOwner owner = RandomOwner();
        long lots = Setup.Instruments[owner.InstrumentIndex].QtyStepLots * _random.Next(1, 200);
        EngineEvent order = OrderOf(owner, lots);
        RiskVerdict verdict = Risk.CheckAndReserve(in order, in _markets[owner.InstrumentIndex]);
        if (verdict != RiskVerdict.Accepted)
            throw new InvalidOperationException($"limits are not far away: verdict={verdict}, lots={lots}");

        _orderId++;
        _open.Add(order);
    }

    private void Report(int place, bool isFill)
    {
        EngineEvent order = _open[place];
        _open.RemoveAt(place);
        long lots = order.Order.QtyLots;
        long filledLots = isFill ? _random.NextInt64(1, lots + 1) : 0;
        ref (long Long, long Short) legs = ref _legs[order.InstrumentIndex];
        if (order.Side == Side.Buy)
            legs.Long += filledLots;
        else
            legs.Short += filledLots;

        Risk.OnReport(new OrderReport
        {
            OrderId = order.Order.OrderId,
            InstrumentIndex = order.InstrumentIndex,
            StrategyIndex = order.Order.StrategyIndex,
            Side = order.Side,
            Kind = isFill ? OrderReportKind.Filled : OrderReportKind.Closed,
            PriceTicks = order.Order.PriceTicks,
            FillPriceTicks = isFill ? order.Order.PriceTicks : 0,
            FilledLots = filledLots,
            ReleasedLots = lots - filledLots,
            HasLegs = _hedges,
            LongLegLots = legs.Long,
            ShortLegLots = legs.Short,
        });
    }

    private static RiskSetup SetupOf(Random random, bool hedges)
    {
        double[] loadings = [.. Enumerable.Range(0, InstrumentCount).Select(_ => (random.NextDouble() * 1.8) - 0.9)];
        return new RiskSetup
        {
            Instruments = [.. Enumerable.Range(0, InstrumentCount).Select(i => InstrumentOf(random, i))],
            MessageRate = new MessageRateLimit
            {
                MessagesMax = 1_000_000, WindowNs = 1_000_000_000, CancelReserve = 100,
            },
            Strategies = [new StrategyControls("a"), new StrategyControls("b", hedges ? 0 : 1, TraderIndex: 1)],
            Accounts = hedges ? ["main"] : ["main", "other"],
            Hedges = hedges ? [true] : [],
            HedgedMargins = hedges && random.Next(2) == 0 ? [HedgedMargin.Net] : [],
            Traders = ["desk", "second"],
            Venues = ["v", "w"],
            Sectors = ["s", "t"],
            Currencies = ["USD", "EUR"],
            Clusters = ["c", "d"],
            AccountMargins = hedges ? [] : [new AccountMargin(1, 0, random.Next(0, 2_000_000))],
            Correlation =
            [
                .. Enumerable.Range(0, InstrumentCount).Select(i => (IReadOnlyList<double>)
                [
                    .. Enumerable.Range(0, InstrumentCount).Select(j => i == j ? 1 : loadings[i] * loadings[j]),
                ]),
            ],
        };
    }

    private static InstrumentControls InstrumentOf(Random random, int index) => new()
    {
        Name = $"i{index}",
        Limits = new RiskLimits
        {
            OrderQtyLotsMax = 1L << 40,
            OrderNotionalTickLotsMax = long.MaxValue / 2,
            PositionLotsMax = 1L << 45,
            PriceTicksMin = 1,
            PriceTicksMax = 1_000_000,
            PriceBandTicks = 1_000_000,
            OpenOrdersMax = 1_000,
        },
        Rate = MoneyRate.Of(new DecimalScale(random.Next(1, 1_000), random.Next(3, 7)), new DecimalScale(1, 0)),
        QtyStepLots = random.Next(3) == 0 ? 10 : 1,
        VenueIndex = random.Next(2),
        SectorIndex = random.Next(2),
        CurrencyIndex = random.Next(2),
        ClusterIndex = index == 0 ? 0 : random.Next(-1, 2),
        BetaPpm = random.Next(-2_000_000, 2_000_001),
        MarginPpm = random.Next(1, 1_500_000),
        SigmaPpm = index == 3 ? 0 : random.Next(100, 50_000),
        SensitivityMicrosPerLot = index == 2 ? 0 : random.Next(-5_000, 5_001),
    };
}
