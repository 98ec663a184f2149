using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.OrderEntry;
using LowLatencyEngine.Venues.Simulated.Auctions;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// FIX 4.4 order entry on 127.0.0.1 for one pair of CompIDs. The session outlives its connections: numbers and sent
/// messages are kept, and reports made while nobody is logged on are sent after the next logon. A second connection is
/// turned away. One thread of its own reads; the conductor's thread sends reports too; both hold the venue's lock.
/// </summary>
internal sealed class FixOrderServer : IDisposable
{
    private const int FieldLengthMax = 64; // Of what a client writes and we echo.
    private const int KeptMessageBytesMax = 768;
    private const int AcceptPollMicroseconds = 5_000;
    private const long LastOutputNs = 2_000_000_000;

    private readonly VenueCore _core;
    private readonly VenueLog _log;
    private readonly Action<Exception> _fail;
    private readonly SimulatedFaults _faults;
    private readonly FixSession _session;
    private readonly AccountDesk _account;
    private readonly TradeDesk _trades;
    private readonly Queue<OutgoingMessage> _outgoing = new();
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Thread _thread;
    private OrderSocket? _socket;
    private long _sentCount;
    private long _orderCount;
    private long _fillCount;
    private long _endedNs;
    private VenuePhase? _toldPhase; // To the client that is connected.
    private volatile bool _isStopping;

    public FixOrderServer(SimulatedVenueOptions options, VenueCore core, VenueLog log, Action<Exception> fail)
    {
        _core = core;
        _log = log;
        _fail = fail;
        _faults = options.Faults;
        _account = new AccountDesk(core, _faults, TellPosition);
        _trades = new TradeDesk(_faults, TellTrade);
        Port = options.OrderPort;
        var session = new FixSessionOptions
        {
            SenderCompId = options.VenueCompId,
            TargetCompId = options.ClientCompId,
            RejectsFlawedApplicationMessages = true,
        };
        _session = new FixSession(
            session, new MemorySequenceStore(), new SentMessageRing(options.KeptMessageCount, KeptMessageBytesMax));
        _thread = new Thread(Run) { IsBackground = true, Name = "sim orders" };
    }

    /// <summary>Port on 127.0.0.1, bound after <see cref="Start"/>.</summary>
    public int Port { get; private set; }

    /// <exception cref="IOException">The port is taken; the message names it.</exception>
    public void Start()
    {
        try
        {
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
            _listener.Listen();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new IOException(BusyPort.Message("order", Port), e);
        }

        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _thread.Start();
    }

    /// <summary>Logs out, as far as the client takes it, and ends the thread.</summary>
    public void Stop()
    {
        _isStopping = true;
        if (_thread.IsAlive)
            _thread.Join();
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _listener.Dispose();
    }

    /// <summary>Takes a report of the matching engine. Under the venue's lock.</summary>
    public void OnReport(VenueReport report)
    {
        _log.Made(report);
        _trades.Note(report, _core.Clock.NowNs);
        _core.Counters.CountReport(report);
        bool isHidden = report.LastQtyLots > 0 && ++_fillCount == _faults.HideFillAt;
        if (isHidden)
            return;

        _outgoing.Enqueue(new OutgoingMessage(report, Refusal: null));
        Send(_core.Clock.NowNs);
    }

    private void TellPosition(PositionStatement statement)
    {
        _outgoing.Enqueue(new OutgoingMessage(Report: null, Refusal: null, statement));
        Send(_core.Clock.NowNs);
    }

    private void TellTrade(TradeStatement statement)
    {
        _outgoing.Enqueue(new OutgoingMessage(Report: null, Refusal: null, Position: null, statement));
        Send(_core.Clock.NowNs);
    }

    private void Run()
    {
        try
        {
            Serve();
        }
        catch (Exception e)
        {
            _fail(e); // A bug of the venue: it ends, and its owner hears of it.
        }
    }

    private void Serve()
    {
        while (!_isStopping)
        {
            _socket?.WaitForInput();
            Work();
            AcceptOrRefuse();
        }

        using (_core.Gate.EnterUrgent())
        {
            _session.LogOut("the venue stops"u8, _core.Clock.NowNs);
            _socket?.Flush();
        }
    }

    private void AcceptOrRefuse()
    {
        if (!_listener.Poll(_socket is null ? AcceptPollMicroseconds : 0, SelectMode.SelectRead))
            return;

        // Read once more: a client that was cut off and comes back has left its old connection before it made this one.
        Work();
        Socket socket = _listener.Accept();
        if (_socket is not null)
        {
            socket.Dispose();
            _core.Counters.CountLogonRefused();
            return;
        }

        socket.Blocking = false;
        socket.NoDelay = true;
        using (_core.Gate.EnterUrgent())
        {
            _endedNs = 0;
            _toldPhase = null;
            _socket = new OrderSocket(socket, _session);
            _session.Connect(_core.Clock.NowNs);
        }
    }

    private void Work()
    {
        using (_core.Gate.EnterUrgent())
        {
            long nowNs = _core.Clock.NowNs;
            _core.Matching.Expire(nowNs); // Whether anybody is logged on or not.
            if (_socket is { } socket)
                Work(socket, nowNs);
        }
    }

    private void Work(OrderSocket socket, long nowNs)
    {
        socket.Read();
        while (_session.TryTakeMessage(nowNs, out FixMessage message))
            Handle(in message, nowNs);

        _session.OnTimer(nowNs);
        NotePhase();
        Send(nowNs);
        if (socket.HasFailed)
            _session.ConnectionLost();

        if (_session.State == FixSessionState.Disconnected)
            CloseWhenDrained(socket, nowNs);
    }

    private void NotePhase()
    {
        if (!_core.Matching.HasAuctions || _toldPhase == _core.Matching.Phase)
            return;

        _toldPhase = _core.Matching.Phase;
        _outgoing.Enqueue(new OutgoingMessage(Report: null, Refusal: null) { Phase = _toldPhase });
    }

    private void CloseWhenDrained(OrderSocket socket, long nowNs)
    {
        if (_endedNs == 0)
            _endedNs = nowNs;

        bool isPeerThere = !socket.HasFailed && _session.EndReason != FixEndReason.ConnectionLost;
        bool isLate = nowNs - _endedNs > LastOutputNs;
        if (isPeerThere && !socket.IsDrained && !isLate)
            return;

        socket.Dispose();
        _socket = null;
        _core.Counters.CountConnectionEnded();
    }

    private void Handle(in FixMessage message, long nowNs)
    {
        int missingTag;
        switch (message.MsgType)
        {
            case MsgTypes.NewOrderSingle:
                missingTag = OrderMessages.Read(in message, out VenueNewOrder? order);
                if (order is not null && IsShort(
                    order.ClOrdId, order.Symbol, order.Qty, order.Price, order.StopPrice, order.DisplayQty))
                    Submit(order);
                else
                    RejectFields(in message, missingTag, nowNs);
                break;

            case MsgTypes.OrderCancelRequest:
                missingTag = OrderMessages.Read(in message, out VenueCancel? cancel);
                if (cancel is not null && IsShort(cancel.ClOrdId, cancel.OrigClOrdId, cancel.Symbol))
                    Cancel(cancel);
                else
                    RejectFields(in message, missingTag, nowNs);
                break;

            case MsgTypes.OrderCancelReplaceRequest:
                missingTag = OrderMessages.Read(in message, out VenueReplace? replace);
                if (replace is not null &&
                    IsShort(
                        replace.Ids.ClOrdId, replace.Ids.OrigClOrdId, replace.Qty, replace.Price, replace.StopPrice,
                        replace.DisplayQty))
                    Replace(replace);
                else
                    RejectFields(in message, missingTag, nowNs);
                break;

            case MsgTypes.OrderStatusRequest:
                missingTag = OrderMessages.Read(in message, out VenueStatusQuery? query);
                if (query is not null && IsShort(query.ClOrdId, query.Symbol, query.RequestId))
                    Query(query);
                else
                    RejectFields(in message, missingTag, nowNs);
                break;

            case OrderEntryTags.OrderMassStatusRequest or OrderEntryTags.RequestForPositions:
                TellAccount(in message, nowNs);
                break;

            case OrderEntryTags.TradeCaptureReportRequest:
                TellTrades(in message, nowNs);
                break;

            case MsgTypes.Reject or MsgTypes.BusinessMessageReject:
                break; // Of what we sent: there is nothing to send instead, and a refusal is not refused.

            default:
                Refuse(in message, nowNs);
                break;
        }
    }

    private void Submit(VenueNewOrder order)
    {
        _log.Received(order);
        _orderCount++;
        if (_orderCount == _faults.DropFixConnectionAfterOrders)
            _session.ConnectionLost(); // The reports wait for the next logon.

        _core.Matching.Submit(order);
        _core.Counters.CountOrder();
    }

    private void Cancel(VenueCancel cancel)
    {
        _log.Received(cancel);
        _core.Matching.Cancel(cancel);
        _core.Counters.CountCancel();
    }

    private void Replace(VenueReplace replace)
    {
        _log.Received(replace);
        _core.Matching.Replace(replace);
        _core.Counters.CountReplace();
    }

    private void Query(VenueStatusQuery query)
    {
        _log.Received(query);
        _core.Matching.Query(query);
        _core.Counters.CountQuery();
    }

    private void TellAccount(in FixMessage message, long nowNs)
    {
        bool isOfOrders = message.MsgType == OrderEntryTags.OrderMassStatusRequest;
        string? id = isOfOrders
            ? AccountMessages.ReadMassStatusId(in message)
            : AccountMessages.ReadPositionsId(in message);
        if (!_account.TakesRequest())
            Refuse(in message, nowNs);
        else if (id is null || !IsShort(id))
            RejectFields(in message, isOfOrders ? OrderEntryTags.MassStatusReqID : OrderEntryTags.PosReqID, nowNs);
        else if (isOfOrders)
            _account.TellOrders(id);
        else
            _account.TellPositions(id);
    }

    private void TellTrades(in FixMessage message, long nowNs)
    {
        string? id = AccountMessages.ReadTradesId(in message, out long fromNs);
        if (!_trades.TakesRequest() || !_account.TakesRequest())
            Refuse(in message, nowNs);
        else if (id is null || !IsShort(id))
            RejectFields(in message, OrderEntryTags.TradeRequestID, nowNs);
        else
            _trades.Tell(id, fromNs);
    }

    private void RejectFields(in FixMessage message, int missingTag, long nowNs)
    {
        bool isTooLong = missingTag == 0; // Nothing is missing, and still it was not taken.
        if (isTooLong)
            _session.Reject(in message, SessionRejectReason.ValueIncorrect, FixTags.ClOrdID, nowNs);
        else
            _session.Reject(in message, SessionRejectReason.RequiredTagMissing, missingTag, nowNs);
    }

    private void Refuse(in FixMessage message, long nowNs)
    {
        message.TryGet(FixTags.MsgType, out ReadOnlySpan<byte> msgType);
        var refusal = new BusinessReject(message.MsgSeqNum, Encoding.Latin1.GetString(msgType));
        _outgoing.Enqueue(new OutgoingMessage(Report: null, refusal));
        Send(nowNs);
    }

    /// <summary>Writes what waits, as far as there is a client, and sends it.</summary>
    private void Send(long nowNs)
    {
        if (_socket is not { } socket)
            return;

        while (_outgoing.TryPeek(out OutgoingMessage? message) &&
            _session.TryBeginMessage(OutgoingMessages.TypeOf(message), nowNs, out FixWriter writer))
        {
            OutgoingMessages.Write(ref writer, message, nowNs);
            if (!_session.Commit(ref writer, nowNs))
            {
                throw new InvalidOperationException(
                    $"report does not fit into a FIX message: {message}; this is a bug of the venue");
            }

            _outgoing.Dequeue();
            socket.TakeOutput(isGarbled: ++_sentCount == _faults.GarbleFixMessageAt);
        }

        socket.Flush();
    }

    private static bool IsShort(params ReadOnlySpan<string?> fields)
    {
        foreach (string? field in fields)
        {
            if (field?.Length > FieldLengthMax)
                return false;
        }

        return true;
    }
}
