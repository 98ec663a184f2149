using LowLatencyEngine.Engine.Telemetry;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// What an I/O thread tells of itself: bytes allocated since the engine was ready. Its own thread only; 0 bytes.
/// </summary>
internal sealed class HotLane(TelemetryLane lane, EngineSignals signals)
{
    private bool _isCounting;

    /// <summary>Once a round of the thread's loop.</summary>
    public void Publish()
    {
        if (_isCounting)
        {
            lane.PublishAllocatedBytes();
        }
        else if (signals.IsReady)
        {
            _isCounting = true;
            lane.StartCounts();
        }
    }
}
