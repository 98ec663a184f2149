using System;
using System.Collections.Generic;
using LowLatencyEngine.Feeds;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>The section "feed" of a configuration.</summary>
internal static class FeedReader
{
    private const long NsPerSecond = 1_000_000_000;

    public static FeedConfiguration Read(ConfigurationReader reader)
    {
        string venue = reader.Text("feed.venue", VenueCatalog.Names[0]);
        if (!new List<string>(VenueCatalog.Names).Contains(venue))
            reader.Refuse("feed.venue", "one of " + string.Join(", ", VenueCatalog.Names));

        Uri webSocket = reader.Address("feed.webSocket", "ws", "wss");

        // A venue that sends its snapshots in the stream has no address for them.
        bool needsRest = venue.StartsWith("binance", StringComparison.Ordinal) || reader.Has("feed.rest");
        Uri rest = needsRest ? reader.Address("feed.rest", "http", "https") : new Uri("http://127.0.0.1");
        return new FeedConfiguration(
            venue,
            webSocket,
            rest,
            reader.Integer("feed.staleAfterSeconds", 1, 3_600, 10) * NsPerSecond,
            reader.Integer("feed.retryMostSeconds", 1, 3_600, 30) * NsPerSecond);
    }
}
