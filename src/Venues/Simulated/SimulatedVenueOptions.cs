using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Simulated.Auctions;
using LowLatencyEngine.Venues.Simulated.MarketData;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>Everything a simulated venue is told. Ports are on 127.0.0.1; 0 takes a free one.</summary>
public sealed record SimulatedVenueOptions
{
    public required InstrumentTable Instruments { get; init; }

    public required PlaybackOptions Playback { get; init; }

    /// <summary>WebSocket and REST.</summary>
    public int MarketDataPort { get; init; }

    /// <summary>FIX.</summary>
    public int OrderPort { get; init; }

    /// <summary>Market data over FIX, beside WebSocket; null for none.</summary>
    public QuoteOptions? Quotes { get; init; }

    /// <summary>Copies of executions on a FIX session of their own; null for none.</summary>
    public DropCopyOptions? DropCopy { get; init; }

    /// <summary>SenderCompID(49) of the venue.</summary>
    public string VenueCompId { get; init; } = "SIM";

    /// <summary>SenderCompID(49) of the one client.</summary>
    public string ClientCompId { get; init; } = "LLE";

    /// <summary>Fee of a resting order's fill, millionths of its value; one basis point is 100.</summary>
    public int MakerFeePpm { get; init; }

    /// <summary>Fee of an incoming order's fill, millionths of its value; one basis point is 100.</summary>
    public int TakerFeePpm { get; init; }

    /// <summary>
    /// Where the venue writes its own account of orders and reports; null for nowhere. An old file is replaced.
    /// </summary>
    public string? LogPath { get; init; }

    /// <summary>Messages kept for a client that asks for them again; older ones become a gap fill.</summary>
    public int KeptMessageCount { get; init; } = 65_536;

    /// <summary>When orders gather for auctions; null for continuous trading alone.</summary>
    public AuctionOptions? Auctions { get; init; }

    public SimulatedFaults Faults { get; init; } = new();

    /// <summary>Time of the pace and of all stamps.</summary>
    public IClock Clock { get; init; } = new SystemClock();
}
