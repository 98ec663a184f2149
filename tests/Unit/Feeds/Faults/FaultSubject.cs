using System;
using System.Collections.Generic;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Binance;
using LowLatencyEngine.Feeds.Bybit;
using LowLatencyEngine.Feeds.Coinbase;
using LowLatencyEngine.Feeds.Kraken;
using LowLatencyEngine.Feeds.KrakenFutures;

namespace LowLatencyEngine.Unit.Feeds.Faults;

/// <summary>A dialect under test: the model that speaks it and the protocol that reads it.</summary>
internal sealed record FaultSubject(Func<Random, ModelVenue> Venue, VenueFactory Protocol)
{
    private const int HeldEventsMax = 256;

    private static readonly Dictionary<string, FaultSubject> ByName = new()
    {
        ["binance-spot"] = new(
            random => new BinanceModelVenue(random, isFutures: false),
            BinanceVenue.Spot(VenueSamples.Symbols("ABC 1 1"), HeldEventsMax)),
        ["binance-usdm"] = BinanceFutures(BinanceMarket.UsdMargined),
        ["binance-coinm"] = BinanceFutures(BinanceMarket.CoinMargined),
        ["bybit-linear"] = new(
            random => new BybitModelVenue(random),
            BybitVenue.Of(VenueSamples.Symbols("ABC 1 1"), new BybitStreams { Market = BybitMarket.Linear })),
        ["coinbase"] = new(
            random => new CoinbaseModelVenue(random), CoinbaseVenue.Of(VenueSamples.Symbols("ABC 1 1"))),
        ["kraken"] = Kraken(KrakenVersion.V2, depth: 10),
        ["kraken of 25 levels"] = Kraken(KrakenVersion.V2, depth: 25),
        ["kraken-v1"] = Kraken(KrakenVersion.V1, depth: 10),
        ["kraken-futures"] = new(
            random => new KrakenFuturesModelVenue(random), KrakenFuturesVenue.Of(VenueSamples.Symbols("ABC 1 1"))),
    };

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    public static FaultSubject Of(string name) => ByName[name];

    private static FaultSubject BinanceFutures(BinanceMarket market) => new(
        random => new BinanceModelVenue(random, isFutures: true),
        BinanceVenue.Of(
            VenueSamples.Symbols("ABC 1 1"), new BinanceStreams { Market = market }, HeldEventsMax));

    private static FaultSubject Kraken(KrakenVersion version, int depth) => new(
        random => new KrakenModelVenue(random, version, depth),
        KrakenVenue.Of(
            VenueSamples.Symbols("ABC 0.1 0.01"), new KrakenChannels { Version = version, BookDepth = depth }));
}
