using LowLatencyEngine.Model;
using static LowLatencyEngine.Orders.ExecutionFacts;

namespace LowLatencyEngine.Orders;

/// <summary>What an OrderCancelReject(35=9) means for an order: the refusal of a cancel or of a replace.</summary>
internal sealed class RefusalRules(OrderStates states, AnomalyLog anomalies, OrderReports reports)
{
    private const ushort UnknownOrderReason = 1; // CxlRejReason(102).

    /// <summary>
    /// Makes the order again what it was. The refusal carries no quantities, so that one which says that the order does
    /// not live closes nothing: it puts the order in doubt, and the report on its way or the answer to a status request
    /// closes it.
    /// </summary>
    /// <returns>True if a pending cancel was refused.</returns>
    public bool Apply(int slot, in EngineEvent input, out OrderReport report)
    {
        ref Order order = ref states[slot];
        ref readonly Execution execution = ref input.Execution;
        report = default;
        if (ReplaceRules.IsRefusalOf(in order, in execution))
            return ApplyReplaceReject(slot, in input, out report);

        bool isOfAnotherCancel = execution.RequestId != 0 && execution.RequestId != order.PendingCancelId;
        if (order.PendingCancelId == 0 || isOfAnotherCancel)
        {
            anomalies.Note(OrderAnomalies.StaleCancelReject);
            return false;
        }

        OrderStates.DropPendingCancel(ref order);
        TakeRefusal(ref order, in input);
        report = reports.Of(in order, OrderReportKind.CancelRejected);
        return true;
    }

    private bool ApplyReplaceReject(int slot, in EngineEvent input, out OrderReport report)
    {
        ref Order order = ref states[slot];
        report = default;
        long reservedLotsBefore = order.ReservedLots;
        var asked = new AskedReplace(in order);
        OrderStates.DropPendingReplace(ref order);
        if (order.IsOpen)
            TakeRefusal(ref order, in input);
        else
            anomalies.Note(OrderAnomalies.StaleCancelReject); // It filled on its old terms while the replace was away.

        states.Settle(slot);
        report = reports.Of(in order, OrderReportKind.ReplaceRejected);
        report.ReleasedLots = reservedLotsBefore - order.ReservedLots;
        asked.Tell(in order, isAccepted: false, ref report);
        return true;
    }

    private void TakeRefusal(ref Order order, in EngineEvent input)
    {
        ref readonly Execution execution = ref input.Execution;
        bool isAsKnown = order.AwaitsReplace && execution.Status == OrderStatus.Filled;
        if (execution.RejectReason == UnknownOrderReason || (IsClosed(execution.Status) && !isAsKnown))
            states.MarkInDoubt(ref order);
        else if (!IsResent(in input) && execution.Status is OrderStatus.New or OrderStatus.PartiallyFilled)
            Confirm(ref order);
    }

    /// <summary>A refused cancel with the order's status is as good as an answer about it.</summary>
    private void Confirm(ref Order order)
    {
        if (order.WorkingStatus == OrderStatus.PendingNew)
            order.WorkingStatus = OrderStatus.New;

        states.ClearDoubt(ref order);
    }
}
