using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO.Compression;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Binance;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds;

/// <summary>The instruments and frames the feed tests share.</summary>
internal static class FeedSamples
{
    public const string BookTicker =
        """{"stream":"btcusdt@bookTicker","data":{"u":400""" +
        ""","s":"BTCUSDT","b":"100.01000000","B":"2.50000000","a":"100.02000000","A":"0.00001000"}}""";

    public const string Trade =
        """{"stream":"btcusdt@trade","data":{"e":"trade","E":1723161255343""" +
        ""","s":"BTCUSDT","t":77,"p":"100.02000000","q":"0.02000000","T":1723161255342,"m":true,"M":true}}""";

    public const string SpotFolder = "data/binance-ws-hftbacktest/";

    public static readonly string[] SpotFiles = ["spot_btcusdt_20240808.jsonl.gz", "spot_btcusdt_20240809.jsonl.gz"];

    public static InstrumentTable Table { get; } = new(
    [
        InstrumentOf(0, "ETHUSDT"),
        InstrumentOf(1, "BTCUSDT"),
    ]);

    public static FeedSymbols Symbols { get; } = new(Table);

    public static Instrument Bitcoin => Table[1];

    public static string[] SpotPaths => [.. SpotFiles.Select(file => SharedData.PathOf(SpotFolder + file))];

    /// <summary>
    /// Ten times finer than the lot that Binance takes orders in: the recorded book holds quantities like 177.351592.
    /// </summary>
    public static Instrument InstrumentOf(int index, string symbol, string lot = "0.000001") => new(
        index, symbol, symbol, "USDT", DecimalScale.ParseStepOrThrow("0.01"), DecimalScale.ParseStepOrThrow(lot), 1);

    /// <summary>An intake of both sample instruments on spot.</summary>
    public static FeedIntake SpotIntake(int heldEventsMax, FeedCounters counters, Action<FeedFault> onFault)
    {
        var faults = new FaultReporter(onFault);
        return new FeedIntake(BinanceVenue.Spot(Symbols, heldEventsMax)(counters, faults), counters, faults);
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>
    /// A depth frame of BTCUSDT with one bid whose quantity is its last id, so that each frame can be told apart.
    /// </summary>
    public static string Depth(long firstId, long lastId) => Depth(firstId, lastId, $"[\"100.00\",\"{lastId}\"]", "");

    public static string Depth(long firstId, long lastId, string bids, string asks) =>
        """{"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":1723161255208""" +
        $$$""","s":"BTCUSDT","U":{{{firstId}}},"u":{{{lastId}}},"b":[{{{bids}}}],"a":[{{{asks}}}]}}""";

    public static string Snapshot(long lastId) =>
        $$"""{"lastUpdateId":{{lastId}},"bids":[["99.00","1.5"]],"asks":[["101.00","2.5"],["102.00","3"]]}""";

    /// <summary>So many levels, each with a price of its own.</summary>
    public static string Levels(int count, int firstPrice) => string.Join(
        ',', Enumerable.Range(firstPrice, count).Select(price => $"[\"{price}.00000000\",\"1.00000000\"]"));

    /// <summary>The short story of a list of events: kind, state or id, count, flags.</summary>
    public static string[] Story(IEnumerable<EngineEvent> events) => [.. events.Select(StoryOf)];

    public static string StoryOf(EngineEvent item) => item.Kind switch
    {
        EventKind.FeedStatus when item.Feed.State == FeedState.Gap =>
            $"Gap {item.Feed.ExpectedUpdateId} {item.Feed.ReceivedUpdateId}",
        EventKind.FeedStatus => item.Feed.State.ToString(),
        EventKind.BookUpdate when (item.Flags & EventFlags.Snapshot) != EventFlags.None =>
            string.Create(CultureInfo.InvariantCulture, $"snapshot {item.Book.UpdateId}"),
        EventKind.BookUpdate => string.Create(CultureInfo.InvariantCulture, $"book {item.Book.UpdateId}"),
        EventKind.Quote => string.Create(CultureInfo.InvariantCulture, $"quote {item.Quote.UpdateId}"),
        EventKind.Trade => string.Create(CultureInfo.InvariantCulture, $"trade {item.Trade.TradeId}"),
        _ => item.Kind.ToString(),
    };

    /// <summary>Compares whole records, byte for byte.</summary>
    public static void AssertSame(ReadOnlySpan<EngineEvent> expected, ReadOnlySpan<EngineEvent> actual, string context)
    {
        if (MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(actual)))
            return;

        string expectedStory = string.Join(", ", Story(expected.ToArray()));
        string actualStory = string.Join(", ", Story(actual.ToArray()));
        Assert.Fail($"events differ: expected=[{expectedStory}], actual=[{actualStory}], {context}");
    }

    /// <summary>All lines of the recorded spot files, without their times.</summary>
    public static IEnumerable<byte[]> RecordedSpotMessages()
    {
        foreach (string path in SpotPaths)
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
            while (reader.ReadLine() is { } line)
                yield return Utf8(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        }
    }
}
