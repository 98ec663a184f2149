using System;
using System.Collections.Generic;
using System.Net;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>
/// The session on which a venue copies every ExecutionReport(8) of an account, whoever sent the order: connects, and
/// turns copies into events of the inbound ring. Nothing is ever sent but session messages. Polled by one thread;
/// allocates only when it connects.
/// </summary>
/// <remarks>
/// Where the inbound ring has no room the socket is left unread: nothing is dropped. The session should be an initiator
/// that confirms synchronization: what it missed while it was down is resent, and only then it is Ready.
/// </remarks>
public sealed class FixDropCopy : IDisposable
{
    private const int MessagesPerPollMax = 256;
    private const int SentRequestCapacity = 2; // None is ever sent.

    private readonly VenueLink _link;
    private readonly ExecutionDecoder _decoder;
    private EngineEvent _waiting; // One that found no room; Kind None for none.
    private VenueState _toldState;
    private bool _isStopping;

    /// <param name="endPoints">Where to connect, in order.</param>
    /// <param name="tls">Null for plain TCP.</param>
    /// <param name="rules">How often.</param>
    /// <param name="instruments">What is traded; copies of others are events without an instrument.</param>
    /// <param name="session">Disconnected; owned by this from now on.</param>
    /// <exception cref="ArgumentException">There is no address, or a rule is out of range.</exception>
    public FixDropCopy(
        IReadOnlyList<IPEndPoint> endPoints, FixTlsOptions? tls, ReconnectRules rules, InstrumentTable instruments,
        FixSession session)
    {
        _link = new VenueLink(endPoints, tls, rules, session);
        _decoder = new ExecutionDecoder(
            instruments, new SymbolTable(instruments), new SentRequests(SentRequestCapacity));
    }

    public FixSession Session => _link.Session;

    /// <summary>Copies received since construction.</summary>
    public long CopyCount { get; private set; }

    /// <summary>How the last connection ended; null before the first end. Any thread.</summary>
    public VenueFault? LastFault => _link.LastFault;

    /// <summary>After <see cref="LogOut"/>: the session has ended and the socket is closed.</summary>
    public bool IsClosed => _isStopping && _link.Connection.State == FixConnectionState.Closed;

    /// <summary>Connects when it is time, reads, publishes. Call it in a loop.</summary>
    /// <returns>True where anything moved.</returns>
    public bool Poll(long nowNs, RingBuffer<EngineEvent> inbound)
    {
        // Only after the loss of the last connection has been told: copies must be seen between two sessions.
        if (!_isStopping && _toldState == VenueState.Disconnected)
            _link.ConnectWhenDue(nowNs);

        bool hasMoved = _link.Poll(nowNs);
        hasMoved |= Deliver(nowNs, inbound);
        _link.Connection.Flush();
        return hasMoved;
    }

    /// <summary>Ends the session in order; poll until <see cref="IsClosed"/>. There is no way back.</summary>
    public void LogOut(long nowNs)
    {
        _isStopping = true;
        if (_link.Connection.State == FixConnectionState.Open)
            Session.LogOut(default, nowNs);
        else
            _link.Close();
    }

    /// <inheritdoc/>
    public void Dispose() => _link.Dispose();

    private bool Deliver(long nowNs, RingBuffer<EngineEvent> inbound)
    {
        if (!TryPublishWaiting(inbound))
            return false;

        for (int i = 0; i < MessagesPerPollMax; i++)
        {
            if (!Session.TryTakeMessage(nowNs, out FixMessage message))
                return TellState(nowNs, inbound) || i > 0;

            if (message.MsgType != MsgTypes.ExecutionReport)
                continue; // A venue may copy more than that: it is nothing to compare with.

            Decode(in message, nowNs);
            if (!TryPublishWaiting(inbound))
                return true;
        }

        return true;
    }

    private void Decode(in FixMessage message, long nowNs)
    {
        CopyCount++;
        Begin(nowNs, EventKind.DropCopy);
        ExecutionDecoder.ReadHeader(in message, ref _waiting);
        _decoder.DecodeReport(in message, ref _waiting);
        _waiting.Kind = EventKind.DropCopy;
    }

    private bool TellState(long nowNs, RingBuffer<EngineEvent> inbound)
    {
        VenueState state = _link.Connection.State != FixConnectionState.Open || !Session.IsLoggedOn
            ? VenueState.Disconnected
            : Session.IsSynchronized ? VenueState.Ready : VenueState.LoggedOn;
        if (state == _toldState)
            return false;

        _toldState = state;
        if (state == VenueState.Ready)
            _link.NoteReady();

        Begin(nowNs, EventKind.DropCopyStatus);
        _waiting.InstrumentIndex = -1;
        _waiting.Venue.State = state;
        _waiting.Venue.MsgSeqNum = Session.NextIncoming - 1;
        TryPublishWaiting(inbound);
        return true;
    }

    private void Begin(long nowNs, EventKind kind) => _waiting = new EngineEvent
    {
        ReceiveTimestampNs = nowNs,
        Kind = kind,
        Source = EventSource.Venue,
        SchemaVersion = EngineEvent.CurrentSchemaVersion,
        Flags = EventFlags.EndOfMessage,
    };

    private bool TryPublishWaiting(RingBuffer<EngineEvent> inbound)
    {
        if (_waiting.Kind == EventKind.None)
            return true;

        if (inbound.TryPublish(in _waiting, FullPolicy.Refuse) != PublishVerdict.Published)
            return false;

        _waiting.Kind = EventKind.None;
        return true;
    }
}
