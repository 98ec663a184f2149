using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.MarketData;

/// <summary>
/// The entries of one instrument's book by MDEntryID(278): venues delete by id alone, and several entries may share a
/// price. Bounded; one thread; lookups are a vector search over the ids; allocates nothing after construction.
/// </summary>
internal sealed class EntryTable(int capacity)
{
    private readonly long[] _ids = new long[capacity];
    private readonly Entry[] _entries = new Entry[capacity];
    private int _count;

    public void Clear() => _count = 0;

    /// <summary>The entry of this id; false where there is none.</summary>
    public bool TryGet(long id, out Entry entry)
    {
        int index = IndexOf(id);
        entry = index < 0 ? default : _entries[index];
        return index >= 0;
    }

    /// <summary>Adds or replaces; false where there is no room.</summary>
    public bool TrySet(long id, Entry entry)
    {
        int index = IndexOf(id);
        if (index < 0)
        {
            if (_count == _ids.Length)
                return false;

            index = _count++;
            _ids[index] = id;
        }

        _entries[index] = entry;
        return true;
    }

    public void Remove(long id)
    {
        int index = IndexOf(id);
        if (index < 0)
            return;

        _count--;
        _ids[index] = _ids[_count];
        _entries[index] = _entries[_count];
    }

    /// <summary>Lots of all entries at a price.</summary>
    public long QtyLotsAt(Side side, long priceTicks)
    {
        long sumLots = 0;
        foreach (ref readonly Entry entry in _entries.AsSpan(0, _count))
            sumLots += entry.Side == side && entry.PriceTicks == priceTicks ? entry.QtyLots : 0;

        return sumLots;
    }

    private int IndexOf(long id) => _ids.AsSpan(0, _count).IndexOf(id);

    public readonly record struct Entry(Side Side, long PriceTicks, long QtyLots);
}
