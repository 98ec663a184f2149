using System.Threading;

namespace LowLatencyEngine.Ring;

/// <summary>
/// Spins a little, then offers the core to others between looks. Uses a whole core when nobody else wants it; works
/// with more threads than cores, since each gives way.
/// </summary>
public readonly struct YieldingWait : IWaitStrategy
{
    private const int SpinCount = 100;

    /// <inheritdoc/>
    public static bool NeedsSignal => false;

    /// <inheritdoc/>
    public void Wait(SequenceBarrier barrier, long sequence, int idleCount)
    {
        if (idleCount < SpinCount)
            Parking.Pause();
        else
            Thread.Yield();
    }
}
