namespace LowLatencyEngine.Venues.MarketData;

/// <summary>What market data over FIX has seen since its construction. Written by the session's thread.</summary>
public sealed class FixMarketDataCounters
{
    /// <summary>MarketDataSnapshotFullRefresh(W) and MarketDataIncrementalRefresh(X).</summary>
    public long MessagesReceived { get; internal set; }

    public long EventsMade { get; internal set; }

    public long SubscriptionsSent { get; internal set; }

    /// <summary>MarketDataRequestReject(Y), and rejects of the request itself.</summary>
    public long RequestsRefused { get; internal set; }

    /// <summary>Changes that came before their snapshot, or to an earlier request.</summary>
    public long EventsDropped { get; internal set; }

    /// <summary>Times that a book was found to lack entries and was asked for anew.</summary>
    public long Gaps { get; internal set; }

    /// <summary>Times that an instrument fell silent.</summary>
    public long StaleCount { get; internal set; }

    /// <summary>Times that the inbound ring had no room.</summary>
    public long RingFull { get; internal set; }
}
