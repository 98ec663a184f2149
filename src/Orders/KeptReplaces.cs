using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// Replaces that were wished while another of the same order was on its way: one an order, the last one wins. A cancel
/// or the end of the order drops it; once the replace before it is settled and nothing of the order is in doubt it is
/// due, to be wished anew. Nothing is reserved for what waits: the gate judges it when it goes out. Decision thread
/// only; O(1) for an order that keeps none, else O(kept); allocates nothing after construction.
/// </summary>
public sealed class KeptReplaces
{
    /// <summary>Most orders that can keep one at a time; what is wished beyond is refused as OrderTableFull.</summary>
    public const int PlaceCount = 256;

    private readonly OrderSlots _slots;
    private readonly KeptReplace[] _places = new KeptReplace[PlaceCount];
    private int _count;

    internal KeptReplaces(OrderSlots slots) => _slots = slots;

    /// <summary>Orders that keep one.</summary>
    public int Count => _count;

    /// <summary>The kept ones; the order that has waited longest comes first.</summary>
    public ref readonly KeptReplace this[int index]
    {
        get
        {
            Debug.Assert((uint)index < (uint)_count);
            return ref _places[index];
        }
    }

    /// <summary>
    /// Whether a replace of the order would have to wait: another is on its way, perhaps in doubt, and no cancel is.
    /// </summary>
    /// <param name="orderId">The order's own id, or that of a replace of it.</param>
    public bool MustWait(long orderId)
    {
        int slot = _slots.Find(orderId);
        return slot != OrderSlots.NoSlot && _slots[slot].IsHeld && _slots[slot].PendingReplaceId != 0 &&
            _slots[slot].PendingCancelId == 0;
    }

    /// <summary>What would come of keeping a wish.</summary>
    /// <returns>
    /// Waiting; UnknownOrder where the order has ended or a cancel is on its way; OrderQtyOutOfRange for no more than
    /// is filled; OrderTableFull.
    /// </returns>
    public RiskVerdict VerdictOn(in EngineEvent replace)
    {
        int slot = _slots.Find(replace.Order.OriginalOrderId);
        if (slot == OrderSlots.NoSlot || !_slots[slot].IsHeld || _slots[slot].PendingCancelId != 0)
            return RiskVerdict.UnknownOrder;

        if (replace.Order.QtyLots <= _slots[slot].FilledLots || replace.Order.QtyLots > OrderTable.QtyLotsMax)
            return RiskVerdict.OrderQtyOutOfRange;

        return _slots[slot].KeepsReplace || _count < PlaceCount ? RiskVerdict.Waiting : RiskVerdict.OrderTableFull;
    }

    /// <summary>
    /// Keeps a wish in the place of the one that the order may keep already. Trigger, display and end that it does not
    /// state are those of the one before, which is how they would stand had both gone out.
    /// </summary>
    /// <param name="replace">Gets what is the order's, and the terms that are kept.</param>
    /// <returns>As <see cref="VerdictOn"/>.</returns>
    public RiskVerdict TryKeep(ref EngineEvent replace)
    {
        RiskVerdict verdict = VerdictOn(in replace);
        if (verdict != RiskVerdict.Waiting)
            return verdict;

        ref Order order = ref _slots.Change(_slots.Find(replace.Order.OriginalOrderId));
        ref KeptReplace place = ref _places[order.KeepsReplace ? IndexOf(order.OrderId) : _count++];
        if (order.KeepsReplace)
            CompleteTerms(ref replace.Terms, in place.Terms);

        order.Marks |= OrderMarks.KeepsReplace;
        replace.InstrumentIndex = order.InstrumentIndex;
        replace.Side = order.Side;
        replace.Order.OriginalOrderId = order.OrderId;
        replace.Order.StrategyIndex = order.StrategyIndex;
        replace.Order.Type = order.Type;
        replace.Order.TimeInForce = order.TimeInForce;
        place = new KeptReplace
        {
            OrderId = order.OrderId,
            WishId = replace.Order.OrderId,
            PriceTicks = replace.Order.PriceTicks,
            QtyLots = replace.Order.QtyLots,
            Terms = replace.Terms,
        };
        return RiskVerdict.Waiting;
    }

    /// <summary>Whether nothing stands in the way of a kept one any more.</summary>
    public bool IsDue(int index)
    {
        ref readonly Order order = ref _slots[_slots.Find(_places[index].OrderId)];
        return order.IsOpen && order.PendingReplaceId == 0 && order.PendingCancelId == 0 && !order.IsInDoubt;
    }

    /// <summary>Forgets one: it has been wished anew, or something else has with the same input.</summary>
    public void RemoveAt(int index)
    {
        Debug.Assert((uint)index < (uint)_count);
        _slots.Change(_slots.Find(_places[index].OrderId)).Marks &= ~OrderMarks.KeepsReplace;
        Array.Copy(_places, index + 1, _places, index, _count - index - 1);
        _places[--_count] = default;
    }

    /// <summary>What an order keeps.</summary>
    public bool TryFind(in Order order, out KeptReplace kept)
    {
        kept = order.KeepsReplace ? _places[IndexOf(order.OrderId)] : default;
        return order.KeepsReplace;
    }

    /// <summary>
    /// Price and quantity that were wished last: of what is kept, else of the replace on its way, else the order's.
    /// </summary>
    public (long PriceTicks, long QtyLots) LatestOf(in Order order)
    {
        if (TryFind(in order, out KeptReplace kept))
            return (kept.PriceTicks, kept.QtyLots);

        return order.PendingReplaceId != 0
            ? (order.ReplacePriceTicks, order.ReplaceQtyLots)
            : (order.PriceTicks, order.QtyLots);
    }

    /// <summary>A cancel goes out, or the order has ended.</summary>
    internal void Drop(ref Order order)
    {
        if (order.KeepsReplace)
            RemoveAt(IndexOf(order.OrderId));
    }

    internal void Transfer(ref StateTransfer state)
    {
        state.Value(ref _count);
        state.Values(_places.AsSpan(0, _count));
        if (state.IsLoading)
            Array.Clear(_places, _count, PlaceCount - _count);
    }

    private static void CompleteTerms(ref OrderTerms terms, in OrderTerms before)
    {
        if (terms.StopPriceTicks == 0)
            terms.StopPriceTicks = before.StopPriceTicks;

        if (terms.DisplayLots == 0)
            terms.DisplayLots = before.DisplayLots;

        if (terms.ExpireTimestampNs == 0)
            terms.ExpireTimestampNs = before.ExpireTimestampNs;
    }

    private int IndexOf(long orderId)
    {
        int index = 0;
        while (_places[index].OrderId != orderId)
            index++;

        return index;
    }
}

/// <summary>What is to be asked for once the replace before it is settled. 56 bytes without padding.</summary>
public struct KeptReplace
{
    public long OrderId;      // Of the order, by its first id.
    public long WishId;       // Under which it was wished; no venue hears of it.
    public long PriceTicks;
    public long QtyLots;
    public OrderTerms Terms;  // What it states of them; zero for what is to stay.
}
