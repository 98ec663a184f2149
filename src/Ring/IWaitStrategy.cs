namespace LowLatencyEngine.Ring;

/// <summary>
/// What a consumer does while its next event is not there. Chosen per consumer; a struct, so that the runner's loop is
/// compiled for it. The loop itself, with the look at the sequences and at the alert, is
/// <see cref="SequenceBarrier.WaitFor"/>.
/// </summary>
public interface IWaitStrategy
{
    /// <summary>True where the strategy sleeps until it is notified, so that producers have to.</summary>
    static abstract bool NeedsSignal { get; }

    /// <summary>
    /// Passes some time, and always returns after a bounded one. Allocates nothing.
    /// </summary>
    /// <param name="barrier">What is waited at.</param>
    /// <param name="sequence">What is waited for.</param>
    /// <param name="idleCount">How often this was called already since the last event: 0, 1, 2, ...</param>
    void Wait(SequenceBarrier barrier, long sequence, int idleCount);
}
