using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace LowLatencyEngine.Unit.Feeds.Faults;

/// <summary>
/// Stands on loopback between a feed and its venue and spoils what the venue says, frame by frame of the WebSocket,
/// from a seed; can cut a connection or let it hang half-open. What the feed says, and answers by HTTP, pass as they
/// are.
/// </summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private const int TextOpcode = 0x81; // Final frame of a text message.

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<TcpClient> _open = [];
    private readonly int _targetPort;
    private readonly FaultyLink _link;
    private readonly Task _accepting;
    private volatile bool _isQuiet;
    private volatile bool _isFrozen;
    private long _deliveredCount;

    public FaultProxy(int targetPort, FaultyLink link)
    {
        _targetPort = targetPort;
        _link = link;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Messages handed to feeds so far.</summary>
    public long DeliveredCount => Volatile.Read(ref _deliveredCount);

    /// <summary>From now on everything passes as it is.</summary>
    public void BeQuiet() => _isQuiet = true;

    /// <summary>The connections of now stay open and say nothing more; new ones work.</summary>
    public void Freeze() => _isFrozen = true;

    /// <summary>Ends all connections without a word.</summary>
    public void Cut()
    {
        lock (_open)
        {
            foreach (TcpClient client in _open)
                client.Dispose();

            _open.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Cut();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                TcpClient feed = await _listener.AcceptTcpClientAsync(_stop.Token);
                var venue = new TcpClient { NoDelay = true };
                feed.NoDelay = true;
                await venue.ConnectAsync(IPAddress.Loopback, _targetPort, _stop.Token);
                _isFrozen = false;
                lock (_open)
                    _open.AddRange([feed, venue]);

                _ = PumpAsync(feed, venue, () => feed.GetStream().CopyToAsync(venue.GetStream()));
                _ = PumpAsync(feed, venue, () => SpoilAsync(venue.GetStream(), feed.GetStream()));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    /// <summary>Both ends go when one direction does.</summary>
    private static async Task PumpAsync(TcpClient feed, TcpClient venue, Func<Task> pump)
    {
        try
        {
            await pump();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or SocketException
            or InvalidOperationException)
        {
            // Cut, by the test or by one of the two.
        }

        feed.Dispose();
        venue.Dispose();
    }

    private async Task SpoilAsync(NetworkStream venue, NetworkStream feed)
    {
        byte[] head = await ReadHeadAsync(venue);
        await feed.WriteAsync(head);
        if (!Encoding.ASCII.GetString(head).StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
        {
            await venue.CopyToAsync(feed);
            return;
        }

        while (true)
        {
            (byte opcode, byte[] payload) = await ReadFrameAsync(venue);
            bool isSpoiled = opcode == TextOpcode && !_isQuiet;
            foreach (byte[] arriving in isSpoiled ? _link.Pass(payload) : [payload])
            {
                if (_isFrozen)
                    continue;

                await feed.WriteAsync(Framed(opcode, arriving));
                Interlocked.Increment(ref _deliveredCount);
            }
        }
    }

    private static async Task<byte[]> ReadHeadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        byte[] one = new byte[1];
        while (head.Count < 4 || head[^1] != '\n' || head[^3] != '\n')
        {
            await stream.ReadExactlyAsync(one);
            head.Add(one[0]);
        }

        return [.. head];
    }

    /// <summary>One frame from server to client, which is not masked (RFC 6455, section 5.2); up to 64 KiB.</summary>
    private static async Task<(byte Opcode, byte[] Payload)> ReadFrameAsync(NetworkStream stream)
    {
        byte[] start = new byte[2];
        await stream.ReadExactlyAsync(start);
        int length = start[1];
        if (length == 126)
        {
            byte[] longer = new byte[2];
            await stream.ReadExactlyAsync(longer);
            length = longer[0] << 8 | longer[1];
        }

        byte[] payload = new byte[length];
        await stream.ReadExactlyAsync(payload);
        return (start[0], payload);
    }

    private static byte[] Framed(byte opcode, byte[] payload)
    {
        byte[] head = payload.Length < 126
            ? [opcode, (byte)payload.Length]
            : [opcode, 126, (byte)(payload.Length >> 8), (byte)payload.Length];
        return [.. head, .. payload];
    }
}
