using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Feeds.Polled;

/// <summary>
/// Makes a WebSocket connection ready to be polled: connects, wraps it in TLS where the address says wss, and upgrades.
/// Cold: blocks a thread of the pool. Offers no extension, so frames come uncompressed. Source: RFC 6455, 4.
/// </summary>
/// <remarks>
/// Nothing asynchronous is done on the socket itself: the framework would watch it from then on, and every tick would
/// wake the watching thread.
/// </remarks>
internal static class WebSocketHandshake
{
    private const int AnswerBytesMax = 8_192;
    private const string AcceptGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Connects and upgrades; a SHA-256 that is not empty says which certificate is trusted.</summary>
    /// <exception cref="IOException">The peer answers something else; the socket is closed.</exception>
    /// <exception cref="SocketException">There is no connection.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, or took too long for its caller.</exception>
    public static Task<UpgradedSocket> ConnectAsync(Uri uri, string sha256, CancellationToken cancellationToken) =>
        Task.Run(() => Connect(uri, sha256, cancellationToken), cancellationToken);

    private static UpgradedSocket Connect(Uri uri, string sha256, CancellationToken cancellationToken)
    {
        var peer = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static state => ((Socket)state!).Dispose(), peer); // Ends what blocks on it.
        Socket socket = peer;
        TlsTunnel? tunnel = null;
        try
        {
            peer.Connect(new DnsEndPoint(uri.DnsSafeHost, uri.Port));
            if (uri.Scheme == Uri.UriSchemeWss)
            {
                tunnel = TlsTunnel.ForInitiator(
                    peer, new FixTlsOptions { TargetHost = uri.DnsSafeHost, PinnedCertificateSha256 = sha256 });
                socket = tunnel.PlainEnd;
                tunnel.Established.Wait(cancellationToken);
            }

            string key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            socket.Send(Request(uri, key));
            return new UpgradedSocket(socket, ReadAnswer(socket, key), tunnel);
        }
        catch (Exception e)
        {
            Exception? cause = tunnel?.Established.Exception?.InnerException ?? tunnel?.Failure;
            tunnel?.Dispose();
            socket.Dispose();
            peer.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            if (cause is null)
                throw;

            throw new IOException($"no TLS connection: host={uri.Host}, cause={cause.Message}", e);
        }
    }

    private static byte[] Request(Uri uri, string key) => Encoding.ASCII.GetBytes(
        $"GET {uri.PathAndQuery} HTTP/1.1\r\nHost: {uri.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
        $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n");

    /// <summary>The bytes behind the answer: the peer may have begun to send.</summary>
    private static byte[] ReadAnswer(Socket socket, string key)
    {
        byte[] answer = new byte[AnswerBytesMax];
        int length = 0;
        while (length < answer.Length)
        {
            int count = socket.Receive(answer.AsSpan(length));
            if (count == 0)
                throw new IOException("the peer closed the connection during the handshake");

            length += count;
            int end = answer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (end < 0)
                continue;

            ThrowIfRefused(Encoding.ASCII.GetString(answer, 0, end + 2), key);
            return answer[(end + 4)..length];
        }

        throw new IOException($"the answer to the handshake is too long: answerBytesMax={AnswerBytesMax}");
    }

    private static void ThrowIfRefused(string head, string key)
    {
        string status = head[..head.IndexOf("\r\n", StringComparison.Ordinal)];
        if (!status.StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal))
            throw new IOException($"the peer refused the upgrade: status={status}");

        string expected = AcceptOf(key);
        foreach (string line in head.Split("\r\n"))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line[..colon].Equals("Sec-WebSocket-Accept", StringComparison.OrdinalIgnoreCase) &&
                line[(colon + 1)..].Trim() == expected)
                return;
        }

        throw new IOException("the peer's Sec-WebSocket-Accept does not fit our key: it is no WebSocket server");
    }

    /// <summary>Sec-WebSocket-Accept that belongs to a key.</summary>
    internal static string AcceptOf(string key)
    {
#pragma warning disable CA5350 // The protocol says SHA-1; nothing is kept secret by it.
        return Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + AcceptGuid)));
#pragma warning restore CA5350
    }
}

/// <summary>A connection on which the handshake is over.</summary>
/// <param name="Socket">Plain; over the tunnel where there is one.</param>
/// <param name="Early">Bytes that came behind the handshake.</param>
/// <param name="Tunnel">Null without TLS.</param>
internal sealed record UpgradedSocket(Socket Socket, byte[] Early, TlsTunnel? Tunnel) : IDisposable
{
    public void Dispose()
    {
        Socket.Dispose();
        Tunnel?.Dispose();
    }
}
