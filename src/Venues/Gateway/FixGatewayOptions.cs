using System.Net;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>Where a gateway connects to and how often it tries. Immutable.</summary>
public sealed class FixGatewayOptions
{
    /// <summary>The broker's address.</summary>
    public required IPEndPoint EndPoint { get; init; }

    /// <summary>What the broker's FIX is like.</summary>
    public VenueDialect Dialect { get; init; } = VenueDialect.Fix44;

    /// <summary>Account(1) of orders, where the dialect has it; empty for none.</summary>
    public string Account { get; init; } = "";

    /// <summary>Wait after the first attempt; doubles with each that fails, and is this again after Ready.</summary>
    public long ReconnectDelayNsMin { get; init; } = 100_000_000;

    /// <summary>Longest wait between two attempts.</summary>
    public long ReconnectDelayNsMax { get; init; } = 5_000_000_000;

    /// <summary>Requests that are remembered for rejects, fills without a symbol and latency; a power of two.</summary>
    public int SentRequestCapacity { get; init; } = 65_536;
}
