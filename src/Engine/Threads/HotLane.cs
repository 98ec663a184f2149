using LowLatencyEngine.Engine.Telemetry;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// What an I/O thread tells of itself: sizes of batches, and since the engine was ready bytes allocated, context
/// switches, page faults. Its own thread only; 0 bytes.
/// </summary>
internal sealed class HotLane(TelemetryLane lane, EngineSignals signals)
{
    private const long UsageIntervalNs = 200_000_000;

    private bool _isCounting;
    private long _nextUsageNs;

    /// <summary>So many events were there at once.</summary>
    public void CountBatch(int eventCount) => lane.CountBatch(eventCount);

    /// <summary>Once a round of the thread's loop.</summary>
    public void Publish(long nowNs)
    {
        if (!_isCounting)
        {
            StartWhereReady();
            return;
        }

        lane.PublishAllocatedBytes();
        if (nowNs < _nextUsageNs)
            return;

        _nextUsageNs = nowNs + UsageIntervalNs;
        lane.PublishUsage();
    }

    private void StartWhereReady()
    {
        if (!signals.IsReady)
            return;

        _isCounting = true;
        lane.StartCounts();
    }
}
