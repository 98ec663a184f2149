using System;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.OrderEntry;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.OrderEntry;

/// <summary>What orders carry so that the venue keeps them from meeting each other.</summary>
[Collection(ByteCounting.Name)]
public sealed class SelfTradeTagsTests
{
    // Two strategies and the operator; the second instrument carries nothing.
    private static readonly SelfTradeTags Tags = new(
        ["main"u8.ToArray(), [], "hedge"u8.ToArray(), [], "main"u8.ToArray(), []], ['2', default]);

    [Theory]
    [InlineData("FIX.4.4", 0, 0, "2362=main|2964=2|")]
    [InlineData("FIX.5.0SP2", 1, 0, "2362=hedge|2964=2|")]
    [InlineData("FIX.4.4", OrderRequest.OperatorStrategyIndex, 0, "2362=main|2964=2|")]
    [InlineData("FIX.4.4", 0, 1, "")]
    [InlineData("FIX.4.2", 0, 0, "")]
    [InlineData("cTrader", 0, 0, "")]
    public void Are_of_the_strategy_and_the_instrument(string dialect, int strategy, int instrument, string expected)
    {
        foreach (int msgType in (int[])[MsgTypes.NewOrderSingle, MsgTypes.OrderCancelReplaceRequest])
        {
            string with = Text(dialect, msgType, strategy, instrument, Tags);
            string without = Text(dialect, msgType, strategy, instrument, tags: null);
            Assert.Equal(without + expected, with);
        }
    }

    [Fact]
    public void Are_not_in_a_cancel()
    {
        string cancel = Text("FIX.4.4", MsgTypes.OrderCancelRequest, strategy: 0, instrument: 0, Tags);
        Assert.DoesNotContain("2362", cancel, StringComparison.Ordinal);
    }

    [Fact]
    public void Writing_them_allocates_nothing()
    {
        var bench = new EntryBench(VenueDialect.Fix44, selfTrades: Tags);
        bench.Write(MsgTypes.NewOrderSingle, WriteLimit);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            WriteLimitInto(bench.Requests);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Ids_are_of_whole_strategies()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new SelfTradeTags([[], [], []], ['1', '1']));
        Assert.Contains("idCount=3, instrumentCount=2", error.Message, StringComparison.Ordinal);
    }

    private static void WriteLimit(OrderEntryWriter requests, ref FixWriter writer)
    {
        OrderEntryRequest limit = EntryBench.Limit;
        requests.WriteNewOrder(ref writer, in limit, EntryBench.NowNs);
    }

    private static void WriteLimitInto(OrderEntryWriter requests)
    {
        Span<byte> buffer = stackalloc byte[512];
        var writer = new FixWriter(buffer, "FIX.4.4"u8, MsgTypes.NewOrderSingle);
        WriteLimit(requests, ref writer);
        writer.TryFinish(out _);
    }

    private static string Text(string dialect, int msgType, int strategy, int instrument, SelfTradeTags? tags)
    {
        VenueDialect venue = VenueDialect.ByNameOrThrow(dialect);
        var bench = new EntryBench(venue, "ACC", tags);
        if (venue.SymbolsAreIds)
            bench.Symbols.Bind(bench.Received("35=y|320=1|560=0|146=2|55=1|1007=EURUSD|55=41|1007=XAUUSD|"));

        return bench.Text(msgType, (OrderEntryWriter requests, ref FixWriter writer) =>
        {
            OrderEntryRequest request = EntryBench.Limit with
            {
                StrategyIndex = (ushort)strategy, InstrumentIndex = instrument,
            };
            if (msgType == MsgTypes.NewOrderSingle)
                requests.WriteNewOrder(ref writer, in request, EntryBench.NowNs);
            else if (msgType == MsgTypes.OrderCancelReplaceRequest)
                requests.WriteReplace(ref writer, in request, EntryBench.NowNs);
            else
                requests.WriteCancel(ref writer, in request, EntryBench.NowNs);
        });
    }
}
