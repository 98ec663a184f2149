using System;
using System.Collections.Generic;
using System.Net;
using System.Threading;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Fix;

/// <summary>
/// Acceptor sessions with the acceptance application behind one port. Keeps nothing on disk, so that every start is a
/// new session, as the scripts expect, unless it is given a folder. One thread runs it all.
/// </summary>
internal sealed class AcceptServer : IDisposable
{
    private static readonly TimeSpan TimerResolution = TimeSpan.FromMilliseconds(10);

    private readonly FixListener _listener;
    private readonly FixAcceptor _acceptor;
    private readonly List<FixConnection> _connections = [];
    private readonly List<AcceptApplication> _applications = [];
    private readonly List<AcceptStore> _stores = [];

    /// <exception cref="System.Net.Sockets.SocketException">The address is in use or not ours.</exception>
    /// <exception cref="System.IO.IOException">A store cannot be opened.</exception>
    public AcceptServer(IPEndPoint endPoint, IReadOnlyList<FixSessionOptions> sessions, string? storeFolder = null)
    {
        foreach (FixSessionOptions options in sessions)
        {
            var store = new AcceptStore(storeFolder, options);
            _stores.Add(store);
            var session = new FixSession(options, store.Numbers, store.Sent);
            _connections.Add(new FixConnection(session));
            _applications.Add(new AcceptApplication(session));
        }

        _listener = new FixListener(endPoint);
        _acceptor = new FixAcceptor(_listener, _connections);
    }

    /// <summary>Address and port that peers connect to.</summary>
    public IPEndPoint EndPoint => _listener.EndPoint;

    /// <summary>Serves until it is stopped.</summary>
    public void Run(IClock clock, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (!Poll(clock.NowNs))
                _acceptor.WaitForWork(TimerResolution);
        }
    }

    /// <summary>One round over everything.</summary>
    /// <returns>True where there was something to do.</returns>
    public bool Poll(long nowNs)
    {
        bool hasWorked = _acceptor.Poll(nowNs);
        for (int i = 0; i < _connections.Count; i++)
        {
            FixConnection connection = _connections[i];
            if (connection.State != FixConnectionState.Open)
                continue;

            hasWorked |= connection.Poll(nowNs);
            _applications[i].Work(nowNs);
            hasWorked |= connection.Flush();
            if (connection.Session.State == FixSessionState.Disconnected)
                _applications[i].OnLoggedOut();
        }

        return hasWorked;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _acceptor.Dispose();
        foreach (FixConnection connection in _connections)
            connection.Dispose();

        foreach (AcceptStore store in _stores)
            store.Dispose();
    }
}
