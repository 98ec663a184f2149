using System.Collections.Generic;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Binance;
using LowLatencyEngine.Feeds.Bybit;
using LowLatencyEngine.Feeds.Recorded;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds;

/// <summary>
/// Recorded sessions through the real protocols, against books rebuilt apart from this code, in exact decimals.
/// </summary>
public sealed class RecordedVenueTests
{
    private const string Sessions = "data/exchange-ws-cryptofeed/";

    private readonly List<FeedFault> _faults = [];

    public static TheoryData<string, string, Expected> BybitBooks => new()
    {
        { "linear", "BTCUSDT 0.1 0.001", new(15_077_365, 413, 200, 200, "65114.2 5.974", "65114.3 9.060", 56, 7_039) },
        { "linear", "DOGEUSDT 0.00001 1",
            new(13_178_638, 379, 200, 200, "0.07055 192121", "0.07056 4200", 83, 446_624) },
        { "linear", "ETHUSDT 0.01 0.01", new(14_768_880, 420, 200, 200, "1922.54 52.00", "1922.55 19.25", 23, 1_167) },
        { "linear", "SOLUSDT 0.001 0.1", new(13_783_705, 382, 200, 200, "77.260 1041.8", "77.270 356.1", 165, 56_974) },
        { "spot", "BTCUSDT 0.1 0.000001",
            new(62_505_723, 299, 200, 200, "65140.4 0.622237", "65140.5 0.606831", 11, 13_138) },
        { "spot", "ETHUSDT 0.01 0.00001",
            new(56_726_742, 249, 200, 200, "1923.28 9.42925", "1923.29 3.44935", 9, 168_421) },
    };

    public static TheoryData<BinanceMarket, string, Expected> BinanceBooks => new()
    {
        { BinanceMarket.Spot, "NKNUSDT 0.00001 0.1",
            new(499_870_179, 149, 614, 994, "0.3527 9602", "0.3531 152", 1, 580) },
        { BinanceMarket.Spot, "BLZETH 0.00000001 1",
            new(281_916_638, 9, 173, 999, "0.00006547 100", "0.00006560 1528", 0, 0) },
        { BinanceMarket.Spot, "LRCBTC 0.00000001 1",
            new(259_345_563, 13, 176, 1_000, "0.00000637 2500", "0.00000638 2285", 1, 177) },
        { BinanceMarket.Spot, "RUNEEUR 0.001 0.1", new(15_602_513, 1, 222, 468, "6.251 69.3", "6.269 69.3", 0, 0) },
        { BinanceMarket.UsdMargined, "SUSHIUSDT 0.001 1",
            new(600_860_425_198, 252, 1_006, 1_000, "7.612 303", "7.616 267", 40, 2_212) },
        { BinanceMarket.UsdMargined, "AKROUSDT 0.00001 1",
            new(600_860_423_964, 188, 613, 761, "0.01734 502", "0.01735 50697", 8, 154_408) },
        { BinanceMarket.UsdMargined, "KEEPUSDT 0.0001 1",
            new(600_860_420_312, 132, 401, 614, "0.2463 249", "0.2467 9047", 5, 4_165) },
        { BinanceMarket.UsdMargined, "CTKUSDT 0.00001 1",
            new(600_860_423_222, 180, 486, 742, "1.011 1698", "1.012 10123", 38, 16_983) },
    };

    [SharedDataTheory]
    [MemberData(nameof(BybitBooks))]
    public void Rebuilds_every_book_of_the_recorded_Bybit_session(string market, string instrument, Expected expected)
    {
        InstrumentTable table = VenueSamples.Table(instrument);
        var streams = new BybitStreams { Market = market == "spot" ? BybitMarket.Spot : BybitMarket.Linear };
        using var feed = new RecordedFeed(
            BybitVenue.Of(new FeedSymbols(table), streams),
            [SharedData.PathOf(Sessions + "BYBIT.jsonl.gz")],
            _faults.Add)
        {
            Only = "/" + market,
        };

        CheckBook(feed, table[0], expected);
        Assert.Equal(0, feed.Counters.RefusedCountOf(FrameVerdict.Malformed));
        Assert.Equal(0, feed.Counters.RefusedCountOf(FrameVerdict.NumberDoesNotFit));
        Assert.Equal(0, feed.Counters.RefusedCountOf(FrameVerdict.UnknownMessage));
    }

    [SharedDataTheory]
    [MemberData(nameof(BinanceBooks))]
    public void Rebuilds_every_book_of_the_recorded_Binance_sessions(
        BinanceMarket market, string instrument, Expected expected)
    {
        InstrumentTable table = VenueSamples.Table(instrument);
        string name = market == BinanceMarket.Spot ? "BINANCE" : "BINANCE_FUTURES";
        using var feed = new RecordedFeed(
            BinanceVenue.Of(new FeedSymbols(table), new BinanceStreams { Market = market }),
            [SharedData.PathOf($"{Sessions}{name}.jsonl.gz")],
            _faults.Add);

        CheckBook(feed, table[0], expected);
        Assert.Equal(0, feed.Counters.RefusedCountOf(FrameVerdict.Malformed));
        Assert.Equal(0, feed.Counters.RefusedCountOf(FrameVerdict.NumberDoesNotFit));
    }

    [SharedDataFact]
    public void Rebuilds_the_recorded_book_of_USD_margined_futures()
    {
        var expected = new Expected(
            5_123_135_475_514, 6_547, 5_018, 4_578, "61659.70 1.486", "61659.80 0.981", 21_313, 2_429_366);
        DictionaryBook book = CheckFutures(
            BinanceMarket.UsdMargined, "usdm_btcusdt_20240808.jsonl.gz", "BTCUSDT 0.1 0.001", expected);
        Assert.Equal(66_089, book.QuoteCount);
    }

    [SharedDataFact]
    public void Rebuilds_the_recorded_book_of_coin_margined_futures()
    {
        var expected = new Expected(
            1_007_202_248_021, 26_824, 1_110, 1_123, "61668.6 1380", "61668.7 871", 2_286, 83_241);
        DictionaryBook book = CheckFutures(
            BinanceMarket.CoinMargined, "cm_btcusd_perp_20240808.jsonl.gz", "BTCUSD_PERP 0.1 1", expected);
        Assert.Equal(19_136, book.QuoteCount);
    }

    [SharedDataFact]
    public void Rebuilds_the_book_of_Bybits_own_history()
    {
        InstrumentTable table = VenueSamples.Table("XRPUSDT 0.0001 1");
        string file = SharedData.PathOf("data/bybit-ob500-nautilus/2024-12-01_XRPUSDT_ob500.data.zip");
        var streams = new BybitStreams { Market = BybitMarket.Linear, LevelCount = 500 };
        using var feed = new RecordedFeed(BybitVenue.Of(new FeedSymbols(table), streams), [file], _faults.Add);

        CheckBook(feed, table[0], new Expected(20_254_918, 49, 500, 500, "1.9537 10605", "1.9538 6702", 0, 0));
        Assert.Equal(0, feed.Counters.RefusedCount);
        Assert.Equal(50, feed.Counters.FrameCount);
    }

    private DictionaryBook CheckFutures(BinanceMarket market, string file, string instrument, Expected expected)
    {
        InstrumentTable table = VenueSamples.Table(instrument);
        var streams = new BinanceStreams { Market = market, DepthStream = "depth@0ms" };
        using var feed = new RecordedFeed(
            BinanceVenue.Of(new FeedSymbols(table), streams), [SharedData.PathOf(FeedSamples.SpotFolder + file)],
            _faults.Add);
        DictionaryBook book = CheckBook(feed, table[0], expected);
        Assert.Equal(0, feed.Counters.RefusedCount);
        return book;
    }

    private DictionaryBook CheckBook(RecordedFeed feed, Instrument instrument, Expected expected)
    {
        var book = new DictionaryBook(0);
        feed.Play(book);

        Assert.True(feed.Counters.SnapshotCount == 1, string.Join('\n', _faults));
        Assert.Equal(0, feed.Counters.GapCount);
        Assert.Equal(0, book.CrossedCount);
        Assert.DoesNotContain(_faults, fault => fault.Kind is FeedFaultKind.Gap or FeedFaultKind.SnapshotTooOld);
        var actual = new Expected(
            book.LastUpdateId,
            book.FrameCount,
            book.Bids.Count,
            book.Asks.Count,
            TextOf(instrument, book.BestBid),
            TextOf(instrument, book.BestAsk),
            book.TradeCount,
            book.TradedLots);
        Assert.Equal(Scaled(instrument, expected), actual);
        Assert.Equal([FeedState.Connecting, FeedState.Syncing, FeedState.Live, FeedState.Disconnected], book.States);
        return book;
    }

    private static string TextOf(Instrument instrument, (long PriceTicks, long QtyLots) level) =>
        $"{instrument.Price.ToString(level.PriceTicks)} {instrument.Qty.ToString(level.QtyLots)}";

    /// <summary>The same with all the places of the instrument.</summary>
    private static Expected Scaled(Instrument instrument, Expected expected) => expected with
    {
        Bid = Scaled(instrument, expected.Bid), Ask = Scaled(instrument, expected.Ask),
    };

    private static string Scaled(Instrument instrument, string level)
    {
        string[] words = level.Split(' ');
        return TextOf(instrument, (StepsOf(instrument.Price, words[0]), StepsOf(instrument.Qty, words[1])));
    }

    private static long StepsOf(DecimalScale scale, string text)
    {
        Assert.Equal(DecimalVerdict.Ok, scale.TryParse(FeedSamples.Utf8(text), out long steps));
        return steps;
    }

    /// <summary>What a recording ends with: ids, frames applied, levels, best prices, trades and their lots.</summary>
    public sealed record Expected(
        long LastUpdateId,
        int FrameCount,
        int BidLevels,
        int AskLevels,
        string Bid,
        string Ask,
        int TradeCount,
        long TradedLots);
}
