using System;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>
/// Order entry over one FIX session in one dialect: engine outputs become messages, the broker's messages become events
/// of the inbound ring. Owned by one thread, the venue's or in the inline map the decision thread. Allocates only when
/// it connects.
/// </summary>
/// <remarks>
/// <code>
///  outbound ring → Send → session → Flush → socket → broker
///  inbound ring ← Poll ← session ← socket ← broker
/// </code>
/// Where the inbound ring has no room the socket is left unread: nothing is dropped. Each event carries the
/// MsgSeqNum(34) it came under; after a restart the engine gives the highest one it journaled, plus one, to the
/// session's StartIncomingAt. The session should be an initiator that confirms synchronization and has no resend
/// source.
/// </remarks>
public sealed class FixOrderGateway : IDisposable
{
    private const int MessagesPerPollMax = 256;
    private const int WaitingEventsMax = 256;
    private const int UnflushedOrdersMax = 256;

    private readonly VenueLink _link;
    private readonly IClock _clock;
    private readonly ILatencySink _latency;
    private readonly SentRequests _sent;
    private readonly SymbolTable _symbols;
    private readonly OrderEncoder _encoder;
    private readonly ExecutionDecoder _executions;
    private readonly RefusalDecoder _refusals;
    private readonly AccountAnswers _account;
    private readonly EventQueue _waiting = new(WaitingEventsMax);
    private readonly long[] _unflushedCausesNs = new long[UnflushedOrdersMax];
    private int _unflushedCount;
    private bool _hasAskedForSymbols; // In this session.
    private bool _isStopping;

    /// <param name="options">Where to connect.</param>
    /// <param name="instruments">What is traded.</param>
    /// <param name="session">The FIX session, disconnected; the gateway owns it from now on.</param>
    /// <param name="clock">Read once a flush, after the send, for the latency alone.</param>
    /// <param name="latency">Told of each order sent and acknowledged.</param>
    /// <exception cref="ArgumentException">The capacity of sent requests is not a power of two.</exception>
    public FixOrderGateway(
        FixGatewayOptions options, InstrumentTable instruments, FixSession session, IClock clock, ILatencySink latency)
    {
        _link = new VenueLink([options.EndPoint, .. options.BackupEndPoints], options.Tls, options.Reconnect, session);
        _clock = clock;
        _latency = latency;
        _sent = new SentRequests(options.SentRequestCapacity);
        _symbols = new SymbolTable(instruments, options.Dialect.SymbolsAreIds);
        _executions = new ExecutionDecoder(instruments, _symbols, _sent);
        _encoder = new OrderEncoder(new OrderEntryWriter(
            options.Dialect, instruments, _symbols, session.Options.SendingTimePrecision, options.Account)
        {
            Names = _executions.Names,
            SelfTrades = options.SelfTrades,
        }, options.Hedges);
        _refusals = new RefusalDecoder(_sent);
        _account = new AccountAnswers(instruments, _symbols);
    }

    public FixSession Session => _link.Session;

    /// <summary>How the last connection ended; null before the first end. Any thread.</summary>
    public VenueFault? LastFault => _link.LastFault;

    public GatewayCounters Counters { get; } = new();

    /// <summary>State that was published last; None before the first poll.</summary>
    public VenueState PublishedState { get; private set; }

    /// <summary>After <see cref="LogOut"/>: the session has ended and the socket is closed.</summary>
    public bool IsClosed => _isStopping && _link.Connection.State == FixConnectionState.Closed;

    /// <summary>
    /// Encodes one output that is sent to the venue. Its bytes leave with the next Flush or Poll.
    /// </summary>
    public SendVerdict Send(in EngineEvent output, long nowNs)
    {
        bool isQuestion = output.Kind == EventKind.AccountRequest;
        if (!Session.IsLoggedOn || !(isQuestion || IsNameable(in output)))
            return Refuse(in output, nowNs);

        if (_unflushedCount == UnflushedOrdersMax)
            Flush();

        long msgSeqNum = Session.NextOutgoing;
        if (!Session.TryBeginMessage(OrderEncoder.MsgTypeOf(in output), nowNs, out FixWriter writer))
            return Busy();

        _encoder.Write(ref writer, in output, nowNs);
        if (!Session.Commit(ref writer, nowNs))
            return Busy();

        if (isQuestion)
            _account.NoteSent(msgSeqNum, in output.Question);
        else
            _sent.Add(msgSeqNum, in output, nowNs);

        CountSent(in output);
        return SendVerdict.Sent;
    }

    /// <summary>Hands what was encoded to the socket, and tells the latency of the new orders among it.</summary>
    public void Flush()
    {
        long startNs = _unflushedCount > 0 ? _clock.NowNs : 0;
        _link.Connection.Flush();
        if (_link.Connection.State != FixConnectionState.Open)
            _unflushedCount = 0; // Lost with the connection: whether they arrived is for reconciliation to find out.

        if (_unflushedCount == 0)
            return;

        long sentNs = _clock.NowNs;
        _latency.BytesSent(sentNs - startNs);
        for (int i = 0; i < _unflushedCount; i++)
            _latency.OrderSent(sentNs - _unflushedCausesNs[i]);

        _unflushedCount = 0;
    }

    /// <summary>
    /// Connects when it is time, reads, publishes events, runs the session's timers, sends. Call it in a loop.
    /// </summary>
    /// <returns>True where anything moved.</returns>
    public bool Poll(long nowNs, RingBuffer<EngineEvent> inbound)
    {
        ConnectWhenDue(nowNs);
        bool hasMoved = _link.Poll(nowNs);
        _sent.NoteNextOutgoing(Session.NextOutgoing);
        hasMoved |= Deliver(nowNs, inbound);
        AskForSymbols(nowNs);
        Flush();
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

    public void Dispose() => _link.Dispose();

    // An instrument has no name yet, or an order of others none that this process has heard.
    private bool IsNameable(in EngineEvent output) => !_symbols[output.InstrumentIndex].IsEmpty &&
        (output.Order.VenueOrderId >= 0 || !_executions.Names.Find(output.Order.VenueOrderId).IsEmpty);

    private SendVerdict Refuse(in EngineEvent output, long nowNs)
    {
        Counters.OutputsRefused++;
        if (output.Kind is EventKind.StatusRequest or EventKind.AccountRequest)
            return SendVerdict.Refused;

        if (_waiting.IsFull)
        {
            Counters.RefusalsUnanswered++; // The order is in doubt until the venue has said that it knows none.
            return SendVerdict.Refused;
        }

        EngineEvent answer = NewEvent(nowNs);
        RefusalDecoder.RefuseUnsent(in output, ref answer);
        _waiting.Add(in answer);
        return SendVerdict.Refused;
    }

    private SendVerdict Busy()
    {
        Counters.SendsBusy++;
        return SendVerdict.Busy;
    }

    private void CountSent(in EngineEvent output)
    {
        switch (output.Kind)
        {
            case EventKind.NewOrder:
                Counters.OrdersSent++;
                _unflushedCausesNs[_unflushedCount++] = output.ReceiveTimestampNs;
                break;

            case EventKind.ReplaceOrder:
                Counters.ReplacesSent++;
                break;

            case EventKind.CancelOrder:
                Counters.CancelsSent++;
                break;

            default: // OrderEncoder.MsgTypeOf let only questions in.
                Counters.StatusRequestsSent++;
                break;
        }
    }

    // Only after the loss of the last connection has been published: the order table must see it between two sessions.
    private void ConnectWhenDue(long nowNs)
    {
        if (_isStopping || PublishedState != VenueState.Disconnected)
            return;

        _link.ConnectWhenDue(nowNs);
        Counters.ConnectAttempts = _link.AttemptCount;
    }

    // Without symbols nothing can be ordered: the session is not Ready before they are known.
    private void AskForSymbols(long nowNs)
    {
        _hasAskedForSymbols &= Session.IsLoggedOn;
        if (_symbols.IsComplete || _hasAskedForSymbols || !Session.IsLoggedOn ||
            !Session.TryBeginMessage(OrderEntryTags.SecurityListRequest, nowNs, out FixWriter writer))
            return;

        OrderEntryWriter.WriteSecurityListRequest(ref writer, Session.NextOutgoing);
        _hasAskedForSymbols = Session.Commit(ref writer, nowNs);
    }

    private bool Deliver(long nowNs, RingBuffer<EngineEvent> inbound)
    {
        bool hasMoved = _waiting.Count > 0;
        if (!TryPublishWaiting(inbound))
            return false;

        for (int i = 0; i < MessagesPerPollMax; i++)
        {
            if (!Session.TryTakeMessage(nowNs, out FixMessage message))
                return PublishStateChange(nowNs, inbound) || hasMoved;

            hasMoved = true;
            EngineEvent received = NewEvent(nowNs);
            bool isThrough = !TryDecode(in message, ref received) || TryPublish(in received, inbound);
            if (!EndAnswer(isThrough, nowNs, message.MsgSeqNum, inbound))
                break;
        }

        return hasMoved;
    }

    // The message may have been the last of an answer about the account: then its end follows what it said itself.
    private bool EndAnswer(bool isThrough, long nowNs, long msgSeqNum, RingBuffer<EngineEvent> inbound)
    {
        EngineEvent end = NewEvent(nowNs);
        end.Account.MsgSeqNum = msgSeqNum;
        if (!_account.TryTakeEnd(ref end))
            return isThrough;

        if (isThrough)
            return TryPublish(in end, inbound);

        _waiting.Add(in end);
        return false;
    }

    private bool TryPublishWaiting(RingBuffer<EngineEvent> inbound)
    {
        while (_waiting.Count > 0)
        {
            if (!IsPublished(in _waiting.First, inbound))
                return false;

            _waiting.RemoveFirst();
        }

        return true;
    }

    // False where the event has to wait: then nothing more is taken from the session.
    private bool TryPublish(in EngineEvent received, RingBuffer<EngineEvent> inbound)
    {
        if (IsPublished(in received, inbound))
            return true;

        _waiting.Add(in received);
        return false;
    }

    private bool IsPublished(in EngineEvent item, RingBuffer<EngineEvent> inbound)
    {
        if (inbound.TryPublish(in item, FullPolicy.Refuse) == PublishVerdict.Published)
            return true;

        Counters.RingFull++;
        return false;
    }

    private bool TryDecode(in FixMessage message, ref EngineEvent target)
    {
        ExecutionDecoder.ReadHeader(in message, ref target);
        switch (message.MsgType)
        {
            case MsgTypes.ExecutionReport:
                Counters.ExecutionsReceived++;
                if (_account.IsWithoutOrders(in message))
                    return false;

                _executions.DecodeReport(in message, ref target);
                NoteAcknowledged(in target);
                break;

            case MsgTypes.OrderCancelReject:
                Counters.CancelRejectsReceived++;
                _executions.DecodeCancelReject(in message, ref target);
                break;

            case MsgTypes.Reject or MsgTypes.BusinessMessageReject:
                Counters.RequestRejectsReceived++;
                if (_account.IsRefusal(in message))
                    return false;

                if (_refusals.TryDecode(in message, ref target))
                    break;

                Counters.RequestRejectsUnmatched++;
                return false;

            case OrderEntryTags.PositionReport or OrderEntryTags.TradeCaptureReport:
                return _account.TryRead(in message, ref target);

            case OrderEntryTags.RequestForPositionsAck or OrderEntryTags.TradeCaptureReportRequestAck:
                _account.ReadAcknowledgement(in message);
                return false;

            case OrderEntryTags.TradingSessionStatus:
                return SessionStatusDecoder.TryRead(in message, ref target);

            case OrderEntryTags.SecurityList:
                _symbols.Bind(in message);
                return false;

            default:
                Counters.MessagesIgnored++;
                return false;
        }

        if ((target.Flags & EventFlags.Suspect) != EventFlags.None)
            Counters.SuspectDelivered++;

        return true;
    }

    private void NoteAcknowledged(in EngineEvent report)
    {
        ref SentRequest order = ref _sent.ById(report.Execution.OrderId);
        if (order.UnacknowledgedSinceNs == 0)
            return;

        _latency.OrderAcknowledged(report.ReceiveTimestampNs - order.UnacknowledgedSinceNs);
        order.UnacknowledgedSinceNs = 0;
    }

    private bool PublishStateChange(long nowNs, RingBuffer<EngineEvent> inbound)
    {
        VenueState state = CurrentState();
        if (state == PublishedState)
            return false;

        EngineEvent change = NewEvent(nowNs);
        change.Kind = EventKind.VenueStatus;
        change.InstrumentIndex = -1;
        change.Venue.State = state;
        change.Venue.MsgSeqNum = Session.NextIncoming - 1;
        if (!IsPublished(in change, inbound))
            return false; // Tried again with the next poll.

        PublishedState = state;
        if (state == VenueState.Ready)
            _link.NoteReady();

        return true;
    }

    private VenueState CurrentState()
    {
        if (_link.Connection.State != FixConnectionState.Open || !Session.IsLoggedOn)
            return VenueState.Disconnected;

        return Session.IsSynchronized && _symbols.IsComplete ? VenueState.Ready : VenueState.LoggedOn;
    }

    private static EngineEvent NewEvent(long nowNs) => new()
    {
        ReceiveTimestampNs = nowNs,
        Source = EventSource.Venue,
        SchemaVersion = EngineEvent.CurrentSchemaVersion,
        Flags = EventFlags.EndOfMessage,
    };
}
