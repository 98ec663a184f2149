namespace LowLatencyEngine.Feeds.KrakenFutures;

/// <summary>What one frame said besides its events.</summary>
/// <param name="Kind">Which of the feeds it was; None where that was not found out.</param>
/// <param name="Position">Of the instrument in the feed's symbols, -1 where it carries none of this name.</param>
/// <param name="Sequence">Number of a book message, one above the product's one before.</param>
/// <param name="FirstEvent">Index in the batch of the frame's first event; the frame's are the batch's last.</param>
internal readonly record struct KrakenFuturesFrame(KrakenFuturesKind Kind, int Position, long Sequence, int FirstEvent);

/// <summary>Feeds that the decoder knows.</summary>
internal enum KrakenFuturesKind : byte
{
    None = 0,
    BookSnapshot = 1,
    Book = 2,
    Trade = 3,
    Ticker = 4,

    /// <summary>Without anything for the engine: trades before the subscription, a ticker without quantities.</summary>
    Nothing = 5,

    /// <summary>Heartbeat and answers.</summary>
    Notice = 6,
}
