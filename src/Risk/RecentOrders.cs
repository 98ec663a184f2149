using System;
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
        while (number > 0 && number > _count - _entries.Length)
        {
            ref readonly Entry entry = ref _entries[number & (_entries.Length - 1)];
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
        _entries[_count & (_entries.Length - 1)] = new Entry
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

    /// <summary>Takes the latest <see cref="Add"/> back.</summary>
    public void UndoLast(in EngineEvent order)
    {
        _newest[BucketOf(in order)] = _entries[_count & (_entries.Length - 1)].PreviousNumber;
        _entries[_count & (_entries.Length - 1)] = default;
        _count--;
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int BucketOf(in EngineEvent order)
    {
        ulong hash = (ulong)order.Order.PriceTicks * 0x9E3779B185EBCA87;
        hash = (hash ^ (ulong)order.Order.QtyLots) * 0xC2B2AE3D27D4EB4F;
        hash ^= ((ulong)(uint)order.InstrumentIndex << 32) ^ ((ulong)order.Order.StrategyIndex << 8) ^ (byte)order.Side;
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
