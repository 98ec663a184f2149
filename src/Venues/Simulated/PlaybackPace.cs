using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>When each frame is due: the recorded distances, divided by the speed. One thread.</summary>
public sealed class PlaybackPace(IClock clock, double speed)
{
    private const long NsPerMs = 1_000_000;
    private const long WaitMsMax = 60_000; // Then it asks again.

    private long _firstTimestampNs;
    private long _startNs;
    private bool _hasStarted;

    /// <summary>The next frame is the first one and due at once.</summary>
    public void Restart() => _hasStarted = false;

    /// <summary>Whole milliseconds until a frame is due; 0 if it is due, or will be in less than one.</summary>
    public int WaitMs(long timestampNs)
    {
        if (double.IsPositiveInfinity(speed))
            return 0;

        long nowNs = clock.NowNs;
        if (!_hasStarted)
        {
            _hasStarted = true;
            _firstTimestampNs = timestampNs;
            _startNs = nowNs;
        }

        double dueInNs = (timestampNs - _firstTimestampNs) / speed - (nowNs - _startNs);
        return (int)Math.Clamp(dueInNs / NsPerMs, 0, WaitMsMax);
    }

    /// <summary>The playback has stood still: what follows is due later by as much.</summary>
    public void Resume(long timestampNs)
    {
        _firstTimestampNs = timestampNs;
        _startNs = clock.NowNs;
    }
}
