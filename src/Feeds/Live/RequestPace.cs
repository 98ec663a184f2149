using System;

namespace LowLatencyEngine.Feeds.Live;

/// <summary>
/// When which text goes out on a connection: what the protocol asks for, no faster than the venue allows, and the ping
/// that keeps the connection. Owner: the feed's loop; allocates nothing.
/// </summary>
internal sealed class RequestPace(IVenueProtocol protocol)
{
    private readonly VenueRules _rules = protocol.Rules;
    private long _lastSentTimestampNs;
    private long _lastPingTimestampNs;
    private bool _hasSent;

    /// <summary>A connection was made.</summary>
    public void Begin(long nowNs)
    {
        _hasSent = false;
        _lastPingTimestampNs = nowNs;
    }

    /// <summary>The next text that is due; empty for none. What is not due yet waits for a later call.</summary>
    public ReadOnlyMemory<byte> TakeDue(long nowNs)
    {
        if (_hasSent && nowNs - _lastSentTimestampNs < _rules.RequestIntervalNs)
            return default;

        bool isPingDue = _rules.PingIntervalNs > 0 && nowNs - _lastPingTimestampNs >= _rules.PingIntervalNs;
        ReadOnlyMemory<byte> text = _rules.PingText;
        if (isPingDue)
            _lastPingTimestampNs = nowNs;
        else if (!protocol.TryTakeRequest(out text))
            return default;

        _hasSent = true;
        _lastSentTimestampNs = nowNs;
        return text;
    }
}
