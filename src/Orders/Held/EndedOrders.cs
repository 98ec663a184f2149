using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders.Held;

/// <summary>
/// The latest ended orders that others depend on or depended on: the venue may still tell a fill of one after it has
/// acknowledged its cancel. Decision thread only; O(orders kept) a look-up; allocates nothing after construction.
/// </summary>
public sealed class EndedOrders
{
    /// <summary>Orders that are kept; the oldest makes room.</summary>
    public const int CapacityCount = 256;

    private readonly HeldOrder[] _orders = new HeldOrder[CapacityCount];
    private int _count;
    private int _nextIndex;

    internal EndedOrders()
    {
    }

    /// <summary>Orders that are kept.</summary>
    public int Count => _count;

    /// <summary>An order, in place.</summary>
    public ref HeldOrder this[int index] => ref _orders[index];

    /// <summary>The place of an order; <see cref="HeldOrders.NoSlot"/> for none.</summary>
    public int Find(long orderId)
    {
        for (int i = 0; i < _count && orderId != 0; i++)
        {
            if (_orders[i].OrderId == orderId)
                return i;
        }

        return HeldOrders.NoSlot;
    }

    /// <summary>The place of the order whose latest part this was; <see cref="HeldOrders.NoSlot"/> for none.</summary>
    public int FindByPart(long partId)
    {
        for (int i = 0; i < _count && partId != 0; i++)
        {
            if (_orders[i].LatestPartId == partId)
                return i;
        }

        return HeldOrders.NoSlot;
    }

    /// <summary>Keeps what is left of an order that no one holds any more.</summary>
    internal void Add(in HeldOrder order)
    {
        ref HeldOrder place = ref _orders[_nextIndex];
        place = order;
        place.NextSlot = HeldOrders.NoSlot;
        _count = Math.Max(_count, _nextIndex + 1);
        _nextIndex = (_nextIndex + 1) % CapacityCount;
    }

    /// <summary>Saves, loads or hashes the places that are used.</summary>
    internal void Transfer(ref StateTransfer state)
    {
        state.Value(ref _count);
        state.Value(ref _nextIndex);
        if (state.IsLoading)
            Array.Clear(_orders);

        state.Values(_orders.AsSpan(0, _count));
    }
}
