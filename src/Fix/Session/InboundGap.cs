namespace LowLatencyEngine.Fix;

/// <summary>
/// A hole in the peer's numbers: what was asked for, what is held meanwhile, how often it was asked. One
/// ResendRequest(2) to infinity a hole; asked again only when the peer makes no progress, and a bounded number of
/// times.
/// </summary>
internal sealed class InboundGap(
    FixSessionOptions options, IFixSequenceStore store, AdminMessages admin, FixSessionCounters counters)
{
    private long _lastMissing;     // Highest number known to be missing; 0 where there is no hole.
    private long _requestedFrom;   // Begin of our last ResendRequest on this connection; 0 where there was none.
    private long _lastProgressNs;
    private int _attemptCount;

    public HeldMessages Held { get; } = new(options.HeldMessageCountMax, 4 * options.MessageSizeBytesMax);

    /// <summary>True for a number that an answer to our last request may repeat.</summary>
    public bool IsInAnsweredRange(long msgSeqNum) => _requestedFrom > 0 && msgSeqNum >= _requestedFrom;

    public void Clear()
    {
        Held.Clear();
        _lastMissing = _requestedFrom = 0;
        _attemptCount = 0;
    }

    public void Open(long lastMissing, long nowNs)
    {
        _lastMissing = lastMissing;
        _attemptCount = 0;
        Request(nowNs);
    }

    public void Hold(long msgSeqNum, in FixMessage message)
    {
        if (Held.TryAdd(msgSeqNum, message.Bytes))
            counters.MessagesHeld++;
        else
            counters.MessagesNotHeld++;
    }

    /// <summary>The expected number rose. True when the hole is closed.</summary>
    public bool NoteProgress(long nowNs)
    {
        _lastProgressNs = nowNs;
        _attemptCount = 0;
        if (Held.Count > 0)
            Held.RemoveBelow(store.NextIncoming);

        return store.NextIncoming > _lastMissing;
    }

    /// <summary>Asks again when it is time. False when the peer has been asked often enough.</summary>
    public bool OnTimer(long nowNs)
    {
        if (nowNs - _lastProgressNs < options.ResendTimeoutNs)
            return true;

        if (_attemptCount >= options.ResendAttemptsMax)
            return false;

        Request(nowNs);
        return true;
    }

    private void Request(long nowNs)
    {
        _attemptCount++;
        _lastProgressNs = nowNs;
        _requestedFrom = store.NextIncoming;
        admin.ResendRequest(_requestedFrom, nowNs);
    }
}
