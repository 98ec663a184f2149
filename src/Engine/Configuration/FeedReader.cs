using System;
using System.Collections.Generic;
using LowLatencyEngine.Feeds;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>Reads one feed: where market data comes from, a WebSocket venue or a FIX session. Set-up only.</summary>
internal static class FeedReader
{
    private const long NsPerSecond = 1_000_000_000;
    private const int NameLengthMax = 24;

    private static readonly Uri NoWebSocket = new("ws://127.0.0.1:9"); // Never dialled: FIX takes its place.
    private static readonly Uri NoRest = new("http://127.0.0.1:9");

    /// <param name="reader">The configuration.</param>
    /// <param name="path">Of the feed's object.</param>
    public static FeedConfiguration Read(ConfigurationReader reader, string path)
    {
        string venue = reader.Text($"{path}.venue", VenueCatalog.Names[0]);
        if (!new List<string>(VenueCatalog.Names).Contains(venue))
            reader.Refuse($"{path}.venue", "one of " + string.Join(", ", VenueCatalog.Names));

        // A venue that sends its snapshots in the stream has no address for them.
        string rest = $"{path}.rest";
        bool isFix = reader.Has($"{path}.fix");
        bool needsRest = !isFix && (venue.StartsWith("binance", StringComparison.Ordinal) || reader.Has(rest));
        var feed = new FeedConfiguration(
            ReadName(reader, $"{path}.name", isFix ? FeedConfiguration.FixKind : venue),
            isFix ? NoWebSocket : reader.Address($"{path}.webSocket", "ws", "wss"),
            needsRest ? reader.Address(rest, "http", "https") : NoRest,
            reader.Integer($"{path}.staleAfterSeconds", 1, 3_600, 10) * NsPerSecond,
            reader.Integer($"{path}.retryMostSeconds", 1, 3_600, 30) * NsPerSecond)
        {
            VenueName = venue,
            Fix = isFix ? VenueReader.Read(reader, $"{path}.fix") : null,
            IsTopOnly = isFix && reader.Flag($"{path}.topOnly", false),
        };
        return FeedTlsReader.Read(reader, $"{path}.tls", feed);
    }

    // A part of file names and of names in the telemetry.
    private static string ReadName(ConfigurationReader reader, string path, string fallback)
    {
        string name = reader.Text(path, fallback);
        bool isPlain = name.Length <= NameLengthMax;
        foreach (char c in name)
            isPlain &= char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-';

        if (!isPlain)
            reader.Refuse(path, $"1 to {NameLengthMax} lower-case letters, digits and hyphens");

        return name;
    }
}
