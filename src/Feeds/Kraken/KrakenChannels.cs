using System;
using System.Globalization;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>Versions of Kraken's WebSocket language.</summary>
public enum KrakenVersion : byte
{
    None = 0,

    /// <summary>wss://ws.kraken.com: arrays, "XBT/USD".</summary>
    V1 = 1,

    /// <summary>wss://ws.kraken.com/v2: objects, "BTC/USD".</summary>
    V2 = 2,
}

/// <summary>Which language is spoken with Kraken, and how deep its books are. Set-up only; immutable.</summary>
public sealed record KrakenChannels
{
    private const long NsPerMs = 1_000_000;

    /// <summary>The language.</summary>
    public KrakenVersion Version { get; init; } = KrakenVersion.V2;

    /// <summary>Levels a side: 10, 25, 100, 500 or 1,000.</summary>
    public int BookDepth { get; init; } = 100;

    /// <summary>What holds on every connection.</summary>
    internal VenueRules Rules => new()
    {
        Name = Version == KrakenVersion.V1 ? "kraken-v1" : "kraken",
        PingText = Version == KrakenVersion.V1
            ? "{\"event\":\"ping\"}"u8.ToArray()
            : "{\"method\":\"ping\"}"u8.ToArray(),
        PingIntervalNs = 30_000 * NsPerMs,
        RequestIntervalNs = 50 * NsPerMs,
    };

    /// <summary>Refuses what Kraken does not offer.</summary>
    /// <exception cref="ArgumentException">Names the option, its value and what is allowed.</exception>
    public void ValidateOrThrow()
    {
        if (Version is not (KrakenVersion.V1 or KrakenVersion.V2))
            throw new ArgumentException($"kraken version is none: version={Version}; use V1 or V2");

        if (!KrakenDepth.IsOffered(BookDepth))
        {
            throw new ArgumentException(
                $"kraken has no book of that depth: bookDepth={BookDepth}; use 10, 25, 100, 500 or 1000");
        }
    }

    /// <summary>The second version has a path of its own below the same host.</summary>
    internal static Uri StreamUri(Uri webSocketBase, VenueRules rules) =>
        rules.Name == "kraken" ? new Uri(webSocketBase.AbsoluteUri.TrimEnd('/') + "/v2") : webSocketBase;

    internal StreamSubscriptions SubscriptionsOf(FeedSymbols symbols)
    {
        string all = StreamSubscriptions.NameList(symbols);
        return StreamSubscriptions.Of(
            symbols,
            [
                Request("subscribe", "book", all),
                Request("subscribe", "trade", all),
                Request("subscribe", "ticker", all),
            ],
            name => [Request("unsubscribe", "book", $"\"{name}\""), Request("subscribe", "book", $"\"{name}\"")]);
    }

    private string Request(string verb, string channel, string names)
    {
        string depth = channel == "book" ? string.Create(CultureInfo.InvariantCulture, $",\"depth\":{BookDepth}") : "";
        return Version == KrakenVersion.V1
            ? $$$"""{"event":"{{{verb}}}","pair":[{{{names}}}],"subscription":{"name":"{{{channel}}}"{{{depth}}}}}"""
            : $$$"""{"method":"{{{verb}}}","params":{"channel":"{{{channel}}}","symbol":[{{{names}}}]{{{depth}}}}}""";
    }
}
