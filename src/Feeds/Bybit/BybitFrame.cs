using System;

namespace LowLatencyEngine.Feeds.Bybit;

/// <summary>What one frame said besides its events.</summary>
/// <param name="Kind">Which of the formats it was.</param>
/// <param name="Position">Of the instrument in the feed's symbols; -1 for an answer.</param>
/// <param name="IsSnapshot">A whole state rather than a change of it.</param>
/// <param name="UpdateId">u of a book; 0 of anything else.</param>
/// <param name="Sequence">The venue's own order across its streams: seq of a book, cs of a ticker where it has one;
/// else 0.</param>
public readonly record struct BybitFrame(
    BybitFrameKind Kind,
    int Position,
    bool IsSnapshot,
    long UpdateId,
    long Sequence)
{
    /// <summary>Index in the batch of the frame's first event; the frame's events are the batch's last.</summary>
    public int FirstEvent { get; init; }

    /// <summary>Of a ticker: which parts of the quote it gave.</summary>
    public BybitQuoteParts Given { get; init; }
}

/// <summary>Formats the decoder knows.</summary>
public enum BybitFrameKind : byte
{
    None = 0,
    Book = 1,
    Trades = 2,
    Ticker = 3,
    Answer = 4,
}

/// <summary>Parts of a quote that a ticker gives; the rest is as it was.</summary>
[Flags]
public enum BybitQuoteParts : byte
{
    None = 0,
    BidPrice = 1,
    BidQty = 2,
    AskPrice = 4,
    AskQty = 8,
}
