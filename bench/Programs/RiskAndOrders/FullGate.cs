using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Programs.RiskAndOrders;

/// <summary>
/// A gate with every limit of every scope set and none of them in reach, two instruments that go together, and orders
/// that rest on both sides of their market.
/// </summary>
internal static class FullGate
{
    public const long MidTicks = 10_000;

    private const int InstrumentCount = 2;
    private const long FarOff = 1L << 53;
    private const int RateFarOff = 1 << 29;

    /// <summary>The instrument's own, which are not settings.</summary>
    private static readonly LimitId[] OfRiskLimits =
    [
        LimitId.OrderQty, LimitId.OrderNotional, LimitId.Position, LimitId.OpenOrders, LimitId.PriceBand,
        LimitId.PriceBandShare,
    ];

    public static PreTradeRisk Create(int strategyCount) => new(new RiskSetup
    {
        Instruments = [Instrument("a"), Instrument("b")],
        Strategies = [.. Enumerable.Range(0, strategyCount).Select(i => new StrategyControls($"strategy{i}"))],
        Clusters = ["cluster"],
        Correlation = [[1, 0.5], [0.5, 1]],
        Limits = Limits(strategyCount),
        MessageRate = new MessageRateLimit { MessagesMax = 512, WindowNs = 1_000, CancelReserve = 64 },
        VolumeWindowNs = 1_000_000_000,
        DuplicateWindowNs = 1_000,
    });

    /// <summary>Orders of all strategies in both instruments, sides and prices as they come.</summary>
    public static EngineEvent[] Orders(int count, int strategyCount)
    {
        var random = new Random(Seed: 1);
        var orders = new EngineEvent[count];
        for (int i = 0; i < count; i++)
        {
            ref EngineEvent order = ref orders[i];
            order.Kind = EventKind.NewOrder;
            order.InstrumentIndex = i % InstrumentCount;
            order.Side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            order.Order.StrategyIndex = (ushort)random.Next(strategyCount);
            order.Order.Type = OrderType.Limit;
            order.Order.TimeInForce = TimeInForce.Day;
            order.Order.QtyLots = random.Next(1, 40);
            order.Order.PriceTicks = MidTicks - ((sbyte)order.Side * random.Next(1, 100));
        }

        return orders;
    }

    /// <summary>Both instruments' market, which does not move.</summary>
    public static RiskMarket Market(long nowNs) => new()
    {
        ReferencePriceTicks = MidTicks,
        NowNs = nowNs,
        VenueState = VenueState.Ready,
        IsFit = true,
        BestBidTicks = MidTicks - 1,
        BestAskTicks = MidTicks + 1,
        QuoteTimestampNs = nowNs,
        LastTradeTicks = MidTicks,
        DepthLots = 100_000,
        SweepPriceTicks = MidTicks,
    };

    private static InstrumentControls Instrument(string name) => new()
    {
        Name = name,
        Limits = new RiskLimits
        {
            OrderQtyLotsMax = 50,
            OrderNotionalTickLotsMax = 1L << 50,
            PositionLotsMax = 1L << 50,
            PriceTicksMin = 1,
            PriceTicksMax = 2 * MidTicks,
            PriceBandTicks = 200,
            OpenOrdersMax = 1_024,
        },
        Rate = MoneyRate.Of(new DecimalScale(3, 6), new DecimalScale(1, 0)),
        ClusterIndex = 0,
        SigmaPpm = 20_000,
        MarginPpm = 500_000,
        SensitivityMicrosPerLot = 7,
        PreventsSelfTrade = true,
        HasShortSaleRule = true,
    };

    private static List<LimitSetting> Limits(int strategyCount)
    {
        var limits = new List<LimitSetting>();
        foreach (RiskScope scope in Enum.GetValues<RiskScope>().Where(scope => scope != RiskScope.None))
        {
            int count = scope switch
            {
                RiskScope.Instrument => InstrumentCount,
                RiskScope.Strategy => strategyCount,
                _ => 1,
            };
            foreach (LimitDescription limit in LimitCatalog.All)
            {
                if (!LimitCatalog.Holds(scope, limit.Id) || IsOfRiskLimits(scope, limit.Id))
                    continue;

                for (int i = 0; i < count; i++)
                    limits.Add(new LimitSetting(scope, i, limit.Id, OutOfReach(limit)));
            }
        }

        return limits;
    }

    private static bool IsOfRiskLimits(RiskScope scope, LimitId id) =>
        scope == RiskScope.Instrument && OfRiskLimits.Contains(id);

    private static long OutOfReach(LimitDescription limit)
    {
        if (limit.IsMinimum)
            return 1;

        return limit.Id == LimitId.OrdersPerSecond ? RateFarOff : Math.Min(LimitCatalog.Range(limit.Id).Max, FarOff);
    }
}
