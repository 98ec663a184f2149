using System;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// The latest accepted orders, found by what they say, to tell duplicates. Exact as long as no more orders than it
/// holds are accepted within the duplicate window, which the message rate sees to. O(orders alike); 0 bytes.
/// </summary>
/// <remarks>
/// A ring of entries, and for each hash the number of the newest entry that has it; each entry knows the one before it
/// with the same hash. Entries that were overwritten are recognised by their numbers.
/// </remarks>
internal sealed class RecentOrders
{
    private readonly Entry[] _entries;
    private readonly long[] _newest; // By hash: number of the newest entry, from 1; 0 for none.
    private readonly long _windowNs;
    private long _count;

    public RecentOrders(int capacity, long windowNs)
    {
        _entries = new Entry[BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, capacity))];
        _newest = new long[_entries.Length];
        _windowNs = windowNs;
    }

    /// <summary>Orders within the window that say the same.</summary>
    public long CountAlike(in EngineEvent order, long nowNs)
    {
        long alikeCount = 0;
        long number = _newest[BucketOf(in order)];
        while (IsHeld(number))
        {
            ref readonly Entry entry = ref EntryOf(number);
            if (entry.SentNs <= nowNs - _windowNs)
                break;

            alikeCount += entry.IsAlike(in order) ? 1 : 0;
            number = entry.PreviousNumber;
        }

        return alikeCount;
    }

    public void Add(in EngineEvent order, long nowNs)
    {
        ref long newest = ref _newest[BucketOf(in order)];
        _count++;
        EntryOf(_count) = new Entry
        {
            SentNs = nowNs,
            PreviousNumber = newest,
            PriceTicks = order.Order.PriceTicks,
            QtyLots = order.Order.QtyLots,
            InstrumentIndex = order.InstrumentIndex,
            StrategyIndex = order.Order.StrategyIndex,
            Side = order.Side,
            Type = order.Order.Type,
        };
        newest = _count;
    }

    /// <summary>
    /// Takes the latest order that says the same back. An entry that others follow stays as one of no order; the newest
    /// ones of no order are given free, so that what is taken back does not crowd out what was sent.
    /// </summary>
    public void Forget(in EngineEvent order)
    {
        long number = _newest[BucketOf(in order)];
        while (IsHeld(number) && !EntryOf(number).IsAlike(in order))
            number = EntryOf(number).PreviousNumber;

        Debug.Assert(IsHeld(number), "what was not added cannot be taken back");
        if (!IsHeld(number))
            return;

        EntryOf(number).Type = OrderType.None;
        while (_count > 0 && EntryOf(_count).Type == OrderType.None)
            DropNewest();
    }

    public void Clear()
    {
        Array.Clear(_entries);
        Array.Clear(_newest);
        _count = 0;
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_entries.Length);
        state.Value(ref _count);
        state.Values(_newest.AsSpan());
        state.Values(_entries.AsSpan());
    }

    private void DropNewest()
    {
        ref Entry entry = ref EntryOf(_count);
        _newest[BucketOf(entry.PriceTicks, entry.QtyLots, entry.InstrumentIndex, entry.StrategyIndex, entry.Side)] =
            entry.PreviousNumber;
        entry = default;
        _count--;
    }

    private ref Entry EntryOf(long number) => ref _entries[number & (_entries.Length - 1)];

    /// <summary>Whether there is such an entry, and it was not overwritten.</summary>
    private bool IsHeld(long number) => number > 0 && number > _count - _entries.Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int BucketOf(in EngineEvent order) => BucketOf(
        order.Order.PriceTicks, order.Order.QtyLots, order.InstrumentIndex, order.Order.StrategyIndex, order.Side);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int BucketOf(long priceTicks, long qtyLots, int instrumentIndex, ushort strategyIndex, Side side)
    {
        ulong hash = (ulong)priceTicks * 0x9E3779B185EBCA87;
        hash = (hash ^ (ulong)qtyLots) * 0xC2B2AE3D27D4EB4F;
        hash ^= ((ulong)(uint)instrumentIndex << 32) ^ ((ulong)strategyIndex << 8) ^ (byte)side;
        hash = (hash ^ (hash >> 29)) * 0x165667B19E3779F9;
        return (int)(hash >> 32) & (_newest.Length - 1);
    }

    // 40 bytes without padding.
    private struct Entry
    {
        public long SentNs;
        public long PreviousNumber;
        public long PriceTicks;
        public long QtyLots;
        public int InstrumentIndex;
        public ushort StrategyIndex;
        public Side Side;
        public OrderType Type;

        public readonly bool IsAlike(in EngineEvent order) =>
            PriceTicks == order.Order.PriceTicks && QtyLots == order.Order.QtyLots &&
            InstrumentIndex == order.InstrumentIndex && StrategyIndex == order.Order.StrategyIndex &&
            Side == order.Side && Type == order.Order.Type;
    }
}
