using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds;

/// <summary>A sink that keeps everything, takes no more than it is allowed, and lets a test wait for a story.</summary>
internal sealed class CollectingSink : IEventSink
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly List<EngineEvent> _events = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _room = int.MaxValue;
    private int _refusedCount;
    private volatile bool _forgets;

    public EngineEvent[] Events
    {
        get
        {
            lock (_lock)
                return [.. _events];
        }
    }

    public string[] Story => FeedSamples.Story(Events);

    /// <summary>Times that it had no room at all.</summary>
    public int RefusedCount => Volatile.Read(ref _refusedCount);

    public int Publish(ReadOnlySpan<EngineEvent> events)
    {
        if (_forgets)
            return events.Length;

        lock (_lock)
        {
            int taken = Math.Min(events.Length, _room);
            _events.AddRange(events[..taken]);
            _room -= taken;
            if (taken == 0)
                _refusedCount++;

            TaskCompletionSource changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            changed.SetResult();
            return taken;
        }
    }

    /// <summary>Takes so many more events from now on.</summary>
    public void AllowMore(int count)
    {
        lock (_lock)
            _room = count;
    }

    /// <summary>Takes everything and keeps nothing from now on, so that it allocates nothing.</summary>
    public void TakeAndForget() => _forgets = true;

    /// <summary>Waits until something holds for this sink.</summary>
    public async Task WaitUntilAsync(Func<CollectingSink, bool> holds)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
                changed = _changed.Task;

            if (holds(this))
                return;

            try
            {
                await changed.WaitAsync(Patience);
            }
            catch (TimeoutException)
            {
                Assert.Fail($"the story stops at: {string.Join(", ", Story)}");
            }
        }
    }

    /// <summary>Waits for an event by its story.</summary>
    public Task WaitForAsync(string item, int occurrences = 1) => WaitUntilAsync(
        sink => Array.FindAll(sink.Story, candidate => candidate == item).Length >= occurrences);
}
