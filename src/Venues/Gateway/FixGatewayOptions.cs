using System.Collections.Generic;
using System.Net;
using LowLatencyEngine.Fix;
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

    /// <summary>
    /// Whether the account of each strategy hedges, the operator's last: then orders carry PositionEffect(77) where the
    /// dialect has it. Empty: none does.
    /// </summary>
    public IReadOnlyList<bool> Hedges { get; init; } = [];

    /// <summary>What keeps our own orders from meeting at the venue; null where it is not asked to.</summary>
    public SelfTradeTags? SelfTrades { get; init; }

    /// <summary>Addresses that are tried after <see cref="EndPoint"/>, in this order.</summary>
    public IReadOnlyList<IPEndPoint> BackupEndPoints { get; init; } = [];

    /// <summary>How the connection is encrypted; null for plain TCP.</summary>
    public FixTlsOptions? Tls { get; init; }

    /// <summary>When and how often it connects again.</summary>
    public ReconnectRules Reconnect { get; init; } = new();

    /// <summary>Requests that are remembered for rejects, fills without a symbol and latency; a power of two.</summary>
    public int SentRequestCapacity { get; init; } = 65_536;
}
