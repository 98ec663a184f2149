using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Journal.Standby;

namespace LowLatencyEngine.Engine.Standby;

/// <summary>
/// Beside a primary, in a process of its own: gives its journal to standbys and fences it for the one that takes over.
/// The engine does no network work for it and does not notice it. Goes on when the engine dies, so that what the engine
/// still journaled gets out. A thread a connection; disposing ends them.
/// </summary>
public sealed class StandbyServer : IDisposable
{
    private const int ConnectionCountMax = 8;
    private const int PatienceMs = 10_000; // A standby answers every heartbeat, ten a second.

    private readonly string _folder;
    private readonly StandbyTls? _tls;
    private readonly Action<string> _say;
    private readonly PrimaryFence _fence;
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<Socket, JournalSender?> _clients = []; // Under the lock.
    private readonly List<Thread> _threads = [];                       // Accepting thread.
    private readonly Thread _accepting;

    /// <param name="folder">The primary's journal folder; gets its first epoch where it had none.</param>
    /// <param name="endPoint">Where to listen; port 0 lets the system choose.</param>
    /// <param name="tls">Null for plain text.</param>
    /// <param name="say">Takes a line for the operator; any thread.</param>
    /// <exception cref="StandbyStopException">The folder is a standby's own, or the port is in use.</exception>
    /// <exception cref="JournalException">The epoch cannot be read or kept.</exception>
    public StandbyServer(string folder, IPEndPoint endPoint, StandbyTls? tls, Action<string> say)
    {
        _folder = folder;
        _tls = tls;
        _say = say;
        _fence = new PrimaryFence(folder, say);
        Directory.CreateDirectory(folder);
        var epoch = Epoch.Load(folder);
        if (epoch.IsStandby)
            throw new StandbyStopException($"the folder is a standby's: folder={folder}; serve the primary's");

        epoch.BeginAsPrimary();
        EndPoint = Listen(endPoint);
        _accepting = new Thread(Accept) { Name = "standby-accept", IsBackground = true };
        _accepting.Start();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Standbys that follow now: last record sent to each, and last one it said it has kept.</summary>
    public IReadOnlyList<StandbyProgress> Progress
    {
        get
        {
            lock (_lock)
            {
                return
                [
                    .. _clients.Values.OfType<JournalSender>()
                        .Select(s => new StandbyProgress(s.SentSequence, s.AckedSequence)),
                ];
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _accepting.Join();
        lock (_lock)
        {
            foreach (Socket client in _clients.Keys)
                client.Dispose();
        }

        foreach (Thread thread in _threads)
            thread.Join();

        _stop.Dispose();
    }

    private IPEndPoint Listen(IPEndPoint endPoint)
    {
        try
        {
            _listener.Bind(endPoint);
            _listener.Listen();
            return (IPEndPoint)_listener.LocalEndPoint!;
        }
        catch (SocketException e)
        {
            _listener.Dispose();
            throw new StandbyStopException(
                $"cannot listen for standbys: endPoint={endPoint}, error={e.SocketErrorCode}; choose another port", e);
        }
    }

    private void Accept()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Begin(_listener.Accept());
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The listener was closed, or one client gave up before it was let in.
            }
        }
    }

    private void Begin(Socket client)
    {
        _threads.RemoveAll(thread => !thread.IsAlive);
        lock (_lock)
        {
            if (_clients.Count >= ConnectionCountMax)
            {
                client.Dispose(); // It sees a closed connection and comes again.
                return;
            }

            _clients.Add(client, null);
        }

        client.NoDelay = true;
        client.ReceiveTimeout = PatienceMs;
        client.SendTimeout = PatienceMs;
        var thread = new Thread(() => Serve(client)) { Name = "standby-serve", IsBackground = true };
        _threads.Add(thread);
        thread.Start();
    }

    private void Serve(Socket client)
    {
        try
        {
            using Stream stream = Secure(new NetworkStream(client, ownsSocket: true));
            StandbyCall call = StandbyCall.Receive(stream);
            if (call.Verb == StandbyVerb.Fence)
                _fence.Run(in call).Send(stream);
            else if (call.Verb == StandbyVerb.Follow && HasJournal())
                Send(client, stream);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // One connection's end; the standby comes again.
        }
        catch (Exception e) when (e is StandbyException or JournalException)
        {
            _say($"a standby was sent away: {e.Message}");
        }
        finally
        {
            lock (_lock)
                _clients.Remove(client);

            client.Dispose();
        }
    }

    private void Send(Socket client, Stream stream)
    {
        var sender = new JournalSender(_folder, stream, Epoch.Load(_folder).Heard, TimeProvider.System);
        lock (_lock)
            _clients[client] = sender;

        sender.Run(_stop.Token);
    }

    private Stream Secure(NetworkStream stream) => _tls is null ? stream : _tls.AcceptFrom(stream);

    // A primary that has not started yet has nothing to send; its standby is not to give up for it.
    private bool HasJournal()
    {
        try
        {
            using JournalReader reader = JournalReader.Open(_folder);
            return true;
        }
        catch (JournalException e) when (e.Damage is null)
        {
            return false;
        }
    }
}

/// <summary>How far one standby is.</summary>
/// <param name="SentSequence">Last record sent; 0 before the first.</param>
/// <param name="AckedSequence">Last record that it says it has kept.</param>
public readonly record struct StandbyProgress(long SentSequence, long AckedSequence);
