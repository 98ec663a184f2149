using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace LowLatencyEngine.Ring;

/// <summary>
/// Where consumers with <see cref="BlockingWait"/> sleep and how they are woken: a Linux futex, which needs neither
/// lock nor allocation. A ring none of whose consumers block pays one load a publication for it; a ring with such a
/// consumer pays a full fence, and a system call when somebody sleeps.
/// </summary>
/// <remarks>
/// Why no wake-up is lost: a waiter announces itself (full fence), reads the epoch, and looks at its sequences once
/// more before it sleeps on that epoch. A notifier moves its sequence, fences, and looks for waiters. One of the two
/// sees the other; and if the epoch has moved since the waiter read it, the kernel does not put the waiter to sleep.
/// </remarks>
internal sealed unsafe class WaitSignal
{
    private const int WordsPerPair = CacheLine.PairBytes / sizeof(int);

    private Fields _fields;

    public WaitSignal()
    {
        // Pinned, so that the address the kernel is given stays true; kept in a field, so that it is not collected; in
        // the middle of three line pairs, so that nothing else shares its line. In bounds: the array has three thirds.
        _fields.EpochStorage = GC.AllocateArray<int>(3 * WordsPerPair, pinned: true);
        _fields.Epoch = (int*)Unsafe.AsPointer(ref _fields.EpochStorage[WordsPerPair]);
    }

    /// <summary>
    /// Says that a consumer may sleep here. Process-wide barrier: pairs with the read in <see cref="NotifyIfUsed"/>. A
    /// producer that read "unused" before it has published before it, so the consumer sees that publication without
    /// being woken.
    /// </summary>
    public void Enable()
    {
        Volatile.Write(ref _fields.IsUsed, true);
        Interlocked.MemoryBarrierProcessWide();
    }

    /// <summary>Called after every move of a sequence that somebody may wait for.</summary>
    public void NotifyIfUsed()
    {
        if (Volatile.Read(ref _fields.IsUsed))
            NotifyWaiters();
    }

    /// <summary>Wakes all, whether or not any is known to sleep; each looks for itself whether it may go on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void WakeAll()
    {
        Interlocked.Increment(ref *_fields.Epoch); // Full fence: what the caller changed is seen with the new epoch.
        if (LibC.IsLinux64 && LibC.FutexCallNumber >= 0)
            _ = LibC.Futex(LibC.FutexCallNumber, _fields.Epoch, LibC.FutexWakePrivate, int.MaxValue, timeout: null);
    }

    /// <summary>Sleeps until notified, but no longer than <paramref name="boundNs"/>. May return early.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Wait(SequenceBarrier barrier, long sequence, long boundNs)
    {
        Interlocked.Increment(ref _fields.WaiterCount); // Full fence: pairs with the fence in NotifyWaiters.
        int epoch = Volatile.Read(ref *_fields.Epoch); // Acquire: before the look at the sequences; pairs with WakeAll.
        if (!barrier.IsReadyOrAlerted(sequence))
            Sleep(epoch, boundNs);

        Interlocked.Decrement(ref _fields.WaiterCount);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NotifyWaiters()
    {
        // Full fence: the caller's move of its sequence comes before this look for waiters; pairs with the fence in
        // Wait.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _fields.WaiterCount) != 0)
            WakeAll();
    }

    private void Sleep(int epoch, long boundNs)
    {
        if (!LibC.IsLinux64 || LibC.FutexCallNumber < 0)
        {
            Parking.ParkNs(boundNs);
            return;
        }

        TimeSpec bound = TimeSpec.FromNs(boundNs);
        _ = LibC.Futex(LibC.FutexCallNumber, _fields.Epoch, LibC.FutexWaitPrivate, epoch, &bound);
    }

    /// <summary>Read by every publication, so padded apart from what other objects beside it write.</summary>
    [StructLayout(LayoutKind.Explicit, Size = CacheLine.PairBytes + 24 + CacheLine.PairBytes)]
    private struct Fields
    {
        [FieldOffset(CacheLine.PairBytes)] public int* Epoch;
        [FieldOffset(CacheLine.PairBytes + 8)] public int[] EpochStorage;
        [FieldOffset(CacheLine.PairBytes + 16)] public bool IsUsed;
        [FieldOffset(CacheLine.PairBytes + 20)] public int WaiterCount;
    }
}
