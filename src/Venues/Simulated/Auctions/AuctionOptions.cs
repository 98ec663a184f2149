namespace LowLatencyEngine.Venues.Simulated.Auctions;

/// <summary>
/// When the venue's auctions are. Times count from its start, ns; a call that has no length ends when the venue is told
/// to begin another phase.
/// </summary>
public sealed record AuctionOptions
{
    /// <summary>The venue starts in the call of its opening auction.</summary>
    public bool HasOpening { get; init; }

    /// <summary>How long that call lasts; 0 until told.</summary>
    public long OpeningNs { get; init; }

    /// <summary>When the call of the closing auction begins; 0 when told.</summary>
    public long ClosingFromNs { get; init; }

    /// <summary>How long that call lasts; 0 until told.</summary>
    public long ClosingNs { get; init; }
}

/// <summary>What the venue does with orders.</summary>
public enum VenuePhase
{
    /// <summary>They match as they come.</summary>
    Continuous = 0,

    /// <summary>They gather for the opening auction.</summary>
    OpeningCall = 1,

    /// <summary>They gather for the closing auction.</summary>
    ClosingCall = 2,

    /// <summary>None are taken.</summary>
    Closed = 3,
}
