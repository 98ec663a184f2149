using System;
using System.Threading;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// What is not the decision thread's to tell: feed, rings, collections. Refreshed by a timer on the thread pool, twenty
/// times a second.
/// </summary>
internal sealed class SurroundingsTelemetry : IDisposable
{
    /// <summary>Its lane; the others are the hot threads'.</summary>
    public const string LaneName = "surroundings";

    private const int IntervalMs = 50;

    private readonly TelemetryWriter _writer;
    private readonly TelemetryLane _lane;
    private readonly FeedCounters _feed;
    private readonly RingBuffer<EngineEvent> _inbound;
    private readonly Timer _timer;
    private readonly Lock _lock = new();
    private long _frameCount;
    private long _refusedCount;
    private long _gapCount;
    private long _connectionCount;

    public SurroundingsTelemetry(TelemetryWriter writer, FeedCounters feed, RingBuffer<EngineEvent> inbound)
    {
        _writer = writer;
        _lane = writer.OpenLane(LaneName);
        _feed = feed;
        _inbound = inbound;
        _writer.Set(Gauge.InboundRingCapacity, inbound.CapacitySlots);
        _timer = new Timer(static state => ((SurroundingsTelemetry)state!).Publish(), this, IntervalMs, IntervalMs);
    }

    /// <summary>Refreshes now. Any thread.</summary>
    public void Publish()
    {
        lock (_lock)
        {
            Raise(Counter.FeedFrames, _feed.FrameCount, ref _frameCount);
            Raise(Counter.FeedMalformed, _feed.RefusedCount, ref _refusedCount);
            Raise(Counter.FeedGaps, _feed.GapCount, ref _gapCount);
            Raise(Counter.FeedConnects, _feed.ConnectionCount, ref _connectionCount);
            _writer.Set(Gauge.InboundRingDepth, _inbound.CapacitySlots - _inbound.RemainingCapacitySlots);
            _writer.Set(Gauge.InboundRingDepthMax, _inbound.DepthSlotsMax);
            _writer.Set(Gauge.Gen0Collections, GC.CollectionCount(0));
            _writer.Set(Gauge.Gen1Collections, GC.CollectionCount(1));
            _writer.Set(Gauge.Gen2Collections, GC.CollectionCount(2));
        }
    }

    /// <summary>Stops the timer and waits for a refresh that is under way.</summary>
    public void Dispose()
    {
        using var done = new ManualResetEvent(initialState: false);
        if (_timer.Dispose(done))
            done.WaitOne();
    }

    private void Raise(Counter counter, long total, ref long published)
    {
        _lane.Add(counter, total - published);
        published = total;
    }
}
