using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// OrderCancelReplaceRequest(35=G) and its answers. One replace an order at a time; a cancel may overtake it. Until the
/// venue has answered, fills count on the old terms and risk holds the larger of both quantities. The replace's id
/// takes a slot of its own that points to the order, so that reports under either id find it. Source: FIX 4.4 Volume 4
/// appendix D, D.1.a to G.1.c.
/// </summary>
internal sealed class ReplaceRules(OrderSlots slots, OrderStates states, AnomalyLog anomalies)
{
    /// <summary>Marks the order as PendingReplace and completes the request with what does not change.</summary>
    public RiskVerdict TryRequest(ref EngineEvent replace)
    {
        Debug.Assert(replace.Kind == EventKind.ReplaceOrder);
        RiskVerdict verdict = VerdictOn(in replace);
        if (verdict != RiskVerdict.Accepted)
            return verdict;

        ref Order order = ref slots.Change(slots.Find(replace.Order.OriginalOrderId));
        states.PlaceAlias(replace.Order.OrderId, order.OrderId);
        OrderStates.DropPendingReplace(ref order);
        order.PendingReplaceId = replace.Order.OrderId;
        order.ReplacePriceTicks = replace.Order.PriceTicks;
        order.ReplaceQtyLots = replace.Order.QtyLots;
        order.CompleteReplace(ref replace);
        slots.Change(slots.SlotOf(replace.Order.OrderId)).Terms = replace.Terms; // Its own until it is accepted.
        replace.Order.OriginalOrderId = order.OrderId;
        replace.Order.VenueOrderId = order.VenueOrderId == order.OrderId ? 0 : order.VenueOrderId;
        return RiskVerdict.Accepted;
    }

    /// <summary>What would come of a request.</summary>
    public RiskVerdict VerdictOn(in EngineEvent replace)
    {
        int slot = slots.Find(replace.Order.OriginalOrderId);
        if (slot == OrderSlots.NoSlot || !slots[slot].IsOpen || IsBusy(in slots[slot]))
            return RiskVerdict.UnknownOrder;

        if (replace.Order.QtyLots <= slots[slot].FilledLots || replace.Order.QtyLots > OrderTable.QtyLotsMax)
            return RiskVerdict.OrderQtyOutOfRange; // At or below what is filled it would be a cancel.

        return slots.IsFree(replace.Order.OrderId) ? RiskVerdict.Accepted : RiskVerdict.OrderTableFull;
    }

    /// <summary>
    /// Puts the new terms in force where a report says, or shows by the id it names, that the venue has them. They do
    /// not undo fills: an order that has filled more than the new quantity is Filled. An order that filled on its old
    /// terms before the answer came is open again.
    /// </summary>
    public bool TryAccept(int slot, in Execution execution)
    {
        ref Order order = ref states[slot];
        if (order.PendingReplaceId == 0 || !ShowsReplace(in order, in execution))
            return false;

        order.VenueOrderId = order.PendingReplaceId;
        order.PriceTicks = order.ReplacePriceTicks;
        if (slots.Find(order.PendingReplaceId) == slot) // One of another life has no slot, and leaves them.
            order.Terms = slots[slots.SlotOf(order.PendingReplaceId)].Terms;

        order.QtyLots = Math.Max(order.ReplaceQtyLots, order.FilledLots); // C.3.c: amended to what is filled.
        OrderStates.DropPendingReplace(ref order);
        TakeStatedQuantity(ref order, in execution);
        long openLots = order.QtyLots - order.FilledLots;
        if (openLots > 0 && (order.IsOpen || order.WorkingStatus == OrderStatus.Filled))
            states.Work(slot, openLots);
        else if (openLots <= 0 && order.IsOpen)
            states.Close(slot, OrderStatus.Filled);

        states.Settle(slot);

        return true;
    }

    /// <summary>True if a refusal is that of the pending replace.</summary>
    public static bool IsRefusalOf(in Order order, in Execution execution) =>
        order.PendingReplaceId != 0 &&
        (execution.RequestId == order.PendingReplaceId || (execution.RequestId == 0 && order.PendingCancelId == 0));

    /// <summary>
    /// An answer that came after the question tells whether a replace in doubt arrived: the venue then knows the order
    /// by the replace's id (see <see cref="TryAccept"/>), or has its quantity.
    /// </summary>
    public void Resolve(int slot, in Execution answer)
    {
        ref Order order = ref states[slot];
        if (!order.IsReplaceInDoubt || answer.Status == OrderStatus.PendingReplace)
            return;

        OrderStates.DropPendingReplace(ref order);
    }

    // Also while in doubt: two replaces of which one arrived would leave the order with terms that nobody knows.
    private static bool IsBusy(in Order order) => order.PendingCancelId != 0 || order.PendingReplaceId != 0;

    private static bool ShowsReplace(in Order order, in Execution execution)
    {
        if (execution.ExecType == ExecType.Replaced) // Whatever the status: another may be pending there (D.2.b).
        {
            return execution.RequestId == order.PendingReplaceId || execution.OrderId == order.PendingReplaceId ||
                execution.RequestId == 0;
        }

        if (execution.Status == OrderStatus.PendingReplace || execution.ExecType == ExecType.Rejected)
            return false;

        bool hasItsQuantity = execution.ExecType == ExecType.OrderStatus && order.ReplaceQtyLots != order.QtyLots &&
            execution.LeavesQtyLots > 0 && execution.CumQtyLots + execution.LeavesQtyLots == order.ReplaceQtyLots;
        bool isNamed = execution.OrderId == order.PendingReplaceId ||
            (execution.ExecType == ExecType.OrderStatus && execution.RequestId == order.PendingReplaceId);
        return isNamed || hasItsQuantity;
    }

    /// <summary>A venue may grant another quantity than was asked for; it is believed where its total agrees.</summary>
    private void TakeStatedQuantity(ref Order order, in Execution execution)
    {
        bool isStated = execution.ExecType == ExecType.Replaced &&
            execution.LeavesQtyLots is > 0 and <= OrderTable.QtyLotsMax &&
            execution.CumQtyLots == order.FilledLots;
        if (!isStated || execution.LeavesQtyLots == order.QtyLots - order.FilledLots)
            return;

        anomalies.Note(OrderAnomalies.Contradiction);
        order.QtyLots = order.FilledLots + execution.LeavesQtyLots;
    }
}
