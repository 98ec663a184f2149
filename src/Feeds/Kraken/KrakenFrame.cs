using System;
using System.Diagnostics;
using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>
/// The book messages of one frame, before they are believed: the checksum is judged only once their levels are in the
/// book. Filled by a decoder, emptied with the next frame. One thread; allocates nothing after construction.
/// </summary>
internal sealed class KrakenFrame
{
    /// <summary>Levels of one frame: two sides of the deepest book, four times over.</summary>
    public const int LevelCountMax = 8_192;

    private const int BookCountMax = 64;

    private readonly KrakenLevel[] _levels = new KrakenLevel[LevelCountMax];
    private readonly KrakenBookMessage[] _books = new KrakenBookMessage[BookCountMax];
    private int _levelCount;
    private int _bookCount;
    private int _firstLevel; // Of the book message under way.

    /// <summary>Levels a side of the book that is subscribed to, as far as the venue has said; 0 before.</summary>
    public int BookDepth { get; set; }

    /// <summary>The book messages, in the order of the frame.</summary>
    public ReadOnlySpan<KrakenBookMessage> Books => _books.AsSpan(0, _bookCount);

    /// <summary>The levels of a message, in the order of the frame.</summary>
    public ReadOnlySpan<KrakenLevel> LevelsOf(in KrakenBookMessage book) =>
        _levels.AsSpan(book.FirstLevel, book.LevelCount);

    public void Clear()
    {
        _levelCount = 0;
        _bookCount = 0;
        _firstLevel = 0;
    }

    /// <summary>Adds a level whose tick and lot are not known yet.</summary>
    public FrameVerdict AddLevel(Side side, in WrittenDecimal price, in WrittenDecimal qty)
    {
        if (_levelCount == LevelCountMax)
            return FrameVerdict.NoRoom;

        _levels[_levelCount++] = new KrakenLevel { Side = side, Price = price, Qty = qty };
        return FrameVerdict.Ok;
    }

    /// <summary>Drops the message under way: it is of an instrument that this feed does not carry.</summary>
    public void DropBook() => _levelCount = _firstLevel;

    /// <summary>Ends the message under way, now that it is known whose levels they are.</summary>
    public FrameVerdict CompleteBook(KrakenBookMessage book, Instrument instrument)
    {
        Debug.Assert(book.Position >= 0);
        if (_bookCount == BookCountMax)
            return FrameVerdict.NoRoom;

        foreach (ref KrakenLevel level in _levels.AsSpan(_firstLevel, _levelCount - _firstLevel))
        {
            FrameVerdict verdict = level.Price.ToSteps(instrument.Price, least: 1, out level.Level.PriceTicks);
            if (verdict == FrameVerdict.Ok)
                verdict = level.Qty.ToSteps(instrument.Qty, least: 0, out level.Level.QtyLots);

            if (verdict != FrameVerdict.Ok)
                return verdict;
        }

        book.FirstLevel = _firstLevel;
        book.LevelCount = _levelCount - _firstLevel;
        _books[_bookCount++] = book;
        _firstLevel = _levelCount;
        return FrameVerdict.Ok;
    }
}

/// <summary>One book message: a snapshot or a change of one instrument's book.</summary>
internal struct KrakenBookMessage
{
    public int Position; // Of the instrument, in the feed's symbols.
    public int FirstLevel;
    public int LevelCount;
    public long VenueTimestampNs; // Latest time of any level, or of the message; 0 where none is given.
    public uint Checksum;
    public bool HasChecksum; // The first version's snapshots have none.
    public bool IsSnapshot;
}
