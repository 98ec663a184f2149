using System;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.OrderEntry;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.OrderEntry;

[Collection(ByteCounting.Name)]
public sealed class OrderEntryWriterTests
{
    private const string Time = "60=20260105-10:00:00.123|";
    private const string SecurityList = "35=y|320=1|560=0|146=2|55=1|1007=EURUSD|1008=5|55=41|1007=XAUUSD|1008=2|";
    private const int MassStatus = 'A' | ('F' << 8);
    private const int Positions = 'A' | ('N' << 8);
    private const int MassCancel = 'q';

    [Theory]
    [InlineData("FIX.4.2", "35=D|11=12|21=1|1=ACC|55=EURUSD|54=1|" + Time + "38=100000|40=2|44=1.08345|59=1|")]
    [InlineData("FIX.4.4", "35=D|11=12|1=ACC|55=EURUSD|54=1|" + Time + "38=100000|40=2|44=1.08345|59=1|")]
    [InlineData("FIX.5.0SP2", "35=D|11=12|1=ACC|55=EURUSD|54=1|" + Time + "38=100000|40=2|44=1.08345|59=1|")]
    [InlineData("cTrader", "35=D|11=12|55=1|54=1|" + Time + "38=100000|40=2|44=1.08345|")]
    public void Writes_a_new_order_in_the_words_of_the_venue(string dialect, string expected) =>
        Assert.Equal(expected, Bench(dialect).Text(MsgTypes.NewOrderSingle, WriteNewOrder));

    [Theory]
    [InlineData("FIX.4.2", "35=F|11=12|41=11|1=ACC|55=EURUSD|54=1|" + Time + "38=100000|")]
    [InlineData("FIX.4.4", "35=F|11=12|41=11|1=ACC|55=EURUSD|54=1|" + Time + "38=100000|")]
    [InlineData("FIX.5.0SP2", "35=F|11=12|41=11|1=ACC|55=EURUSD|54=1|" + Time + "38=100000|")]
    [InlineData("cTrader", "35=F|11=12|41=11|")]
    public void Writes_a_cancel_in_the_words_of_the_venue(string dialect, string expected) =>
        Assert.Equal(expected, Bench(dialect).Text(MsgTypes.OrderCancelRequest, WriteCancel));

    [Theory]
    [InlineData("FIX.4.2", "35=G|11=12|41=11|21=1|1=ACC|55=EURUSD|54=1|" + Time + "38=100000|40=2|44=1.08345|59=1|")]
    [InlineData("FIX.4.4", "35=G|11=12|41=11|1=ACC|55=EURUSD|54=1|" + Time + "38=100000|40=2|44=1.08345|59=1|")]
    [InlineData("cTrader", "35=G|11=12|41=11|38=100000|44=1.08345|")]
    public void Writes_a_replace_in_the_words_of_the_venue(string dialect, string expected) =>
        Assert.Equal(expected, Bench(dialect).Text(MsgTypes.OrderCancelReplaceRequest, WriteReplace));

    [Theory]
    [InlineData("FIX.4.2", "35=H|11=12|1=ACC|55=EURUSD|54=1|")]
    [InlineData("FIX.4.4", "35=H|11=12|1=ACC|55=EURUSD|54=1|")]
    [InlineData("cTrader", "35=H|11=12|54=1|")]
    public void Asks_for_the_state_of_an_order_in_the_words_of_the_venue(string dialect, string expected) =>
        Assert.Equal(expected, Bench(dialect).Text(MsgTypes.OrderStatusRequest, WriteStatusRequest));

    [Theory]
    [InlineData("FIX.4.2", "35=H|11=12|1=ACC|55=EURUSD|54=1|")]
    [InlineData("FIX.4.4", "35=H|11=12|790=7|1=ACC|55=EURUSD|54=1|")]
    [InlineData("FIX.5.0SP2", "35=H|11=12|790=7|1=ACC|55=EURUSD|54=1|")]
    [InlineData("cTrader", "35=H|11=12|54=1|")]
    public void Numbers_the_question_where_the_answer_repeats_the_number(string dialect, string expected) =>
        Assert.Equal(expected, Bench(dialect).Text(
            MsgTypes.OrderStatusRequest, (OrderEntryWriter requests, ref FixWriter writer) =>
            {
                OrderEntryRequest request = EntryBench.Limit;
                request.StatusReqId = 7;
                requests.WriteStatusRequest(ref writer, in request, EntryBench.NowNs);
            }));

    [Fact]
    public void Asks_for_the_state_of_all_orders() => Assert.Equal(
        "35=AF|584=7|585=7|",
        Bench("cTrader").Text(MassStatus, (OrderEntryWriter r, ref FixWriter w) => r.WriteMassStatusRequest(ref w, 7)));

    [Theory]
    [InlineData("FIX.4.4", 0, "35=AN|710=7|724=0|1=ACC|581=1|715=20260105|" + Time)]
    [InlineData("cTrader", 0, "35=AN|710=7|")]
    [InlineData("cTrader", 55, "35=AN|710=7|721=55|")]
    public void Asks_for_positions_in_the_words_of_the_venue(string dialect, long ticket, string expected) =>
        Assert.Equal(expected, Bench(dialect).Text(Positions, (OrderEntryWriter requests, ref FixWriter writer) =>
            requests.WritePositionsRequest(ref writer, requestId: 7, EntryBench.NowNs, ticket)));

    [Theory]
    [InlineData(-1, "35=q|11=9|530=7|" + Time)]
    [InlineData(1, "35=q|11=9|530=1|55=XAUUSD|" + Time)]
    public void Cancels_everything_or_one_instrument(int instrumentIndex, string expected) =>
        Assert.Equal(expected, Bench("FIX.4.4").Text(MassCancel, (OrderEntryWriter requests, ref FixWriter writer) =>
            requests.WriteMassCancel(ref writer, clOrdId: 9, instrumentIndex, EntryBench.NowNs)));

    [Fact]
    public void Names_the_position_that_an_order_adds_to_or_closes() => Assert.EndsWith(
        "|40=1|721=55|",
        Bench("cTrader").Text(MsgTypes.NewOrderSingle, (OrderEntryWriter requests, ref FixWriter writer) =>
        {
            OrderEntryRequest request = EntryBench.Limit with { Type = OrderType.Market, PositionTicket = 55 };
            requests.WriteNewOrder(ref writer, in request, EntryBench.NowNs);
        }),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("FIX.4.2", PositionEffect.Close, "59=1|")]
    [InlineData("FIX.4.4", PositionEffect.None, "59=1|")]
    [InlineData("FIX.4.4", PositionEffect.Open, "59=1|77=O|")]
    [InlineData("FIX.5.0SP2", PositionEffect.Close, "59=1|77=C|")]
    [InlineData("cTrader", PositionEffect.Close, "44=1.08345|")]
    public void Names_the_leg_that_an_order_opens_or_closes_where_the_venue_reads_it(
        string dialect, PositionEffect effect, string expected)
    {
        OrderEntryRequest request = EntryBench.Limit with { PositionEffect = effect };
        foreach (int type in (int[])[MsgTypes.NewOrderSingle, MsgTypes.OrderCancelReplaceRequest])
        {
            string text = Bench(dialect).Text(type, (OrderEntryWriter requests, ref FixWriter writer) =>
            {
                if (type == MsgTypes.NewOrderSingle)
                    requests.WriteNewOrder(ref writer, in request, EntryBench.NowNs);
                else
                    requests.WriteReplace(ref writer, in request, EntryBench.NowNs);
            });
            Assert.EndsWith("|" + expected, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Refuses_a_dialect_that_it_does_not_know()
    {
        var error = Assert.Throws<ArgumentException>(() => VenueDialect.ByNameOrThrow("FIX.3"));
        Assert.Equal(
            "no such FIX dialect: name=FIX.3; use one of FIX.4.2, FIX.4.4, FIX.5.0SP2, cTrader", error.Message);
    }

    [Theory]
    [InlineData("FIX.4.2")]
    [InlineData("FIX.4.4")]
    [InlineData("cTrader")]
    public void Allocates_nothing(string dialect)
    {
        EntryBench bench = Bench(dialect);
        WriteAll(bench, count: 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        WriteAll(bench, count: 1_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void WriteAll(EntryBench bench, int count)
    {
        Span<byte> buffer = stackalloc byte[512];
        OrderEntryRequest request = EntryBench.Limit;
        for (int i = 0; i < count; i++)
        {
            var writer = new FixWriter(buffer, "FIX.4.4"u8, MsgTypes.NewOrderSingle);
            bench.Requests.WriteNewOrder(ref writer, in request, EntryBench.NowNs);
            bench.Requests.WriteReplace(ref writer, in request, EntryBench.NowNs);
            bench.Requests.WriteStatusRequest(ref writer, in request, EntryBench.NowNs);
            Assert.True(writer.TryFinish(out _));
        }
    }

    private static EntryBench Bench(string dialect)
    {
        var bench = new EntryBench(VenueDialect.ByNameOrThrow(dialect), account: "ACC");
        bench.Symbols.Bind(bench.Received(SecurityList));
        return bench;
    }

    private static void WriteNewOrder(OrderEntryWriter requests, ref FixWriter writer) =>
        requests.WriteNewOrder(ref writer, EntryBench.Limit, EntryBench.NowNs);

    private static void WriteCancel(OrderEntryWriter requests, ref FixWriter writer) =>
        requests.WriteCancel(ref writer, EntryBench.Limit, EntryBench.NowNs);

    private static void WriteReplace(OrderEntryWriter requests, ref FixWriter writer) =>
        requests.WriteReplace(ref writer, EntryBench.Limit, EntryBench.NowNs);

    private static void WriteStatusRequest(OrderEntryWriter requests, ref FixWriter writer) =>
        requests.WriteStatusRequest(ref writer, EntryBench.Limit, EntryBench.NowNs);
}
