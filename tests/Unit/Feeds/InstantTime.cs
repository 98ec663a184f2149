using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace LowLatencyEngine.Unit.Feeds;

/// <summary>
/// Time without waiting: a delay is over at once (and noted), a timer that repeats goes off when the test says so.
/// Delays of <see cref="NeverAfter"/> and more are bounds on requests, reached when the test says so.
/// </summary>
internal sealed class InstantTime : TimeProvider
{
    public static readonly TimeSpan NeverAfter = TimeSpan.FromSeconds(100);

    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _delays = [];
    private readonly List<Timer> _repeating = [];
    private readonly List<Timer> _bounds = [];

    /// <summary>Delays asked for so far.</summary>
    public IReadOnlyList<TimeSpan> Delays
    {
        get
        {
            lock (_lock)
                return [.. _delays];
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets every repeating timer go off once.</summary>
    public void Tick() => FireAll(_repeating);

    /// <summary>Lets everything that is bounded now reach its bound.</summary>
    public void Expire() => FireAll(_bounds);

    private void FireAll(List<Timer> list)
    {
        Timer[] timers;
        lock (_lock)
            timers = [.. list];

        foreach (Timer timer in timers)
            timer.Fire();
    }

    private void Schedule(Timer timer, TimeSpan dueTime, TimeSpan period)
    {
        bool repeats = period > TimeSpan.Zero;
        bool isOver = !repeats && dueTime >= TimeSpan.Zero && dueTime < NeverAfter;
        lock (_lock)
        {
            _repeating.Remove(timer);
            _bounds.Remove(timer);
            if (repeats)
                _repeating.Add(timer);
            else if (dueTime >= NeverAfter)
                _bounds.Add(timer);

            if (isOver)
                _delays.Add(dueTime);
        }

        if (isOver)
            ThreadPool.UnsafeQueueUserWorkItem(static item => item.Fire(), timer, preferLocal: false);
    }

    private void Forget(Timer timer)
    {
        lock (_lock)
        {
            _repeating.Remove(timer);
            _bounds.Remove(timer);
        }
    }

    private sealed class Timer(InstantTime time, Action callback) : ITimer
    {
        private volatile bool _isDisposed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Schedule(this, dueTime, period);
            return true;
        }

        public void Fire()
        {
            if (!_isDisposed)
                callback();
        }

        public void Dispose()
        {
            _isDisposed = true;
            time.Forget(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
