using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading;

namespace LowLatencyEngine.Ring;

/// <summary>
/// A consumer without a thread of its own: for threads that serve several rings, or rings and sockets. Made by
/// <see cref="RingBuffer{T}.NewPoller"/>. Owned by the one thread that polls; never waits; allocates nothing.
/// </summary>
public sealed class EventPoller<T>
    where T : unmanaged
{
    private readonly RingBuffer<T> _ring;
    private readonly SequenceBarrier _barrier;
    private BatchCounters _counters;

    internal EventPoller(RingBuffer<T> ring, SequenceBarrier barrier)
    {
        _ring = ring;
        _barrier = barrier;
        _barrier.TakeOrThrow(needsSignal: false);
    }

    /// <summary>Last event handled: a gating sequence, or what other consumers depend on.</summary>
    public Sequence Sequence { get; } = new();

    /// <summary>Polls that found something. Any thread.</summary>
    public long BatchCount => _counters.BatchCount;

    /// <summary>Most events one poll handled. Any thread.</summary>
    public long LargestBatchSlots => _counters.LargestBatchSlots;

    /// <summary>
    /// Hands up to <paramref name="batchSlotsMax"/> events that are ready to <paramref name="stage"/>. Returns how
    /// many: 0 when none is ready. An exception of the stage passes through; the events before the one at fault count
    /// as handled, and the next poll begins with that one.
    /// </summary>
    public int Poll<TStage>(ref TStage stage, int batchSlotsMax)
        where TStage : struct, IStage<T>
    {
        Debug.Assert(batchSlotsMax >= 1);
        long next = Sequence.Value + 1;
        long last = _barrier.HighestAvailable(next, next + batchSlotsMax - 1);
        if (last < next)
        {
            _barrier.Prefetch(next);
            return 0;
        }

        _ring.Handle(ref stage, next, last, Sequence);
        int handledCount = (int)(last - next + 1);
        _counters.Count(handledCount);
        return handledCount;
    }
}

/// <summary>Batches of one consumer. Its thread writes; any thread reads, each figure by itself.</summary>
[StructLayout(LayoutKind.Explicit, Size = CacheLine.PairBytes + 16 + CacheLine.PairBytes)]
internal struct BatchCounters
{
    [FieldOffset(CacheLine.PairBytes)] private long _batchCount;
    [FieldOffset(CacheLine.PairBytes + 8)] private long _largestBatchSlots;

    // Acquire: pairs with the releases in Count; figures only, nothing is ordered by them.
    public readonly long BatchCount => Volatile.Read(in _batchCount);

    public readonly long LargestBatchSlots => Volatile.Read(in _largestBatchSlots);

    public void Count(long batchSlots)
    {
        Volatile.Write(ref _batchCount, _batchCount + 1);
        if (batchSlots > _largestBatchSlots)
            Volatile.Write(ref _largestBatchSlots, batchSlots);
    }
}
