namespace LowLatencyEngine.Feeds.Coinbase;

/// <summary>
/// Coinbase Advanced Trade, wss://advanced-trade-ws.coinbase.com: its limits, its texts, its protocol. Set-up only.
/// Source: Coinbase Advanced Trade WebSocket, "Overview", "Rate Limits" (eight messages a second; the first
/// subscription within five seconds).
/// </summary>
public static class CoinbaseVenue
{
    /// <summary>
    /// What holds on every connection. The heartbeats channel keeps it alive; a snapshot of BTC-USD has 5 MB.
    /// </summary>
    public static VenueRules Rules { get; } = new()
    {
        Name = "coinbase",
        RequestIntervalNs = 150_000_000,
        FrameBytesMin = 16 * 1024 * 1024,
    };

    /// <summary>The protocol of the products in <paramref name="symbols"/>.</summary>
    public static VenueFactory Of(FeedSymbols symbols) =>
        (counters, faults) => new CoinbaseProtocol(symbols, counters, faults);

    internal static StreamSubscriptions SubscriptionsOf(FeedSymbols symbols)
    {
        string all = StreamSubscriptions.NameList(symbols);
        return StreamSubscriptions.Of(
            symbols,
            [
                """{"type":"subscribe","channel":"heartbeats"}""",
                Request("subscribe", "level2", all),
                Request("subscribe", "market_trades", all),
                Request("subscribe", "ticker", all),
            ],
            name => [Request("unsubscribe", "level2", $"\"{name}\""), Request("subscribe", "level2", $"\"{name}\"")]);
    }

    private static string Request(string verb, string channel, string names) =>
        $$$"""{"type":"{{{verb}}}","product_ids":[{{{names}}}],"channel":"{{{channel}}}"}""";
}
