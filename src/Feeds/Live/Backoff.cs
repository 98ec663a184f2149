using System;
using System.Diagnostics;

namespace LowLatencyEngine.Feeds.Live;

/// <summary>
/// Delays between attempts: doubling from a least to a most, each spread over its upper half so that many feeds do
/// not come back at once. One thread at a time.
/// </summary>
internal sealed class Backoff(long leastNs, long mostNs, Func<double> nextJitter)
{
    private const int DoublingsMax = 30;

    private int _failureCount;

    /// <summary>
    /// Delay before the next attempt, ns: between half of least * 2^failures, at most most, and the whole of it.
    /// </summary>
    public long NextNs()
    {
        Debug.Assert(leastNs > 0 && mostNs >= leastNs);
        long wholeNs = mostNs;
        if (_failureCount < DoublingsMax && leastNs <= mostNs >> _failureCount)
            wholeNs = leastNs << _failureCount;

        _failureCount = Math.Min(_failureCount + 1, DoublingsMax);
        return wholeNs / 2 + (long)(wholeNs / 2 * nextJitter());
    }

    /// <summary>An attempt succeeded: begin at the least again.</summary>
    public void Reset() => _failureCount = 0;
}
