using System;
using System.Diagnostics;
using LowLatencyEngine.Model;
using static LowLatencyEngine.Orders.ExecutionFacts;

namespace LowLatencyEngine.Orders;

/// <summary>
/// What an execution means for an order. CumQty(14) is believed: an order has filled as much as the highest one that
/// came, in whatever order and however often reports come. A closed order stays closed unless the venue shows it alive.
/// </summary>
internal sealed class ExecutionRules(
    OrderStates states,
    PositionLedger ledger,
    AnomalyLog anomalies,
    ExecutionRules.Parts rules,
    RecentIdSet recentExecIds)
{
    /// <summary>Applies a report to the order that it means.</summary>
    /// <returns>True if the order changed.</returns>
    public bool ApplyExecution(int slot, in EngineEvent input, out OrderReport report)
    {
        ref Order order = ref states[slot];
        ref readonly Execution execution = ref input.Execution;
        report = default;
        bool isSeen = !TryRemember(in execution);
        bool isRepeat = isSeen || IsResent(in input);
        if (!IsPlausible(in execution))
        {
            RefuseToBook(ref order);
            return false;
        }

        if (isSeen && (order.IsCorrected || IsCorrection(in execution)))
        {
            anomalies.Note(OrderAnomalies.Duplicate); // Its total may be one of before the correction.
            return false;
        }

        if (IsCorrection(in execution))
            return rules.Corrections.Apply(slot, in execution, out report);

        OrderStatus statusBefore = order.Status;
        long openLotsBefore = order.OpenLots;
        long reservedLotsBefore = order.ReservedLots;
        bool isUnasked = !isSeen && rules.Unasked.TryNote(slot, in input);
        var asked = new AskedReplace(in order);
        bool isTriggered = !isSeen && OrderStates.TryTrigger(ref order, in execution);
        bool isReplaced = !isSeen && rules.Replaces.TryAccept(slot, in execution);
        Debug.Assert(isReplaced || !isUnasked, "a replace is noted where its report accepts it");
        if (!isSeen)
            UnaskedReplaces.TakeTerms(ref order, in input);

        if (!isRepeat)
            OrderStates.TakeIndicator(ref order, in execution);

        long filledLots = NewlyFilledLots(in order, in execution, isRepeat);
        bool isExplained = false;
        if (filledLots > 0)
            BookFill(slot, in execution, filledLots);
        else if (IsFill(in execution) && !isSeen)
            isExplained = TryExplainMissedFill(ref order, in execution);

        MoveStatus(slot, in execution, isRepeat);
        if (execution.Reason != RestatementReason.None)
            order.Reason = execution.Reason;

        if (filledLots == 0 && order.Status == statusBefore && order.ReservedLots == reservedLotsBefore &&
            order.OpenLots == openLotsBefore && !isReplaced && !isTriggered)
        {
            if (!isExplained && (isRepeat || IsFill(in execution)))
                anomalies.Note(OrderAnomalies.Duplicate);

            return isExplained && rules.Reports.TryRetellLegs(in order, out report);
        }

        report = rules.Reports.Of(in order, KindOf(openLotsBefore, order.OpenLots, filledLots));
        if (isReplaced && filledLots == 0 && (order.IsHeld || execution.ExecType == ExecType.Replaced))
            report.Kind = OrderReportKind.Replaced;

        report.HasFoundPrice = isUnasked;
        report.Reason = execution.Reason;
        report.FilledLots = filledLots;
        report.FillPriceTicks = filledLots > 0 ? order.LastFillPriceTicks : 0;
        report.ReleasedLots = reservedLotsBefore - order.ReservedLots - filledLots;
        asked.Tell(in order, isReplaced, ref report);
        return true;
    }

    /// <summary>
    /// Books a fill of an order that nobody here knows to the operator: it moves the account's position all the same.
    /// </summary>
    /// <returns>True if there is a fill to report.</returns>
    public bool ApplyForeign(in EngineEvent input, out OrderReport report)
    {
        ref readonly Execution execution = ref input.Execution;
        report = default;
        anomalies.Note(OrderAnomalies.Foreign);
        if (input.Kind == EventKind.CancelReject)
            return false;

        bool isUnnamedRepeat = execution.ExecIdHash == 0 && IsResent(in input);
        if (!TryRemember(in execution) || isUnnamedRepeat)
        {
            anomalies.Note(OrderAnomalies.Duplicate);
            return false;
        }

        bool hasPlace = (uint)input.InstrumentIndex < (uint)ledger.InstrumentCount &&
            input.Side is Side.Buy or Side.Sell;
        if (!IsPlausible(in execution) || (IsFill(in execution) && !hasPlace))
        {
            anomalies.Note(OrderAnomalies.Malformed);
            return false;
        }

        if (IsCorrection(in execution))
            return rules.Corrections.ApplyForeign(in input, out report);

        if (!IsFill(in execution))
            return false;

        report = BookForeign(in input);
        return true;
    }

    /// <summary>Those who know one kind of report each.</summary>
    internal sealed record Parts(
        OrderReports Reports, CorrectionRules Corrections, ReplaceRules Replaces, DoubtRules Doubts,
        UnaskedReplaces Unasked);

    private static OrderReportKind KindOf(long openLotsBefore, long openLots, long filledLots)
    {
        if (filledLots > 0)
            return OrderReportKind.Filled;

        return openLotsBefore > 0 && openLots == 0 ? OrderReportKind.Closed : OrderReportKind.Acknowledged;
    }

    /// <summary>
    /// False if the report's id has come before. Answers to status requests have no id of their own (ExecID(17) is "0"
    /// in many dialects), and a report without an id cannot be told from another.
    /// </summary>
    private bool TryRemember(in Execution execution) =>
        execution.ExecType == ExecType.OrderStatus || execution.ExecIdHash == 0 ||
        recentExecIds.TryAdd(execution.ExecIdHash);

    private void RefuseToBook(ref Order order)
    {
        anomalies.Note(OrderAnomalies.Malformed);
        if (order.IsOpen)
            states.MarkInDoubt(ref order);
    }

    /// <summary>
    /// Lots that are not booked yet: CumQty(14) less ours, or LastQty(32) of a fill whose CumQty(14) cannot be.
    /// </summary>
    private long NewlyFilledLots(in Order order, in Execution execution, bool isRepeat)
    {
        // Its total may be that of before the correction; but lots that an answer has told of since are not new.
        if (order.IsCorrected && execution.ExecType != ExecType.OrderStatus)
        {
            bool isNew = IsFill(in execution) && !order.Missed.Covers(execution.CumQtyLots, execution.LastQtyLots);
            return isNew ? execution.LastQtyLots : 0;
        }

        if (!IsFill(in execution) || execution.CumQtyLots >= execution.LastQtyLots)
            return Math.Max(0, execution.CumQtyLots - order.FilledLots);

        if (isRepeat)
            return 0;

        anomalies.Note(OrderAnomalies.Contradiction);
        return execution.LastQtyLots;
    }

    private void BookFill(int slot, in Execution execution, long filledLots)
    {
        ref Order order = ref states[slot];
        bool isFill = IsFill(in execution);
        long priceTicks = isFill ? execution.LastPriceTicks : AssumedPriceTicks(in order);
        long missedLots = filledLots - (isFill ? execution.LastQtyLots : 0);
        if (missedLots > 0)
        {
            anomalies.Note(OrderAnomalies.MissedFill);
            order.Missed.BeginLots = order.FilledLots;
            order.Missed.EndLots = order.FilledLots + missedLots;
            order.Missed.UnexplainedLots = missedLots;
            order.Missed.PriceTicks = priceTicks;
        }

        if (!order.IsOpen && order.FilledLots < order.QtyLots)
            anomalies.Note(OrderAnomalies.LateFill);

        Fill fill = FillOf(in order, in execution, filledLots - Math.Max(0, missedLots), priceTicks);
        if (missedLots > 0)
            ledger.Apply(fill.ToAssumed(missedLots));

        if (fill.QtyLots > 0)
            ledger.Apply(in fill);

        states.Fill(slot, filledLots, priceTicks);
        if (order.FilledLots > order.QtyLots)
            anomalies.Note(OrderAnomalies.Overfill);
    }

    /// <summary>
    /// A fill that came without its price: as the order filled last, else at its limit or trigger, else as the market
    /// did for us.
    /// </summary>
    private long AssumedPriceTicks(in Order order)
    {
        if (order.FilledLots > 0)
            return order.LastFillPriceTicks;

        if (order.Type.HasTrigger() && !order.Type.HasLimit())
            return order.Terms.StopPriceTicks;

        return order.Type.HasLimit()
            ? order.PriceTicks
            : ledger.OfInstrument(order.InstrumentIndex).LastFillPriceTicks;
    }

    private bool TryExplainMissedFill(ref Order order, in Execution execution)
    {
        if (!order.Missed.Covers(execution.CumQtyLots, execution.LastQtyLots))
            return false;

        anomalies.Note(OrderAnomalies.MissedFillExplained);
        order.Missed.UnexplainedLots -= execution.LastQtyLots;
        Fill fill = FillOf(in order, in execution, execution.LastQtyLots, execution.LastPriceTicks);
        ledger.Explain(in fill, order.Missed.PriceTicks);
        return true;
    }

    private static Fill FillOf(in Order order, in Execution execution, long qtyLots, long priceTicks) => new()
    {
        OrderId = order.OrderId,
        ExecIdHash = execution.ExecIdHash,
        InstrumentIndex = order.InstrumentIndex,
        StrategyIndex = order.StrategyIndex,
        Side = order.Side,
        QtyLots = qtyLots,
        PriceTicks = priceTicks,
        FeeTickLots = execution.FeeTickLots,
        Facts = order.EffectOf(execution.Facts),
    };

    private void MoveStatus(int slot, in Execution execution, bool isRepeat)
    {
        ref Order order = ref states[slot];
        OrderStatus closing = EndsTheDay(in order, in execution)
            ? OrderStatus.Expired
            : ClosingStatus(in execution);
        if (order.AwaitsReplace)
        {
            rules.Doubts.LearnOfReplace(slot, in execution, isRepeat, closing);
            return;
        }

        if (!order.IsOpen)
        {
            bool isAlive = execution.ExecType == ExecType.OrderStatus && closing == OrderStatus.None &&
                execution.LeavesQtyLots > 0 && order.FilledLots < order.QtyLots;
            if (isAlive && !isRepeat)
            {
                anomalies.Note(OrderAnomalies.Contradiction);
                states.Doubt(slot);
            }

            return;
        }

        if (closing != OrderStatus.None)
        {
            if (closing == OrderStatus.Filled)
                anomalies.Note(OrderAnomalies.Contradiction); // Filled, the venue says, with less than was ordered.

            if (closing == OrderStatus.Filled && order.IsReplaced && execution.ExecType != ExecType.OrderStatus)
                states.MarkInDoubt(ref order); // Perhaps it filled on the terms before the replace.
            else
                states.Close(slot, closing);

            return;
        }

        Acknowledge(slot, in execution, isRepeat);
    }

    /// <summary>The venue has the order. Only a report that was not sent before says that it still has.</summary>
    private void Acknowledge(int slot, in Execution execution, bool isRepeat)
    {
        ref Order order = ref states[slot];
        if (IsWorking(in execution))
            order.NoteWorking(execution.VenueOrderIdHash, isRepeat);

        if (isRepeat || execution.ExecType is ExecType.None or ExecType.Other)
            return;

        bool isOfThisState = execution.CumQtyLots == order.FilledLots &&
            execution.LeavesQtyLots is > 0 and <= OrderTable.QtyLotsMax;
        bool isAsKnown = execution.LeavesQtyLots == order.OpenLots &&
            order.FilledLots + order.OpenLots == order.QtyLots; // Not after a correction to more than was ordered.
        if (isOfThisState && !isAsKnown)
            TakeStatedQuantity(ref order, in execution);

        rules.Doubts.End(slot, in execution);
    }

    /// <summary>
    /// The venue works another quantity than we know: believed where it restates the order (E.1.c, E.1.d), and where it
    /// was asked.
    /// </summary>
    private void TakeStatedQuantity(ref Order order, in Execution execution)
    {
        if (execution.ExecType != ExecType.Restated)
            anomalies.Note(OrderAnomalies.Contradiction);

        if (execution.ExecType is not (ExecType.Restated or ExecType.OrderStatus))
            return;

        order.QtyLots = order.FilledLots + execution.LeavesQtyLots;
        order.OpenLots = execution.LeavesQtyLots;
    }

    private OrderReport BookForeign(in EngineEvent input)
    {
        ref readonly Execution execution = ref input.Execution;
        var fill = new Fill
        {
            OrderId = execution.OrderId,
            ExecIdHash = execution.ExecIdHash,
            InstrumentIndex = input.InstrumentIndex,
            StrategyIndex = OrderRequest.OperatorStrategyIndex,
            Side = input.Side,
            QtyLots = execution.LastQtyLots,
            PriceTicks = execution.LastPriceTicks,
            FeeTickLots = execution.FeeTickLots,
            Facts = execution.Facts,
        };
        ledger.Apply(in fill);
        return rules.Reports.OfForeign(in fill, OrderReportKind.Filled, execution.LastQtyLots, execution.Status);
    }
}
