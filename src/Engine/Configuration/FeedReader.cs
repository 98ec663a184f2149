using System;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>Reads `feed`: where market data comes from, a WebSocket venue or a FIX session. Set-up only.</summary>
internal static class FeedReader
{
    private const long NsPerSecond = 1_000_000_000;
    private const string FixPath = "feed.fix";

    private static readonly Uri NoWebSocket = new("ws://127.0.0.1:9"); // Made, never run: FIX takes its place.
    private static readonly Uri NoRest = new("http://127.0.0.1:9");

    public static FeedConfiguration Read(ConfigurationReader reader)
    {
        bool isFix = reader.Has(FixPath);
        return new FeedConfiguration(
            isFix ? NoWebSocket : reader.Address("feed.webSocket", "ws", "wss"),
            isFix ? NoRest : reader.Address("feed.rest", "http", "https"),
            reader.Integer("feed.staleAfterSeconds", 1, 3_600, 10) * NsPerSecond,
            reader.Integer("feed.retryMostSeconds", 1, 3_600, 30) * NsPerSecond)
        {
            Fix = isFix ? VenueReader.Read(reader, FixPath) : null,
            IsTopOnly = isFix && reader.Flag("feed.topOnly", false),
        };
    }
}
