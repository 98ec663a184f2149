using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// OrderCancelRequest(35=F): one cancel an order at a time, which overtakes a pending replace and drops one that is
/// kept. Source: FIX 4.4 Volume 4 appendix D, B.1.
/// </summary>
internal sealed class CancelRules(OrderSlots slots, KeptReplaces kept)
{
    /// <summary>Marks the order as PendingCancel and completes the request.</summary>
    public RiskVerdict TryRequest(ref EngineEvent cancel)
    {
        Debug.Assert(cancel.Kind == EventKind.CancelOrder);
        Debug.Assert(cancel.Order.OrderId > 0, "a cancel has an id of its own");
        int slot = slots.Find(cancel.Order.OriginalOrderId);
        if (slot == OrderSlots.NoSlot || !slots[slot].IsHeld)
            return RiskVerdict.UnknownOrder;

        ref Order order = ref slots.Change(slot);
        if (order.PendingCancelId != 0 && !order.IsCancelInDoubt)
            return RiskVerdict.UnknownOrder;

        OrderStates.DropPendingCancel(ref order);
        kept.Drop(ref order);
        order.PendingCancelId = cancel.Order.OrderId;
        cancel.InstrumentIndex = order.InstrumentIndex;
        cancel.Side = order.Side;
        cancel.Order.OriginalOrderId = order.OrderId;
        cancel.Order.VenueOrderId = VenueIdFor(in order);
        cancel.Order.PriceTicks = order.PriceTicks;
        cancel.Order.QtyLots = order.QtyLots;
        cancel.Order.Type = order.Type;
        cancel.Order.TimeInForce = order.TimeInForce;
        return RiskVerdict.Accepted;
    }

    /// <summary>OrigClOrdID(41) of a cancel: the last id that is not refused, though perhaps not accepted.</summary>
    private static long VenueIdFor(in Order order)
    {
        long id = order.PendingReplaceId != 0 ? order.PendingReplaceId : order.VenueOrderId;
        return id == order.OrderId ? 0 : id;
    }
}
