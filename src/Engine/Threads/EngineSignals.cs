using System;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>What the hot threads tell the rest of the process. They write; any thread reads or waits.</summary>
internal sealed class EngineSignals
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<EngineFault> _failed =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long[] _collectionsAtReady = new long[3];
    private long _lastRequestId;
    private long _lastRequestSequence;
    private long _openOrderCount;
    private bool _isReady;

    /// <summary>Completes when the session is ready and every market is fit for the first time.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Completes when a hot thread or the journal has failed.</summary>
    public Task<EngineFault> Failed => _failed.Task;

    /// <summary>True once ready.</summary>
    // Acquire: pairs with the release in MarkReady.
    public bool IsReady => Volatile.Read(ref _isReady);

    /// <summary>Last operator's request that the decision thread has worked on.</summary>
    // Acquire: pairs with the release in Publish.
    public long LastRequestId => Volatile.Read(ref _lastRequestId);

    /// <summary>Its journal sequence.</summary>
    // Acquire: pairs with the release in Publish.
    public long LastRequestSequence => Volatile.Read(ref _lastRequestSequence);

    /// <summary>Orders that can still fill.</summary>
    // Acquire: pairs with the release in Publish.
    public long OpenOrderCount => Volatile.Read(ref _openOrderCount);

    /// <summary>Collections of one generation since the engine was ready; 0 while it is not.</summary>
    public long CollectionsSinceReady(int generation) =>
        IsReady ? GC.CollectionCount(generation) - _collectionsAtReady[generation] : 0;

    /// <summary>Decision thread, once.</summary>
    public void MarkReady()
    {
        for (int generation = 0; generation < _collectionsAtReady.Length; generation++)
            _collectionsAtReady[generation] = GC.CollectionCount(generation);

        Volatile.Write(ref _isReady, true); // Release: pairs with the acquire in IsReady.
        _ready.TrySetResult();
    }

    /// <summary>Decision thread, with each round.</summary>
    public void Publish(DecisionState state)
    {
        // Release: each pairs with the acquire in its property.
        Volatile.Write(ref _lastRequestSequence, state.LastRequestSequence);
        Volatile.Write(ref _lastRequestId, state.LastRequestId);
        Volatile.Write(ref _openOrderCount, state.Orders.OpenCount);
    }

    /// <summary>Any thread; the first failure counts.</summary>
    public void ReportFailure(FailureKind kind, string cause) => _failed.TrySetResult(new EngineFault(kind, cause));
}

/// <summary>Why an engine stopped.</summary>
/// <param name="Kind">As journaled, where it could be.</param>
/// <param name="Cause">For the log.</param>
public sealed record EngineFault(FailureKind Kind, string Cause);
