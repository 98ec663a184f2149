using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// A hole in the peer's numbers: what was asked for, what is held meanwhile, how often it was asked. One
/// ResendRequest(2) a hole, or one for each part of a bounded size; asked again only when the peer makes no progress,
/// and a bounded number of times.
/// </summary>
internal sealed class InboundGap(
    FixSessionOptions options, IFixSequenceStore store, AdminMessages admin, FixSessionCounters counters)
{
    private long _lastMissing;     // Highest number known to be missing; 0 where there is no hole.
    private long _requestedFrom;   // Begin of our last ResendRequest on this connection; 0 where there was none.
    private long _partEnd;         // Last number of the part asked for; 0 where all was asked for at once.
    private long _lastProgressNs;
    private int _attemptCount;

    public HeldMessages Held { get; } = new(options.HeldMessageCountMax, 4 * options.MessageSizeBytesMax);

    /// <summary>True for a number that an answer to our last request may repeat.</summary>
    public bool IsInAnsweredRange(long msgSeqNum) => _requestedFrom > 0 && msgSeqNum >= _requestedFrom;

    public void Clear()
    {
        Held.Clear();
        _lastMissing = _requestedFrom = _partEnd = 0;
        _attemptCount = 0;
    }

    /// <summary>A hole up to <paramref name="lastMissing"/> is there: asks for it.</summary>
    public void Open(long lastMissing, long nowNs)
    {
        _lastMissing = lastMissing;
        _attemptCount = 0;
        Request(store.NextIncoming, nowNs);
    }

    /// <summary>A hole is there that the peer fills unasked; it is asked only when nothing comes.</summary>
    public void Expect(long lastMissing, long nowNs)
    {
        _lastMissing = lastMissing;
        _attemptCount = 0;
        _lastProgressNs = nowNs;
        _requestedFrom = store.NextIncoming;
    }

    public void Hold(long msgSeqNum, in FixMessage message)
    {
        if (Held.TryAdd(msgSeqNum, message.Bytes))
            counters.MessagesHeld++;
        else
            counters.MessagesNotHeld++;
    }

    /// <summary>
    /// The message with the expected number is about to be worked on: it may be the last of its part.
    /// </summary>
    public void NoteArrival(long msgSeqNum, long nowNs)
    {
        if (_partEnd > 0 && msgSeqNum >= _partEnd && msgSeqNum < _lastMissing)
            Request(msgSeqNum + 1, nowNs);
    }

    /// <summary>The expected number rose. True when the hole is closed.</summary>
    public bool NoteProgress(long nowNs)
    {
        _lastProgressNs = nowNs;
        _attemptCount = 0;
        if (Held.Count > 0)
            Held.RemoveBelow(store.NextIncoming);

        if (store.NextIncoming > _lastMissing)
        {
            _partEnd = 0;
            return true;
        }

        if (_partEnd > 0 && store.NextIncoming > _partEnd)
            Request(store.NextIncoming, nowNs); // A gap fill led beyond the part.

        return false;
    }

    /// <summary>Asks again when it is time. False when the peer has been asked often enough.</summary>
    public bool OnTimer(long nowNs)
    {
        if (nowNs - _lastProgressNs < options.ResendTimeoutNs)
            return true;

        if (_attemptCount >= options.ResendAttemptsMax)
            return false;

        Request(store.NextIncoming, nowNs);
        return true;
    }

    private void Request(long from, long nowNs)
    {
        _attemptCount++;
        _lastProgressNs = nowNs;
        _requestedFrom = from;
        int countMax = options.ResendRequestMessageCountMax;
        _partEnd = countMax == 0 ? 0 : Math.Min(_lastMissing, from + countMax - 1);
        admin.ResendRequest(from, countMax == 0 ? options.Version.ResendInfinity : _partEnd, nowNs);
    }
}
