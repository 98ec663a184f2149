using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Threading;

namespace LowLatencyEngine.Ring;

/// <summary>
/// What the sequencer and the barriers of one ring share: cursor, gating sequences, halt flag, and the counters. What
/// is read on every claim is padded apart from what is written.
/// </summary>
internal sealed unsafe class ControlBlock
{
    private const int PrefetchedLinesMax = 4; // More than two lines come by the core's own prefetcher.

    private ReadMostly _shared;
    private Counters _counters;

    public ControlBlock(int capacitySlots, byte* slots, int slotSizeBytes)
    {
        CapacitySlots = capacitySlots;
        _shared.Slots = slots;
        _shared.SlotSizeBytes = slotSizeBytes;
        _shared.IndexMask = capacitySlots - 1;
        _shared.FirstLinesBytes = Math.Min(slotSizeBytes, PrefetchedLinesMax * CacheLine.Bytes);
        _shared.Cursor = new Sequence();
        _shared.Signal = new WaitSignal();
        _shared.Gating = [];
    }

    public int CapacitySlots { get; }

    /// <summary>Single producer: last published. Several: last claimed.</summary>
    public Sequence Cursor => _shared.Cursor;

    public WaitSignal Signal => _shared.Signal;

    /// <summary>Acquire: pairs with the release in <see cref="Halt"/>.</summary>
    public bool IsHalted => Volatile.Read(ref _shared.IsHalted);

    public long DepthSlotsMax => Volatile.Read(ref _counters.DepthSlotsMax);

    public long FullCount => Volatile.Read(ref _counters.FullCount);

    /// <summary>Refuses every later claim and ends the waiting ones.</summary>
    public void Halt() => Volatile.Write(ref _shared.IsHalted, true);

    /// <summary>
    /// Where the slowest gating sequence is, at most <paramref name="upperBound"/>. Acquire, by each sequence's read:
    /// the slots up to there have been read and may be written again.
    /// </summary>
    public long MinimumGating(long upperBound) =>
        Sequence.Minimum(Volatile.Read(ref _shared.Gating), upperBound); // Acquire: pairs with AddGating's exchange.

    /// <summary>
    /// The gate afresh, after its cached value did not let a claim through. Counts the depth, which is exact at this
    /// moment.
    /// </summary>
    public long RefreshGate(long claimed)
    {
        long gate = MinimumGating(claimed);
        RecordDepth(claimed - gate);
        return gate;
    }

    /// <summary>
    /// Adds consumers that producers must not overtake; each starts after what is published now. It is moved there
    /// before the producers see it, so that they do not wait for it, and again after, because they may have gone on
    /// without it meanwhile.
    /// </summary>
    public void AddGating(Sequence[] added)
    {
        Sequence[] before;
        Sequence[] after;
        do
        {
            before = Volatile.Read(ref _shared.Gating);
            after = [.. before, .. added];
            MoveAll(added, Cursor.Value);
        }
        while (Interlocked.CompareExchange(ref _shared.Gating, after, before) != before);

        MoveAll(added, Cursor.Value);
    }

    /// <summary>Asks for the first lines of a slot, without waiting for them.</summary>
    public void Prefetch(long sequence)
    {
        if (!Sse.IsSupported)
            return;

        byte* slot = SlotOf(sequence);
        for (int offset = 0; offset < _shared.FirstLinesBytes; offset += CacheLine.Bytes)
            Sse.Prefetch0(slot + offset);
    }

    /// <summary>
    /// Takes the first lines of a free slot out of the consumers' caches, by a store into each, without waiting. For
    /// the one producer: of several, another may be writing there already.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void TakeLines(long sequence)
    {
        byte* slot = SlotOf(sequence);
        for (int offset = 0; offset < _shared.FirstLinesBytes; offset += CacheLine.Bytes)
            slot[offset] = 0; // Inside the slot: the offset is below its size.
    }

    /// <summary>Raises the high-water mark. One load where it does not rise.</summary>
    public void RecordDepth(long depthSlots)
    {
        if (depthSlots > Volatile.Read(ref _counters.DepthSlotsMax))
            RaiseDepth(depthSlots);
    }

    /// <summary>Counts a claim that found no room. Several producers may.</summary>
    public void CountFull() => Interlocked.Increment(ref _counters.FullCount);

    // In bounds: the mask keeps the index below the capacity, whatever the sequence.
    private byte* SlotOf(long sequence) => _shared.Slots + (sequence & _shared.IndexMask) * _shared.SlotSizeBytes;

    private static void MoveAll(Sequence[] sequences, long value)
    {
        foreach (Sequence sequence in sequences)
            sequence.Set(value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RaiseDepth(long depthSlots)
    {
        long maximum = Volatile.Read(ref _counters.DepthSlotsMax);
        while (depthSlots > maximum)
        {
            long seen = Interlocked.CompareExchange(ref _counters.DepthSlotsMax, depthSlots, maximum);
            if (seen == maximum)
                return;

            maximum = seen;
        }
    }

    [StructLayout(LayoutKind.Explicit, Size = CacheLine.PairBytes + 56 + CacheLine.PairBytes)]
    private struct ReadMostly
    {
        [FieldOffset(CacheLine.PairBytes)] public Sequence Cursor;
        [FieldOffset(CacheLine.PairBytes + 8)] public WaitSignal Signal;
        [FieldOffset(CacheLine.PairBytes + 16)] public Sequence[] Gating;
        [FieldOffset(CacheLine.PairBytes + 24)] public byte* Slots;
        [FieldOffset(CacheLine.PairBytes + 32)] public long IndexMask;
        [FieldOffset(CacheLine.PairBytes + 40)] public int SlotSizeBytes;
        [FieldOffset(CacheLine.PairBytes + 44)] public int FirstLinesBytes;
        [FieldOffset(CacheLine.PairBytes + 48)] public bool IsHalted;
    }

    [StructLayout(LayoutKind.Explicit, Size = 16 + CacheLine.PairBytes)]
    private struct Counters
    {
        [FieldOffset(0)] public long DepthSlotsMax;
        [FieldOffset(8)] public long FullCount;
    }
}
