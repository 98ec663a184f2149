using System;
using System.Diagnostics;
using System.Numerics;

namespace LowLatencyEngine.Analysis.ByOrder;

/// <summary>
/// From 64-bit keys to indexes: open addressing with linear probing, at most half full, so that a search ends after
/// few neighbours. Removing moves neighbours back instead of leaving marks: age costs nothing. Decision thread only;
/// O(1) on average; allocates nothing after construction.
/// </summary>
internal sealed class KeyTable
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15; // 2^64 divided by the golden ratio: spreads runs of ids.

    private readonly Entry[] _entries;
    private readonly int _mask;
    private readonly int _shift;

    /// <param name="countMax">Most keys at one time.</param>
    public KeyTable(int countMax)
    {
        int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(countMax, 4) * 2);
        _entries = new Entry[capacity];
        _mask = capacity - 1;
        _shift = 64 - BitOperations.Log2((uint)capacity);
    }

    /// <summary>Index of a key; -1 where it is not there.</summary>
    public int Find(long key)
    {
        Entry[] entries = _entries;
        for (int place = PlaceOf(key); ; place = (place + 1) & _mask)
        {
            ref readonly Entry entry = ref entries[place];
            if (entry.IndexPlusOne == 0)
                return -1;

            if (entry.Key == key)
                return entry.IndexPlusOne - 1;
        }
    }

    /// <summary>Adds a key that is not there.</summary>
    public void Add(long key, int index)
    {
        Debug.Assert(Find(key) < 0);
        int place = PlaceOf(key);
        while (_entries[place].IndexPlusOne != 0)
            place = (place + 1) & _mask;

        _entries[place] = new Entry { Key = key, IndexPlusOne = index + 1 };
    }

    /// <summary>Removes a key that is there.</summary>
    public void Remove(long key)
    {
        int hole = PlaceOf(key);
        while (_entries[hole].Key != key || _entries[hole].IndexPlusOne == 0)
        {
            Debug.Assert(_entries[hole].IndexPlusOne != 0, "the key is not there");
            hole = (hole + 1) & _mask;
        }

        for (int place = (hole + 1) & _mask; _entries[place].IndexPlusOne != 0; place = (place + 1) & _mask)
        {
            // An entry may go back to the hole if its own place is not between the hole and where it stands.
            int distance = (place - PlaceOf(_entries[place].Key)) & _mask;
            if (distance < ((place - hole) & _mask))
                continue;

            _entries[hole] = _entries[place];
            hole = place;
        }

        _entries[hole] = default;
    }

    /// <summary>Removes all. O(capacity).</summary>
    public void Clear() => Array.Clear(_entries);

    private int PlaceOf(long key) => (int)((ulong)key * Multiplier >> _shift);

    private struct Entry
    {
        public long Key;
        public int IndexPlusOne; // 0 where there is nothing.
    }
}
