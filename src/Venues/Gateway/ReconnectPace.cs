using System;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>When the next attempt to connect is due: at once, then after waits that double up to a bound.</summary>
internal sealed class ReconnectPace(long delayNsMin, long delayNsMax)
{
    private long _nextAttemptNs = long.MinValue;
    private long _delayNs; // Of the last attempt; 0 where the next is the first.

    public bool IsDue(long nowNs) => nowNs >= _nextAttemptNs;

    public void NoteAttempt(long nowNs)
    {
        _delayNs = Math.Clamp(_delayNs * 2, delayNsMin, delayNsMax);
        _nextAttemptNs = nowNs + _delayNs;
    }

    public void NoteSuccess() => _delayNs = 0;
}
