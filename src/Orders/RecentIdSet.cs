using System;
using System.Diagnostics;
using System.Numerics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// The latest distinct non-zero ids, first in first out: a ring of arrivals, chained by hash from the latest back. O(1)
/// expected; bounded; allocates nothing after construction.
/// </summary>
/// <remarks>
/// Arrivals are numbered, and a number tells its age: what is older than the ring is the end of a chain. So nothing is
/// ever taken out of the table, and three of four new ids read one number of it and compare no id.
/// </remarks>
internal sealed class RecentIdSet
{
    private const int HomesPerId = 4;
    private const int CapacityMax = 32_768;

    // A multiple of every capacity, and so high that numbers wrap after 65,536 arrivals: what is to hold then holds in
    // every test of a long run.
    private const uint FirstNumber = 0xFFFF_0000;

    private readonly long[] _arrivals;
    private readonly uint[] _previousNumbers; // Beside it: the arrival before, of the same home.
    private readonly uint[] _latestNumbers;   // By home; 0 is older than the ring.
    private readonly int _shift;
    private uint _nextNumber = FirstNumber; // Its slot in the ring is the remainder by the capacity; wraps.

    /// <param name="capacity">Ids remembered; a power of two, at most 32,768.</param>
    public RecentIdSet(int capacity)
    {
        Debug.Assert(BitOperations.IsPow2(capacity) && capacity <= CapacityMax);
        _arrivals = new long[capacity];
        _previousNumbers = new uint[capacity];
        _latestNumbers = new uint[capacity * HomesPerId];
        _shift = 64 - BitOperations.Log2((uint)_latestNumbers.Length);
    }

    /// <summary>Remembers <paramref name="id"/>; the oldest is forgotten where there is no room.</summary>
    /// <returns>False if it is remembered already.</returns>
    public bool TryAdd(long id)
    {
        Debug.Assert(id != 0);
        ref uint latest = ref _latestNumbers[HomeOf(id)];
        if (AgeOf(latest) <= (uint)_arrivals.Length && IsInChain(latest, id))
            return false;

        int slot = SlotOf(_nextNumber);
        _arrivals[slot] = id;
        _previousNumbers[slot] = latest;
        latest = _nextNumber;
        _nextNumber++;
        return true;
    }

    /// <summary>True if an id is remembered.</summary>
    public bool Contains(long id) => id != 0 && IsInChain(_latestNumbers[HomeOf(id)], id);

    /// <summary>Saves, loads or hashes the ids; the chains are built again from them. O(capacity).</summary>
    /// <exception cref="InvalidOperationException">What was saved has another capacity.</exception>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_arrivals.Length);
        int nextSlot = SlotOf(_nextNumber);
        state.Value(ref nextSlot);
        state.Values(_arrivals.AsSpan());
        if (state.IsLoading)
            Rebuild(nextSlot);
    }

    /// <summary>
    /// Ages rise along a chain. Where they do not, the walk came by the number of a home that was left alone until it
    /// is young again by wrapping: then no id of this home is remembered, whatever the walk meets, and it ends.
    /// </summary>
    private bool IsInChain(uint number, long id)
    {
        uint age = AgeOf(number);
        uint ageBefore = 0;
        while (age <= (uint)_arrivals.Length && age > ageBefore)
        {
            int slot = SlotOf(number);
            if (_arrivals[slot] == id)
                return true;

            number = _previousNumbers[slot];
            ageBefore = age;
            age = AgeOf(number);
        }

        return false;
    }

    /// <summary>Chains a ring of which the oldest id, or the first free place, lies at the slot.</summary>
    private void Rebuild(int oldestSlot)
    {
        Array.Clear(_latestNumbers);
        _nextNumber = FirstNumber + (uint)oldestSlot - (uint)_arrivals.Length;
        for (int i = 0; i < _arrivals.Length; i++, _nextNumber++)
        {
            int slot = SlotOf(_nextNumber);
            if (_arrivals[slot] == 0)
                continue;

            ref uint latest = ref _latestNumbers[HomeOf(_arrivals[slot])];
            _previousNumbers[slot] = latest;
            latest = _nextNumber;
        }
    }

    private uint AgeOf(uint number) => _nextNumber - number;

    private int SlotOf(uint number) => (int)(number & ((uint)_arrivals.Length - 1));

    private int HomeOf(long id) => (int)(((ulong)id * 0x9E3779B97F4A7C15) >> _shift);
}
