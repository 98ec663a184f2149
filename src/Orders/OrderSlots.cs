using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// The slots of the order table: order id AND mask is the slot, and the open ones are chained by rising id. Closed
/// orders stay until their slot is needed again, so that what comes late still finds them.
/// </summary>
internal sealed class OrderSlots(int capacitySlots)
{
    public const int NoSlot = -1;

    private readonly Order[] _slots = new Order[capacitySlots];
    private readonly int _mask = capacitySlots - 1;

    public int OpenCount { get; private set; }

    /// <summary>First of the open orders, or <see cref="NoSlot"/>.</summary>
    public int FirstSlot { get; private set; } = NoSlot;

    /// <summary>
    /// Where a walk over the open orders that was broken off goes on; <see cref="NoSlot"/> is at the start.
    /// </summary>
    public int ResumeSlot { get; set; } = NoSlot;

    /// <summary>Last of the open orders, or <see cref="NoSlot"/>.</summary>
    public int LastSlot { get; private set; } = NoSlot;

    public OpenOrders OpenOrders => new(_slots, FirstSlot);

    public int SlotOf(long orderId) => (int)(orderId & _mask);

    /// <summary>The slot of an id, whoever lives there.</summary>
    public ref Order this[int slot] => ref _slots[slot];

    /// <summary>Chains an order that has become open: in one step at the end, where new ids belong.</summary>
    public void Link(int slot)
    {
        ref Order order = ref _slots[slot];
        Debug.Assert(order.IsOpen);
        int previous = LastSlot;
        while (previous != NoSlot && _slots[previous].OrderId > order.OrderId)
            previous = _slots[previous].PreviousSlot;

        order.PreviousSlot = previous;
        order.NextSlot = previous == NoSlot ? FirstSlot : _slots[previous].NextSlot;
        Join(previous, slot);
        Join(slot, order.NextSlot);
        OpenCount++;
    }

    /// <summary>Takes an order that is no longer open out of the chain.</summary>
    public void Unlink(int slot)
    {
        ref Order order = ref _slots[slot];
        Debug.Assert(OpenCount > 0);
        if (ResumeSlot == slot)
            ResumeSlot = order.NextSlot;

        Join(order.PreviousSlot, order.NextSlot);
        order.PreviousSlot = NoSlot;
        order.NextSlot = NoSlot;
        OpenCount--;
    }

    public void AddTo(ref StateHash hash)
    {
        hash.Add((long)OpenCount);
        hash.Add(ResumeSlot == NoSlot ? 0 : _slots[ResumeSlot].OrderId);
        foreach (ref readonly Order order in _slots.AsSpan())
        {
            if (order.OrderId != 0)
                order.AddTo(ref hash);
        }
    }

    private void Join(int previous, int next)
    {
        if (previous == NoSlot)
            FirstSlot = next;
        else
            _slots[previous].NextSlot = next;

        if (next == NoSlot)
            LastSlot = previous;
        else
            _slots[next].PreviousSlot = previous;
    }
}
