using System;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Feeds.Live;

namespace LowLatencyEngine.Feeds.Polled;

/// <summary>
/// Live market data of one connection to a venue, for a thread that polls: the socket is read, decoded and published by
/// the caller of <see cref="Poll"/>, so that no task and no wake-up stands between the wire and the inbound ring. What
/// waits or allocates is done beside it, in <see cref="RunAsync"/>. Frames, sync and events are those of <see
/// cref="LiveFeed"/>. Allocates nothing on the polling thread but when it connects or tells a fault.
/// </summary>
/// <remarks>
/// A full sink leaves the socket unread, as everywhere. A poll costs one recv where nothing has come; with messages it
/// decodes all that one recv brought, at most <see cref="FramesPerPollMax"/>, and publishes once.
/// </remarks>
public sealed class PolledFeed : IDisposable
{
    /// <summary>Then the caller's other work has its turn.</summary>
    public const int FramesPerPollMax = 64;

    private const long DelayIntervalNs = 20_000_000;

    private readonly FeedOptions _options;
    private readonly FeedSeams _seams;
    private readonly FaultReporter _faults;
    private readonly FeedIntake _intake;
    private readonly RequestPace _requests;
    private readonly ConnectionWatch _watch;
    private readonly FeedCompanion _companion;
    private readonly PolledWebSocket _socket;
    private UpgradedSocket? _connection;
    private State _state;
    private bool _isOver; // The connection has ended, and its last events are still to be published.
    private int _publishedCount;
    private long _frameCount; // Over the current or last connection.
    private long _nextTickNs;
    private long _nextDelayNs;
    private long _snapshotConnectionCount; // Of the connection that wanted the snapshot.

    /// <exception cref="ArgumentException">An option is out of range, or there are too many instruments.</exception>
    public PolledFeed(FeedOptions options, VenueFactory venue, FeedSeams seams)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(venue);
        ArgumentNullException.ThrowIfNull(seams);
        options.ValidateOrThrow();
        _seams = seams;
        var relay = new FaultRelay();
        _faults = new FaultReporter(relay.Put);
        _intake = new FeedIntake(venue(Counters, _faults), Counters, _faults);
        _options = options.For(_intake.Protocol);
        _companion = new FeedCompanion(_options, _intake.Protocol, seams, Counters, relay);
        _requests = new RequestPace(_intake.Protocol);
        _watch = new ConnectionWatch(_options, _intake.Protocol, _faults);
        _socket = new PolledWebSocket(_options.FrameBytesMax, (uint)(seams.NextJitter() * uint.MaxValue));
    }

    private enum State
    {
        New,
        Waiting,
        Open,
        Ended,
    }

    /// <summary>What it has seen; any thread.</summary>
    public FeedCounters Counters { get; } = new();

    /// <summary>
    /// Connects, fetches and tells faults for the polling thread until <paramref name="cancellationToken"/> is
    /// cancelled and the polling thread has told Disconnected. Call once.
    /// </summary>
    public Task RunAsync(CancellationToken cancellationToken) => _companion.RunAsync(cancellationToken);

    /// <summary>Reads what is there and publishes it. One thread, in a loop; never waits.</summary>
    /// <returns>True where anything moved.</returns>
    public bool Poll(long nowNs)
    {
        if (_companion.IsStopping && _state != State.Ended)
            End(nowNs);

        if (!Publish(nowNs))
            return false;

        switch (_state)
        {
            case State.Open:
                return PollOpen(nowNs);

            case State.Waiting:
                return TryOpen(nowNs);

            case State.New:
                Disconnect(nowNs);
                return true;

            default:
                return false; // Ended.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _companion.Dispose();
    }

    private bool PollOpen(long nowNs)
    {
        bool hasRead = !_isOver && ReadFrames();
        if (!Publish(nowNs))
            return hasRead;

        if (_isOver)
        {
            TellLost(nowNs);
            Disconnect(nowNs);
        }
        else if (ServeTimers(nowNs) && SendRequests(nowNs))
        {
            ServeSnapshot(nowNs);
        }
        else
        {
            Disconnect(nowNs);
        }

        Publish(nowNs);
        return hasRead;
    }

    /// <summary>One recv at most, and all that it brought.</summary>
    private bool ReadFrames()
    {
        long receivedNs = 0;
        int count = 0;
        for (; count < FramesPerPollMax; count++)
        {
            if (count > 0 && !_intake.HasRoomFor((int)Math.Min(_socket.NextLengthBytes, _options.FrameBytesMax)))
                break; // What is left waits for the next poll.

            WebSocketItem item = _socket.TryRead(mayReceive: count == 0, out ReadOnlySpan<byte> payload);
            if (item is not (WebSocketItem.Message or WebSocketItem.TooLong))
            {
                _isOver = item != WebSocketItem.None;
                break;
            }

            receivedNs = receivedNs == 0 ? _seams.Clock.NowNs : receivedNs;
            Take(item, payload, receivedNs);
        }

        return count > 0;
    }

    private void Take(WebSocketItem item, ReadOnlySpan<byte> payload, long receivedNs)
    {
        _frameCount++;
        _watch.OnFrame(receivedNs);
        if (item == WebSocketItem.Message)
        {
            _seams.OnFrame?.Invoke(payload, receivedNs);
            _intake.OnFrame(payload, receivedNs);
        }
        else
        {
            _intake.OnTooLong(_options.FrameBytesMax, receivedNs);
        }

        if (_seams.OnDecoded is { } tell && _frameCount % _seams.DecodeSampleEvery == 0)
            tell(_seams.Clock.NowNs - receivedNs);
    }

    /// <summary>False while the sink is full: nothing more is read until it has room.</summary>
    private bool Publish(long nowNs)
    {
        EventBatch batch = _intake.Batch;
        if (batch.Count == 0)
            return true;

        int taken = _seams.Sink.Publish(batch.Events[_publishedCount..]);
        Counters.AddEvents(taken);
        _publishedCount += taken;
        if (_publishedCount < batch.Count)
        {
            Counters.AddRingFull();
            _faults.Report(FeedFaultKind.RingFull, nowNs, "inbound ring is full, the socket is left unread");
            return false;
        }

        batch.Clear();
        _publishedCount = 0;
        return true;
    }

    /// <summary>False where the connection is to be made anew.</summary>
    private bool ServeTimers(long nowNs)
    {
        if (nowNs >= _nextDelayNs)
        {
            _nextDelayNs = nowNs + DelayIntervalNs;
            _socket.DelayAcknowledgements();
        }

        if (nowNs < _nextTickNs)
            return true;

        _nextTickNs = nowNs + _options.TickIntervalNs;
        _intake.OnTick(nowNs, _options.StaleAfterNs);
        return !_watch.IsOver(nowNs);
    }

    /// <summary>False where the connection is over.</summary>
    private bool SendRequests(long nowNs)
    {
        for (ReadOnlyMemory<byte> text = _requests.TakeDue(nowNs); text.Length > 0; text = _requests.TakeDue(nowNs))
        {
            if (_socket.TrySend(text.Span))
                continue;

            TellLost(nowNs);
            return false;
        }

        return true;
    }

    private bool TryOpen(long nowNs)
    {
        if (_companion.Connection.TryTake() is not { } connection)
            return false;

        _connection = connection;
        _socket.Attach(connection.Socket, connection.Early);
        _isOver = false;
        _frameCount = 0;
        _watch.Begin(nowNs);
        _requests.Begin(nowNs);
        _nextTickNs = nowNs + _options.TickIntervalNs;
        _state = State.Open;
        Counters.AddConnection();
        _intake.OnConnected(nowNs);
        return true;
    }

    private void ServeSnapshot(long nowNs)
    {
        SnapshotErrand errand = _companion.Snapshot;
        if (errand.IsReady)
            TakeSnapshot(errand, nowNs);

        if (!errand.IsIdle)
            return;

        for (int i = 0; i < _intake.Protocol.Symbols.Count; i++)
        {
            if (_intake.WantsSnapshot(i))
            {
                errand.Want(i);
                _snapshotConnectionCount = Counters.ConnectionCount;
                return;
            }
        }
    }

    private void TakeSnapshot(SnapshotErrand errand, long nowNs)
    {
        if (!Publish(nowNs))
            return; // It wants all the room there is.

        if (_snapshotConnectionCount != Counters.ConnectionCount)
        {
            errand.End(isApplied: true); // It was for a connection that is gone: nothing is known against the next.
            return;
        }

        bool isApplied = false;
        if (errand.Body.IsEmpty)
        {
            Counters.AddSnapshotFailure();
        }
        else
        {
            _seams.OnFrame?.Invoke(errand.Body, nowNs);
            isApplied = _intake.OnSnapshot(errand.Body, errand.Position, nowNs) == FrameVerdict.Ok;
        }

        errand.End(isApplied && !_intake.WantsSnapshot(errand.Position));
    }

    private void TellLost(long nowNs) => _faults.Report(
        FeedFaultKind.ConnectionLost,
        nowNs,
        _socket.LastError == SocketError.Success
            ? "connection closed by the venue"
            : $"connection lost: cause={_socket.LastError}");

    /// <summary>Tells the loss, and that another connection is being tried.</summary>
    private void Disconnect(long nowNs)
    {
        Close();
        if (_state != State.New)
            _intake.OnDisconnected(nowNs);

        _intake.OnConnecting(nowNs);
        _companion.Connection.Want(wasUseful: _frameCount > 0);
        _state = State.Waiting;
    }

    private void End(long nowNs)
    {
        Close();
        if (!Publish(nowNs))
        {
            _intake.Batch.Clear(); // A feed that stops does not wait for a full ring.
            _publishedCount = 0;
        }

        _intake.OnDisconnected(nowNs);
        _state = State.Ended;
        Publish(nowNs);
        _companion.SayEnded();
    }

    private void Close()
    {
        _socket.Dispose();
        _connection?.Dispose();
        _connection = null;
    }
}
