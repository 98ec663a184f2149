namespace LowLatencyEngine.Ring;

/// <summary>
/// Spins, and gives up latency for throughput: a consumer that has caught up leaves the producer alone for about ten
/// microseconds before it looks again. Without that it takes cursor and slots out of the producer's cache at each
/// event, and both sides wait for the lines. For a thread with a core to itself; figures in src/DECISIONS.md.
/// </summary>
public readonly struct BatchSpinWait : IWaitStrategy
{
    private const int PausesAfterBatch = 256;

    /// <inheritdoc/>
    public static bool NeedsSignal => false;

    /// <inheritdoc/>
    public void Wait(SequenceBarrier barrier, long sequence, int idleCount)
    {
        int pauses = idleCount == 0 ? PausesAfterBatch : 1;
        for (int i = 0; i < pauses; i++)
            Parking.Pause();
    }
}
