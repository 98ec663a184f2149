using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace LowLatencyEngine.Ring;

/// <summary>
/// Claims and publications of any number of threads. A claim moves the cursor by compare-and-swap, so that a producer
/// that finds no room, or a halted ring, leaves no hole; a publication writes, per slot, the round in which the slot
/// was filled. Consumers go up to the first slot whose round is not the current one.
/// </summary>
/// <remarks>
/// <code>
///   capacity 4:   sequence  4 5 6 7   cursor 7 (claimed)
///                 round     1 1 0 1   slot 6 is claimed, not yet published: consumers stop after 5
/// </code>
/// </remarks>
internal sealed unsafe class MultiProducerSequencer
{
    private ReadMostly _shared;
    private Gate _gate;

    public MultiProducerSequencer(ControlBlock control, SlotMemory memory)
    {
        _shared.Cursor = control.Cursor;
        _shared.Control = control;
        _shared.Rounds = memory.Rounds;
        _shared.CapacitySlots = control.CapacitySlots;
        _shared.RoundShift = BitOperations.Log2((uint)control.CapacitySlots);
        _gate.Cached = Sequence.Initial;
        for (int i = 0; i < control.CapacitySlots; i++)
            _shared.Rounds[i] = -1;
    }

    /// <summary>
    /// Claims the next slots when there is room and the ring is not halted; <paramref name="high"/> is the last of
    /// them.
    /// </summary>
    public bool TryClaim(int count, out long high)
    {
        long claimed;
        do
        {
            claimed = _shared.Cursor.Value;
            high = claimed + count;
            long wrapped = high - _shared.CapacitySlots;

            // Acquire: pairs with the release in HasRoom. Whoever wrote it had acquired the consumers' sequences, so
            // through it this thread too sees that the slots have been read.
            if (wrapped > Volatile.Read(ref _gate.Cached) && !HasRoom(wrapped, claimed))
                return false;

            if (_shared.Control.IsHalted)
                return false;
        }
        while (!_shared.Cursor.TryMove(claimed, high));

        return true;
    }

    /// <summary>Makes the slots from <paramref name="low"/> to <paramref name="high"/> visible.</summary>
    public void Publish(long low, long high)
    {
        Debug.Assert(high <= _shared.Cursor.Value, "published before it was claimed");
        for (long sequence = low; sequence <= high; sequence++)
        {
            Debug.Assert(!IsPublished(sequence), "published twice");

            // Release: pairs with the acquire in IsPublished. The slot's bytes come before its round.
            Volatile.Write(ref RoundOf(sequence), (int)(sequence >> _shared.RoundShift));
        }
    }

    /// <summary>
    /// Last of the sequences from <paramref name="next"/> to <paramref name="high"/> before the first unpublished one.
    /// </summary>
    public long HighestContiguous(long next, long high)
    {
        for (long sequence = next; sequence <= high; sequence++)
        {
            if (!IsPublished(sequence))
                return sequence - 1;
        }

        return high;
    }

    private bool IsPublished(long sequence) =>
        Volatile.Read(ref RoundOf(sequence)) == (int)(sequence >> _shared.RoundShift);

    // In bounds: the mask keeps the index below the capacity, which is the number of rounds allocated.
    private ref int RoundOf(long sequence) => ref _shared.Rounds[sequence & (_shared.CapacitySlots - 1)];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool HasRoom(long wrapped, long claimed)
    {
        long gate = _shared.Control.RefreshGate(claimed);

        // Release: pairs with the acquire in TryClaim. A slower thread may put an older, lower gate over it: costs a
        // refresh.
        Volatile.Write(ref _gate.Cached, gate);
        return wrapped <= gate;
    }

    [StructLayout(LayoutKind.Explicit, Size = CacheLine.PairBytes + 40 + CacheLine.PairBytes)]
    private struct ReadMostly
    {
        [FieldOffset(CacheLine.PairBytes)] public Sequence Cursor;
        [FieldOffset(CacheLine.PairBytes + 8)] public ControlBlock Control;
        [FieldOffset(CacheLine.PairBytes + 16)] public int* Rounds;
        [FieldOffset(CacheLine.PairBytes + 24)] public long CapacitySlots;
        [FieldOffset(CacheLine.PairBytes + 32)] public int RoundShift;
    }

    [StructLayout(LayoutKind.Explicit, Size = 8 + CacheLine.PairBytes)]
    private struct Gate
    {
        [FieldOffset(0)] public long Cached;
    }
}
