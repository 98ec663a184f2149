using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>Tells what changed, to risk and to strategies.</summary>
internal sealed class OrderReports(PositionLedger ledger)
{
    /// <summary>The order as it is, with nothing filled and nothing released.</summary>
    public OrderReport Of(in Order order, OrderReportKind kind)
    {
        bool hasLegs = TryLegsOf(order.StrategyIndex, order.InstrumentIndex, out Legs legs);
        return new OrderReport
        {
            OrderId = order.OrderId,
            InstrumentIndex = order.InstrumentIndex,
            StrategyIndex = order.StrategyIndex,
            Side = order.Side,
            Status = order.Status,
            Kind = kind,
            PriceTicks = order.PriceTicks,
            OpenLots = order.OpenLots,
            ReservedLots = order.ReservedLots,
            StrategyPositionLots = ledger.OfStrategy(order.StrategyIndex, order.InstrumentIndex).Lots,
            StrategyLongLots = hasLegs ? ledger.LegsOfStrategy(order.StrategyIndex, order.InstrumentIndex).LongLots : 0,
            ClosesLeg = order.ClosesLeg,
            IsEngines = order.Flattens,
            HasLegs = hasLegs,
            LongLegLots = legs.LongLots,
            ShortLegLots = legs.ShortLots,
        };
    }

    /// <summary>A fill of which the table knows no order: all its lots are lots that nobody had reserved.</summary>
    public OrderReport OfForeign(in Fill fill, OrderReportKind kind, long filledLots, OrderStatus status)
    {
        bool hasLegs = TryLegsOf(fill.StrategyIndex, fill.InstrumentIndex, out Legs legs);
        return new OrderReport
        {
            OrderId = fill.OrderId,
            InstrumentIndex = fill.InstrumentIndex,
            StrategyIndex = fill.StrategyIndex,
            Side = fill.Side,
            Status = status,
            Kind = kind,
            FillPriceTicks = fill.PriceTicks,
            FilledLots = filledLots,
            ReleasedLots = -filledLots,
            StrategyPositionLots = ledger.OfStrategy(fill.StrategyIndex, fill.InstrumentIndex).Lots,
            StrategyLongLots = hasLegs ? ledger.LegsOfStrategy(fill.StrategyIndex, fill.InstrumentIndex).LongLots : 0,
            HasLegs = hasLegs,
            LongLegLots = legs.LongLots,
            ShortLegLots = legs.ShortLots,
        };
    }

    /// <summary>
    /// A missed fill that comes after all may open where its lots were taken to close, or the other way round: of a
    /// hedging account the legs are told anew, as a correction of no lots.
    /// </summary>
    public bool TryRetellLegs(in Order order, out OrderReport report)
    {
        report = Of(in order, OrderReportKind.Corrected);
        return report.HasLegs;
    }

    private bool TryLegsOf(ushort strategyIndex, int instrumentIndex, out Legs legs)
    {
        legs = default;
        if (!ledger.Hedges(strategyIndex))
            return false;

        legs = ledger.LegsOfAccount(ledger.AccountOf(strategyIndex), instrumentIndex);
        return true;
    }
}
