using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.KrakenFutures;

/// <summary>
/// One connection to Kraken Futures. Snapshots come in the stream; each change of a product's book has a seq one above
/// the one before. Any other seq is a gap: the book is unfit, and its feed is left and taken again, which brings a
/// snapshot. Owner: the connection's loop; allocates nothing after construction but the text of a fault.
/// Source: Kraken Futures WebSocket API v1, "Book".
/// </summary>
public sealed class KrakenFuturesProtocol : IVenueProtocol
{
    private const int EventCountMax = 8_192;
    private const int ShortestLevelBytes = 21; // {"price":1,"qty":1} and a comma, less what JSON may leave out.

    private readonly KrakenFuturesDecoder _decoder;
    private readonly StreamSync _sync;
    private readonly long[] _lastSequences;

    /// <param name="symbols">Instruments carried, by names like PI_XBTUSD.</param>
    /// <param name="counters">Where gaps and snapshots are counted.</param>
    /// <param name="faults">Told of gaps.</param>
    public KrakenFuturesProtocol(FeedSymbols symbols, FeedCounters counters, FaultReporter faults)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        Symbols = symbols;
        Batch = new EventBatch(EventCountMax + symbols.Count);
        _decoder = new KrakenFuturesDecoder(symbols);
        _lastSequences = new long[symbols.Count];
        var states = new BookStates(symbols, Batch, counters, faults);
        _sync = new StreamSync(symbols, KrakenFuturesVenue.SubscriptionsOf(symbols), states);
    }

    /// <inheritdoc/>
    public FeedSymbols Symbols { get; }

    /// <inheritdoc/>
    public VenueRules Rules => KrakenFuturesVenue.Rules;

    /// <inheritdoc/>
    public EventBatch Batch { get; }

    /// <inheritdoc/>
    public int EventsMax(int frameLengthBytes) =>
        frameLengthBytes / (ShortestLevelBytes * BookUpdate.LevelCountMax) + Symbols.Count + 2;

    /// <inheritdoc/>
    public FeedState StateOf(int position) => _sync.StateOf(position);

    /// <inheritdoc/>
    public void OnConnecting(long timestampNs) => _sync.OnConnecting(timestampNs);

    /// <inheritdoc/>
    public void OnConnected(long timestampNs) => _sync.OnConnected(timestampNs);

    /// <inheritdoc/>
    public void OnDisconnected(long timestampNs) => _sync.OnDisconnected(timestampNs);

    /// <inheritdoc/>
    public void OnTick(long nowNs, long staleAfterNs) => _sync.OnTick(nowNs, staleAfterNs);

    /// <inheritdoc/>
    public FrameVerdict OnFrame(ReadOnlySpan<byte> bytes, long receiveTimestampNs)
    {
        _sync.OnFrame(receiveTimestampNs);
        FrameVerdict verdict = _decoder.DecodeFrame(bytes, receiveTimestampNs, Batch, out KrakenFuturesFrame frame);
        if (verdict != FrameVerdict.Ok)
            return verdict; // If it changed a book, that book's next change shows the gap.

        if (Batch.Room == 0) // A status may have to be added.
        {
            Batch.TruncateTo(frame.FirstEvent);
            return FrameVerdict.NoRoom;
        }

        if (frame.Kind == KrakenFuturesKind.BookSnapshot)
        {
            _lastSequences[frame.Position] = frame.Sequence;
            _sync.OnSnapshot(frame.Position, receiveTimestampNs);
        }
        else if (frame.Kind == KrakenFuturesKind.Book)
        {
            TakeChange(in frame, receiveTimestampNs);
        }

        return verdict;
    }

    /// <inheritdoc/>
    public bool TryTakeRequest(out ReadOnlyMemory<byte> text) => _sync.TryTakeRequest(out text);

    /// <inheritdoc/>
    public Uri StreamUri(Uri webSocketBase)
    {
        ArgumentNullException.ThrowIfNull(webSocketBase);
        return new Uri(webSocketBase.AbsoluteUri.TrimEnd('/') + "/ws/v1");
    }

    private void TakeChange(in KrakenFuturesFrame frame, long timestampNs)
    {
        ref long last = ref _lastSequences[frame.Position];
        bool isNext = frame.Sequence == last + 1;
        if (isNext && _sync.IsLive(frame.Position))
        {
            last = frame.Sequence;
            return;
        }

        Batch.TruncateTo(frame.FirstEvent);
        _sync.Break(frame.Position, expectedId: last + 1, receivedId: frame.Sequence, timestampNs);
    }
}
