using System;

namespace LowLatencyEngine.Ring;

/// <summary>A consumer with a thread of its own, apart from what it consumes. All members: any thread.</summary>
public interface IStageRunner
{
    /// <summary>Of the thread, as tools show it.</summary>
    string ThreadName { get; }

    /// <summary>Last event handled: a gating sequence, or what other consumers depend on.</summary>
    Sequence Sequence { get; }

    /// <summary>Where the runner is in its life.</summary>
    RunnerState State { get; }

    /// <summary>Why it failed; null unless <see cref="State"/> is <see cref="RunnerState.Failed"/>.</summary>
    StageFailure? Failure { get; }

    /// <summary>Batches handled so far.</summary>
    long BatchCount { get; }

    /// <summary>Most events in one batch so far.</summary>
    long LargestBatchSlots { get; }

    /// <summary>Starts the thread; once.</summary>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    /// <exception cref="ObjectDisposedException">The ring is disposed.</exception>
    void Start();

    /// <summary>
    /// Asks the thread to end; returns at once. The first word counts, but <see cref="StopMode.Abandon"/> also ends a
    /// drain.
    /// </summary>
    void RequestStop(StopMode mode);

    /// <summary>
    /// Waits for the end of the thread; true at once where it was never started, false when the time is up.
    /// </summary>
    bool Join(TimeSpan timeout);
}

/// <summary>Life of a runner.</summary>
public enum RunnerState
{
    Created = 0,
    Running = 1,
    Stopped = 2,
    Failed = 3,
}

/// <summary>What a runner does with events that are ready when it is told to stop.</summary>
public enum StopMode
{
    None = 0,

    /// <summary>
    /// Handles all that its barrier lets through at that moment. Stop the stages it depends on first.
    /// </summary>
    Drain = 1,

    /// <summary>Ends after the batch in hand.</summary>
    Abandon = 2,
}

/// <summary>An exception of a stage.</summary>
/// <param name="ThreadName">Of the runner.</param>
/// <param name="Sequence">
/// Of the event at fault, which counts as not handled; -1 when the start of the thread failed.
/// </param>
/// <param name="Cause">As thrown.</param>
public sealed record StageFailure(string ThreadName, long Sequence, Exception Cause);
