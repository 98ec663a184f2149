using System;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Binance;
using LowLatencyEngine.Feeds.Bybit;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Faults;

/// <summary>
/// Seeded faults between venue and feed: a book is the venue's or said to be unfit, never silently wrong, and it is
/// back within two round trips. The seed in a failure's text replays it.
/// </summary>
public sealed class FaultScenarioTests
{
    private const int ScenarioCount = 340; // Each; over a thousand in all.

    private static FeedSymbols Symbols => VenueSamples.Symbols("ABC 1 1");

    [Fact]
    public void A_book_of_Binance_spot_is_never_silently_wrong() =>
        RunAll("spot", random => new BinanceModelVenue(random, isFutures: false), BinanceVenue.Spot(Symbols, 256));

    [Fact]
    public void A_book_of_Binance_futures_is_never_silently_wrong()
    {
        var streams = new BinanceStreams { Market = BinanceMarket.UsdMargined };
        RunAll(
            "futures",
            random => new BinanceModelVenue(random, isFutures: true),
            BinanceVenue.Of(Symbols, streams, heldEventsMax: 256));
    }

    [Fact]
    public void A_book_of_Bybit_is_never_silently_wrong() => RunAll(
        "bybit",
        random => new BybitModelVenue(random),
        BybitVenue.Of(Symbols, new BybitStreams { Market = BybitMarket.Linear }));

    private static void RunAll(string name, Func<Random, ModelVenue> venue, VenueFactory factory)
    {
        int comparedCount = 0, unfitCount = 0;
        for (int seed = 1; seed <= ScenarioCount; seed++)
        {
            var random = new Random(seed);
            var scenario = new FaultScenario($"venue={name}, seed={seed}", random, venue(random), factory);
            scenario.Run();
            comparedCount += scenario.ComparedCount;
            unfitCount += scenario.UnfitCount;
        }

        Assert.True(comparedCount > 10 * ScenarioCount, $"too little was compared: comparedCount={comparedCount}");
        Assert.True(unfitCount > 5 * ScenarioCount, $"the faults did no harm: unfitCount={unfitCount}");
    }
}
