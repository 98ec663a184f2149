using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Feeds.Files;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Files;

/// <summary>Recordings of venues' frames through the one iterator of records.</summary>
public sealed class RecordingRowsTests : IDisposable
{
    private const string Spot = "data/binance-ws-hftbacktest/spot_btcusdt_20240808.jsonl.gz";
    private const string Futures = "data/binance-ws-hftbacktest/usdm_btcusdt_20240808.jsonl.gz";

    private const string Trade =
        """{"stream":"btcusdt@trade","data":{"e":"trade","E":1723161255343,"s":"BTCUSDT","t":ID,"p":"61837.63",""" +
        """ "q":"0.02","T":1723161255342,"m":true,"M":true}}""";

    private readonly DataSamples _samples = new();

    public void Dispose() => _samples.Dispose();

    [SharedDataFact]
    public void The_book_of_a_recording_is_the_venues()
    {
        using DataFile file = DataFile.OpenOrThrow(SharedData.PathOf(Futures));
        var book = new OrderBook(16_384);
        long tradedE8 = 0, tradeCount = 0, lastId = 0, refusedCount = 0;
        while (file.TryRead(out DataRecord record))
        {
            Assert.Equal("BTCUSDT", file.Symbols[record.InstrumentIndex]);
            refusedCount += record.Kind == DataRecordKind.Refused ? 1 : 0;
            tradeCount += record.Kind == DataRecordKind.Trade ? 1 : 0;
            tradedE8 += record.Kind == DataRecordKind.Trade ? record.QtyE8 : 0;
            if (record.Kind != DataRecordKind.Level)
                continue;

            lastId = record.Sequence;
            Assert.NotEqual(BookShape.Crossed, Apply(book, in record));
        }

        Assert.Equal(DataFormat.Recording, file.Format);
        Assert.Equal((0, 21_313, 242_936_600_000), (refusedCount, tradeCount, tradedE8));
        Assert.Equal((5_123_135_475_514, 5_018, 4_578), (lastId, book.BidCount, book.AskCount));
        Assert.Equal((61_659_700_000_000, 148_600_000), (book.Bid(0).PriceTicks, book.Bid(0).QtyLots));
        Assert.Equal((61_659_800_000_000, 98_100_000), (book.Ask(0).PriceTicks, book.Ask(0).QtyLots));
    }

    [SharedDataTheory]
    [InlineData("BINANCE", 4)]
    [InlineData("BINANCE_FUTURES", 1)]
    [InlineData("BYBIT", 1)]
    [InlineData("COINBASE", 1)]
    [InlineData("KRAKEN", 10)]
    [InlineData("KRAKEN_FUTURES", 10)]
    public void Every_venues_recording_becomes_records_in_the_order_of_its_lines(string name, int symbolCountMin)
    {
        using DataFile file = DataFile.OpenOrThrow(SharedData.PathOf($"data/exchange-ws-cryptofeed/{name}.jsonl.gz"));
        long lastLine = 0;
        var countsByKind = new SortedDictionary<DataRecordKind, int>();
        while (file.TryRead(out DataRecord record))
        {
            // An answer waits until the message that is as late: it comes behind lines that stand after it.
            bool isAnswer = (record.Flags & DataFlags.Snapshot) != DataFlags.None;
            Assert.True(isAnswer || record.LineNumber >= lastLine, $"line={record.LineNumber}, lastLine={lastLine}");
            lastLine = isAnswer ? lastLine : record.LineNumber;
            countsByKind[record.Kind] = countsByKind.GetValueOrDefault(record.Kind) + 1;
            Assert.True(record.ReceiveTimestampNs > 0 && (uint)record.InstrumentIndex < (uint)file.Symbols.Count);
        }

        Assert.True(file.Symbols.Count >= symbolCountMin, $"symbolCount={file.Symbols.Count}");
        Assert.True(countsByKind.GetValueOrDefault(DataRecordKind.Level) > 100, string.Join(' ', countsByKind));
    }

    [SharedDataFact]
    public void Recordings_are_merged_by_the_time_they_were_received()
    {
        using var merge = new DataMerge([SharedData.PathOf(Spot), SharedData.PathOf(Futures)]);
        long lastNs = 0;
        int[] counts = new int[2];
        for (int i = 0; i < 50_000 && merge.TryRead(out DataRecord record); i++)
        {
            Assert.True(record.ReceiveTimestampNs >= lastNs, $"i={i}");
            lastNs = record.ReceiveTimestampNs;
            counts[record.FileIndex]++;
        }

        Assert.All(counts, count => Assert.True(count > 1_000, $"count={count}"));
    }

    [Fact]
    public void A_frame_that_the_venue_could_not_have_sent_is_a_refused_row_among_the_others()
    {
        string text = string.Concat(
            Line(1, Trade.Replace("ID", "7", StringComparison.Ordinal)),
            Line(2, "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\"}}"),
            Line(3, Trade.Replace("ID", "8", StringComparison.Ordinal)));
        string path = _samples.Write("frames.txt", text); // Its contents tell what it is.

        using DataFile file = DataFile.OpenOrThrow(path);
        var records = new List<DataRecord>();
        while (file.TryRead(out DataRecord record))
            records.Add(record);

        Assert.Equal([1, 2, 3], records.Select(record => record.LineNumber));
        Assert.Equal(
            [DataRecordKind.Trade, DataRecordKind.Refused, DataRecordKind.Trade],
            records.Select(record => record.Kind));
        Assert.Equal(RowVerdict.WrongMessage, records[1].Verdict);
        Assert.Equal((7, 61_837_630_000_000, 2_000_000, Side.Sell, 1_723_161_255_342_000_000),
            (records[0].Sequence, records[0].PriceE9, records[0].QtyE8, records[0].Side, records[0].TimestampNs));
    }

    [SharedDataFact]
    public void A_price_beyond_what_a_record_holds_is_told_by_a_refused_row()
    {
        using DataFile file = DataFile.OpenOrThrow(SharedData.PathOf("data/exchange-ws-cryptofeed/KRAKEN.jsonl.gz"));
        var refusedLines = new List<long>();
        while (file.TryRead(out DataRecord record))
        {
            if (record.Kind == DataRecordKind.Refused)
                refusedLines.Add(record.LineNumber);
        }

        Assert.Equal([131], refusedLines); // Somebody asks 9,999,999,997 francs for a bitcoin.
    }

    [Fact]
    public void Two_venues_of_one_recording_keep_their_instruments_apart()
    {
        string trade = Trade.Replace("ID", "7", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal);
        string path = _samples.Write("two.jsonl", string.Concat(
            "{\"t\":\"connect\",\"conn\":\"a\",\"ts\":1,\"addr\":\"wss://stream.binance.com:9443\"}\n",
            "{\"t\":\"connect\",\"conn\":\"b\",\"ts\":1,\"addr\":\"wss://fstream.binance.com\"}\n",
            $"{{\"t\":\"recv\",\"conn\":\"a\",\"ts\":2,\"data\":\"{trade}\"}}\n",
            $"{{\"t\":\"recv\",\"conn\":\"b\",\"ts\":3,\"data\":\"{trade}\"}}\n"));

        using DataFile file = DataFile.OpenOrThrow(path);
        var names = new List<string>();
        while (file.TryRead(out DataRecord record))
            names.Add(file.Symbols[record.InstrumentIndex]);

        Assert.Equal(["BTCUSDT", "BTCUSDT@binance-usdm"], names);
    }

    private static string Line(int number, string frame) => $"172316125600000000{number} {frame}\n";

    private static BookShape Apply(OrderBook book, in DataRecord record)
    {
        if ((record.Flags & DataFlags.ClearsBook) != DataFlags.None)
            book.Clear();

        if (record.Side != Side.None)
            book.Apply(record.Side, [new Level { PriceTicks = record.PriceE9, QtyLots = record.QtyE8 }]);

        return (record.Flags & DataFlags.EndOfMessage) != DataFlags.None ? book.EndMessage() : BookShape.Empty;
    }
}
