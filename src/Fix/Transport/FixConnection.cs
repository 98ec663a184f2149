using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;

namespace LowLatencyEngine.Fix;

/// <summary>
/// A session on a non-blocking TCP socket of its own. <see cref="Poll"/> reads what is there and sends what is pending;
/// nothing waits. A lost connection is a state, never an exception. Owned by one thread; allocates only when a
/// connection is made.
/// </summary>
/// <remarks>
/// A poll costs one recv and, with output pending, one send. The owner takes messages from <see cref="Session"/> after
/// each poll; what it leaves stays in the session's bounded input, then in the kernel, then with the peer.
/// </remarks>
public sealed class FixConnection : IDisposable
{
    private const long ConnectTimeoutNs = 5_000_000_000;
    private const long LastOutputTimeoutNs = 2_000_000_000;
    private const long OutputStallTimeoutNs = 5_000_000_000;

    private Socket? _socket;
    private long _connectStartedNs;
    private long _sessionSeenAliveNs;
    private long _outputProgressNs;
    private bool _hasSent; // Since the last poll.
    private bool _hasPeerClosed;

    public FixConnection(FixSession session) => Session = session;

    public FixSession Session { get; }

    public FixConnectionState State { get; private set; }

    /// <summary>
    /// Error of the last connection that failed or was cut; Success where the peer closed it in order.
    /// </summary>
    public SocketError LastError { get; private set; }

    /// <summary>Starts to connect; <see cref="Poll"/> finds out how it went. Cold: allocates.</summary>
    /// <exception cref="InvalidOperationException">There is a connection.</exception>
    public void StartConnecting(IPEndPoint endPoint, long nowNs)
    {
        if (State != FixConnectionState.Closed)
            throw new InvalidOperationException($"connection is in use: state={State}; close it first");

        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Blocking = false;
        socket.NoDelay = true;
        _socket = socket;
        _connectStartedNs = nowNs;
        LastError = SocketError.Success;
        State = FixConnectionState.Connecting;
        try
        {
            socket.Connect(endPoint);
            Open(nowNs);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            // Under way: the framework tells a non-blocking connect only so.
        }
        catch (SocketException e)
        {
            Fail(e.SocketErrorCode);
        }
    }

    /// <summary>
    /// Takes over an accepted socket. False, and the socket is closed, where a connection is open already.
    /// </summary>
    public bool TryAttach(Socket socket, long nowNs)
    {
        if (State != FixConnectionState.Closed)
        {
            socket.Dispose();
            return false;
        }

        socket.Blocking = false;
        socket.NoDelay = true;
        _socket = socket;
        LastError = SocketError.Success;
        Open(nowNs);
        return true;
    }

    /// <summary>Reads, runs the session's timers, sends; then the state says where things stand.</summary>
    /// <returns>True where bytes came in or went out.</returns>
    public bool Poll(long nowNs)
    {
        if (State == FixConnectionState.Connecting)
            PollConnect(nowNs);

        if (State != FixConnectionState.Open)
            return false;

        bool hasRead = !_hasPeerClosed && Read();
        Session.OnTimer(nowNs);
        bool hasSent = Flush();
        CutStalledOutput(nowNs);
        if (Session.State != FixSessionState.Disconnected)
            _sessionSeenAliveNs = nowNs;
        else if (nowNs - _sessionSeenAliveNs >= LastOutputTimeoutNs)
            Close(); // The peer does not take even our last words.

        return hasSent || hasRead;
    }

    /// <summary>
    /// Sends what is pending, now: for output that was written after <see cref="Poll"/>. Closes the socket when the
    /// session has ended and its last bytes are out.
    /// </summary>
    /// <returns>True where bytes went out.</returns>
    public bool Flush()
    {
        if (State != FixConnectionState.Open)
            return false;

        bool hasSent = false;
        ReadOnlySpan<byte> pending = Session.PendingOutput;
        if (pending.Length > 0)
        {
            int count = _socket!.Send(pending, SocketFlags.None, out SocketError error);
            if (error == SocketError.Success)
                Session.ConsumeOutput(count);
            else if (error is not (SocketError.WouldBlock or SocketError.Interrupted))
                CutOutput(error);

            hasSent = error == SocketError.Success && count > 0;
            _hasSent |= hasSent;
        }

        if (Session.State == FixSessionState.Disconnected && Session.PendingOutput.Length == 0)
            Close();

        return hasSent;
    }

    /// <summary>
    /// Adds its socket to those that are waited for: until it can be read, and where output is pending, written.
    /// </summary>
    internal void AddTo(List<Socket> readable, List<Socket> writable)
    {
        if (State != FixConnectionState.Open)
            return;

        if (!_hasPeerClosed && Session.CanReceive)
            readable.Add(_socket!);

        if (Session.PendingOutput.Length > 0)
            writable.Add(_socket!);
    }

    /// <summary>Cuts the connection; the session is disconnected.</summary>
    public void Close()
    {
        _socket?.Dispose();
        _socket = null;
        State = FixConnectionState.Closed;
        Session.ConnectionLost();
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private void Open(long nowNs)
    {
        State = FixConnectionState.Open;
        _hasPeerClosed = false;
        _sessionSeenAliveNs = nowNs;
        _outputProgressNs = nowNs;
        Session.Connect(nowNs);
    }

    private void PollConnect(long nowNs)
    {
        if (!_socket!.Poll(0, SelectMode.SelectWrite))
        {
            if (nowNs - _connectStartedNs >= ConnectTimeoutNs)
                Fail(SocketError.TimedOut);

            return;
        }

        var error = (SocketError)(int)_socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
        if (error == SocketError.Success)
            Open(nowNs);
        else
            Fail(error);
    }

    private void Fail(SocketError error)
    {
        Close();
        LastError = error;
    }

    private bool Read()
    {
        Span<byte> room = Session.ReserveInput();
        if (room.Length == 0)
            return false; // The application is behind: the bytes wait in the kernel, and with the peer.

        int count = _socket!.Receive(room, SocketFlags.None, out SocketError error);
        if (error is SocketError.WouldBlock or SocketError.Interrupted)
            return false;

        if (error == SocketError.Success && count > 0)
        {
            Session.AddInput(count);
            return true;
        }

        LastError = error;
        EndInput();
        return false;
    }

    // What was received before the end can still be taken; what was to be sent has no receiver.
    private void EndInput()
    {
        _hasPeerClosed = true;
        Session.EndInput();
    }

    // A peer that takes nothing is as good as gone, however lively it sounds: waiting orders must come to an end.
    private void CutStalledOutput(long nowNs)
    {
        if (_hasSent || Session.PendingOutput.Length == 0)
            _outputProgressNs = nowNs;
        else if (nowNs - _outputProgressNs >= OutputStallTimeoutNs)
            CutOutput(SocketError.TimedOut);

        _hasSent = false;
    }

    private void CutOutput(SocketError error)
    {
        LastError = error;
        Session.ConsumeOutput(Session.PendingOutput.Length);
        EndInput();
    }
}
