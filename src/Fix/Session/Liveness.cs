namespace LowLatencyEngine.Fix;

/// <summary>What the clock asks of a session that is logged on.</summary>
internal enum LivenessAction : byte
{
    None = 0,
    SendHeartbeat = 1,
    SendTestRequest = 2,
    Disconnect = 3,
}

/// <summary>
/// Who has been silent for how long. Heartbeat after one interval without sending; TestRequest after 1.2 intervals
/// without receiving; the peer is dead after 2.4 (FIX 4.4 Volume 2, "Heartbeat": an interval plus "some reasonable
/// transmission time").
/// </summary>
internal sealed class Liveness
{
    private const long NsPerSecond = 1_000_000_000;

    private long _intervalNs;
    private long _lastSentNs;
    private long _lastReceivedNs;
    private bool _hasTestRequestOpen;

    public void Start(int heartbeatIntervalSeconds, long nowNs)
    {
        _intervalNs = heartbeatIntervalSeconds * NsPerSecond;
        _lastSentNs = nowNs;
        NoteReceived(nowNs);
    }

    public void NoteSent(long nowNs) => _lastSentNs = nowNs;

    public void NoteReceived(long nowNs)
    {
        _lastReceivedNs = nowNs;
        _hasTestRequestOpen = false;
    }

    public LivenessAction Judge(long nowNs)
    {
        if (_intervalNs == 0)
            return LivenessAction.None;

        long silenceNs = nowNs - _lastReceivedNs;
        if (silenceNs >= _intervalNs * 12 / 5)
            return LivenessAction.Disconnect;

        if (silenceNs >= _intervalNs * 6 / 5 && !_hasTestRequestOpen)
        {
            _hasTestRequestOpen = true;
            return LivenessAction.SendTestRequest;
        }

        bool isHeartbeatDue = nowNs - _lastSentNs >= _intervalNs && !_hasTestRequestOpen;
        return isHeartbeatDue ? LivenessAction.SendHeartbeat : LivenessAction.None;
    }
}
