using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>What a frame of the market says.</summary>
public enum MarketMessageKind
{
    None = 0,

    /// <summary>A frame the venue passes on but does not read: a stream or a symbol it does not know.</summary>
    Other = 1,
    Depth = 2,
    Ticker = 3,
    Trade = 4,
    Snapshot = 5,
}

/// <summary>
/// One decoded frame, reused from frame to frame. Which fields mean something depends on <see cref="Kind"/>.
/// </summary>
public sealed class MarketMessage
{
    private long? _previousUpdateId;

    public MarketMessageKind Kind { get; set; }

    /// <summary>
    /// Of the instrument table; -1 for a snapshot (it names no symbol) and for <see cref="MarketMessageKind.Other"/>.
    /// </summary>
    public int InstrumentIndex { get; set; } = -1;

    /// <summary>Depth: U, the id of its first change.</summary>
    public long FirstUpdateId { get; set; }

    /// <summary>Depth: the u before it; futures give it as pu, on spot it is U - 1.</summary>
    public long PreviousUpdateId
    {
        get => _previousUpdateId ?? FirstUpdateId - 1;
        set => _previousUpdateId = value;
    }

    /// <summary>Depth and ticker: u, the id of the last change. Snapshot: lastUpdateId.</summary>
    public long LastUpdateId { get; set; }

    /// <summary>Ticker: the best bid.</summary>
    public BookLevel Bid { get; set; }

    /// <summary>Ticker: the best ask.</summary>
    public BookLevel Ask { get; set; }

    /// <summary>Trade: its price and quantity.</summary>
    public BookLevel Trade { get; set; }

    /// <summary>Trade: the side that took.</summary>
    public Side Aggressor { get; set; }

    /// <summary>Depth and snapshot.</summary>
    public List<BookLevel> Bids { get; } = [];

    /// <summary>Depth and snapshot.</summary>
    public List<BookLevel> Asks { get; } = [];

    public void Clear()
    {
        Kind = MarketMessageKind.None;
        InstrumentIndex = -1;
        FirstUpdateId = 0;
        _previousUpdateId = null;
        LastUpdateId = 0;
        Bid = default;
        Ask = default;
        Trade = default;
        Aggressor = Side.None;
        Bids.Clear();
        Asks.Clear();
    }
}
