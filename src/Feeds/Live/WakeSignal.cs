using System;
using System.Threading;
using System.Threading.Tasks;
using System.Threading.Tasks.Sources;

namespace LowLatencyEngine.Feeds.Live;

/// <summary>
/// What one loop sleeps on while several things may wake it: a receive that is done, a timer, a snapshot, the end.
/// Setting it before the wait, or twice, is one wake-up; after a wake-up the loop looks at everything. The loop goes
/// on inside <see cref="Set"/>, on the thread that called it. Allocates nothing after construction.
/// </summary>
internal sealed class WakeSignal : IValueTaskSource
{
    private const int Idle = 0;
    private const int Signalled = 1;
    private const int Waiting = 2;

    private ManualResetValueTaskSourceCore<bool> _core;
    private int _state;

    public WakeSignal() => SetAction = Set;

    /// <summary><see cref="Set"/> as a delegate that exists once.</summary>
    public Action SetAction { get; }

    /// <summary>Wakes the loop. Any thread.</summary>
    public void Set()
    {
        if (Interlocked.Exchange(ref _state, Signalled) == Waiting)
            _core.SetResult(true);
    }

    /// <summary>
    /// Waits for the next <see cref="Set"/>; returns at once if there was one since the last wait. The loop only.
    /// </summary>
    public ValueTask WaitAsync()
    {
        _core.Reset();
        if (Interlocked.CompareExchange(ref _state, Waiting, Idle) == Idle)
            return new ValueTask(this, _core.Version);

        Rearm();
        return ValueTask.CompletedTask;
    }

    void IValueTaskSource.GetResult(short token)
    {
        _core.GetResult(token);
        Rearm();
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    // Full fence: what a setter wrote before it set is seen by the loop's look after this.
    private void Rearm() => Interlocked.Exchange(ref _state, Idle);
}
