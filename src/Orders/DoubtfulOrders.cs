using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// Finds open orders of which the venue may know better: those that its list leaves out, and those whose requests it
/// has not answered. They are in doubt, so that each is asked after; nothing is assumed. O(open orders) a walk.
/// </summary>
public sealed class DoubtfulOrders
{
    private readonly OrderSlots _slots;
    private readonly OrderStates _states;
    private readonly AdoptionRules _adoptions;
    private readonly UnheardOrders _unheard;
    private readonly RecentIdSet _recentExecIds;

    internal DoubtfulOrders(
        OrderSlots slots, OrderStates states, AdoptionRules adoptions, UnheardOrders unheard,
        RecentIdSet recentExecIds)
    {
        _slots = slots;
        _states = states;
        _adoptions = adoptions;
        _unheard = unheard;
        _recentExecIds = recentExecIds;
    }

    /// <summary>
    /// Gives a trade that the venue names without the state of its order, as trade capture does, the totals under which
    /// the table books it once: beyond what is filled, or in the place of lots that were booked because a total rose.
    /// </summary>
    /// <param name="trade">Becomes a report that can be applied; it says nothing of how the order is now.</param>
    public TradeFit Complete(ref EngineEvent trade)
    {
        ref Execution execution = ref trade.Execution;
        if (execution.ExecIdHash == 0 || _recentExecIds.Contains(execution.ExecIdHash))
            return TradeFit.Known;

        execution.ExecType = ExecType.Trade;
        execution.Status = OrderStatus.PartiallyFilled;
        execution.CumQtyLots = execution.LastQtyLots;
        trade.Flags |= EventFlags.PossibleDuplicate; // Of the past: it ends no doubt.
        int slot = _slots.Find(execution.OrderId);
        if (slot == OrderSlots.NoSlot)
            slot = _adoptions.Find(in execution);

        if (slot == OrderSlots.NoSlot)
            return TradeFit.Fits;

        ref readonly Order order = ref _slots[slot];
        long assumedLots = Math.Min(order.Missed.UnexplainedLots, execution.LastQtyLots);
        bool isExplanation = assumedLots == execution.LastQtyLots;
        execution.CumQtyLots = isExplanation
            ? order.Missed.EndLots - order.Missed.UnexplainedLots + execution.LastQtyLots
            : order.FilledLots + execution.LastQtyLots - assumedLots;
        return isExplanation || execution.CumQtyLots <= order.QtyLots ? TradeFit.Fits : TradeFit.TooMuch;
    }

    /// <summary>A list of open orders is asked for: none has been named yet.</summary>
    public void ForgetNamed()
    {
        for (int slot = _slots.FirstSlot; slot != OrderSlots.NoSlot; slot = _slots[slot].NextSlot)
            _slots.Change(slot).Marks &= ~OrderMarks.Named;

        _unheard.Forget();
    }

    /// <summary>
    /// Whether a report of an unknown order may mean one of ours of which not even the acknowledgement has come: the
    /// venue may know it by the id of a replace that an earlier life sent. Its own question tells. O(open orders).
    /// </summary>
    public bool MayMean(in EngineEvent report)
    {
        for (int slot = _slots.FirstSlot; slot != OrderSlots.NoSlot; slot = _slots[slot].NextSlot)
        {
            ref readonly Order order = ref _slots[slot];
            if (UnheardOrders.IsAlike(in order, report.InstrumentIndex, report.Side))
                return true;
        }

        return false;
    }

    /// <summary>The list names an order.</summary>
    public void NoteNamed(in Execution answer)
    {
        int slot = _slots.Find(answer.OrderId);
        if (slot == OrderSlots.NoSlot)
            slot = _adoptions.Find(in answer);

        if (slot != OrderSlots.NoSlot)
            _slots.Change(slot).Marks |= OrderMarks.Named;
    }

    /// <summary>
    /// Puts open orders older than an id in doubt that a whole list has not named. One on its way may have arrived
    /// after the list was made: requests have their own watch.
    /// </summary>
    public void MarkUnnamed(long beforeId)
    {
        for (int slot = _slots.FirstSlot; slot != OrderSlots.NoSlot; slot = _slots[slot].NextSlot)
        {
            ref readonly Order order = ref _slots[slot];
            bool isNamed = (order.Marks & OrderMarks.Named) != OrderMarks.None;
            if (!isNamed && order.IsOpen && order.OrderId < beforeId && order.WorkingStatus != OrderStatus.PendingNew)
                _states.MarkInDoubt(ref _slots.Change(slot));
        }
    }

    /// <summary>Puts orders in doubt that wait for the answer to a request older than an id.</summary>
    public void MarkUnanswered(long beforeId)
    {
        for (int slot = _slots.FirstSlot; slot != OrderSlots.NoSlot; slot = _slots[slot].NextSlot)
        {
            ref readonly Order order = ref _slots[slot];
            long requestId = AwaitedId(in order);
            if (requestId != 0 && requestId < beforeId && !order.IsInDoubt)
                _states.MarkInDoubt(ref _slots.Change(slot));
        }
    }

    /// <summary>Oldest request that has no answer yet; 0 for none.</summary>
    private static long AwaitedId(in Order order)
    {
        if (order.WorkingStatus == OrderStatus.PendingNew)
            return order.OrderId;

        return order.PendingCancelId != 0 && order.PendingReplaceId != 0
            ? Math.Min(order.PendingCancelId, order.PendingReplaceId)
            : order.PendingCancelId + order.PendingReplaceId;
    }
}

/// <summary>What a trade that the venue names is to our books.</summary>
public enum TradeFit
{
    /// <summary>It can be booked.</summary>
    Fits = 0,

    /// <summary>It is booked already, or has no id by which that could be told.</summary>
    Known = 1,

    /// <summary>Its order has not so many lots left.</summary>
    TooMuch = 2,
}
