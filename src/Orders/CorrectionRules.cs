using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// What a TradeCancel(150=H, a bust) or TradeCorrect(150=G) means: the fill that ExecRefID(19) names never was, or was
/// another. The ledger restates position and profit; the order goes back to the quantities that the report states, and
/// may leave Filled by it. Source: FIX 4.4 Volume 4 appendix D, J.1.a to J.1.d.
/// </summary>
internal sealed class CorrectionRules(
    OrderStates states,
    PositionLedger ledger,
    AnomalyLog anomalies,
    OrderReports reports)
{
    /// <summary>Corrects a fill of an order in the table.</summary>
    /// <returns>True if there is a change to report. Where the fill is not known, the order is in doubt.</returns>
    public bool Apply(int slot, in Execution execution, out OrderReport report)
    {
        ref Order order = ref states[slot];
        report = default;
        if (!TryCorrect(order.OrderId, in execution, out Fill before, out long changeLots) ||
            order.FilledLots + changeLots < 0)
        {
            anomalies.Note(OrderAnomalies.UnknownCorrection);
            if (order.IsOpen)
                states.MarkInDoubt(ref order);

            return false;
        }

        long reservedLotsBefore = order.ReservedLots;
        order.FilledLots += changeLots;
        order.Missed = default; // Its totals are those of another history.
        order.Marks |= OrderMarks.Corrected;
        Move(slot, in execution);
        states.Settle(slot);

        report = reports.Of(in order, OrderReportKind.Corrected);
        report.FilledLots = changeLots;
        report.FillPriceTicks = execution.ExecType == ExecType.TradeCorrect
            ? execution.LastPriceTicks
            : before.PriceTicks;
        report.ReleasedLots = reservedLotsBefore - order.ReservedLots - changeLots;
        return true;
    }

    /// <summary>
    /// Id under which the fill is booked that a correction of an unknown order names: its order may go by the name of a
    /// replace that is forgotten, or never was heard of. Instrument and side must be those of the fill.
    /// </summary>
    public long OrderIdOf(in EngineEvent correction)
    {
        ref readonly Execution execution = ref correction.Execution;
        if (ledger.TryFind(execution.OrderId, execution.ExecRefIdHash, out _) ||
            !ledger.TryFindById(execution.ExecRefIdHash, out Fill fill))
            return execution.OrderId;

        bool isSame = fill.InstrumentIndex == correction.InstrumentIndex && fill.Side == correction.Side;
        return isSame ? fill.OrderId : execution.OrderId;
    }

    /// <summary>Corrects a fill of an order that the table does not have, or not any more.</summary>
    public bool ApplyForeign(in EngineEvent input, out OrderReport report)
    {
        report = default;
        ref readonly Execution execution = ref input.Execution;
        if (!TryCorrect(OrderIdOf(in input), in execution, out Fill before, out long changeLots))
        {
            anomalies.Note(OrderAnomalies.UnknownCorrection);
            return false;
        }

        report = reports.OfForeign(in before, OrderReportKind.Corrected, changeLots, execution.Status);
        return true;
    }

    private bool TryCorrect(long orderId, in Execution execution, out Fill before, out long changeLots)
    {
        bool isBust = execution.ExecType == ExecType.TradeCancel;
        changeLots = 0;
        if (!ledger.TryFind(orderId, execution.ExecRefIdHash, out before))
            return false;

        // A correction that states no fee leaves it what it was; one that names no id of its own keeps the fill's.
        bool isFeeStated =
            execution.FeeTickLots != 0 || (execution.Facts & FillFacts.FeeStated) != FillFacts.None;
        var corrected = new FillCorrection(
            isBust ? 0 : execution.LastQtyLots,
            isBust ? before.PriceTicks : execution.LastPriceTicks,
            isBust ? 0 : isFeeStated ? execution.FeeTickLots : before.FeeTickLots,
            execution.ExecIdHash != 0 ? execution.ExecIdHash : before.ExecIdHash,
            isFeeStated);
        changeLots = corrected.QtyLots - before.QtyLots;
        ledger.Correct(orderId, execution.ExecRefIdHash, in corrected);
        return true;
    }

    /// <summary>
    /// The report's CumQty(14) and LeavesQty(151) are believed where they agree with our sum; where not, something else
    /// is missing, and an order that may live is in doubt, with all that has not filled.
    /// </summary>
    private void Move(int slot, in Execution execution)
    {
        ref Order order = ref states[slot];
        long fillableLots = Math.Max(0, order.QtyLots - order.FilledLots);
        bool isWorking = execution.LeavesQtyLots > 0;
        if (execution.CumQtyLots != order.FilledLots || (isWorking && execution.LeavesQtyLots != fillableLots))
        {
            anomalies.Note(OrderAnomalies.Contradiction);
            if (fillableLots > 0 && (order.IsOpen || order.WorkingStatus == OrderStatus.Filled))
                states.Doubt(slot);

            return;
        }

        if (isWorking)
            states.Work(slot, fillableLots);
        else if (order.IsOpen)
            states.Close(slot, EndOf(in order, execution.Status));
        else if (order.WorkingStatus == OrderStatus.Filled || order.FilledLots >= order.QtyLots)
            order.WorkingStatus = EndOf(in order, execution.Status);
    }

    private static OrderStatus EndOf(in Order order, OrderStatus stated)
    {
        if (order.FilledLots >= order.QtyLots)
            return OrderStatus.Filled;

        bool isOtherEnd = ExecutionFacts.IsClosed(stated) && stated != OrderStatus.Filled;
        return isOtherEnd ? stated : OrderStatus.Canceled; // What does not fill any more, and is not told otherwise.
    }
}
