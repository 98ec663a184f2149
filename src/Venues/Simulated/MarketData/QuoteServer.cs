using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.MarketData;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Venues.Simulated.MarketData;

/// <summary>
/// FIX 4.4 market data on 127.0.0.1 for one pair of CompIDs: the venue's own books, asked for with
/// MarketDataRequest(V), as a snapshot (W) and changes (X), and its symbols (x, y). One thread of its own looks at the
/// books, under the venue's lock, and says what has changed since its last look; numbers begin anew with each logon.
/// </summary>
internal sealed class QuoteServer : IDisposable
{
    private const int DepthLevelsMax = 50;
    private const int LevelsOfTop = 1;

    private readonly VenueCore _core;
    private readonly FixConnection _connection;
    private readonly QuoteSubscription?[] _subscriptions; // By instrument.
    private readonly List<QuoteChange> _changes = [];
    private readonly FixServerThread _server;

    public QuoteServer(QuoteOptions options, VenueCore core, Action<Exception> fail)
    {
        _core = core;
        _subscriptions = new QuoteSubscription?[core.Instruments.Count];
        var session = new FixSessionOptions
        {
            SenderCompId = options.VenueCompId,
            TargetCompId = options.ClientCompId,
            ResetOnLogon = true,
            MessageSizeBytesMax = FixMarketDataOptions.MessageSizeBytesMax,
            RejectsFlawedApplicationMessages = true,
        };
        _connection = new FixConnection(new FixSession(session, new MemorySequenceStore()));
        _server = new FixServerThread(new ServerPort("quote", options.Port), _connection, core.Clock, fail, Work);
    }

    /// <summary>Port on 127.0.0.1, bound after <see cref="Start"/>.</summary>
    public int Port => _server.Port;

    private FixSession Session => _connection.Session;

    /// <exception cref="IOException">The port is taken; the message names it.</exception>
    public void Start() => _server.Start();

    /// <summary>Logs out, as far as the client takes it, and ends the thread.</summary>
    public void Stop() => _server.Stop();

    public void Dispose() => _server.Dispose();

    private bool Work(long nowNs)
    {
        while (Session.TryTakeMessage(nowNs, out FixMessage message))
            Handle(in message, nowNs);

        if (!Session.IsLoggedOn)
            Array.Clear(_subscriptions);

        for (int i = 0; i < _subscriptions.Length; i++)
            SendChanges(i, nowNs);

        return false; // Bytes that came or go are what counts.
    }

    private void Handle(in FixMessage message, long nowNs)
    {
        switch (message.MsgType)
        {
            case MsgTypes.MarketDataRequest:
                Answer(QuoteRequest.From(in message), nowNs);
                break;

            case OrderEntryTags.SecurityListRequest:
                message.TryGet(OrderEntryTags.SecurityReqID, out ReadOnlySpan<byte> id);
                SendSecurityList(Encoding.Latin1.GetString(id), nowNs);
                break;

            case MsgTypes.Reject or MsgTypes.BusinessMessageReject:
                break; // Of what we sent: a refusal is not refused.

            default:
                Session.RefuseMsgType(in message, nowNs);
                break;
        }
    }

    // All symbols of a request or none: a half answered one would leave its sender in the dark.
    private void Answer(QuoteRequest request, long nowNs)
    {
        var indexes = new List<int>();
        foreach (string symbol in request.Symbols)
            indexes.Add(IndexOf(symbol));

        if (indexes.Count == 0 || indexes.Contains(-1))
            Refuse(request, MarketDataRejectReason.UnknownSymbol, "the venue does not trade this symbol", nowNs);
        else if (request.Kind == QuoteRequest.Unsubscribe)
            indexes.ForEach(index => Unsubscribe(index, request.Id));
        else if (request.Kind is not (QuoteRequest.Subscribe or QuoteRequest.Snapshot))
            Refuse(request, MarketDataRejectReason.UnsupportedSubscriptionType, "use 0, 1 or 2", nowNs);
        else if (Array.Exists(_subscriptions, known => known?.RequestId == request.Id))
            Refuse(request, MarketDataRejectReason.DuplicateRequestId, "this request is being served", nowNs);
        else
            indexes.ForEach(index => SendSnapshot(index, request, nowNs));
    }

    private int IndexOf(string symbol)
    {
        for (int i = 0; i < _core.Instruments.Count; i++)
        {
            if (_core.Instruments[i].VenueSymbol == symbol)
                return i;
        }

        return -1;
    }

    private void Unsubscribe(int index, string requestId)
    {
        if (_subscriptions[index]?.RequestId == requestId)
            _subscriptions[index] = null;
    }

    private void SendSnapshot(int index, QuoteRequest request, long nowNs)
    {
        var subscription = new QuoteSubscription(request.Id, request.IsTopOnly ? LevelsOfTop : DepthLevelsMax);
        Look(index, subscription);
        if (!Session.TryBeginMessage(MsgTypes.MarketDataSnapshot, nowNs, out FixWriter writer))
            return; // Not answered: the client asks again.

        QuoteMessages.WriteSnapshot(ref writer, request.Id, _core.Instruments[index], _changes);
        bool isSent = Session.Commit(ref writer, nowNs);
        if (isSent && request.Kind == QuoteRequest.Subscribe)
            _subscriptions[index] = subscription;
    }

    private void SendChanges(int index, long nowNs)
    {
        if (_subscriptions[index] is not { } subscription || Session.PendingOutput.Length > 0)
            return; // A client that is behind gets one change for all that it has missed.

        Look(index, subscription);
        if (_changes.Count == 0)
            return;

        bool isSent = Session.TryBeginMessage(MsgTypes.MarketDataIncrement, nowNs, out FixWriter writer);
        if (isSent)
        {
            QuoteMessages.WriteChanges(ref writer, subscription.RequestId, _core.Instruments[index], _changes);
            isSent = Session.Commit(ref writer, nowNs);
        }

        if (!isSent)
            _connection.Close(); // What was not sent is taken as told: only a new snapshot mends that.

        _connection.Flush();
    }

    private void Look(int index, QuoteSubscription subscription)
    {
        _changes.Clear();
        using (_core.Gate.EnterUrgent())
            subscription.TakeChanges(_core.Matching.BookOf(index), _changes);
    }

    private void SendSecurityList(string requestId, long nowNs)
    {
        if (!Session.TryBeginMessage(OrderEntryTags.SecurityList, nowNs, out FixWriter writer))
            return;

        QuoteMessages.WriteSecurityList(ref writer, requestId, _core.Instruments);
        Session.Commit(ref writer, nowNs);
    }

    private void Refuse(QuoteRequest request, MarketDataRejectReason reason, string text, long nowNs)
    {
        if (!Session.TryBeginMessage(MsgTypes.MarketDataRequestReject, nowNs, out FixWriter writer))
            return;

        QuoteMessages.WriteReject(ref writer, request.Id, reason, text);
        Session.Commit(ref writer, nowNs);
    }
}
