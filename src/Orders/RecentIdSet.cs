using System;
using System.Diagnostics;
using System.Numerics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// The latest distinct non-zero ids, first in first out: open addressing with linear probing at most half full, beside
/// a ring of arrival. O(1) expected; bounded; allocates nothing after construction.
/// </summary>
internal sealed class RecentIdSet
{
    private readonly long[] _arrivals;
    private readonly long[] _table; // Twice the capacity; 0 is empty.
    private readonly int _shift;
    private int _nextArrival;

    /// <param name="capacity">Ids remembered; a power of two.</param>
    public RecentIdSet(int capacity)
    {
        Debug.Assert(BitOperations.IsPow2(capacity));
        _arrivals = new long[capacity];
        _table = new long[capacity * 2];
        _shift = 64 - BitOperations.Log2((uint)_table.Length);
    }

    /// <summary>Remembers <paramref name="id"/>; the oldest is forgotten where there is no room.</summary>
    /// <returns>False if it is remembered already.</returns>
    public bool TryAdd(long id)
    {
        Debug.Assert(id != 0);
        if (_table[Find(id)] == id)
            return false;

        ref long arrival = ref _arrivals[_nextArrival];
        if (arrival != 0)
            Remove(Find(arrival));

        arrival = id;
        _nextArrival = (_nextArrival + 1) & (_arrivals.Length - 1);
        _table[Find(id)] = id;
        return true;
    }

    /// <summary>Saves, loads or hashes the ids; the table is built again from them. O(capacity).</summary>
    /// <exception cref="InvalidOperationException">What was saved has another capacity.</exception>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_arrivals.Length);
        state.Value(ref _nextArrival);
        state.Values(_arrivals.AsSpan());
        if (state.IsLoading)
            Rebuild();
    }

    private void Rebuild()
    {
        Array.Clear(_table);
        foreach (long id in _arrivals)
        {
            if (id != 0)
                _table[Find(id)] = id;
        }
    }

    private int Home(long id) => (int)(((ulong)id * 0x9E3779B97F4A7C15) >> _shift);

    /// <summary>
    /// Where the id is, or the empty place where it would go. Ends, because half of the table is empty.
    /// </summary>
    private int Find(long id)
    {
        int index = Home(id);
        while (_table[index] != 0 && _table[index] != id)
            index = (index + 1) & (_table.Length - 1);

        return index;
    }

    /// <summary>Empties a place and moves up what the gap would hide: whatever has its home at or before it.</summary>
    private void Remove(int gap)
    {
        int mask = _table.Length - 1;
        for (int index = (gap + 1) & mask; _table[index] != 0; index = (index + 1) & mask)
        {
            int distanceFromHome = (index - Home(_table[index])) & mask;
            if (distanceFromHome < ((index - gap) & mask))
                continue;

            _table[gap] = _table[index];
            gap = index;
        }

        _table[gap] = 0;
    }
}
