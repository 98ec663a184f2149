using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Orders.Held;

namespace LowLatencyEngine.Engine;

/// <summary>
/// One outstanding change an order: a replace that is wished while another is on its way is kept beside the order, the
/// last one wins, and becomes a wish again with the input that settles the one before it. It is judged by the gate then
/// and not before, so that nothing is reserved while it waits. Decision thread only; nothing to do while none is kept,
/// else O(kept) an input; 0 bytes; its state is the order table's.
/// </summary>
/// <remarks>
/// <code>
///  wish A ─> gate ─> sent ─────────── answer ─> settled
///  wish B ─> kept ──┐                              │
///  wish C ─> kept in its place ────────────────────┴─> wish C ─> gate ─> sent
/// </code>
/// Kept on: while the order is in doubt, or the venue is not ready to take it. Dropped: by a cancel, by the end of the
/// order, and by a replace or cancel that is wished with the same input. Parts of held orders are changed by what holds
/// them and keep nothing.
/// </remarks>
public sealed class ReplaceQueue
{
    private readonly DecisionState _state;
    private readonly KeptReplaces _kept;

    internal ReplaceQueue(DecisionState state)
    {
        _state = state;
        _kept = state.Orders.Kept;
    }

    /// <summary>Works on one input, after all who wish and before the verdicts.</summary>
    public void OnEvent(in EngineEvent e)
    {
        if (_kept.Count == 0 || _state.VenueState != VenueState.Ready)
            return;

        int index = 0;
        while (index < _kept.Count)
        {
            if (!_kept.IsDue(index))
            {
                index++;
                continue;
            }

            if (!IsChanged(_kept[index].OrderId))
            {
                if (_state.Outbox.Room == 0)
                    return; // With the next input.

                Wish(in _kept[index], in e);
            }

            _kept.RemoveAt(index);
        }
    }

    /// <summary>Lets a wish wait that has a replace of its order before it, on its way or in the same outbox.</summary>
    /// <param name="index">Of the wish in the outbox; the wishes before it have verdicts.</param>
    /// <returns>True if it is not to be judged: its verdict is Waiting, or why it cannot be kept.</returns>
    public bool TryLetWait(int index)
    {
        ref EngineEvent wish = ref _state.Outbox[index];
        if (wish.Kind != EventKind.ReplaceOrder || IsHeld(wish.Order.OriginalOrderId))
            return false;

        if (!_kept.MustWait(wish.Order.OriginalOrderId) && !IsReplacedBefore(index, wish.Order.OriginalOrderId))
            return false;

        wish.Order.Verdict = _kept.VerdictOn(in wish);
        if (!wish.Waits())
            wish.Terms = default; // Its bytes are those of the denial.

        return true;
    }

    private void Wish(in KeptReplace kept, in EngineEvent cause)
    {
        _state.Orders.TryFind(new OrderId(kept.OrderId), out Order order);
        var owner = new OrderOwner(order.InstrumentIndex, order.Side, order.StrategyIndex);
        ref EngineEvent wish = ref _state.Outbox.AddReplace(in cause, in owner, order.OrderId);
        wish.Order.PriceTicks = kept.PriceTicks;
        wish.Order.QtyLots = kept.QtyLots;
        wish.Terms = kept.Terms;
    }

    private bool IsHeld(long orderId) => _state.Held.Orders.Count > 0 &&
        (_state.Held.Holds(orderId) || _state.Held.Orders.FindByPart(orderId) != HeldOrders.NoSlot);

    /// <summary>Whether this input wishes another change of the order: that one is the last.</summary>
    private bool IsChanged(long orderId)
    {
        foreach (ref readonly EngineEvent wish in _state.Outbox.Events)
        {
            if (wish.Kind is EventKind.ReplaceOrder or EventKind.CancelOrder && wish.Order.OriginalOrderId == orderId)
                return true;
        }

        return false;
    }

    private bool IsReplacedBefore(int index, long orderId)
    {
        ReadOnlySpan<EngineEvent> before = _state.Outbox.Events[..index];
        foreach (ref readonly EngineEvent wish in before)
        {
            if (wish.Kind == EventKind.ReplaceOrder && wish.Order.OriginalOrderId == orderId &&
                wish.Order.Verdict == RiskVerdict.Accepted)
                return true;
        }

        return false;
    }
}
