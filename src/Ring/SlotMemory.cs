using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading;

namespace LowLatencyEngine.Ring;

/// <summary>
/// The native memory of one ring: slots first, then, for several producers, one round number per slot. Aligned to 128
/// bytes, or to a huge page where it fills one; zeroed and thereby touched, so that the first lap takes no page fault.
/// Freed when the ring and every runner that uses it have let go; never by the collector, which does not see who holds
/// a slot.
/// </summary>
internal sealed unsafe class SlotMemory
{
    private const nuint HugePageBytes = 2 * 1024 * 1024;

    private byte* _start;
    private int _holderCount = 1; // The ring itself.

    /// <exception cref="OutOfMemoryException">The system does not grant the memory.</exception>
    public SlotMemory(nuint slotsSizeBytes, nuint roundsSizeBytes)
    {
        nuint roundsOffset = RoundUp(slotsSizeBytes);
        SizeBytes = roundsOffset + RoundUp(roundsSizeBytes);
        bool fillsHugePage = SizeBytes >= HugePageBytes;
        _start = (byte*)NativeMemory.AlignedAlloc(SizeBytes, fillsHugePage ? HugePageBytes : CacheLine.PairBytes);

        // Advice only: without huge pages the ring works, with more misses of the address cache. The range stays inside
        // the allocation because its size is not rounded up.
        if (fillsHugePage && LibC.IsLinux64)
            _ = LibC.Advise(_start, SizeBytes, LibC.MadvHugePage);

        NativeMemory.Clear(_start, SizeBytes);
        Rounds = (int*)(_start + roundsOffset);
        Debug.Assert((nuint)_start % CacheLine.PairBytes == 0);
        Debug.Assert((nuint)Rounds % CacheLine.PairBytes == 0);
    }

    /// <summary>Whole allocation.</summary>
    public nuint SizeBytes { get; }

    /// <summary>First slot.</summary>
    public byte* Slots => _start;

    /// <summary>First round number; see <see cref="MultiProducerSequencer"/>.</summary>
    public int* Rounds { get; }

    /// <summary>Keeps the memory until the matching <see cref="Release"/>; false when it is gone already.</summary>
    public bool TryHold()
    {
        int count = Volatile.Read(ref _holderCount);
        while (count > 0)
        {
            int seen = Interlocked.CompareExchange(ref _holderCount, count + 1, count);
            if (seen == count)
                return true;

            count = seen;
        }

        return false;
    }

    /// <summary>
    /// Lets go; the last holder frees. Full fence: all uses by all holders come before the memory is freed.
    /// </summary>
    public void Release()
    {
        int count = Interlocked.Decrement(ref _holderCount);
        Debug.Assert(count >= 0);
        if (count != 0)
            return;

        NativeMemory.AlignedFree(_start);
        _start = null;
    }

    private static nuint RoundUp(nuint sizeBytes) =>
        (sizeBytes + (CacheLine.PairBytes - 1)) & ~(nuint)(CacheLine.PairBytes - 1);
}
