namespace LowLatencyEngine.Ring;

/// <summary>
/// Looks again at once. The lowest latency, for a thread that has a core to itself; with more such threads than cores
/// everything becomes some twenty times slower.
/// </summary>
public readonly struct BusySpinWait : IWaitStrategy
{
    /// <inheritdoc/>
    public static bool NeedsSignal => false;

    /// <inheritdoc/>
    public void Wait(SequenceBarrier barrier, long sequence, int idleCount) => Parking.Pause();
}
