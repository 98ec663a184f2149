namespace LowLatencyEngine.Fix;

/// <summary>
/// Bounds how many logons are tried in one minute, whatever the reasons for them: brokers bar peers that come too
/// often, and a peer of ours that comes too often is broken. A sliding window. Time is given; allocates nothing after
/// construction.
/// </summary>
/// <param name="logonsPerMinuteMax">0 for no bound.</param>
public sealed class LogonThrottle(int logonsPerMinuteMax)
{
    private const long WindowNs = 60_000_000_000;

    private readonly long[] _takenNs = new long[logonsPerMinuteMax];
    private long _takenCount;

    /// <summary>When the next logon may be tried; in the past where it may be now.</summary>
    public long NextNs =>
        _takenCount < _takenNs.Length || _takenNs.Length == 0
            ? long.MinValue
            : _takenNs[_takenCount % _takenNs.Length] + WindowNs;

    /// <summary>Counts a logon; false where there were too many.</summary>
    public bool TryTake(long nowNs)
    {
        if (nowNs < NextNs)
            return false;

        if (_takenNs.Length > 0)
            _takenNs[_takenCount++ % _takenNs.Length] = nowNs;

        return true;
    }
}
