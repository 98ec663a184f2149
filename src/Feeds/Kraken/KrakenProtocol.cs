using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>
/// One connection to Kraken's spot market, in either version of its language. A book is kept as deep as it was
/// subscribed to, levels that fall out of it are deleted for those behind, and after every message its checksum must
/// be the venue's: else the message leaves no event, the book is unfit, and it is subscribed to anew. Owner: the
/// connection's loop; allocates nothing after construction but the text of a fault.
/// Source: Kraken WebSocket API v1 and v2, "Book", "Calculate book checksum".
/// </summary>
/// <remarks>
/// The checksum covers the ten best levels a side. A change further out that never arrived shows when it comes among
/// those; one that arrived and was refused breaks the book at once.
/// </remarks>
public sealed class KrakenProtocol : IVenueProtocol
{
    private const int SpareEvents = 64;

    private readonly KrakenFrame _frame = new();
    private readonly IKrakenDecoder _decoder;
    private readonly KrakenBook[] _books;
    private readonly StreamSync _sync;
    private readonly int _depthAskedFor;
    private readonly bool _isFirstVersion;
    private readonly KrakenLevel[] _pushedOut = new KrakenLevel[KrakenFrame.LevelCountMax];

    internal KrakenProtocol(
        FeedSymbols symbols, KrakenChannels channels, FeedCounters counters, FaultReporter faults)
    {
        Symbols = symbols;
        Rules = channels.Rules;
        Batch = new EventBatch(2 * KrakenFrame.LevelCountMax + symbols.Count + SpareEvents);
        _isFirstVersion = channels.Version == KrakenVersion.V1;
        _decoder = _isFirstVersion
            ? new KrakenV1Decoder(symbols, _frame)
            : new KrakenDecoder(symbols, _frame);
        _books = new KrakenBook[symbols.Count];
        for (int i = 0; i < _books.Length; i++)
            _books[i] = new KrakenBook();

        _depthAskedFor = channels.BookDepth;
        var states = new BookStates(symbols, Batch, counters, faults);
        _sync = new StreamSync(symbols, channels.SubscriptionsOf(symbols), states);
    }

    /// <inheritdoc/>
    public FeedSymbols Symbols { get; }

    /// <inheritdoc/>
    public VenueRules Rules { get; }

    /// <inheritdoc/>
    public EventBatch Batch { get; }

    /// <summary>
    /// The shortest level is fourteen bytes, and each may push another out; alone in its record in the worst case.
    /// </summary>
    public int EventsMax(int frameLengthBytes) => frameLengthBytes / 7 + Symbols.Count + 2;

    /// <inheritdoc/>
    public FeedState StateOf(int position) => _sync.StateOf(position);

    /// <inheritdoc/>
    public void OnConnecting(long timestampNs) => _sync.OnConnecting(timestampNs);

    /// <inheritdoc/>
    public void OnConnected(long timestampNs)
    {
        _frame.BookDepth = 0;
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
        FrameVerdict verdict = _decoder.Decode(bytes, receiveTimestampNs, Batch);
        if (verdict == FrameVerdict.Ok && Batch.Room < RoomFor(_frame.Books))
        {
            Batch.TruncateTo(firstEvent);
            verdict = FrameVerdict.NoRoom;
        }

        if (verdict == FrameVerdict.Ok)
        {
            foreach (ref readonly KrakenBookMessage book in _frame.Books)
                Take(in book, receiveTimestampNs);
        }
        else if (IsUnread(verdict) && _decoder.LastChannel is (KrakenChannel.None or KrakenChannel.Book))
        {
            _sync.BreakAll(0, 0, receiveTimestampNs);
        }

        return verdict;
    }

    /// <inheritdoc/>
    public bool TryTakeRequest(out ReadOnlyMemory<byte> text) => _sync.TryTakeRequest(out text);

    /// <inheritdoc/>
    public Uri StreamUri(Uri webSocketBase) => KrakenChannels.StreamUri(webSocketBase, Rules);

    // A frame that could not be read may have changed any book, unless it is known to be of another channel.
    private static bool IsUnread(FrameVerdict verdict) => verdict
        is FrameVerdict.Malformed or FrameVerdict.NumberDoesNotFit or FrameVerdict.ValueOutOfRange
        or FrameVerdict.NoRoom;

    private int RoomFor(ReadOnlySpan<KrakenBookMessage> books)
    {
        int room = Symbols.Count;
        foreach (ref readonly KrakenBookMessage book in books)
            room += 2 * book.LevelCount + 2;

        return room;
    }

    private void Take(in KrakenBookMessage book, long receiveTimestampNs)
    {
        if (!book.IsSnapshot && !_sync.IsLive(book.Position))
            return; // It waits for its snapshot.

        KrakenBook own = _books[book.Position];
        if (book.IsSnapshot)
            own.Clear(DepthOf(in book));

        int firstEvent = Batch.Count;
        Write(in book, own, receiveTimestampNs);
        if (!IsVenues(in book, own))
        {
            Batch.TruncateTo(firstEvent);
            long ownChecksum = own.Checksum(isPadded: false);
            _sync.Break(book.Position, expectedId: ownChecksum, receivedId: book.Checksum, receiveTimestampNs);
        }
        else if (book.IsSnapshot)
        {
            _sync.OnSnapshot(book.Position, receiveTimestampNs);
        }
    }

    /// <summary>Only a snapshot of the first version has no checksum to be held against.</summary>
    private bool IsVenues(in KrakenBookMessage book, KrakenBook own) =>
        book.HasChecksum ? own.Matches(book.Checksum) : book.IsSnapshot && _isFirstVersion;

    private int DepthOf(in KrakenBookMessage snapshot)
    {
        if (_frame.BookDepth > 0)
            return _frame.BookDepth;

        int bidCount = 0;
        foreach (ref readonly KrakenLevel level in _frame.LevelsOf(in snapshot))
            bidCount += level.Side == Side.Buy ? 1 : 0;

        return KrakenDepth.OfSnapshot(Math.Max(bidCount, snapshot.LevelCount - bidCount), _depthAskedFor);
    }

    private void Write(in KrakenBookMessage book, KrakenBook own, long receiveTimestampNs)
    {
        var writer = new BookWriter(Batch, Symbols[book.Position], receiveTimestampNs);
        int pushedOutCount = 0;
        foreach (ref readonly KrakenLevel level in _frame.LevelsOf(in book))
        {
            writer.TryAdd(level.Side, in level.Level);
            if (own.Set(in level, out KrakenLevel pushedOut))
                _pushedOut[pushedOutCount++] = pushedOut;
        }

        // Behind all the levels: one that fell out may come back within the same message.
        foreach (ref readonly KrakenLevel level in _pushedOut.AsSpan(0, pushedOutCount))
        {
            Level deleted = level.Level with { QtyLots = own.QtyLotsAt(level.Side, level.Level.PriceTicks) };
            if (deleted.QtyLots == 0)
                writer.TryAdd(level.Side, in deleted);
        }

        writer.Complete(updateId: 0, book.VenueTimestampNs, book.IsSnapshot);
    }
}
