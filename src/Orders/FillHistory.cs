using System;
using System.Diagnostics;
using System.Numerics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>The latest fills, oldest first, and what they were corrected to since. Allocates nothing.</summary>
internal sealed class FillHistory
{
    public const int NotFound = -1;

    private readonly Fill[] _fills; // Ring: fill number n in place n AND (capacity - 1).
    private readonly int _mask;
    private long _count;            // Of all fills ever added.

    /// <param name="capacity">Fills remembered; a power of two.</param>
    public FillHistory(int capacity)
    {
        Debug.Assert(BitOperations.IsPow2(capacity));
        _fills = new Fill[capacity];
        _mask = capacity - 1;
    }

    /// <summary>Fills remembered.</summary>
    public int Count => (int)Math.Min(_count, _fills.Length);

    /// <summary>Fill <paramref name="index"/>, oldest first.</summary>
    public ref Fill this[int index] => ref _fills[(_count - Count + index) & _mask];

    /// <summary>Remembers a fill.</summary>
    /// <returns>True if <paramref name="oldest"/> had to be forgotten for it.</returns>
    public bool Add(in Fill fill, out Fill oldest)
    {
        ref Fill place = ref _fills[_count & _mask];
        oldest = place;
        place = fill;
        return _count++ >= _fills.Length;
    }

    /// <summary>The latest fill of an order with this id, or <see cref="NotFound"/>; O(fills).</summary>
    public int Find(long orderId, long execIdHash)
    {
        int index = Count - 1;
        while (index >= 0 && !(this[index].ExecIdHash == execIdHash && this[index].OrderId == orderId))
            index--;

        return index;
    }

    /// <summary>The latest fill with this id, of whatever order, or <see cref="NotFound"/>; O(fills).</summary>
    public int FindById(long execIdHash)
    {
        int index = Count - 1;
        while (index >= 0 && this[index].ExecIdHash != execIdHash)
            index--;

        return index;
    }

    /// <summary>The latest assumed fill of an order with at least so many lots; O(fills).</summary>
    public int FindAssumed(long orderId, long qtyLots)
    {
        int index = Count - 1;
        while (index >= 0 && !IsAssumed(in this[index], orderId, qtyLots))
            index--;

        return index;
    }

    /// <summary>Saves, loads or hashes what is remembered; 48 bytes a fill.</summary>
    /// <exception cref="InvalidOperationException">What was saved has another capacity.</exception>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_fills.Length);
        state.Value(ref _count);
        state.Values(_fills.AsSpan(0, Count));
    }

    private static bool IsAssumed(in Fill fill, long orderId, long qtyLots) =>
        fill.IsAssumed && fill.OrderId == orderId && fill.QtyLots >= qtyLots;
}
