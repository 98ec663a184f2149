using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Text;
using System.Threading;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Interop;

/// <summary>
/// Our side of a session, polled on a thread of its own as the engine polls it. Sequence numbers are in a mapped file;
/// what was taken is noted with its number, as the journal does. <see cref="Vanish"/> is what kill -9 does to it.
/// </summary>
internal sealed class EngineSide : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder;
    private readonly IPEndPoint _peer;
    private readonly FixListener? _listener;
    private readonly IFixResendSource? _sent;
    private readonly FixSessionOptions _options;
    private readonly List<(long Number, string Fields)> _taken = [];
    private readonly Queue<(int MsgType, string Fields)> _toSend = [];
    private readonly Lock _lock = new();
    private readonly SystemClock _clock = new();

    private MappedSequenceStore? _store;
    private FixConnection? _connection;
    private Thread? _thread;
    private volatile bool _isStopping;
    private volatile bool _isReady;
    private volatile bool _isCutAsked;

    private EngineSide(string folder, IPEndPoint peer, FixListener? listener, bool resets)
    {
        _folder = folder;
        _peer = peer;
        _listener = listener;
        _sent = listener is null ? null : new SentMessageRing(capacitySlots: 4_096, slotSizeBytes: 512);
        _options = new FixSessionOptions
        {
            SenderCompId = "ENGINE", TargetCompId = "PEER", IsInitiator = listener is null,
            ConfirmsSynchronization = true, HeartbeatIntervalSeconds = 5, ResetOnLogon = resets,
        };
    }

    /// <summary>Called on the session's thread with type and ClOrdID of each message taken; may answer.</summary>
    public Action<string, string>? OnMessage { get; set; }

    /// <summary>Logged on, and the peer has answered a TestRequest.</summary>
    public bool IsReady => _isReady;

    public int Port => _listener?.EndPoint.Port ?? _peer.Port;

    public static EngineSide Initiator(string folder, int port, bool resets = false) =>
        new(folder, new IPEndPoint(IPAddress.Loopback, port), listener: null, resets);

    public static EngineSide Acceptor(string folder)
    {
        var listener = new FixListener(new IPEndPoint(IPAddress.Loopback, 0));
        return new EngineSide(folder, listener.EndPoint, listener, resets: false);
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
        var session = new FixSession(_options, _store, _sent);
        if (_taken.Count > 0 && !_options.ResetOnLogon)
            session.StartIncomingAt(_taken[^1].Number + 1);

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

    public void Dispose()
    {
        Vanish();
        _listener?.Dispose();
    }

    private string Describe() => $"state={_connection?.Session.State}, taken={Taken.Length}, " +
        $"next in={_connection?.Session.NextIncoming}, next out={_connection?.Session.NextOutgoing}";

    private void Run()
    {
        long nextAttemptNs = 0;
        while (!_isStopping)
        {
            long nowNs = _clock.NowNs;
            if (_isCutAsked)
            {
                _connection!.Close();
                _isCutAsked = false;
            }

            _listener?.Poll(_connection!, nowNs);
            if (_listener is null && _connection!.State == FixConnectionState.Closed && nowNs >= nextAttemptNs)
            {
                nextAttemptNs = nowNs + 200_000_000;
                _connection.StartConnecting(_peer, nowNs);
            }

            _connection!.Poll(nowNs);
            Take(nowNs);
            SendQueued(nowNs);
            _connection.Flush();
            _isReady = _connection.State == FixConnectionState.Open && _connection.Session.IsSynchronized;
            Thread.Yield();
        }

        _isReady = false;
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
