using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Unit.Risk;

/// <summary>Limits, markets and intents with everything filled in that a test is not about.</summary>
internal static class RiskCases
{
    public const long ReferencePriceTicks = 10_000;
    public const long NowNs = 1_000_000_000_000;
    public const long WindowNs = 1_000_000_000;

    public static RiskLimits Limits { get; } = new()
    {
        OrderQtyLotsMax = 50,
        OrderNotionalTickLotsMax = 1_000_000,
        PositionLotsMax = 100,
        PriceTicksMin = 1,
        PriceTicksMax = 20_000,
        PriceBandTicks = 20,
        OpenOrdersMax = 1_000,
    };

    public static MessageRateLimit Rate { get; } = new()
    {
        MessagesMax = 1_000, WindowNs = WindowNs, CancelReserve = 100,
    };

    public static RiskMarket Market { get; } = new()
    {
        ReferencePriceTicks = ReferencePriceTicks,
        NowNs = NowNs,
        VenueState = VenueState.Ready,
        IsFit = true,
    };

    public static PreTradeRisk RiskOf(RiskLimits limits) => new([limits], Rate);

    public static EngineEvent Limit(Side side, long qtyLots, long priceTicks = ReferencePriceTicks)
    {
        EngineEvent intent = default;
        intent.Kind = EventKind.NewOrder;
        intent.Side = side;
        intent.Order.OrderId = 1;
        intent.Order.Type = OrderType.Limit;
        intent.Order.QtyLots = qtyLots;
        intent.Order.PriceTicks = priceTicks;
        return intent;
    }

    public static EngineEvent MarketOrder(Side side, long qtyLots)
    {
        EngineEvent intent = Limit(side, qtyLots, priceTicks: 0);
        intent.Order.Type = OrderType.Market;
        return intent;
    }

    public static EngineEvent Cancel()
    {
        EngineEvent intent = default;
        intent.Kind = EventKind.CancelOrder;
        intent.Order.OrderId = 2;
        intent.Order.OriginalOrderId = 1;
        return intent;
    }

    public static EngineEvent Command(CommandKind kind)
    {
        EngineEvent command = default;
        command.Kind = EventKind.Command;
        command.Command.Kind = kind;
        return command;
    }

    public static RiskVerdict Check(PreTradeRisk risk, EngineEvent intent) => risk.CheckAndReserve(in intent, Market);

    public static RiskVerdict CheckAt(PreTradeRisk risk, EngineEvent intent, long nowNs) =>
        risk.CheckAndReserve(in intent, Market with { NowNs = nowNs });

    /// <summary>A report of one order; what it released and left open as given.</summary>
    public static OrderReport Report(Side side, long filledLots, long releasedLots, long openLots) => new()
    {
        OrderId = 1,
        Side = side,
        FilledLots = filledLots,
        ReleasedLots = releasedLots,
        OpenLots = openLots,
        ReservedLots = openLots,
        Kind = filledLots > 0 ? OrderReportKind.Filled : OrderReportKind.Closed,
    };

    public static long HashOf(PreTradeRisk risk)
    {
        StateTransfer hash = StateTransfer.Hash();
        risk.Transfer(ref hash);
        return hash.HashValue;
    }
}
