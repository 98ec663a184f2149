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
    private readonly Bucket[] _buckets; // By hash.
    private readonly long _windowNs;
    private long _count;
    private int _lookedFor; // Bucket of the order that is being judged.
    private Bucket _found;

    public RecentOrders(int capacity, long windowNs)
    {
        _entries = new Entry[BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, capacity))];
        _buckets = new Bucket[_entries.Length];
        _windowNs = windowNs;
    }

    /// <summary>
    /// Begins to look for orders like one that is being judged, long before the answer is needed: the tables are too
    /// large for the nearest cache.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Look(in EngineEvent order)
    {
        _lookedFor = BucketOf(in order);
        _found = _buckets[_lookedFor];
    }

    /// <summary>Orders within the window that say the same as the one looked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long CountLookedFor(in EngineEvent order, long nowNs) =>
        _found.NewestSentNs <= nowNs - _windowNs ? 0 : CountFrom(_found.NewestNumber, in order, nowNs);

    /// <summary>Orders within the window that say the same.</summary>
    public long CountAlike(in EngineEvent order, long nowNs) =>
        CountFrom(_buckets[BucketOf(in order)].NewestNumber, in order, nowNs);

    /// <summary>Remembers the order that was looked for last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in EngineEvent order, long nowNs)
    {
        Debug.Assert(_lookedFor == BucketOf(in order), "an order is looked for before it is added");
        ref Bucket bucket = ref _buckets[_lookedFor];
        _count++;
        ref Entry entry = ref EntryOf(_count);
        entry.SentNs = nowNs;
        entry.PreviousNumber = bucket.NewestNumber;
        entry.PriceTicks = order.Order.PriceTicks;
        entry.QtyLots = order.Order.QtyLots;
        entry.InstrumentIndex = order.InstrumentIndex;
        entry.StrategyIndex = order.Order.StrategyIndex;
        entry.Side = order.Side;
        entry.Type = order.Order.Type;
        bucket.NewestNumber = _count;
        bucket.NewestSentNs = nowNs;
    }

    /// <summary>
    /// Takes the latest order that says the same back. An entry that others follow stays as one of no order; the newest
    /// ones of no order are given free, so that what is taken back does not crowd out what was sent.
    /// </summary>
    public void Forget(in EngineEvent order)
    {
        long number = _buckets[BucketOf(in order)].NewestNumber;
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
        Array.Clear(_buckets);
        _count = 0;
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_entries.Length);
        state.Value(ref _count);
        foreach (ref Bucket bucket in _buckets.AsSpan())
            state.Value(ref bucket.NewestNumber);

        state.Values(_entries.AsSpan());
        if (!state.IsLoading)
            return;

        foreach (ref Bucket bucket in _buckets.AsSpan())
            bucket.NewestSentNs = SentNsOf(bucket.NewestNumber);
    }

    private long CountFrom(long number, in EngineEvent order, long nowNs)
    {
        long alikeCount = 0;
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

    private void DropNewest()
    {
        ref Entry entry = ref EntryOf(_count);
        ref Bucket bucket = ref _buckets[BucketOf(
            entry.PriceTicks, entry.QtyLots, entry.InstrumentIndex, entry.StrategyIndex, entry.Side)];
        bucket.NewestNumber = entry.PreviousNumber;
        entry = default;
        _count--;
        bucket.NewestSentNs = SentNsOf(bucket.NewestNumber);
    }

    private ref Entry EntryOf(long number) => ref _entries[number & (_entries.Length - 1)];

    /// <summary>Whether there is such an entry, and it was not overwritten.</summary>
    private bool IsHeld(long number) => number > 0 && number > _count - _entries.Length;

    private long SentNsOf(long number) => IsHeld(number) ? EntryOf(number).SentNs : 0;

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
        return (int)(hash >> 32) & (_buckets.Length - 1);
    }

    // What a hash leads to. Numbers are from 1 on; 0 for none. The time is the entry's, so that it need not be read.
    private struct Bucket
    {
        public long NewestNumber;
        public long NewestSentNs;
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
