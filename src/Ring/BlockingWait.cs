using System;
using System.Diagnostics;

namespace LowLatencyEngine.Ring;

/// <summary>
/// Spins a little, then sleeps until a producer, or the consumer it depends on, has moved. No processor time while idle
/// and a wake-up of some 20-50 us; the price is paid by whoever moves the sequence: a full fence always, a system call
/// when somebody sleeps. Linux on x64 and arm64; elsewhere it sleeps in short steps.
/// </summary>
public readonly struct BlockingWait : IWaitStrategy
{
    private const int SpinCountDefault = 100;
    private const long BoundNsDefault = 100_000_000;

    private readonly int _spinCount;
    private readonly long _boundNs;

    /// <summary>100 spins, then sleeps of at most 100 ms.</summary>
    public BlockingWait()
        : this(SpinCountDefault, BoundNsDefault)
    {
    }

    /// <summary>
    /// Of its own figures. The bound is a net under sequences that are moved by code which does not notify; sequencers,
    /// runners and pollers do.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative or the bound below 1 ns.</exception>
    public BlockingWait(int spinCount, long boundNs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(spinCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(boundNs, 1);
        _spinCount = spinCount;
        _boundNs = boundNs;
    }

    /// <inheritdoc/>
    public static bool NeedsSignal => true;

    /// <inheritdoc/>
    public void Wait(SequenceBarrier barrier, long sequence, int idleCount)
    {
        Debug.Assert(_boundNs > 0, "a default BlockingWait never sleeps: use new()");
        if (idleCount < _spinCount)
            Parking.Pause();
        else
            barrier.Block(sequence, _boundNs);
    }
}
