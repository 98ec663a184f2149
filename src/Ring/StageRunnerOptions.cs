using System;

namespace LowLatencyEngine.Ring;

/// <summary>What a <see cref="StageRunner{T, TStage, TWait}"/> is told at construction.</summary>
public sealed class StageRunnerOptions
{
    /// <summary>Of the thread, as tools show it; Linux keeps 15 bytes.</summary>
    public required string ThreadName { get; init; }

    /// <summary>
    /// Called on the runner's thread, once, when its stage has thrown: after the runner has stopped, before the thread
    /// ends. Halts the ring and stops the rest. What it throws itself ends the process.
    /// </summary>
    public required Action<StageFailure> OnFailure { get; init; }

    /// <summary>
    /// Called on the runner's thread before the first event: pins it. What it throws is a failure of the runner.
    /// </summary>
    public Action? OnThreadStart { get; init; }

    /// <summary>
    /// Most events between two moves of the runner's sequence: bounds how long followers and producers wait for it.
    /// </summary>
    public int BatchSlotsMax { get; init; } = 256;
}
