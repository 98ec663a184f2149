using System;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.OrderEntry;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.OrderEntry;

/// <summary>What orders say beyond market and limit, byte for byte, in each dialect.</summary>
[Collection(ByteCounting.Name)]
public sealed class OrderTermsWriterTests
{
    private const string Head44 = "11=12|1=ACC|55=EURUSD|54=1|60=20260105-10:00:00.123|38=100000|";
    private const string Head42 = "11=12|21=1|1=ACC|55=EURUSD|54=1|60=20260105-10:00:00.123|38=100000|";
    private const string Replace44 = "11=12|41=11|1=ACC|55=EURUSD|54=1|60=20260105-10:00:00.123|38=100000|";

    [Theory]
    [InlineData(OrderType.Market, "40=1|59=1|")]
    [InlineData(OrderType.Limit, "40=2|44=1.08345|59=1|")]
    [InlineData(OrderType.Stop, "40=3|99=1.08401|59=1|")]
    [InlineData(OrderType.StopLimit, "40=4|44=1.08345|99=1.08401|59=1|")]
    [InlineData(OrderType.MarketToLimit, "40=K|59=1|")]
    [InlineData(OrderType.MarketIfTouched, "40=J|99=1.08401|59=1|")]
    [InlineData(OrderType.LimitIfTouched, "40=J|44=1.08345|99=1.08401|59=1|")]
    public void Writes_every_type_with_the_prices_that_it_has(OrderType type, string expected)
    {
        OrderEntryRequest request = Request(type);
        Assert.Equal("35=D|" + Head44 + expected, NewOrder("FIX.4.4", request));
        Assert.Equal("35=D|" + Head44 + expected, NewOrder("FIX.5.0SP2", request));
        Assert.Equal("35=G|" + Replace44 + expected, Replace("FIX.4.4", request));
    }

    [Theory]
    [InlineData(TimeInForce.Day, "59=0|")]
    [InlineData(TimeInForce.GoodTillCancel, "59=1|")]
    [InlineData(TimeInForce.AtTheOpening, "59=2|")]
    [InlineData(TimeInForce.ImmediateOrCancel, "59=3|")]
    [InlineData(TimeInForce.FillOrKill, "59=4|")]
    [InlineData(TimeInForce.GoodTillDate, "59=6|126=20260105-10:00:01.123|")]
    [InlineData(TimeInForce.AtTheClose, "59=7|")]
    public void Writes_every_time_in_force_and_the_end_of_a_dated_one(TimeInForce timeInForce, string expected)
    {
        OrderEntryRequest request = Request(OrderType.Limit) with { TimeInForce = timeInForce };
        if (timeInForce == TimeInForce.GoodTillDate)
            request.Terms.ExpireTimestampNs = EntryBench.NowNs + 1_000_000_000;

        Assert.Equal("35=D|" + Head44 + "40=2|44=1.08345|" + expected, NewOrder("FIX.4.4", request));
    }

    [Theory]
    [InlineData("FIX.4.2", "35=D|" + Head42 + "40=2|44=1.08345|59=1|18=6|111=30000|")]
    [InlineData("FIX.4.4", "35=D|" + Head44 + "40=2|44=1.08345|59=1|18=6|111=30000|")]
    [InlineData("FIX.5.0SP2", "35=D|" + Head44 + "40=2|44=1.08345|59=1|18=6|1138=30000|")]
    [InlineData("cTrader", "35=D|11=12|55=EURUSD|54=1|60=20260105-10:00:00.123|38=100000|40=2|44=1.08345|")]
    public void Writes_what_is_shown_and_what_may_not_trade_at_once(string dialect, string expected)
    {
        OrderEntryRequest request = Request(OrderType.Limit) with { IsPostOnly = true };
        request.Terms.DisplayLots = 30;
        Assert.Equal(expected, NewOrder(dialect, request));
    }

    [Fact]
    public void Writes_a_stop_of_cTrader_that_is_good_till_a_date()
    {
        OrderEntryRequest request = Request(OrderType.Stop) with { TimeInForce = TimeInForce.GoodTillDate };
        request.Terms.ExpireTimestampNs = EntryBench.NowNs + 1_000_000_000;
        Assert.EndsWith(
            "|38=100000|40=3|99=1.08401|126=20260105-10:00:01.123|", NewOrder("cTrader", request),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_becomes_a_request_with_all_that_it_says()
    {
        var output = new EngineEvent { Kind = EventKind.NewOrder, Side = Side.Buy, Flags = EventFlags.PostOnly };
        output.Order.OrderId = 7;
        output.Order.Type = OrderType.StopLimit;
        output.Terms.StopPriceTicks = 5;
        output.Terms.DisplayLots = 3;
        OrderEntryRequest request = OrderEntryRequest.From(in output);
        Assert.Equal(
            (7L, OrderType.StopLimit, 5L, 3L, true),
            (request.ClOrdId, request.Type, request.Terms.StopPriceTicks, request.Terms.DisplayLots,
                request.IsPostOnly));
    }

    [Fact]
    public void Allocates_nothing()
    {
        EntryBench bench = Bench("FIX.4.4");
        OrderEntryRequest request = Request(OrderType.Limit) with
        {
            IsPostOnly = true, TimeInForce = TimeInForce.GoodTillDate,
        };
        request.Terms = new OrderTerms { DisplayLots = 30, ExpireTimestampNs = EntryBench.NowNs };
        WriteMany(bench, in request, count: 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        WriteMany(bench, in request, count: 1_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void WriteMany(EntryBench bench, in OrderEntryRequest request, int count)
    {
        Span<byte> buffer = stackalloc byte[512];
        for (int i = 0; i < count; i++)
        {
            var writer = new FixWriter(buffer, "FIX.4.4"u8, MsgTypes.NewOrderSingle);
            bench.Requests.WriteNewOrder(ref writer, in request, EntryBench.NowNs);
            Assert.True(writer.TryFinish(out _));
        }
    }

    private static OrderEntryRequest Request(OrderType type)
    {
        OrderEntryRequest request = EntryBench.Limit with { Type = type };
        request.Terms.StopPriceTicks = type.HasTrigger() ? 108_401 : 0;
        return request;
    }

    private static string NewOrder(string dialect, OrderEntryRequest request) => Bench(dialect).Text(
        MsgTypes.NewOrderSingle, (OrderEntryWriter requests, ref FixWriter writer) =>
            requests.WriteNewOrder(ref writer, in request, EntryBench.NowNs));

    private static string Replace(string dialect, OrderEntryRequest request) => Bench(dialect).Text(
        MsgTypes.OrderCancelReplaceRequest, (OrderEntryWriter requests, ref FixWriter writer) =>
            requests.WriteReplace(ref writer, in request, EntryBench.NowNs));

    private static EntryBench Bench(string dialect)
    {
        var bench = new EntryBench(VenueDialect.ByNameOrThrow(dialect), account: "ACC");
        bench.Symbols.Bind(bench.Received("35=y|320=1|560=0|146=1|55=EURUSD|1007=EURUSD|1008=5|"));
        return bench;
    }
}
