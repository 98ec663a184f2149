using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Interop;

/// <summary>
/// Our side of a session, polled on a thread of its own as the engine polls it. Sequence numbers are in a mapped file;
/// what was taken is noted with its number, as the journal does. <see cref="Vanish"/> is what kill -9 does to it where
/// it is no process of its own.
/// </summary>
internal sealed class EngineSide : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder;
    private readonly IPEndPoint _peer;
    private readonly FixListener? _listener;
    private readonly IFixResendSource? _sent;
    private readonly TakenLog? _log;
    private readonly FixSessionOptions _options;
    private readonly List<(long Number, string Fields)> _taken = [];
    private readonly Queue<(int MsgType, string Fields)> _toSend = [];
    private readonly Lock _lock = new();
    private readonly SystemClock _clock = new();

    private MappedSequenceStore? _store;
    private FixConnection? _connection;
    private TlsTunnel? _tunnel;
    private Thread? _thread;
    private volatile bool _isStopping;
    private volatile bool _isReady;
    private volatile bool _isCutAsked;
    private volatile bool _isLogoutAsked;
    private volatile bool _skipsOutput;
    private volatile string _tlsFailure = "";

    private EngineSide(string folder, IPEndPoint peer, FixListener? listener, IFixResendSource? sent, TakenLog? log)
    {
        _folder = folder;
        _peer = peer;
        _listener = listener;
        _sent = sent;
        _log = log;
        _options = new FixSessionOptions
        {
            SenderCompId = "ENGINE", TargetCompId = "PEER", IsInitiator = listener is null,
            ConfirmsSynchronization = true, HeartbeatIntervalSeconds = 5, OrderResendAgeMaxNs = long.MaxValue,
        };
    }

    /// <summary>Called on the session's thread with type and ClOrdID of each message taken; may answer.</summary>
    public Action<string, string>? OnMessage { get; set; }

    /// <summary>Null for plain TCP.</summary>
    public FixTlsOptions? Tls { get; set; }

    /// <summary>What it writes from now on is lost on the way, until the next cut. Any thread.</summary>
    public bool SkipsOutput
    {
        get => _skipsOutput;
        set => _skipsOutput = value;
    }

    /// <summary>Why the last handshake failed; empty where none did.</summary>
    public string TlsFailure => _tlsFailure;

    /// <summary>Logged on, and the peer has answered a TestRequest.</summary>
    public bool IsReady => _isReady;

    /// <summary>Both sides begin at 1 with every logon.</summary>
    private bool Resets { get; init; }

    public int Port => _listener?.EndPoint.Port ?? _peer.Port;

    public static EngineSide Initiator(string folder, int port, bool resets = false) =>
        new(folder, new IPEndPoint(IPAddress.Loopback, port), listener: null, sent: null, log: null)
        {
            Resets = resets,
        };

    /// <summary>An initiator that keeps in files what it sent and took, for a process that is killed.</summary>
    public static EngineSide Trader(string folder, int port)
    {
        var peer = new IPEndPoint(IPAddress.Loopback, port);
        return new EngineSide(folder, peer, listener: null, KillLogs.OpenSent(folder), new TakenLog(folder));
    }

    public static EngineSide Acceptor(string folder)
    {
        var listener = new FixListener(new IPEndPoint(IPAddress.Loopback, 0));
        var sent = new SentMessageRing(capacitySlots: 4_096, slotSizeBytes: 512);
        return new EngineSide(folder, listener.EndPoint, listener, sent, log: null);
    }

    /// <summary>What was taken so far, with its MsgSeqNum(34), as "35=8|...".</summary>
    public (long Number, string Fields)[] Taken
    {
        get
        {
            lock (_lock)
                return [.. _taken];
        }
    }

    public void Start()
    {
        _isStopping = false;
        _store = new MappedSequenceStore(Path.Combine(_folder, "sequences.bin"));
        var session = new FixSession(_options with { ResetOnLogon = Resets }, _store, _sent);
        long lastTaken = _taken.Count > 0 ? _taken[^1].Number : _log?.LastNumber ?? 0;
        if (lastTaken > 0 && !Resets)
            session.StartIncomingAt(lastTaken + 1);

        _connection = new FixConnection(session);
        _thread = new Thread(Run) { IsBackground = true, Name = "engine-side" };
        _thread.Start();
    }

    public void WaitUntilReady() => Eventually.Holds(() => IsReady, Patience, Describe);

    public void WaitForTaken(int count) => Eventually.Holds(() => Taken.Length >= count, Patience, Describe);

    /// <summary>Queues an application message: "11=1|38=100|". Any thread.</summary>
    public void Send(int msgType, string fields)
    {
        lock (_lock)
            _toSend.Enqueue((msgType, fields));
    }

    /// <summary>Ends at once: nothing is said or finished, only what is in the files remains.</summary>
    public void Vanish()
    {
        _isStopping = true;
        _thread?.Join();
        _connection?.Dispose();
        _tunnel?.Dispose();
        _store?.Dispose();
        lock (_lock)
            _toSend.Clear();
    }

    /// <summary>The connection breaks; the session lives on.</summary>
    public void Cut()
    {
        _isCutAsked = true;
        Eventually.Holds(() => !_isCutAsked, Patience, Describe);
    }

    /// <summary>Ends the session in order and waits for its end; an initiator logs on again by itself.</summary>
    public void LogOut()
    {
        _isLogoutAsked = true;
        Eventually.Holds(() => !_isLogoutAsked, Patience, Describe);
    }

    public void Dispose()
    {
        Vanish();
        _listener?.Dispose();
        _log?.Dispose();
        (_sent as IDisposable)?.Dispose();
    }

    private string Describe() => $"state={_connection?.Session.State}, taken={Taken.Length}, " +
        $"next in={_connection?.Session.NextIncoming}, next out={_connection?.Session.NextOutgoing}";

    private void Run()
    {
        long nextAttemptNs = 0;
        while (!_isStopping)
        {
            long nowNs = _clock.NowNs;
            Obey(nowNs);
            if (_connection!.State == FixConnectionState.Closed && nowNs >= nextAttemptNs)
            {
                nextAttemptNs = _listener is null ? nowNs + 200_000_000 : 0;
                Connect(nowNs);
            }

            _connection.Poll(nowNs);
            Take(nowNs);
            SendQueued(nowNs);
            if (_skipsOutput)
                _connection.Session.ConsumeOutput(_connection.Session.PendingOutput.Length);

            _connection.Flush();
            _isReady = _connection.State == FixConnectionState.Open && _connection.Session.IsSynchronized;
            Thread.Yield();
        }

        _isReady = false;
    }

    private void Obey(long nowNs)
    {
        if (_isCutAsked)
        {
            _connection!.Close();
            _skipsOutput = false;
            _isReady = false; // Before the cut is said to be done: who waits for it to be ready means anew.
            _isCutAsked = false;
        }

        if (!_isLogoutAsked)
            return;

        _connection!.Session.LogOut(default, nowNs);
        if (_connection.Session.EndReason != FixEndReason.LogoutByUs)
            return;

        _isReady = false; // Likewise.
        _isLogoutAsked = false;
    }

    private void Connect(long nowNs)
    {
        if (Tls is not null)
            ConnectInsideTls(nowNs);
        else if (_listener is null)
            _connection!.StartConnecting(_peer, nowNs);
        else
            _listener.Poll(_connection!, nowNs);
    }

    // The handshake is waited for: this thread has nothing else to do.
    private void ConnectInsideTls(long nowNs)
    {
        Socket? socket = _listener is null ? Dial() : _listener.TryAccept(out Socket? peer) ? peer : null;
        if (socket is null)
            return;

        _tunnel?.Dispose();
        _tunnel = _listener is null ? TlsTunnel.ForInitiator(socket, Tls!) : TlsTunnel.ForAcceptor(socket, Tls!);
        try
        {
            _tunnel.Established.Wait(Patience);
            _connection!.TryAttach(_tunnel.PlainEnd, nowNs);
        }
        catch (AggregateException e)
        {
            _tlsFailure = e.InnerException!.Message;
            _tunnel.Dispose();
        }
    }

    private Socket? Dial()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Connect(_peer);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose(); // Nobody listens yet.
            return null;
        }
    }

    private void Take(long nowNs)
    {
        while (_connection!.Session.TryTakeMessage(nowNs, out FixMessage message))
        {
            if (MsgTypes.IsSessionMessage(message.MsgType))
                continue;

            string fields = Encoding.Latin1.GetString(message.Bytes).Replace('\u0001', '|');
            long number = message.MsgSeqNum;
            lock (_lock)
                _taken.Add((number, fields));

            _log?.Add(number, fields);
            message.TryGet(FixTags.ClOrdID, out ReadOnlySpan<byte> id);
            message.TryGet(FixTags.MsgType, out ReadOnlySpan<byte> type);
            OnMessage?.Invoke(Encoding.Latin1.GetString(type), Encoding.Latin1.GetString(id));
        }
    }

    private void SendQueued(long nowNs)
    {
        lock (_lock)
        {
            while (_toSend.Count > 0 && _connection!.Session.IsLoggedOn &&
                _connection.Session.TryBeginMessage(_toSend.Peek().MsgType, nowNs, out FixWriter writer))
            {
                writer.AppendFields(Encoding.ASCII.GetBytes(_toSend.Dequeue().Fields.Replace('|', '\u0001')));
                _connection.Session.Commit(ref writer, nowNs);
            }
        }
    }
}
