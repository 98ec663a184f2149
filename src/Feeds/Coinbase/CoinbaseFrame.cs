using System;

namespace LowLatencyEngine.Feeds.Coinbase;

/// <summary>
/// What one frame said besides its events, and which of them belong to which book message. Filled by the decoder,
/// emptied with the next frame. One thread; allocates nothing after construction.
/// </summary>
internal sealed class CoinbaseFrame
{
    private const int BookCountMax = 256;

    private readonly CoinbaseBookMessage[] _books = new CoinbaseBookMessage[BookCountMax];
    private int _bookCount;

    /// <summary>Number of the frame on its connection, also of a refused one; -1 where it could not be read.</summary>
    public long Sequence { get; set; }

    /// <summary>Channel of the frame, also of a refused one.</summary>
    public CoinbaseChannel Channel { get; set; }

    /// <summary>The book messages, in the order of the frame.</summary>
    public ReadOnlySpan<CoinbaseBookMessage> Books => _books.AsSpan(0, _bookCount);

    public void Clear()
    {
        Sequence = -1;
        Channel = CoinbaseChannel.None;
        _bookCount = 0;
    }

    /// <summary>Forgets the book messages: the frame is refused.</summary>
    public void ClearBooks() => _bookCount = 0;

    public FrameVerdict AddBook(in CoinbaseBookMessage book)
    {
        if (_bookCount == BookCountMax)
            return FrameVerdict.NoRoom;

        _books[_bookCount++] = book;
        return FrameVerdict.Ok;
    }
}

/// <summary>One book message: a snapshot or a change of one product's book.</summary>
/// <param name="Position">Of the instrument in the feed's symbols.</param>
/// <param name="FirstEvent">Index in the batch of its first record.</param>
/// <param name="EventCount">Number of its records.</param>
/// <param name="IsSnapshot">Whether it is the whole book.</param>
internal readonly record struct CoinbaseBookMessage(int Position, int FirstEvent, int EventCount, bool IsSnapshot);

/// <summary>Channels by what is to be done with them.</summary>
internal enum CoinbaseChannel : byte
{
    None = 0,
    Level2 = 1,
    MarketTrades = 2,
    Ticker = 3,

    /// <summary>Understood, and nothing in it for the engine: heartbeats, subscriptions, status, candles.</summary>
    Notice = 4,

    /// <summary>One that nobody asked for.</summary>
    Unknown = 5,
}
