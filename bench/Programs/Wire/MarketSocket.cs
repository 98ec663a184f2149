using System;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading;

namespace LowLatencyEngine.Programs.Wire;

/// <summary>
/// The counterparty's market data side: answers a snapshot by HTTP, upgrades a WebSocket, and then sends frames into
/// it. Connections are served on a thread of its own; <see cref="Send"/> is the counterparty's.
/// </summary>
internal sealed class MarketSocket : IDisposable
{
    private const int RequestBytesMax = 8_192;
    private const string KeyHeader = "Sec-WebSocket-Key: ";
    private const string AcceptGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Func<string> _snapshot;
    private readonly Thread _thread;
    private Socket? _stream;

    /// <param name="snapshot">Called for each snapshot that is asked for, on the serving thread.</param>
    public MarketSocket(Func<string> snapshot)
    {
        _snapshot = snapshot;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _thread = new Thread(Serve) { IsBackground = true, Name = "bench-market" };
        _thread.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>A WebSocket is there.</summary>
    public bool IsOpen => Volatile.Read(ref _stream) is not null; // Acquire: pairs with the release in Answer.

    /// <exception cref="InvalidOperationException">The engine does not read.</exception>
    public void Send(ReadOnlySpan<byte> frame)
    {
        int sent = _stream!.Send(frame, SocketFlags.None, out SocketError error);
        if (sent != frame.Length)
            throw new InvalidOperationException($"a tick could not be sent whole: sent={sent}, error={error}");
    }

    public void Dispose()
    {
        _listener.Dispose();
        _stream?.Dispose();
        _thread.Join();
    }

    private void Serve()
    {
        try
        {
            while (true)
                Answer(_listener.Accept());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private void Answer(Socket peer)
    {
        string request = ReadRequest(peer);
        int key = request.IndexOf(KeyHeader, StringComparison.OrdinalIgnoreCase);
        if (key < 0)
        {
            string body = _snapshot();
            peer.Send(Encoding.ASCII.GetBytes(
                $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
            peer.Shutdown(SocketShutdown.Send);
            peer.Dispose();
            return;
        }

        string value = request[(key + KeyHeader.Length)..request.IndexOf('\r', key)];
#pragma warning disable CA5350 // The handshake of RFC 6455 is defined with SHA-1; nothing secret hangs on it.
        string accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(value + AcceptGuid)));
#pragma warning restore CA5350
        peer.Send(Encoding.ASCII.GetBytes(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
            $"Sec-WebSocket-Accept: {accept}\r\n\r\n"));
        peer.NoDelay = true;
        Volatile.Write(ref _stream, peer); // Release: pairs with the acquire in IsOpen.
    }

    private static string ReadRequest(Socket peer)
    {
        byte[] bytes = new byte[RequestBytesMax];
        int length = 0;
        while (bytes.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
        {
            int count = peer.Receive(bytes.AsSpan(length));
            if (count == 0)
                throw new SocketException((int)SocketError.ConnectionReset);

            length += count;
        }

        return Encoding.ASCII.GetString(bytes, 0, length);
    }
}
