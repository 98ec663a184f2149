using System;
using System.Collections.Generic;
using BenchmarkDotNet.Attributes;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Micro.Risk;

/// <summary>
/// Cost of an accepted limit order with every limit of every scope set and none reached, portfolio variance included,
/// and of what ends it: taken back by the venue, or filled. Both together, as the exposure would grow for ever
/// otherwise; 256 of them are open meanwhile. Gate: 0 bytes allocated.
/// </summary>
[MemoryDiagnoser]
public class ScopedRiskBenchmarks
{
    private const long ReferencePriceTicks = 10_000;
    private const long FarOff = 1L << 53;
    private const long OrdersPerSecondMax = 1 << 29;
    private const int InstrumentCount = 2;
    private const int OrdersOpen = 256; // Sent before the first of them ends.

    private readonly EngineEvent[] _orders = new EngineEvent[OrdersOpen];
    private PreTradeRisk _risk = null!;
    private long _nowNs = 1_000_000_000_000;

    /// <summary>Strategies that the orders come from, of one account and one trader.</summary>
    [Params(1, 3)]
    public int StrategyCount { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _risk = new PreTradeRisk(Setup());
        var random = new Random(Seed: 1);
        for (int i = 0; i < _orders.Length; i++)
        {
            ref EngineEvent order = ref _orders[i];
            order.Kind = EventKind.NewOrder;
            order.InstrumentIndex = i % InstrumentCount;
            order.Side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            order.Order.OrderId = i + 1;
            order.Order.StrategyIndex = (ushort)random.Next(StrategyCount);
            order.Order.Type = OrderType.Limit;
            order.Order.TimeInForce = TimeInForce.Day;
            order.Order.QtyLots = random.Next(1, 40);
            order.Order.PriceTicks = ReferencePriceTicks - ((sbyte)order.Side * random.Next(1, 100));
        }
    }

    /// <summary>Checked, reserved and released: two calls an operation.</summary>
    [Benchmark(OperationsPerInvoke = OrdersOpen)]
    public int CheckAndRelease()
    {
        int accepted = Check();
        foreach (ref readonly EngineEvent order in _orders.AsSpan())
            Report(in order, filledLots: 0);

        return accepted;
    }

    /// <summary>Checked, reserved and filled: two calls an operation.</summary>
    [Benchmark(OperationsPerInvoke = OrdersOpen)]
    public int CheckAndFill()
    {
        int accepted = Check();
        foreach (ref readonly EngineEvent order in _orders.AsSpan())
            Report(in order, order.Order.QtyLots);

        return accepted;
    }

    private int Check()
    {
        int accepted = 0;
        _nowNs += 20_000; // The windows of messages and of duplicates are empty again.
        foreach (ref EngineEvent order in _orders.AsSpan())
        {
            _nowNs += 16;
            order.ReceiveTimestampNs = _nowNs;
            var market = new RiskMarket
            {
                ReferencePriceTicks = ReferencePriceTicks, NowNs = _nowNs, VenueState = VenueState.Ready, IsFit = true,
                BestBidTicks = ReferencePriceTicks - 1, BestAskTicks = ReferencePriceTicks + 1,
                QuoteTimestampNs = _nowNs, LastTradeTicks = ReferencePriceTicks, DepthLots = 100_000,
                SweepPriceTicks = ReferencePriceTicks,
            };
            accepted += _risk.CheckAndReserve(in order, in market) == RiskVerdict.Accepted ? 1 : 0;
        }

        if (accepted != _orders.Length)
            throw new InvalidOperationException($"an order was refused: denial={_risk.LastDenial}");

        return accepted;
    }

    private void Report(in EngineEvent order, long filledLots)
    {
        var report = new OrderReport
        {
            OrderId = order.Order.OrderId,
            InstrumentIndex = order.InstrumentIndex,
            StrategyIndex = order.Order.StrategyIndex,
            Side = order.Side,
            PriceTicks = order.Order.PriceTicks,
            FillPriceTicks = filledLots > 0 ? order.Order.PriceTicks : 0,
            FilledLots = filledLots,
            ReleasedLots = order.Order.QtyLots - filledLots,
            Kind = filledLots > 0 ? OrderReportKind.Filled : OrderReportKind.Closed,
        };
        _risk.OnReport(in report);
    }

    private RiskSetup Setup()
    {
        var strategies = new StrategyControls[StrategyCount];
        for (int i = 0; i < strategies.Length; i++)
            strategies[i] = new StrategyControls($"strategy{i}");

        return new RiskSetup
        {
            Instruments = [Instrument("a"), Instrument("b")],
            Clusters = ["cluster"],
            Strategies = strategies,
            Limits = EveryLimit(),
            Correlation = [[1, 0.5], [0.5, 1]],
            MessageRate = new MessageRateLimit { MessagesMax = 2 * OrdersOpen, WindowNs = 1_000, CancelReserve = 64 },
            VolumeWindowNs = 1_000_000_000,
            DuplicateWindowNs = 1_000,
        };
    }

    private static InstrumentControls Instrument(string name) => new()
    {
        Name = name,
        Limits = new RiskLimits
        {
            OrderQtyLotsMax = 50, OrderNotionalTickLotsMax = 1L << 50, PositionLotsMax = 1L << 50,
            PriceTicksMin = 1, PriceTicksMax = 20_000, PriceBandTicks = 200, OpenOrdersMax = 1_024,
        },
        Rate = MoneyRate.Of(new DecimalScale(3, 6), new DecimalScale(1, 0)),
        ClusterIndex = 0, SigmaPpm = 20_000, MarginPpm = 500_000, SensitivityMicrosPerLot = 7,
        PreventsSelfTrade = true, HasShortSaleRule = true, PriceStepTicks = 1,
    };

    /// <summary>Maxima of all scopes far off; those that an instrument's controls state are stated there.</summary>
    private List<LimitSetting> EveryLimit()
    {
        var settings = new List<LimitSetting>();
        foreach (RiskScope scope in Enum.GetValues<RiskScope>())
        {
            foreach (LimitDescription limit in LimitCatalog.All)
            {
                bool isStated = scope == RiskScope.Instrument && limit.Id is LimitId.OrderQty or LimitId.OrderNotional
                    or LimitId.Position or LimitId.OpenOrders or LimitId.PriceBand or LimitId.PriceBandShare;
                if (scope != RiskScope.None && LimitCatalog.Holds(scope, limit.Id) && !limit.IsMinimum && !isStated)
                    Add(settings, scope, limit.Id);
            }
        }

        return settings;
    }

    private void Add(List<LimitSetting> settings, RiskScope scope, LimitId id)
    {
        int count = scope switch
        {
            RiskScope.Instrument => InstrumentCount,
            RiskScope.Strategy => StrategyCount,
            _ => 1,
        };
        long most = id == LimitId.OrdersPerSecond ? OrdersPerSecondMax : FarOff;
        for (int i = 0; i < count; i++)
            settings.Add(new LimitSetting(scope, i, id, Math.Min(LimitCatalog.Range(id).Max, most)));
    }
}
