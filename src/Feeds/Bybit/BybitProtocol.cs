using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Bybit;

/// <summary>
/// One connection to a Bybit market. Snapshots come in the stream; each change has u one above the one before. Any
/// other u is a gap: the book is unfit, and its topic is left and taken again, which brings a snapshot in one round
/// trip. A snapshot is always taken, also unasked: the venue sends one when it begins its ids anew.
/// Source: Bybit API v5, "Orderbook".
/// </summary>
/// <remarks>
/// <code>
///             OnConnected            snapshot            u is not the previous u + 1
///   Closed ----------------> Syncing ----------> Live ----------------------------------> Gap
///                                                 ^  snapshot (changes are passed over)    |
///                                                 +----------------------------------------+
/// </code>
/// </remarks>
public sealed class BybitProtocol : IVenueProtocol
{
    /// <summary>Events of a snapshot of 1,000 levels a side, the most that Bybit gives.</summary>
    public const int SnapshotEventsMax = 2 * 1_000 / BookUpdate.LevelCountMax;

    private const BybitQuoteParts WholeQuote =
        BybitQuoteParts.BidPrice | BybitQuoteParts.BidQty | BybitQuoteParts.AskPrice | BybitQuoteParts.AskQty;

    private readonly BybitStreams _streams;
    private readonly BybitDecoder _decoder;
    private readonly BookStates _states;
    private readonly RequestQueue _requests;
    private readonly Subscribed[] _instruments;

    /// <param name="symbols">Instruments carried.</param>
    /// <param name="streams">Which market, and how deep.</param>
    /// <param name="counters">Where gaps and snapshots are counted.</param>
    /// <param name="faults">Told of gaps.</param>
    public BybitProtocol(FeedSymbols symbols, BybitStreams streams, FeedCounters counters, FaultReporter faults)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        ArgumentNullException.ThrowIfNull(streams);
        Symbols = symbols;
        Rules = streams.Rules;
        _streams = streams;
        _decoder = new BybitDecoder(symbols);
        Batch = new EventBatch(2 * SnapshotEventsMax + symbols.Count);
        _states = new BookStates(symbols, Batch, counters, faults);
        _requests = new RequestQueue(3 * symbols.Count);
        _instruments = new Subscribed[symbols.Count];
        for (int i = 0; i < _instruments.Length; i++)
            _instruments[i] = new Subscribed(streams, symbols[i].VenueSymbol);
    }

    /// <inheritdoc/>
    public FeedSymbols Symbols { get; }

    /// <inheritdoc/>
    public VenueRules Rules { get; }

    /// <inheritdoc/>
    public EventBatch Batch { get; }

    /// <inheritdoc/>
    public int EventsMax(int frameLengthBytes) => BybitDecoder.EventsMax(frameLengthBytes) + 1;

    /// <inheritdoc/>
    public FeedState StateOf(int position) => _states[position];

    /// <inheritdoc/>
    public void OnConnecting(long timestampNs) => _states.TellAll(FeedState.Connecting, timestampNs);

    /// <inheritdoc/>
    public void OnConnected(long timestampNs)
    {
        _states.TellAll(FeedState.Syncing, timestampNs);
        _requests.Clear();
        foreach (Subscribed instrument in _instruments)
        {
            instrument.HasQuote = false;
            _requests.TryAdd(instrument.SubscribeText);
        }
    }

    /// <inheritdoc/>
    public void OnDisconnected(long timestampNs)
    {
        _requests.Clear();
        _states.TellAll(FeedState.Disconnected, timestampNs);
    }

    /// <inheritdoc/>
    public void OnTick(long nowNs, long staleAfterNs) => _states.OnTick(nowNs, staleAfterNs);

    /// <inheritdoc/>
    public FrameVerdict OnFrame(ReadOnlySpan<byte> bytes, long receiveTimestampNs)
    {
        FrameVerdict verdict = _decoder.DecodeFrame(bytes, receiveTimestampNs, Batch, out BybitFrame frame);
        if (verdict != FrameVerdict.Ok)
            return verdict;

        if (frame.Kind == BybitFrameKind.Ticker)
            TakeTicker(in frame);
        else if (frame.Kind == BybitFrameKind.Book)
            return TakeBook(in frame, receiveTimestampNs);

        return verdict;
    }

    /// <inheritdoc/>
    public bool TryTakeRequest(out ReadOnlyMemory<byte> text) => _requests.TryTake(out text);

    /// <inheritdoc/>
    public Uri StreamUri(Uri webSocketBase) => _streams.StreamUri(webSocketBase);

    private FrameVerdict TakeBook(in BybitFrame frame, long timestampNs)
    {
        if (Batch.Room == 0) // A status may have to be added.
        {
            Batch.TruncateTo(frame.FirstEvent);
            return FrameVerdict.NoRoom;
        }

        Subscribed instrument = _instruments[frame.Position];
        FeedState state = _states[frame.Position];
        bool isSynced = state is FeedState.Live or FeedState.Stale;
        if (frame.IsSnapshot)
        {
            instrument.LastUpdateId = frame.UpdateId;
            instrument.LastSequence = frame.Sequence;
            if (state != FeedState.Live)
                _states.TellLive(frame.Position, timestampNs);
            else
                _states.OnApplied(frame.Position, timestampNs);
        }
        else if (!isSynced)
        {
            Batch.TruncateTo(frame.FirstEvent); // The snapshot that is on its way has it.
        }
        else if (frame.UpdateId == instrument.LastUpdateId + 1)
        {
            instrument.LastUpdateId = frame.UpdateId;
            instrument.LastSequence = frame.Sequence;
            _states.OnApplied(frame.Position, timestampNs);
        }
        else
        {
            Batch.TruncateTo(frame.FirstEvent);
            _states.TellGap(frame.Position, instrument.LastUpdateId + 1, frame.UpdateId, timestampNs);
            _requests.TryAdd(instrument.LeaveBookText);
            _requests.TryAdd(instrument.TakeBookText);
        }

        return FrameVerdict.Ok;
    }

    /// <summary>
    /// A ticker gives what changed; the event gets the rest from the one before, or goes. It has no id to compare with
    /// the book's, so one that the venue puts before the book makes no event either.
    /// </summary>
    private void TakeTicker(in BybitFrame frame)
    {
        if (frame.Given == BybitQuoteParts.None)
            return;

        Subscribed instrument = _instruments[frame.Position];
        bool isOlderThanBook = frame.Sequence != 0 && frame.Sequence < instrument.LastSequence;
        if (!instrument.HasQuote && frame.Given != WholeQuote)
        {
            Batch.TruncateTo(frame.FirstEvent);
            return;
        }

        ref Quote quote = ref Batch[frame.FirstEvent].Quote;
        ref Quote last = ref instrument.Quote;
        if ((frame.Given & BybitQuoteParts.BidPrice) == BybitQuoteParts.None)
            quote.BidPriceTicks = last.BidPriceTicks;

        if ((frame.Given & BybitQuoteParts.BidQty) == BybitQuoteParts.None)
            quote.BidQtyLots = last.BidQtyLots;

        if ((frame.Given & BybitQuoteParts.AskPrice) == BybitQuoteParts.None)
            quote.AskPriceTicks = last.AskPriceTicks;

        if ((frame.Given & BybitQuoteParts.AskQty) == BybitQuoteParts.None)
            quote.AskQtyLots = last.AskQtyLots;

        last = quote;
        instrument.HasQuote = true;
        if (isOlderThanBook)
            Batch.TruncateTo(frame.FirstEvent);
    }

    /// <summary>What is known of one instrument on this connection.</summary>
    private sealed class Subscribed(BybitStreams streams, string symbol)
    {
        public readonly byte[] SubscribeText = streams.SubscribeText(symbol);
        public readonly byte[] LeaveBookText = streams.BookText("unsubscribe", symbol);
        public readonly byte[] TakeBookText = streams.BookText("subscribe", symbol);
        public Quote Quote;
        public bool HasQuote;
        public long LastUpdateId;
        public long LastSequence; // Of the book.
    }
}
