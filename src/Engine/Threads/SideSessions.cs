using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;
using LowLatencyEngine.Venues.Gateway;
using LowLatencyEngine.Venues.MarketData;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// FIX sessions beside the one for orders, polled by the same thread: market data, and copies of executions. Allocates
/// only when one connects.
/// </summary>
/// <param name="feeds">Market data over FIX.</param>
/// <param name="copies">The drop copy; null for none.</param>
internal sealed class SideSessions(FixMarketDataFeed[] feeds, FixDropCopy? copies)
{
    /// <summary>All have ended after <see cref="LogOut"/>.</summary>
    public bool AreClosed => Array.TrueForAll(feeds, feed => feed.IsClosed) && copies is null or { IsClosed: true };

    /// <returns>True where anything moved.</returns>
    public bool Poll(long nowNs, RingBuffer<EngineEvent> inbound)
    {
        bool hasMoved = copies?.Poll(nowNs, inbound) ?? false;
        foreach (FixMarketDataFeed feed in feeds)
            hasMoved |= feed.Poll(nowNs, inbound);

        return hasMoved;
    }

    /// <summary>Ends all in order; poll until <see cref="AreClosed"/>.</summary>
    public void LogOut(long nowNs)
    {
        copies?.LogOut(nowNs);
        foreach (FixMarketDataFeed feed in feeds)
            feed.LogOut(nowNs);
    }
}
