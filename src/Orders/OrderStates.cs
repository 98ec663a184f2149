using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// The moves that an order can make, each of which leaves the chain of open orders, the doubt and the sums right. Who
/// may make which move when is not decided here.
/// </summary>
internal sealed class OrderStates(OrderSlots slots, KeptReplaces kept)
{
    private int _inDoubtCount;

    /// <summary>Orders in doubt; all of them open.</summary>
    public int InDoubtCount => _inDoubtCount;

    /// <summary>An order, to be changed.</summary>
    public ref Order this[int slot] => ref slots.Change(slot);

    /// <summary>Takes in a new order, or a denied one, in place of a closed one.</summary>
    public void Place(int slot, in EngineEvent newOrder, OrderStatus status)
    {
        ref Order order = ref slots.Change(slot);
        Debug.Assert(!order.IsChained, "an open order is never overwritten");
        ref readonly OrderRequest request = ref newOrder.Order;
        order = new Order
        {
            OrderId = request.OrderId,
            VenueOrderId = request.OrderId,
            PriceTicks = request.PriceTicks,
            QtyLots = request.QtyLots,
            OpenLots = status == OrderStatus.PendingNew ? request.QtyLots : 0,
            InstrumentIndex = newOrder.InstrumentIndex,
            StrategyIndex = request.StrategyIndex,
            Side = newOrder.Side,
            Type = request.Type,
            TimeInForce = request.TimeInForce,
            Terms = status == OrderStatus.PendingNew ? newOrder.Terms : default, // A denied one has none left.
            WorkingStatus = status,
            Marks = MarksOf(newOrder.Flags),
            PreviousSlot = OrderSlots.NoSlot,
            NextSlot = OrderSlots.NoSlot,
            StatusAskedNs = Order.NeverAsked,
            Unused = 0,
        };
        slots.NoteId(request.OrderId);
        if (order.IsOpen)
            slots.Link(slot);
    }

    /// <summary>Lets reports under the id of a replace find the order.</summary>
    public void PlaceAlias(long replaceId, long orderId)
    {
        slots.Change(slots.SlotOf(replaceId)) = new Order
        {
            OrderId = replaceId,
            RootId = orderId,
            PreviousSlot = OrderSlots.NoSlot,
            NextSlot = OrderSlots.NoSlot,
            StatusAskedNs = Order.NeverAsked,
        };
        slots.NoteId(replaceId);
    }

    /// <summary>
    /// Fills lots, open ones first. A closed order takes them too, and is Filled once all that was ordered is.
    /// </summary>
    public void Fill(int slot, long lots, long priceTicks)
    {
        ref Order order = ref slots.Change(slot);
        order.FilledLots = checked(order.FilledLots + lots);
        order.OpenLots -= Math.Min(order.OpenLots, lots);
        order.LastFillPriceTicks = priceTicks;
        if (order.IsOpen)
            order.WorkingStatus = OrderStatus.PartiallyFilled;
        else if (order.FilledLots >= order.QtyLots)
            order.WorkingStatus = OrderStatus.Filled;

        Settle(slot);
    }

    /// <summary>
    /// Has the order in the chain exactly while it is held: to be called after whatever may have changed that.
    /// </summary>
    public void Settle(int slot)
    {
        ref Order order = ref slots.Change(slot);
        if (order.IsHeld == order.IsChained)
            return;

        if (order.IsHeld)
            slots.Link(slot);
        else
            Finish(slot);
    }

    /// <summary>Ends an open order; what was open is not any more.</summary>
    public void Close(int slot, OrderStatus status)
    {
        ref Order order = ref slots.Change(slot);
        Debug.Assert(order.IsOpen);
        order.OpenLots = 0;
        order.WorkingStatus = status;
        DropPendingReplace(ref order);
        Finish(slot);
    }

    /// <summary>
    /// Has an order open as a whole and in doubt: one that the venue still has although we closed it, or of which it
    /// says what does not agree.
    /// </summary>
    public void Doubt(int slot)
    {
        ref Order order = ref slots.Change(slot);
        Debug.Assert(order.FilledLots < order.QtyLots);
        Work(slot, order.QtyLots - order.FilledLots);
        MarkInDoubt(ref order);
    }

    /// <summary>Makes an order work with so many lots open, whether it was open before or not.</summary>
    public void Work(int slot, long openLots)
    {
        ref Order order = ref slots.Change(slot);
        Debug.Assert(openLots > 0);
        order.OpenLots = openLots;
        order.WorkingStatus = order.FilledLots > 0 ? OrderStatus.PartiallyFilled : OrderStatus.New;
        Settle(slot);
    }

    /// <summary>
    /// Nobody here knows whether the order lives, nor whether a pending cancel arrived: the venue is to be asked.
    /// </summary>
    public void MarkInDoubt(ref Order order)
    {
        Debug.Assert(order.IsChained);
        if (!order.IsInDoubt)
            _inDoubtCount++;

        order.Marks |= OrderMarks.InDoubt;
        if (order.PendingCancelId != 0)
            order.Marks |= OrderMarks.CancelInDoubt;

        if (order.PendingReplaceId != 0)
            order.Marks |= OrderMarks.ReplaceInDoubt;

        order.StatusAskedNs = Order.NeverAsked;
        order.Marks &= ~OrderMarks.AskedAlone;
    }

    /// <summary>The venue has said what it has.</summary>
    public void ClearDoubt(ref Order order)
    {
        if (order.IsInDoubt)
            _inDoubtCount--;

        order.Marks &= ~(
            OrderMarks.InDoubt | OrderMarks.CancelInDoubt | OrderMarks.ReplaceInDoubt | OrderMarks.AskedAlone);
        Debug.Assert(InDoubtCount >= 0);
    }

    /// <summary>The price that the order waited for has come; false where that is known.</summary>
    public static bool TryTrigger(ref Order order, in Execution execution)
    {
        if (execution.ExecType != ExecType.Triggered || !order.IsOpen || order.IsTriggered)
            return false;

        order.Marks |= OrderMarks.Triggered;
        return true;
    }

    /// <summary>The venue says whether it works the order; what trades or was triggered it does.</summary>
    public static void TakeIndicator(ref Order order, in Execution execution)
    {
        const FillFacts indicators = FillFacts.Working | FillFacts.NotWorking;
        if (!order.IsNotWorking && (execution.Facts & indicators) == FillFacts.None)
            return;

        bool isToldToWork = (execution.Facts & indicators) == FillFacts.Working ||
            execution.ExecType is ExecType.Trade or ExecType.Triggered;
        if (isToldToWork || !order.IsOpen)
            order.Marks &= ~OrderMarks.NotWorking;
        else if ((execution.Facts & FillFacts.NotWorking) != FillFacts.None)
            order.Marks |= OrderMarks.NotWorking;
    }

    /// <summary>The order is what it was before the cancel.</summary>
    public static void DropPendingCancel(ref Order order)
    {
        order.PendingCancelId = 0;
        order.Marks &= ~OrderMarks.CancelInDoubt;
    }

    /// <summary>The order is what it was before the replace.</summary>
    public static void DropPendingReplace(ref Order order)
    {
        order.PendingReplaceId = 0;
        order.ReplacePriceTicks = 0;
        order.ReplaceQtyLots = 0;
        order.Marks &= ~OrderMarks.ReplaceInDoubt;
    }

    public void Transfer(ref StateTransfer state) => state.Value(ref _inDoubtCount);

    private void Finish(int slot)
    {
        ref Order order = ref slots.Change(slot);
        DropPendingCancel(ref order);
        kept.Drop(ref order);
        ClearDoubt(ref order);
        slots.Unlink(slot);
    }

    /// <summary>Which price the venue looks at for an order that waits there.</summary>
    public static OrderMarks MarkOf(TriggerSource source) => source switch
    {
        TriggerSource.Quote => OrderMarks.QuoteTrigger,
        TriggerSource.Mid => OrderMarks.MidTrigger,
        _ => OrderMarks.None,
    };

    private static OrderMarks MarksOf(EventFlags flags)
    {
        OrderMarks marks = flags.Closes() ? OrderMarks.ClosesLeg : OrderMarks.None;
        marks |= MarkOf(flags.Trigger());
        marks |= (flags & EventFlags.Flattens) != EventFlags.None ? OrderMarks.Flattens : OrderMarks.None;
        return (flags & EventFlags.PostOnly) != EventFlags.None ? marks | OrderMarks.PostOnly : marks;
    }
}
