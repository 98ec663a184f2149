using LowLatencyEngine.Model;
using static LowLatencyEngine.Orders.ExecutionFacts;

namespace LowLatencyEngine.Orders;

/// <summary>
/// Orders in doubt of which the venue has not said a word: neither their ids nor its own name of them tell whether it
/// means one of them. It may know one by the id of a replace that an earlier life sent, and not every venue repeats
/// StatusReqID(790). An answer that names no order of ours then means the one that was asked after alone: no other
/// unheard one of its instrument and side was, not within the wait before a question is repeated. O(open orders) a
/// question about one, and an answer that names none; 0 bytes.
/// </summary>
internal sealed class UnheardOrders(OrderSlots slots, long retryIntervalNs)
{
    /// <summary>In doubt, not acknowledged, and never named by OrderID(37).</summary>
    public static bool IsUnheard(in Order order) =>
        order.IsInDoubt && order.WorkingStatus == OrderStatus.PendingNew && order.VenueOrderIdHash == 0;

    /// <summary>One of this instrument and side.</summary>
    public static bool IsAlike(in Order order, int instrumentIndex, Side side) =>
        IsUnheard(in order) && order.InstrumentIndex == instrumentIndex && order.Side == side;

    /// <summary>
    /// Whether to ask after one now. All are asked after at once; those that got no answer one by one, whoever has
    /// waited longest first.
    /// </summary>
    public bool TryBegin(ref Order order, long nowNs)
    {
        bool isRepeated = order.StatusAskedNs != Order.NeverAsked;
        bool isAlone = true;
        for (int slot = slots.FirstSlot; slot != OrderSlots.NoSlot; slot = slots[slot].NextSlot)
        {
            ref readonly Order other = ref slots[slot];
            if (other.OrderId == order.OrderId || !IsAlike(in other, order.InstrumentIndex, order.Side))
                continue;

            bool isBefore = other.StatusAskedNs < order.StatusAskedNs || IsAwaited(in other, nowNs);
            if (isRepeated && isBefore)
                return false;

            isAlone &= isRepeated; // Else both are asked after in the first round.
        }

        ForgetAlone(order.InstrumentIndex, order.Side);
        if (isAlone)
            order.Marks |= OrderMarks.AskedAlone;

        return true;
    }

    /// <summary>The order that an answer means which names none of ours, or <see cref="OrderSlots.NoSlot"/>.</summary>
    public int Find(in EngineEvent input)
    {
        ref readonly Execution execution = ref input.Execution;
        bool isOfList = (input.Flags & EventFlags.Snapshot) != EventFlags.None;
        if (execution.ExecType != ExecType.OrderStatus || IsResent(in input) || isOfList ||
            execution.VenueOrderIdHash == 0)
            return OrderSlots.NoSlot;

        int slot = slots.FirstSlot;
        while (slot != OrderSlots.NoSlot && !IsMeant(in slots[slot], in input))
            slot = slots[slot].NextSlot;

        return slot;
    }

    /// <summary>A list of open orders is asked for: what names no order of ours may be of it from now on.</summary>
    public void Forget()
    {
        for (int slot = slots.FirstSlot; slot != OrderSlots.NoSlot; slot = slots[slot].NextSlot)
            slots.Change(slot).Marks &= ~OrderMarks.AskedAlone;
    }

    /// <summary>A replace has a later id than its order.</summary>
    private static bool IsMeant(in Order order, in EngineEvent input) =>
        (order.Marks & OrderMarks.AskedAlone) != OrderMarks.None &&
        IsAlike(in order, input.InstrumentIndex, input.Side) &&
        System.Math.Max(input.Execution.OrderId, input.Execution.RequestId) > order.OrderId;

    private bool IsAwaited(in Order order, long nowNs) => order.StatusAskedNs != Order.NeverAsked &&
        nowNs >= order.StatusAskedNs && nowNs - order.StatusAskedNs < retryIntervalNs;

    private void ForgetAlone(int instrumentIndex, Side side)
    {
        for (int slot = slots.FirstSlot; slot != OrderSlots.NoSlot; slot = slots[slot].NextSlot)
        {
            if (IsAlike(in slots[slot], instrumentIndex, side))
                slots.Change(slot).Marks &= ~OrderMarks.AskedAlone;
        }
    }
}
