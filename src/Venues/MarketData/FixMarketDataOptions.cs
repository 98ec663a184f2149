using System.Collections.Generic;
using System.Net;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.Gateway;

namespace LowLatencyEngine.Venues.MarketData;

/// <summary>Where market data over FIX comes from and what is asked for. Immutable.</summary>
public sealed record FixMarketDataOptions
{
    /// <summary>
    /// Longest message of the session: a snapshot of a whole book is one message, and each of its entries has at least
    /// 16 bytes.
    /// </summary>
    public const int MessageSizeBytesMax = 1 << 20;

    /// <summary>Addresses of the venue, in the order in which they are tried.</summary>
    public required IReadOnlyList<IPEndPoint> EndPoints { get; init; }

    /// <summary>How the connection is encrypted; null for plain TCP.</summary>
    public FixTlsOptions? Tls { get; init; }

    /// <summary>When and how often it connects again.</summary>
    public ReconnectRules Reconnect { get; init; } = new();

    /// <summary>Symbol(55) is a number of the venue's, named by SecurityList(y).</summary>
    public bool SymbolsAreIds { get; init; }

    /// <summary>What the venue is asked for, by dense index; null for every instrument.</summary>
    public IReadOnlyList<int>? InstrumentIndexes { get; init; }

    /// <summary>Best prices instead of whole books.</summary>
    public bool IsTopOnly { get; init; }

    /// <summary>Silence of an instrument after which it is unfit.</summary>
    public long StaleAfterNs { get; init; } = 10_000_000_000;

    /// <summary>Wait before a refused or unanswered subscription is tried again.</summary>
    public long RetryNs { get; init; } = 5_000_000_000;
}
