using System;
using System.Net.WebSockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace LowLatencyEngine.Unit.Venues.Simulated;

/// <summary>A subscriber with the framework's own client.</summary>
internal sealed class MarketClient : IDisposable
{
    public const string AllStreams = "/stream?streams=btcusdt@depth@100ms/btcusdt@bookTicker/btcusdt@trade";

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _patience = new(VenueBench.Patience);
    private readonly byte[] _buffer = new byte[1 << 20];

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public static async Task<MarketClient> ConnectAsync(int port, string pathAndQuery = AllStreams)
    {
        var client = new MarketClient();
        await client._socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}{pathAndQuery}"), client._patience.Token);
        return client;
    }

    /// <summary>The next message; null when the venue closes, which is answered.</summary>
    public async Task<string?> NextAsync()
    {
        int length = await NextLengthAsync();
        return length < 0 ? null : Encoding.UTF8.GetString(_buffer, 0, length);
    }

    /// <summary>Length of the next message, -1 when the venue closes.</summary>
    public async Task<int> NextLengthAsync()
    {
        int length = 0;
        ValueWebSocketReceiveResult result;
        do
        {
            result = await _socket.ReceiveAsync(_buffer.AsMemory(length), _patience.Token);
            length += result.Count;
        }
        while (!result.EndOfMessage);

        if (result.MessageType != WebSocketMessageType.Close)
            return length;

        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, _patience.Token);
        return -1;
    }

    public void Dispose()
    {
        _socket.Dispose();
        _patience.Dispose();
    }
}
