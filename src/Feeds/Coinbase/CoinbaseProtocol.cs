using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Coinbase;

/// <summary>
/// One connection to Coinbase Advanced Trade. Its frames of all channels are numbered without a gap: where a number is
/// missing nobody knows what was lost, so every book is unfit until its channel, left and taken again, has brought a
/// snapshot. Owner: the connection's loop; allocates nothing after construction but the text of a fault.
/// Source: Coinbase Advanced Trade WebSocket, "Sequence Numbers", "Level2 Channel".
/// </summary>
public sealed class CoinbaseProtocol : IVenueProtocol
{
    private const int EventCountMax = 32_768;  // A snapshot of 46,000 levels is 9,200 records.
    private const int ShortestLevelBytes = 50; // {"side":"bid","price_level":1,"new_quantity":1}, and a comma.
    private const int ShortestTradeBytes = 80;

    private readonly CoinbaseDecoder _decoder;
    private readonly StreamSync _sync;
    private long _lastSequence;

    /// <param name="symbols">Instruments carried, by names like BTC-USD.</param>
    /// <param name="counters">Where gaps and snapshots are counted.</param>
    /// <param name="faults">Told of gaps.</param>
    public CoinbaseProtocol(FeedSymbols symbols, FeedCounters counters, FaultReporter faults)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        Symbols = symbols;
        Batch = new EventBatch(EventCountMax + symbols.Count);
        _decoder = new CoinbaseDecoder(symbols);
        var states = new BookStates(symbols, Batch, counters, faults);
        _sync = new StreamSync(symbols, CoinbaseVenue.SubscriptionsOf(symbols), states);
    }

    /// <inheritdoc/>
    public FeedSymbols Symbols { get; }

    /// <inheritdoc/>
    public VenueRules Rules => CoinbaseVenue.Rules;

    /// <inheritdoc/>
    public EventBatch Batch { get; }

    /// <summary>Levels may change sides one by one; a trade is a record of its own.</summary>
    public int EventsMax(int frameLengthBytes) =>
        frameLengthBytes / Math.Min(ShortestLevelBytes, ShortestTradeBytes) + 2 * Symbols.Count + 2;

    /// <inheritdoc/>
    public FeedState StateOf(int position) => _sync.StateOf(position);

    /// <inheritdoc/>
    public void OnConnecting(long timestampNs) => _sync.OnConnecting(timestampNs);

    /// <inheritdoc/>
    public void OnConnected(long timestampNs)
    {
        _lastSequence = -1;
        _sync.OnConnected(timestampNs);
    }

    /// <inheritdoc/>
    public void OnDisconnected(long timestampNs) => _sync.OnDisconnected(timestampNs);

    /// <inheritdoc/>
    public void OnTick(long nowNs, long staleAfterNs) => _sync.OnTick(nowNs, staleAfterNs);

    /// <inheritdoc/>
    public FrameVerdict OnFrame(ReadOnlySpan<byte> bytes, long receiveTimestampNs)
    {
        _sync.OnFrame(receiveTimestampNs);
        int firstEvent = Batch.Count;
        FrameVerdict verdict = _decoder.DecodeFrame(bytes, receiveTimestampNs, Batch);
        CoinbaseFrame frame = _decoder.Frame;
        if (verdict == FrameVerdict.Ok && Batch.Room < Symbols.Count + frame.Books.Length)
        {
            Batch.TruncateTo(firstEvent); // Statuses may have to be added.
            frame.ClearBooks();
            verdict = FrameVerdict.NoRoom;
        }

        // One whose channel could not be read may have been the book's.
        bool isBookLost = verdict.IsRefusal() && frame.Channel is CoinbaseChannel.Level2 or CoinbaseChannel.None;
        if (frame.Sequence >= 0)
            Follow(frame.Sequence, isBookLost, receiveTimestampNs);

        TakeBooks(frame, receiveTimestampNs);
        return verdict;
    }

    /// <inheritdoc/>
    public bool TryTakeRequest(out ReadOnlyMemory<byte> text) => _sync.TryTakeRequest(out text);

    /// <inheritdoc/>
    public Uri StreamUri(Uri webSocketBase) => webSocketBase;

    private void Follow(long sequence, bool isBookLost, long timestampNs)
    {
        long expected = _lastSequence < 0 ? sequence : _lastSequence + 1; // The first frame may have any number.
        _lastSequence = sequence;
        if (sequence != expected || isBookLost)
            _sync.BreakAll(expected, sequence, timestampNs);
    }

    /// <summary>From the last to the first, so that taking out a message leaves the places of those before.</summary>
    private void TakeBooks(CoinbaseFrame frame, long timestampNs)
    {
        for (int i = frame.Books.Length - 1; i >= 0; i--)
        {
            CoinbaseBookMessage book = frame.Books[i];
            if (!book.IsSnapshot && !_sync.IsLive(book.Position) && !HasSnapshotBefore(frame.Books[..i], book.Position))
                Batch.Remove(book.FirstEvent, book.EventCount);
        }

        foreach (ref readonly CoinbaseBookMessage book in frame.Books)
        {
            if (book.IsSnapshot)
                _sync.OnSnapshot(book.Position, timestampNs);
        }
    }

    private static bool HasSnapshotBefore(ReadOnlySpan<CoinbaseBookMessage> books, int position)
    {
        foreach (ref readonly CoinbaseBookMessage book in books)
        {
            if (book.IsSnapshot && book.Position == position)
                return true;
        }

        return false;
    }
}
