using System;
using System.Net.WebSockets;
using System.Threading;
using System.Threading.Tasks;

namespace LowLatencyEngine.Feeds.Live;

/// <summary>Sends what is due over a WebSocket. Owner: the feed's loop. Allocates only when it sends.</summary>
internal sealed class RequestSender(IVenueProtocol protocol)
{
    private readonly RequestPace _pace = new(protocol);
    private WebSocket? _socket;

    /// <summary>Sends over <paramref name="socket"/> from now on.</summary>
    public void Begin(WebSocket socket, long nowNs)
    {
        _socket = socket;
        _pace.Begin(nowNs);
    }

    /// <summary>Sends everything that is due; what is not yet waits for a later call.</summary>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public ValueTask SendDueAsync(long nowNs, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> text = _pace.TakeDue(nowNs);
        return text.Length == 0 ? ValueTask.CompletedTask : SendAsync(text, nowNs, cancellationToken);
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> text, long nowNs, CancellationToken cancellationToken)
    {
        for (; text.Length > 0; text = _pace.TakeDue(nowNs))
            await _socket!.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
    }
}
