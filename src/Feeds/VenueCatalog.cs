using System;
using System.Collections.Generic;
using LowLatencyEngine.Feeds.Binance;
using LowLatencyEngine.Feeds.Bybit;
using LowLatencyEngine.Feeds.Coinbase;
using LowLatencyEngine.Feeds.Kraken;
using LowLatencyEngine.Feeds.KrakenFutures;

namespace LowLatencyEngine.Feeds;

/// <summary>
/// The venues by the names that configuration and commands use, each with the streams that come by default. Set-up
/// only.
/// </summary>
public static class VenueCatalog
{
    private static readonly (string Name, Func<FeedSymbols, VenueFactory> Make)[] Venues =
    [
        Binance(new BinanceStreams { Market = BinanceMarket.Spot, SnapshotLevelCount = 5_000 }),
        Binance(new BinanceStreams { Market = BinanceMarket.UsdMargined, DepthStream = "depth@0ms" }),
        Binance(new BinanceStreams { Market = BinanceMarket.CoinMargined, DepthStream = "depth@0ms" }),
        Bybit(BybitMarket.Spot),
        Bybit(BybitMarket.Linear),
        Bybit(BybitMarket.Inverse),
        ("kraken", symbols => KrakenVenue.Of(symbols, new KrakenChannels())),
        ("kraken-v1", symbols => KrakenVenue.Of(symbols, new KrakenChannels { Version = KrakenVersion.V1 })),
        ("kraken-futures", KrakenFuturesVenue.Of),
        ("coinbase", CoinbaseVenue.Of),
    ];

    /// <summary>All names, in the order in which they are told.</summary>
    public static IReadOnlyList<string> Names { get; } = Array.ConvertAll(Venues, venue => venue.Name);

    /// <summary>The venue of this name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static VenueFactory FindOrThrow(string name, FeedSymbols symbols)
    {
        foreach ((string candidate, Func<FeedSymbols, VenueFactory> make) in Venues)
        {
            if (candidate == name)
                return make(symbols);
        }

        throw new ArgumentException($"no such venue: venue={name}; write one of {string.Join(", ", Names)}");
    }

    private static (string Name, Func<FeedSymbols, VenueFactory> Make) Binance(BinanceStreams streams) =>
        (streams.Rules.Name, symbols => BinanceVenue.Of(symbols, streams));

    private static (string Name, Func<FeedSymbols, VenueFactory> Make) Bybit(BybitMarket market) =>
        (BybitStreams.NameOf(market), symbols => BybitVenue.Of(symbols, new BybitStreams { Market = market }));
}
