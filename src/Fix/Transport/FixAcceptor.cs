using System;
using System.Collections.Generic;
using System.Net.Sockets;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Several sessions behind one listening socket: reads a peer's first message and gives the connection to the session
/// that it names. A stranger, a garbled or a late first message, and a second peer of a session that stays connected,
/// are closed without a word. Owned by one thread; allocates only when somebody connects, and where it waits.
/// </summary>
public sealed class FixAcceptor : IDisposable
{
    private const int PendingPeerCountMax = 64; // More at once are no peers of ours.
    private const int FirstMessageSizeBytesMax = 4_096;
    private const long FirstMessageTimeoutNs = 10_000_000_000;

    // A peer that connects again at once may be here before the end of its last connection has been seen.
    private const long BusyGraceNs = 500_000_000;

    private readonly FixListener _listener;
    private readonly IReadOnlyList<FixConnection> _connections;
    private readonly FixSessionTable _table;
    private readonly LogonThrottle[] _throttles; // By session.
    private readonly FixScanner _scanner = new();
    private readonly List<PendingPeer> _pending = [];
    private readonly List<Socket> _readable = [];
    private readonly List<Socket> _writable = [];

    /// <param name="listener">Where peers come in; disposed with this.</param>
    /// <param name="connections">One for each session.</param>
    public FixAcceptor(FixListener listener, IReadOnlyList<FixConnection> connections)
    {
        _listener = listener;
        _connections = connections;
        var options = new FixSessionOptions[connections.Count];
        for (int i = 0; i < options.Length; i++)
            options[i] = connections[i].Session.Options;

        _table = new FixSessionTable(options);
        _throttles = Array.ConvertAll(options, session => new LogonThrottle(session.LogonsPerMinuteMax));
    }

    /// <summary>Connections that were closed because no session wanted them.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>Peers that are connected and have no session yet.</summary>
    public int WaitingCount => _pending.Count;

    /// <summary>Takes new peers and reads those that have not said who they are.</summary>
    /// <returns>True where there was something to do.</returns>
    public bool Poll(long nowNs)
    {
        bool hasWorked = false;
        while (_pending.Count < PendingPeerCountMax && _listener.TryAccept(out Socket? socket))
        {
            socket.Blocking = false;
            _pending.Add(new PendingPeer(socket, nowNs));
            hasWorked = true;
        }

        for (int i = _pending.Count - 1; i >= 0; i--)
        {
            if (!TryPlace(_pending[i], nowNs))
                continue;

            _pending.RemoveAt(i);
            hasWorked = true;
        }

        return hasWorked;
    }

    /// <summary>
    /// Waits until there is something to do, as the kernel tells, or the time is over: timers are due all the same. For
    /// a thread that does not spin. Allocates.
    /// </summary>
    public void WaitForWork(TimeSpan timeMax)
    {
        _readable.Clear();
        _writable.Clear();
        if (_pending.Count < PendingPeerCountMax)
            _readable.Add(_listener.Socket);

        foreach (PendingPeer peer in _pending)
            _readable.Add(peer.Socket);

        foreach (FixConnection connection in _connections)
            connection.AddTo(_readable, _writable);

        Socket.Select(_readable, _writable, null, timeMax);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Dispose();
        foreach (PendingPeer peer in _pending)
            peer.Socket.Dispose();

        _pending.Clear();
    }

    // True where the peer waits no longer: it has its session, or is closed.
    private bool TryPlace(PendingPeer peer, long nowNs)
    {
        int count = peer.Socket.Receive(peer.Room, SocketFlags.None, out SocketError error);
        if (error == SocketError.Success && count > 0)
            peer.Length += count;
        else if (error is not (SocketError.WouldBlock or SocketError.Interrupted))
            return Refuse(peer);

        FrameVerdict verdict = FixFramer.TryFrame(peer.Received, FirstMessageSizeBytesMax, out int length);
        if (verdict == FrameVerdict.Incomplete)
        {
            bool isLate = nowNs - peer.SinceNs >= FirstMessageTimeoutNs || peer.Room.Length == 0;
            return isLate && Refuse(peer);
        }

        int session = verdict == FrameVerdict.Message ? SessionOf(peer.Received[..length]) : -1;
        if (session < 0)
            return Refuse(peer);

        FixConnection connection = _connections[session];
        if (connection.State != FixConnectionState.Closed && peer.IsStillPatient(nowNs))
            return false;

        if (!_throttles[session].TryTake(nowNs))
            return Refuse(peer);

        if (connection.TryAttach(peer.Socket, nowNs))
            connection.Session.Receive(peer.Received);
        else
            RefusedCount++;

        return true;
    }

    private int SessionOf(ReadOnlySpan<byte> bytes)
    {
        FixMessage message = _scanner.Scan(bytes);
        return message.MsgType == MsgTypes.Logon ? _table.Find(in message) : -1;
    }

    private bool Refuse(PendingPeer peer)
    {
        RefusedCount++;
        peer.Socket.Dispose();
        return true;
    }

    private sealed class PendingPeer(Socket socket, long sinceNs)
    {
        private readonly byte[] _bytes = new byte[FirstMessageSizeBytesMax];
        private long _busySinceNs;

        public Socket Socket { get; } = socket;

        public long SinceNs { get; } = sinceNs;

        public int Length { get; set; }

        public ReadOnlySpan<byte> Received => _bytes.AsSpan(0, Length);

        public Span<byte> Room => _bytes.AsSpan(Length);

        /// <summary>The session that it wants is in use: true while it may wait for that to end.</summary>
        public bool IsStillPatient(long nowNs)
        {
            if (_busySinceNs == 0)
                _busySinceNs = nowNs;

            return nowNs - _busySinceNs < BusyGraceNs;
        }
    }
}
