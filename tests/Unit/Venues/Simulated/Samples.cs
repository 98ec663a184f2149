using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Simulated;

namespace LowLatencyEngine.Unit.Venues.Simulated;

/// <summary>Instruments and markets that several tests use.</summary>
internal static class Samples
{
    public static readonly Instrument Btc = Spot(0, "BTC", tick: "0.01", lot: "0.00001");

    public static readonly Instrument Eth = Spot(1, "ETH", tick: "0.05", lot: "0.001");

    /// <summary>
    /// As it was recorded: quantities in the book have up to eight places, finer than the lot of an order.
    /// </summary>
    public static readonly Instrument RecordedBtc = Spot(0, "BTC", tick: "0.01", lot: "0.00000001");

    /// <summary>State of the book after the two recorded spot files. Source: the README beside them.</summary>
    public static readonly VenueBookState RecordedEnd = new(
        IsOpen: true, 50_093_696_318, 6_493, 1_971, 2_962,
        new BookLevel(6_160_201, 167_177_000), new BookLevel(6_160_202, 266_795_000));

    public static InstrumentTable BtcOnly { get; } = new([Btc]);

    public static InstrumentTable BtcAndEth { get; } = new([Btc, Eth]);

    public static SyntheticMarketOptions Synthetic(long frameCountMax, long seed = 1, bool hasTwo = false) => new()
    {
        Instruments = hasTwo
            ? [new SyntheticInstrument(Btc, 6_000_000, 20_000), new SyntheticInstrument(Eth, 50_000, 500)]
            : [new SyntheticInstrument(Btc, 6_000_000, 20_000)],
        Seed = seed,
        FrameCountMax = frameCountMax,
    };

    /// <summary>Frames of texts, a millisecond apart.</summary>
    public static MarketFrame[] Frames(params string[] texts)
    {
        var frames = new MarketFrame[texts.Length];
        for (int i = 0; i < texts.Length; i++)
            frames[i] = new MarketFrame(i * 1_000_000L, Encoding.UTF8.GetBytes(texts[i]));

        return frames;
    }

    public static string Depth(long first, long last, string bids, string asks) =>
        $$$"""
        {"stream":"btcusdt@depth@100ms",
         "data":{"e":"depthUpdate","E":1,"s":"BTCUSDT","U":{{{first}}},"u":{{{last}}},
         "b":[{{{bids}}}],"a":[{{{asks}}}]}}
        """;

    public static string Snapshot(long last, string bids, string asks) =>
        $$"""{"lastUpdateId":{{last}},"bids":[{{bids}}],"asks":[{{asks}}]}""";

    public static string Trade(string price, string qty, bool isBuyerMaker)
    {
        string maker = isBuyerMaker ? "true" : "false";
        return $$$"""
            {"stream":"btcusdt@trade",
             "data":{"e":"trade","E":1,"s":"BTCUSDT","t":1,
             "p":"{{{price}}}","q":"{{{qty}}}","T":1,"m":{{{maker}}},"M":true}}
            """;
    }

    /// <summary>The two recorded spot files in turn.</summary>
    public static IEnumerable<MarketFrame> RecordedSpot()
    {
        const string folder = "data/binance-ws-hftbacktest/";
        return Recording(SharedData.PathOf(folder + "spot_btcusdt_20240808.jsonl.gz"))
            .Concat(Recording(SharedData.PathOf(folder + "spot_btcusdt_20240809.jsonl.gz")));
    }

    /// <summary>A recording: a time, a space and a frame a line, gzip.</summary>
    private static IEnumerable<MarketFrame> Recording(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            byte[] json = Encoding.UTF8.GetBytes(line[(space + 1)..]);
            yield return new MarketFrame(long.Parse(line.AsSpan(0, space)), json);
        }
    }

    private static Instrument Spot(int index, string asset, string tick, string lot) => new(
        index, asset + "-USDT", asset + "USDT", "USDT",
        DecimalScale.ParseStepOrThrow(tick), DecimalScale.ParseStepOrThrow(lot), Multiplier: 1);
}
