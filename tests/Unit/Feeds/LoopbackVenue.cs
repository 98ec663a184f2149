using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace LowLatencyEngine.Unit.Feeds;

/// <summary>
/// A venue on a free loopback port: WebSocket streams that the test writes to, down to the byte, and snapshots by
/// HTTP that the test answers one by one; with TLS where it has a certificate.
/// </summary>
internal sealed class LoopbackVenue : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly Channel<VenueStream> _streams = Channel.CreateUnbounded<VenueStream>();
    private readonly Channel<SnapshotRequest> _requests = Channel.CreateUnbounded<SnapshotRequest>();
    private readonly Task _accepting;

    private readonly X509Certificate2? _certificate;

    public LoopbackVenue(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>The next stream that a feed opens.</summary>
    public async Task<VenueStream> NextStreamAsync() => await _streams.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>The next snapshot that a feed asks for.</summary>
    public async Task<SnapshotRequest> NextRequestAsync() =>
        await _requests.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        foreach (TcpClient client in _clients)
            client.Dispose();

        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            // A listener that was stopped between two accepts would refuse the next with another exception.
            while (!_stop.IsCancellationRequested)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _clients.Add(client);
                client.NoDelay = true;
                _ = ServeAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            Stream stream = await EncryptAsync(client.GetStream());
            string head = await ReadHeadAsync(stream);
            string target = head.Split(' ')[1];
            if (head.Contains("Sec-WebSocket-Key", StringComparison.OrdinalIgnoreCase))
            {
                await UpgradeAsync(stream, head);
                await _streams.Writer.WriteAsync(new VenueStream(client, stream, target));
            }
            else
            {
                await _requests.Writer.WriteAsync(new SnapshotRequest(client, stream, target));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or AuthenticationException)
        {
            client.Dispose(); // The feed gave up half way: its business.
        }
    }

    private async Task<Stream> EncryptAsync(NetworkStream stream)
    {
        if (_certificate is null)
            return stream;

        var encrypted = new SslStream(stream);
        await encrypted.AuthenticateAsServerAsync(_certificate);
        return encrypted;
    }

    private static async Task<string> ReadHeadAsync(Stream stream)
    {
        var head = new List<byte>();
        byte[] one = new byte[1];
        while (head.Count < 4 || head[^1] != '\n' || head[^3] != '\n')
        {
            if (await stream.ReadAsync(one) == 0)
                throw new IOException("closed within the head");

            head.Add(one[0]);
        }

        return Encoding.ASCII.GetString([.. head]);
    }

    private static async Task UpgradeAsync(Stream stream, string head)
    {
        const string keyName = "Sec-WebSocket-Key:";
        int at = head.IndexOf(keyName, StringComparison.OrdinalIgnoreCase) + keyName.Length;
        string key = head[at..head.IndexOf('\r', at)].Trim();
#pragma warning disable CA5350 // The handshake of RFC 6455 is defined with SHA-1; nothing secret hangs on it.
        byte[] hash = SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
#pragma warning restore CA5350
        string answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
            $"Sec-WebSocket-Accept: {Convert.ToBase64String(hash)}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
    }
}

/// <summary>One open stream, as the venue sees it.</summary>
internal sealed class VenueStream(TcpClient client, Stream stream, string target)
{
    private readonly WebSocket _socket = WebSocket.CreateFromStream(
        stream, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = TimeSpan.Zero });

    /// <summary>Path and query that the feed asked for.</summary>
    public string Target => target;

    public Task SendAsync(params string[] frames) => SendAllAsync(frames);

    public async Task SendAsync(byte[] frame) => await SendAsync(frame, isLast: true);

    /// <summary>Sends one message as several WebSocket fragments.</summary>
    public async Task SendFragmentedAsync(string frame, int fragmentBytes)
    {
        byte[] bytes = FeedSamples.Utf8(frame);
        for (int offset = 0; offset < bytes.Length; offset += fragmentBytes)
        {
            int length = Math.Min(fragmentBytes, bytes.Length - offset);
            bool isLast = offset + length == bytes.Length;
            await SendAsync(bytes.AsMemory(offset, length), isLast);
        }
    }

    /// <summary>Writes bytes past the framing.</summary>
    public async Task WriteRawAsync(ReadOnlyMemory<byte> bytes) => await stream.WriteAsync(bytes);

    /// <summary>The next text that the feed says.</summary>
    public async Task<string> ReadTextAsync()
    {
        byte[] buffer = new byte[4_096];
        WebSocketReceiveResult result = await _socket.ReceiveAsync(buffer, CancellationToken.None);
        return Encoding.UTF8.GetString(buffer, 0, result.Count);
    }

    /// <summary>Reads bytes past the framing.</summary>
    public async Task<byte[]> ReadRawAsync(int count)
    {
        byte[] bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }

    public Task CloseAsync() =>
        _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "24 hours are over", CancellationToken.None);

    /// <summary>Cuts the line without a word.</summary>
    public void Cut()
    {
        client.Client.LingerState = new LingerOption(enable: true, seconds: 0);
        client.Dispose();
    }

    /// <summary>A text message's bytes on the wire, from server to client (RFC 6455, section 5.2).</summary>
    public static byte[] Framed(string frame)
    {
        byte[] payload = FeedSamples.Utf8(frame);
        byte[] head = payload.Length < 126
            ? [0x81, (byte)payload.Length]
            : [0x81, 126, (byte)(payload.Length >> 8), (byte)payload.Length];
        return [.. head, .. payload];
    }

    private async Task SendAllAsync(string[] frames)
    {
        foreach (string frame in frames)
            await SendAsync(FeedSamples.Utf8(frame), isLast: true);
    }

    private ValueTask SendAsync(ReadOnlyMemory<byte> bytes, bool isLast) =>
        _socket.SendAsync(bytes, WebSocketMessageType.Text, isLast, CancellationToken.None);
}

/// <summary>A snapshot that a feed waits for.</summary>
internal sealed class SnapshotRequest(TcpClient client, Stream stream, string target)
{
    /// <summary>Path and query that the feed asked for.</summary>
    public string Target => target;

    public Task AnswerAsync(string body) => AnswerAsync(200, "", body);

    public async Task AnswerAsync(int status, string headers, string body)
    {
        byte[] bytes = FeedSamples.Utf8(body);
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} x\r\n{headers}Connection: close\r\nContent-Length: {bytes.Length}\r\n\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        await stream.WriteAsync(bytes);
        client.Dispose();
    }
}
