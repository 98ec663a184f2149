using System;
using System.Threading;

namespace LowLatencyEngine.Ring;

/// <summary>
/// Spins, then yields, then sleeps, twice as long each time up to a bound. An idle consumer uses next to no processor
/// time, whatever it depends on, and nobody has to wake it; the price is up to <see cref="ParkNsMax"/> of latency after
/// a quiet time.
/// </summary>
public readonly struct BackoffParkWait : IWaitStrategy
{
    private const int SpinCountDefault = 100;
    private const int YieldCountDefault = 20;
    private const long ParkNsMinDefault = 20_000;
    private const long ParkNsMaxDefault = 1_000_000;
    private const long ParkNsLimit = 1_000_000_000;
    private const int DoublingCountMax = 30; // A second doubled so often still fits 63 bits.

    private readonly int _spinCount;
    private readonly int _yieldCount;
    private readonly long _parkNsMin;

    /// <summary>100 spins, 20 yields, then sleeps of 20 us to 1 ms.</summary>
    public BackoffParkWait()
        : this(SpinCountDefault, YieldCountDefault, ParkNsMinDefault, ParkNsMaxDefault)
    {
    }

    /// <summary>Of its own figures. The kernel adds the thread's <see cref="TimerSlack"/> to each sleep.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A count is negative, or not 1 ns &lt;= first sleep &lt;= bound &lt;= 1 s.
    /// </exception>
    public BackoffParkWait(int spinCount, int yieldCount, long parkNsMin, long parkNsMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(spinCount);
        ArgumentOutOfRangeException.ThrowIfNegative(yieldCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(parkNsMin, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(parkNsMax, parkNsMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parkNsMax, ParkNsLimit);
        _spinCount = spinCount;
        _yieldCount = yieldCount;
        _parkNsMin = parkNsMin;
        ParkNsMax = parkNsMax;
    }

    /// <summary>
    /// For a thread that polls sockets without a core of its own: 50 spins, 50 yields, then sleeps of 5 to 50 us.
    /// </summary>
    public static BackoffParkWait ForSockets() =>
        new(spinCount: 50, yieldCount: 50, parkNsMin: 5_000, parkNsMax: 50_000);

    /// <inheritdoc/>
    public static bool NeedsSignal => false;

    /// <summary>Longest sleep, in nanoseconds.</summary>
    public long ParkNsMax { get; }

    /// <inheritdoc/>
    public void Wait(SequenceBarrier barrier, long sequence, int idleCount) => Idle(idleCount);

    /// <summary>
    /// One step of waiting, for loops of one's own: the count is 0 after work was found and rises while none is.
    /// </summary>
    public void Idle(int idleCount)
    {
        int beyondSpins = idleCount - _spinCount;
        if (beyondSpins < 0)
            Parking.Pause();
        else if (beyondSpins < _yieldCount)
            Thread.Yield();
        else
            Parking.ParkNs(Math.Min(_parkNsMin << Math.Min(beyondSpins - _yieldCount, DoublingCountMax), ParkNsMax));
    }
}
