using System;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Where an acceptor's peers come in: a non-blocking listening socket. Owned by one thread; allocates only when
/// somebody connects.
/// </summary>
public sealed class FixListener : IDisposable
{
    private const int BacklogCount = 16;

    private readonly Socket _socket;

    /// <summary>Listens; port 0 takes a free one.</summary>
    /// <exception cref="SocketException">The address is in use or not ours.</exception>
    public FixListener(IPEndPoint endPoint)
    {
        _socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        try
        {
            _socket.Bind(endPoint);
            _socket.Listen(BacklogCount);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }

        EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
    }

    /// <summary>Address and port that peers connect to.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>For waiting until somebody comes.</summary>
    internal Socket Socket => _socket;

    /// <summary>Connections that went away before they could be accepted.</summary>
    public long AcceptFailureCount { get; private set; }

    /// <summary>
    /// Gives <paramref name="connection"/> the next peer that waits; a second peer is closed at once.
    /// </summary>
    /// <returns>True where the connection has a new peer.</returns>
    public bool Poll(FixConnection connection, long nowNs)
    {
        return TryAccept(out Socket? peer) && connection.TryAttach(peer, nowNs);
    }

    /// <summary>The next peer that waits, for whoever finds out which session it wants.</summary>
    public bool TryAccept([NotNullWhen(true)] out Socket? peer)
    {
        peer = null;
        if (!_socket.Poll(0, SelectMode.SelectRead))
            return false;

        try
        {
            peer = _socket.Accept();
            return true;
        }
        catch (SocketException)
        {
            AcceptFailureCount++; // It waited and is gone: nothing is lost but a connection that never spoke.
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
