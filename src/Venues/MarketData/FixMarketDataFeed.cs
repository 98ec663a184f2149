using System;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;
using LowLatencyEngine.Venues.Gateway;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Venues.MarketData;

/// <summary>
/// Market data over a FIX session of its own: connects, learns the venue's symbols, subscribes, and turns snapshots and
/// changes into events of the inbound ring. What cannot be trusted is told before anything is decided on it. Polled by
/// one thread; allocates only when it connects.
/// </summary>
/// <remarks>
/// <code>
///  for each instrument:
///  Connecting ─ logon ─> Syncing ─ V, then W ─> Live ─ silence ─> Stale ─ data ─> Live
///                           ^                     └─ entries lost ─> Gap ─ V anew, then W ─> Live
///                           └──── Y: asked again later        lost connection: Disconnected
/// </code>
/// Where the inbound ring has no room the socket is left unread: nothing is dropped. Changes before a snapshot are.
/// The session should be an initiator that resets its numbers with each logon: market data is asked for, not resent.
/// </remarks>
public sealed class FixMarketDataFeed : IDisposable
{
    private const int MessagesPerPollMax = 256;
    private const int EntrySizeBytesMin = 16;
    private const int EntriesWithIdMax = 8_192; // Of an instrument; venues that number their entries show few.
    private const int StatusesPerPollMax = 8;   // Of an instrument.

    private readonly FixMarketDataOptions _options;
    private readonly VenueLink _link;
    private readonly SymbolTable _symbols;
    private readonly MarketDataDecoder _decoder;
    private readonly Subscription[] _subscriptions;
    private readonly bool[] _isCarried; // By dense index; the others are other feeds'.
    private readonly MarketEventBuffer _waiting;

    private long _lastRequestId;
    private bool _wasLoggedOn;
    private bool _hasAskedForSymbols; // In this session.
    private bool _isStopping;

    /// <param name="options">Where to connect and what to ask for.</param>
    /// <param name="instruments">What is traded.</param>
    /// <param name="session">The FIX session, disconnected; the feed owns it from now on.</param>
    /// <exception cref="ArgumentException">There is no address, or a rule is out of range.</exception>
    public FixMarketDataFeed(FixMarketDataOptions options, InstrumentTable instruments, FixSession session)
    {
        _options = options;
        _link = new VenueLink(options.EndPoints, options.Tls, options.Reconnect, session);
        _isCarried = CarriedOf(options, instruments);
        _symbols = new SymbolTable(NamesOf(instruments, _isCarried), options.SymbolsAreIds);
        int entryCountMax = session.Options.MessageSizeBytesMax / EntrySizeBytesMin;
        _decoder = new MarketDataDecoder(
            instruments, _symbols, Math.Min(entryCountMax, EntriesWithIdMax));
        _subscriptions = new Subscription[instruments.Count];
        _waiting = new MarketEventBuffer((2 * entryCountMax) + (StatusesPerPollMax * instruments.Count));
    }

    public FixSession Session => _link.Session;

    public FixMarketDataCounters Counters { get; } = new();

    /// <summary>Connections begun.</summary>
    public long ConnectAttempts => _link.AttemptCount;

    /// <summary>Entries that were left out: no symbol of ours, no readable price, or an unknown id.</summary>
    public long EntriesSkipped => _decoder.EntriesSkipped;

    /// <summary>How the last connection ended; null before the first end. Any thread.</summary>
    public VenueFault? LastFault => _link.LastFault;

    /// <summary>After <see cref="LogOut"/>: the session has ended and the socket is closed.</summary>
    public bool IsClosed => _isStopping && _link.Connection.State == FixConnectionState.Closed;

    /// <summary>What was told last of an instrument.</summary>
    public FeedState StateOf(int instrumentIndex) => _subscriptions[instrumentIndex].State;

    /// <summary>Connects when it is time, reads, publishes, asks for what is missing. Call it in a loop.</summary>
    /// <returns>True where anything moved.</returns>
    public bool Poll(long nowNs, RingBuffer<EngineEvent> inbound)
    {
        if (!_isStopping)
            _link.ConnectWhenDue(nowNs);

        bool hasMoved = _link.Poll(nowNs);
        if (!TryPublish(inbound))
            return hasMoved;

        hasMoved |= Deliver(nowNs, inbound);
        NoteConnection(nowNs); // Behind what came before the end, and before anything is asked for.
        if (Session.IsLoggedOn && !_isStopping)
            Ask(nowNs);

        JudgeSilence(nowNs);
        TryPublish(inbound);
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

    private static bool[] CarriedOf(FixMarketDataOptions options, InstrumentTable instruments)
    {
        bool[] isCarried = new bool[instruments.Count];
        if (options.InstrumentIndexes is null)
            Array.Fill(isCarried, true);

        foreach (int index in options.InstrumentIndexes ?? [])
            isCarried[index] = true;

        return isCarried;
    }

    private static string[] NamesOf(InstrumentTable instruments, bool[] isCarried)
    {
        string[] names = new string[isCarried.Length];
        for (int i = 0; i < names.Length; i++)
            names[i] = isCarried[i] ? instruments[i].VenueSymbol : "";

        return names;
    }

    private bool TryPublish(RingBuffer<EngineEvent> inbound)
    {
        if (_waiting.TryPublish(inbound))
            return true;

        Counters.RingFull++;
        return false;
    }

    private void NoteConnection(long nowNs)
    {
        if (Session.IsLoggedOn == _wasLoggedOn)
            return;

        _wasLoggedOn = Session.IsLoggedOn;
        _hasAskedForSymbols = false;
        for (int i = 0; i < _subscriptions.Length; i++)
        {
            if (!_isCarried[i])
                continue;

            ref Subscription subscription = ref _subscriptions[i];
            subscription.RequestId = 0;
            subscription.RetryNs = nowNs;
            Tell(i, _wasLoggedOn ? FeedState.Syncing : FeedState.Disconnected, nowNs);
        }
    }

    private bool Deliver(long nowNs, RingBuffer<EngineEvent> inbound)
    {
        bool hasMoved = false;
        for (int i = 0; i < MessagesPerPollMax && _waiting.IsEmpty; i++)
        {
            if (!Session.TryTakeMessage(nowNs, out FixMessage message))
                break;

            hasMoved = true;
            Take(in message, nowNs);
            TryPublish(inbound);
        }

        return hasMoved;
    }

    private void Take(in FixMessage message, long nowNs)
    {
        switch (message.MsgType)
        {
            case MsgTypes.MarketDataSnapshot or MsgTypes.MarketDataIncrement:
                Counters.MessagesReceived++;
                Decode(in message, nowNs);
                break;

            case OrderEntryTags.SecurityList:
                _symbols.Bind(in message);
                break;

            case MsgTypes.MarketDataRequestReject:
                NoteRefused(MarketDataReject.From(in message).RequestId, nowNs);
                break;

            case MsgTypes.BusinessMessageReject:
                message.TryGetInt64(FixTags.BusinessRejectRefID, out long requestId);
                NoteRefused(requestId, nowNs);
                break;

            default:
                break; // Nothing that market data is made of.
        }
    }

    private void Decode(in FixMessage message, long nowNs)
    {
        bool isSnapshot = message.MsgType == MsgTypes.MarketDataSnapshot;
        bool hasRequest = message.TryGetInt64(MarketDataTags.MdReqID, out long requestId);
        int index = hasRequest ? IndexOf(requestId) : -1;
        if (hasRequest && index < 0)
        {
            Counters.EventsDropped++; // The end of an earlier subscription.
            return;
        }

        var sink = new Sink(this, isSnapshot);
        _decoder.TryDecode(in message, nowNs, ref sink);
        for (int i = 0; i < _subscriptions.Length; i++)
        {
            if (_subscriptions[i].State == FeedState.Live && _decoder.IsUnfit(i))
                AskAnew(i, nowNs);
        }
    }

    private void OnDecoded(in EngineEvent item, bool isSnapshot)
    {
        ref Subscription subscription = ref _subscriptions[item.InstrumentIndex];
        bool isKnown = subscription.State is FeedState.Live or FeedState.Stale;
        if (!isKnown && !isSnapshot)
        {
            Counters.EventsDropped++;
            return;
        }

        subscription.LastHeardNs = item.ReceiveTimestampNs;
        Counters.EventsMade++;
        _waiting.Add(in item);
        bool isWhole = (item.Flags & EventFlags.EndOfMessage) != EventFlags.None;
        if (isWhole)
            Tell(item.InstrumentIndex, FeedState.Live, item.ReceiveTimestampNs);
    }

    private int IndexOf(long requestId)
    {
        for (int i = 0; i < _subscriptions.Length; i++)
        {
            if (_subscriptions[i].RequestId == requestId)
                return i;
        }

        return -1;
    }

    private void NoteRefused(long requestId, long nowNs)
    {
        Counters.RequestsRefused++;
        int index = requestId == 0 ? -1 : IndexOf(requestId);
        if (index < 0)
            return;

        _subscriptions[index].RequestId = 0;
        _subscriptions[index].RetryNs = nowNs + _options.RetryNs;
        Tell(index, FeedState.Disconnected, nowNs);
    }

    // Entries were lost, so what is left is no book.
    private void AskAnew(int index, long nowNs)
    {
        Counters.Gaps++;
        Unsubscribe(index, nowNs);
        _subscriptions[index].RetryNs = nowNs;
        Tell(index, FeedState.Gap, nowNs);
    }

    private void Ask(long nowNs)
    {
        if (!_symbols.IsComplete && !_hasAskedForSymbols)
            AskForSymbols(nowNs);

        for (int i = 0; i < _subscriptions.Length; i++)
        {
            ref Subscription subscription = ref _subscriptions[i];
            bool isUnanswered = subscription.RequestId != 0 &&
                subscription.State is FeedState.Syncing or FeedState.Gap or FeedState.Disconnected &&
                nowNs - subscription.LastHeardNs >= _options.RetryNs;
            if (isUnanswered)
                Unsubscribe(i, nowNs);

            if (subscription.RequestId == 0 && nowNs >= subscription.RetryNs && !_symbols[i].IsEmpty)
                Subscribe(i, nowNs);
        }
    }

    private void AskForSymbols(long nowNs)
    {
        if (!Session.TryBeginMessage(OrderEntryTags.SecurityListRequest, nowNs, out FixWriter writer))
            return;

        OrderEntryWriter.WriteSecurityListRequest(ref writer, ++_lastRequestId);
        _hasAskedForSymbols = Session.Commit(ref writer, nowNs);
    }

    private void Subscribe(int index, long nowNs)
    {
        if (!Session.TryBeginMessage(MsgTypes.MarketDataRequest, nowNs, out FixWriter writer))
            return;

        MarketDataRequest.WriteSubscribe(ref writer, ++_lastRequestId, _symbols[index], _options.IsTopOnly);
        if (!Session.Commit(ref writer, nowNs))
            return;

        Counters.SubscriptionsSent++;
        _subscriptions[index].RequestId = _lastRequestId;
        _subscriptions[index].LastHeardNs = nowNs;
    }

    private void Unsubscribe(int index, long nowNs)
    {
        long requestId = _subscriptions[index].RequestId;
        _subscriptions[index].RequestId = 0;
        if (requestId == 0 || !Session.TryBeginMessage(MsgTypes.MarketDataRequest, nowNs, out FixWriter writer))
            return; // What still comes to the old request is left out by its id.

        MarketDataRequest.WriteUnsubscribe(ref writer, requestId, _symbols[index], _options.IsTopOnly);
        Session.Commit(ref writer, nowNs);
    }

    private void JudgeSilence(long nowNs)
    {
        for (int i = 0; i < _subscriptions.Length; i++)
        {
            bool isSilent = _subscriptions[i].State == FeedState.Live &&
                nowNs - _subscriptions[i].LastHeardNs >= _options.StaleAfterNs;
            if (!isSilent)
                continue;

            Counters.StaleCount++;
            Tell(i, FeedState.Stale, nowNs);
        }
    }

    private void Tell(int index, FeedState state, long nowNs)
    {
        if (_subscriptions[index].State == state)
            return;

        _subscriptions[index].State = state;
        var status = new EngineEvent
        {
            ReceiveTimestampNs = nowNs,
            Source = EventSource.Feed,
            SchemaVersion = EngineEvent.CurrentSchemaVersion,
            Kind = EventKind.FeedStatus,
            InstrumentIndex = index,
            Flags = EventFlags.EndOfMessage,
        };
        status.Feed.State = state;
        _waiting.Add(in status);
    }

    private readonly struct Sink(FixMarketDataFeed feed, bool isSnapshot) : IMarketEventSink
    {
        public void OnEvent(in EngineEvent item) => feed.OnDecoded(in item, isSnapshot);
    }
}
