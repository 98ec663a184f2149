using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.MarketData;

/// <summary>What is known of one instrument's market data.</summary>
internal struct Subscription
{
    public long RequestId;  // MDReqID(262) of the request that counts; 0 where none is out.
    public long LastHeardNs; // When its data came last, or when it was asked for.
    public long RetryNs;    // Not before this may it be asked for.
    public FeedState State; // As it was told last.
}
