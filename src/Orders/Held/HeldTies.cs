using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders.Held;

/// <summary>
/// Orders that depend on each other: one that goes out after another's fills, two of which one is to fill, two that
/// share their lots. Decision thread only; O(held orders) a fill of an order that is tied; 0 bytes.
/// </summary>
public sealed class HeldTies(HeldOrders orders)
{
    /// <summary>Whether the order that a wish names can be tied to.</summary>
    public bool CanTie(in EngineEvent hold)
    {
        if (hold.Held.Link == HeldLink.None)
            return hold.Held.LinkedOrderId == 0;

        int slot = orders.Find(hold.Held.LinkedOrderId);
        if (slot == HeldOrders.NoSlot || orders[slot].Is(HeldMarks.Ending))
            return false;

        ref readonly HeldOrder other = ref orders[slot];
        return other.StrategyIndex == hold.Order.StrategyIndex && other.InstrumentIndex == hold.InstrumentIndex &&
            (hold.Held.Link == HeldLink.AfterFill || (other.TiedOrderId == 0 && IsSameSide(in other, in hold)));
    }

    /// <summary>Ties an order to the one that its wish names; <see cref="CanTie"/> was true.</summary>
    /// <returns>The slot of the other one; <see cref="HeldOrders.NoSlot"/> for none.</returns>
    public int Tie(int slot, in EngineEvent hold)
    {
        int otherSlot = orders.Find(hold.Held.LinkedOrderId);
        if (otherSlot == HeldOrders.NoSlot)
            return HeldOrders.NoSlot;

        ref HeldOrder order = ref orders[slot];
        ref HeldOrder other = ref orders[otherSlot];
        if (hold.Held.Link == HeldLink.AfterFill)
        {
            Await(ref order, ref other);
            return otherSlot;
        }

        order.Link = hold.Held.Link;
        order.TiedOrderId = other.OrderId;
        order.TiedFilledLots = other.FilledLots;
        other.Link = order.Link;
        other.TiedOrderId = order.OrderId;
        if (other.AfterOrderId != 0 && orders.Find(other.AfterOrderId) is >= 0 and var awaited)
            Await(ref order, ref orders[awaited]);

        return otherSlot;
    }

    /// <summary>
    /// Tells the others, held or ended, what an order has filled; lots below zero were taken back.
    /// </summary>
    public void OnFill(in HeldOrder order, long lots)
    {
        if (order.Is(HeldMarks.IsAwaited))
            Allow(order.OrderId, lots);

        if (order.TiedOrderId == 0)
            return;

        int tied = orders.Find(order.TiedOrderId);
        if (tied != HeldOrders.NoSlot)
        {
            orders[tied].TiedFilledLots += lots;
            orders.MarkDue(ref orders[tied]);
        }
        else if (orders.Ended.Find(order.TiedOrderId) is >= 0 and var ended)
            orders.Ended[ended].TiedFilledLots += lots;

        long excessLots = lots > 0 ? Math.Min(lots, TooManyLots(in order, lots)) : 0;
        if (excessLots > 0)
            orders.Alarms.Raise(in order, excessLots, HeldChange.BothFilled);
    }

    /// <summary>
    /// An order that has ended has filled all the same: where nothing is left that could close it, that is told.
    /// </summary>
    public void OnLateFill(in HeldOrder order, long lots)
    {
        if (lots <= 0 || !order.Is(HeldMarks.IsAwaited))
            return;

        foreach (ref readonly HeldOrder other in orders.Slots)
        {
            bool canClose = other.AfterOrderId == order.OrderId && other.LeavesLots > 0 &&
                (other.Marks & (HeldMarks.Ending | HeldMarks.Ended)) == HeldMarks.None;
            if (canClose)
                return;
        }

        orders.Alarms.Raise(in order, lots, HeldChange.Unprotected);
    }

    /// <summary>
    /// An order has another quantity: the one that shares its lots, and those that close its fills and were for all of
    /// it, have that too.
    /// </summary>
    public void OnResize(in HeldOrder order, long formerQtyLots)
    {
        bool isShared = order.Link == HeldLink.OneUpdatesOther && order.TiedOrderId != 0;
        if (order.QtyLots == formerQtyLots || !(isShared || order.Is(HeldMarks.IsAwaited)))
            return;

        foreach (ref HeldOrder other in orders.Slots)
        {
            bool isOther = isShared && other.OrderId == order.TiedOrderId;
            bool closesAll = other.AfterOrderId == order.OrderId && other.QtyLots == formerQtyLots;
            if (other.OrderId == 0 || !(isOther || closesAll))
                continue;

            other.QtyLots = Math.Max(order.QtyLots, other.FilledLots);
            orders.MarkDue(ref other);
        }
    }

    /// <summary>An order has ended: what waits for its fills gets no more.</summary>
    public void OnEnd(in HeldOrder order)
    {
        if (!order.Is(HeldMarks.IsAwaited))
            return;

        foreach (ref HeldOrder other in orders.Slots)
        {
            if (other.AfterOrderId != order.OrderId)
                continue;

            other.Marks &= ~HeldMarks.AwaitsFills;
            orders.MarkDue(ref other);
        }
    }

    private static bool IsSameSide(in HeldOrder other, in EngineEvent hold) =>
        hold.Held.Link != HeldLink.OneUpdatesOther ||
        (other.Side == hold.Side && other.QtyLots == hold.Order.QtyLots);

    private static void Await(ref HeldOrder order, ref HeldOrder awaited)
    {
        order.AfterOrderId = awaited.OrderId;
        order.AllowedLots = awaited.FilledLots;
        order.Marks |= HeldMarks.AwaitsFills;
        awaited.Marks |= HeldMarks.IsAwaited;
    }

    private void Allow(long orderId, long lots)
    {
        foreach (ref HeldOrder other in orders.Slots)
        {
            if (other.AfterOrderId != orderId)
                continue;

            other.AllowedLots += lots;
            orders.MarkDue(ref other);
        }
    }

    private static long TooManyLots(in HeldOrder order, long lots)
    {
        if (order.Link == HeldLink.OneCancelsOther)
            return order.TiedFilledLots > 0 ? lots : 0;

        return Math.Max(0, order.FilledLots + order.TiedFilledLots - Math.Min(order.QtyLots, order.AllowedLots));
    }
}
