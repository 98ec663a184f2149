using System;
using System.Net.WebSockets;
using System.Threading;
using System.Threading.Tasks;

namespace LowLatencyEngine.Feeds.Live;

/// <summary>
/// What goes out on a connection: what the protocol asks for, no faster than the venue allows, and the ping that keeps
/// the connection. Owner: the feed's loop. Allocates only when something is sent.
/// </summary>
internal sealed class RequestSender(IVenueProtocol protocol)
{
    private readonly VenueRules _rules = protocol.Rules;
    private WebSocket? _socket;
    private long _lastSentTimestampNs;
    private long _lastPingTimestampNs;
    private bool _hasSent;

    /// <summary>Sends over <paramref name="socket"/> from now on.</summary>
    public void Begin(WebSocket socket, long nowNs)
    {
        _socket = socket;
        _hasSent = false;
        _lastPingTimestampNs = nowNs;
    }

    /// <summary>Sends everything that is due; what is not yet waits for a later call.</summary>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public ValueTask SendDueAsync(long nowNs, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> text = TakeDue(nowNs);
        return text.Length == 0 ? ValueTask.CompletedTask : SendAsync(text, nowNs, cancellationToken);
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> text, long nowNs, CancellationToken cancellationToken)
    {
        for (; text.Length > 0; text = TakeDue(nowNs))
            await _socket!.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
    }

    private ReadOnlyMemory<byte> TakeDue(long nowNs)
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
