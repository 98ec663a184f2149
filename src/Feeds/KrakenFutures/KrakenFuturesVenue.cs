namespace LowLatencyEngine.Feeds.KrakenFutures;

/// <summary>
/// Kraken Futures, wss://futures.kraken.com: its limits, its texts, its protocol. Set-up only.
/// Source: Kraken Futures WebSocket API v1, "Introduction" (a hundred requests a second), "Subscriptions".
/// </summary>
public static class KrakenFuturesVenue
{
    /// <summary>What holds on every connection. The heartbeat feed keeps it alive.</summary>
    public static VenueRules Rules { get; } = new() { Name = "kraken-futures", RequestIntervalNs = 20_000_000 };

    /// <summary>The protocol of the products in <paramref name="symbols"/>.</summary>
    public static VenueFactory Of(FeedSymbols symbols) =>
        (counters, faults) => new KrakenFuturesProtocol(symbols, counters, faults);

    internal static StreamSubscriptions SubscriptionsOf(FeedSymbols symbols)
    {
        string all = StreamSubscriptions.NameList(symbols);
        return StreamSubscriptions.Of(
            symbols,
            [
                """{"event":"subscribe","feed":"heartbeat"}""",
                Request("subscribe", "book", all),
                Request("subscribe", "trade", all),
                Request("subscribe", "ticker", all),
            ],
            name => [Request("unsubscribe", "book", $"\"{name}\""), Request("subscribe", "book", $"\"{name}\"")]);
    }

    private static string Request(string verb, string feed, string names) =>
        $$$"""{"event":"{{{verb}}}","feed":"{{{feed}}}","product_ids":[{{{names}}}]}""";
}
