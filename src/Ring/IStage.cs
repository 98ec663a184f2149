namespace LowLatencyEngine.Ring;

/// <summary>
/// Consumer of a ring's events, called by one thread in sequence order. Implement it as a struct: the runner and the
/// poller take it as a type parameter, so the call is direct and can be inlined.
/// </summary>
/// <typeparam name="T">The event: what one slot holds.</typeparam>
public interface IStage<T>
    where T : unmanaged
{
    /// <summary>
    /// Works on one event in place. What it writes into the slot is seen by stages that depend on this one, and by no
    /// other. Allocates nothing. An exception ends the runner, see <see cref="StageRunner{T, TStage, TWait}"/>.
    /// </summary>
    /// <param name="slot">The event; valid until this call returns.</param>
    /// <param name="sequence">Number of the event in its ring, from 0, without gaps.</param>
    /// <param name="endOfBatch">
    /// True for the last event that was ready when the batch began, or that its limit let in: time to flush what was
    /// gathered.
    /// </param>
    void OnEvent(ref T slot, long sequence, bool endOfBatch);
}
