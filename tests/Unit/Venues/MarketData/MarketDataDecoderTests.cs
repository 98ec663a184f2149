using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Unit.Venues.OrderEntry;
using LowLatencyEngine.Venues.Gateway;
using LowLatencyEngine.Venues.MarketData;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.MarketData;

[Collection(ByteCounting.Name)]
public sealed class MarketDataDecoderTests
{
    private const string Snapshot =
        "35=W|262=1|55=EURUSD|268=3|269=0|270=1.08340|271=1000|278=1|269=0|270=1.08340|271=2000|278=2|" +
        "269=1|270=1.08350|271=5000|278=3|";

    private readonly FixScanner _scanner = new();
    private readonly MarketDataDecoder _decoder =
        new(EntryBench.Instruments, new SymbolTable(EntryBench.Instruments), entryCapacity: 8);

    [Fact]
    public void Reads_a_snapshot_and_adds_up_entries_at_one_price() => Assert.Equal(
        ["i0 Buy 108340x1 108340x3 ClearsBook, Snapshot", "i0 Sell 108350x5 EndOfMessage, Snapshot"], Decode(Snapshot));

    [Fact]
    public void Deletes_and_changes_by_id()
    {
        Decode(Snapshot);
        Assert.Equal(
            ["i0 Buy 108340x1 EndOfMessage"], Decode("35=X|262=1|268=1|279=2|278=2|55=EURUSD|"));
        Assert.Equal(
            ["i0 Buy 108340x0 108330x4 EndOfMessage"],
            Decode("35=X|268=1|279=1|269=0|278=1|55=EURUSD|270=1.08330|271=4000|"));
        Assert.Equal(
            ["i0 Sell 108350x0", "i0 Buy 108320x1 EndOfMessage"],
            Decode("35=X|268=2|279=2|278=3|55=EURUSD|279=0|269=0|278=9|55=EURUSD|270=1.08320|271=1000|"));
        Assert.Equal([], Decode("35=X|268=1|279=2|278=77|55=EURUSD|"));
        Assert.Equal(1, _decoder.EntriesSkipped);
    }

    [Fact]
    public void Takes_levels_without_ids_by_their_price() => Assert.Equal(
        ["i1 Buy 190050x3 190040x0 EndOfMessage"],
        Decode("35=X|268=2|279=0|269=0|55=XAUUSD|270=1900.50|271=3|279=2|269=0|55=XAUUSD|270=1900.40|"));

    [Fact]
    public void Empties_the_book_where_a_snapshot_has_no_entries() =>
        Assert.Equal(["i0 Buy ClearsBook, EndOfMessage, Snapshot"], Decode("35=W|55=EURUSD|268=0|"));

    [Fact]
    public void Divides_what_has_no_room_in_one_record()
    {
        string entries = string.Concat(Enumerable.Range(0, 7).Select(i => $"269=1|270=1900.5{i}|271={i + 1}|"));
        string[] events = Decode("35=W|55=XAUUSD|268=7|" + entries);
        Assert.Equal(
            [
                "i1 Sell 190050x1 190051x2 190052x3 190053x4 190054x5 ClearsBook, Snapshot",
                "i1 Sell 190055x6 190056x7 EndOfMessage, Snapshot",
            ],
            events);
    }

    [Fact]
    public void Reads_trades() => Assert.Equal(
        ["i1 trade 4x2@190050 EndOfMessage"], Decode("35=X|268=1|279=0|269=2|278=4|55=XAUUSD|270=1900.50|271=2|"));

    [Fact]
    public void Leaves_out_what_it_cannot_read()
    {
        Assert.Equal([], Decode("35=X|268=2|279=0|269=0|55=GBPUSD|270=1|271=1|279=0|269=0|55=XAUUSD|270=x|271=1|"));
        Assert.Equal(2, _decoder.EntriesSkipped);
        Assert.False(TryDecode("35=Y|262=1|281=0|", out _));
    }

    [Fact]
    public void Says_that_a_book_is_unfit_when_entries_have_no_room()
    {
        Decode("35=X|268=9|" + string.Concat(Enumerable.Range(1, 9).Select(
            i => $"279=0|269=0|278={i}|55=XAUUSD|270=1900.5{i}|271=1|")));
        Assert.True(_decoder.IsUnfit(1));
        Decode("35=W|55=XAUUSD|268=0|");
        Assert.False(_decoder.IsUnfit(1));
    }

    [Fact]
    public void Subscribes_and_ends_the_subscription()
    {
        const string rest = "265=1|267=2|269=0|269=1|146=1|55=41|";
        Assert.Equal("35=V|262=7|263=1|264=0|" + rest, Written(isEnd: false, isTopOnly: false));
        Assert.Equal("35=V|262=7|263=2|264=1|" + rest, Written(isEnd: true, isTopOnly: true));
    }

    [Fact]
    public void Allocates_nothing()
    {
        byte[] snapshot = EntryBench.Bytes(Snapshot);
        byte[] change = EntryBench.Bytes("35=X|268=1|279=1|269=0|278=1|55=EURUSD|270=1.08330|271=4000|");
        var sink = new CountingSink();
        Run(10);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(1_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1_010 * 3, sink.Count);

        void Run(int count)
        {
            for (int i = 0; i < count; i++)
            {
                _decoder.TryDecode(_scanner.Scan(snapshot), EntryBench.NowNs, ref sink);
                _decoder.TryDecode(_scanner.Scan(change), EntryBench.NowNs, ref sink);
            }
        }
    }

    private string[] Decode(string fields)
    {
        Assert.True(TryDecode(fields, out string[] events));
        return events;
    }

    private bool TryDecode(string fields, out string[] events)
    {
        var sink = new ListSink([]);
        bool isDecoded = _decoder.TryDecode(_scanner.Scan(EntryBench.Bytes(fields)), EntryBench.NowNs, ref sink);
        events = [.. sink.Events.Select(Describe)];
        return isDecoded;
    }

    private static string Describe(EngineEvent item)
    {
        string levels = "";
        for (int i = 0; item.Kind == EventKind.BookUpdate && i < item.Count; i++)
            levels += $" {item.Book.Levels[i].PriceTicks}x{item.Book.Levels[i].QtyLots}";

        string what = item.Kind == EventKind.Trade
            ? $"trade {item.Trade.TradeId}x{item.Trade.QtyLots}@{item.Trade.PriceTicks}"
            : item.Side + levels;
        string flags = item.Flags == EventFlags.None ? "" : $" {item.Flags}";
        return $"i{item.InstrumentIndex} {what}{flags}";
    }

    private static string Written(bool isEnd, bool isTopOnly)
    {
        var buffer = new byte[256];
        var writer = new FixWriter(buffer, "FIX.4.4"u8, MsgTypes.MarketDataRequest);
        if (isEnd)
            MarketDataRequest.WriteUnsubscribe(ref writer, 7, "41"u8, isTopOnly);
        else
            MarketDataRequest.WriteSubscribe(ref writer, 7, "41"u8, isTopOnly);

        Assert.True(writer.TryFinish(out int length));
        string text = Encoding.ASCII.GetString(buffer, 0, length).Replace('\u0001', '|');
        int start = text.IndexOf("|35", StringComparison.Ordinal) + 1;
        return text[start..text.LastIndexOf("10=", StringComparison.Ordinal)];
    }

    private readonly record struct ListSink(List<EngineEvent> Events) : IMarketEventSink
    {
        public void OnEvent(in EngineEvent item) => Events.Add(item);
    }

    private sealed class CountingSink : IMarketEventSink
    {
        public long Count { get; private set; }

        public void OnEvent(in EngineEvent item) => Count++;
    }
}
