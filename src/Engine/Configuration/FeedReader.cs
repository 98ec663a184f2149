using System;
using System.Collections.Generic;
using LowLatencyEngine.Feeds;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>Reads `feed`: where market data comes from, a WebSocket venue or a FIX session. Set-up only.</summary>
internal static class FeedReader
{
    private const long NsPerSecond = 1_000_000_000;
    private const string FixPath = "feed.fix";

    private static readonly Uri NoWebSocket = new("ws://127.0.0.1:9"); // Never dialled: FIX takes its place.
    private static readonly Uri NoRest = new("http://127.0.0.1:9");

    public static FeedConfiguration Read(ConfigurationReader reader)
    {
        string venue = reader.Text("feed.venue", VenueCatalog.Names[0]);
        if (!new List<string>(VenueCatalog.Names).Contains(venue))
            reader.Refuse("feed.venue", "one of " + string.Join(", ", VenueCatalog.Names));

        // A venue that sends its snapshots in the stream has no address for them.
        bool isFix = reader.Has(FixPath);
        bool needsRest = !isFix && (venue.StartsWith("binance", StringComparison.Ordinal) || reader.Has("feed.rest"));
        var feed = new FeedConfiguration(
            venue,
            isFix ? NoWebSocket : reader.Address("feed.webSocket", "ws", "wss"),
            needsRest ? reader.Address("feed.rest", "http", "https") : NoRest,
            reader.Integer("feed.staleAfterSeconds", 1, 3_600, 10) * NsPerSecond,
            reader.Integer("feed.retryMostSeconds", 1, 3_600, 30) * NsPerSecond)
        {
            Fix = isFix ? VenueReader.Read(reader, FixPath) : null,
            IsTopOnly = isFix && reader.Flag("feed.topOnly", false),
        };
        return FeedTlsReader.Read(reader, feed);
    }
}
