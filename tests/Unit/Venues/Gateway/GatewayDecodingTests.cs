using System;
using System.Text;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Gateway;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Gateway;

public sealed class GatewayDecodingTests
{
    private const string Head = "35=8|37=V1|17=E1|";
    private const string Idle = "last=0@0 fee=0 reason=0";
    private const string Traded = "Trade/PartiallyFilled order=9 request=0";
    private const string Busted = "TradeCancel/Canceled order=9 request=0";
    private const string Fill = "31=5.00|32=0.00002|";
    private const string Tail = "55=BTC-USDT|54=1|14=0.00002|151=0.00003|";

    [Theory]
    [InlineData("11=9|150=0|39=0|", "New/New order=9 request=0", Idle)]
    [InlineData("11=9|150=A|39=A|", "PendingNew/PendingNew order=9 request=0", Idle)]
    [InlineData("11=9|150=8|39=8|103=6|", "Rejected/Rejected order=9 request=0", "last=0@0 fee=0 reason=6")]
    [InlineData("11=9|150=C|39=C|", "Expired/Expired order=9 request=0", Idle)]
    [InlineData("11=9|150=I|39=1|", "OrderStatus/PartiallyFilled order=9 request=0", Idle)]
    [InlineData("11=9|150=3|39=3|", "DoneForDay/Other order=9 request=0", Idle)]
    [InlineData("11=9|150=9|39=9|", "Suspended/Suspended order=9 request=0", Idle)]
    [InlineData("11=9|150=L|39=0|", "Triggered/New order=9 request=0", Idle)]
    [InlineData("11=9|150=D|39=1|", "Restated/PartiallyFilled order=9 request=0", Idle)]
    [InlineData("11=10|41=9|150=4|39=4|", "Canceled/Canceled order=9 request=10", Idle)]
    [InlineData("11=10|41=9|150=6|39=6|", "PendingCancel/PendingCancel order=9 request=10", Idle)]
    [InlineData("11=10|41=9|150=E|39=E|", "Other/PendingReplace order=9 request=10", Idle)]
    [InlineData("11=10|41=9|150=5|39=0|", "Replaced/New order=9 request=10", Idle)]
    [InlineData("11=9|41=9|150=4|39=4|", "Canceled/Canceled order=9 request=0", Idle)]
    [InlineData("11=9|150=F|39=1|31=61659.70|32=0.00002|12=0.0000123|13=3|", Traded, "last=2@6165970 fee=123 reason=0")]
    [InlineData("11=9|150=1|39=1|31=5|32=0.00002|", Traded, "last=2@500 fee=0 reason=0")]
    [InlineData("11=9|150=F|39=1|31=5|32=0.00002|12=-0.0000001|", Traded, "last=2@500 fee=-1 reason=0")]
    [InlineData("11=9|150=H|39=4|31=5|32=0.00002|", Busted, "last=2@500 fee=0 reason=0")]
    public void Reads_every_kind_of_report(string body, string expectedState, string expectedNumbers)
    {
        using GatewayBench bench = GatewayBench.Ready();
        EngineEvent item = bench.EventOf(Head + body + Tail);

        string numbers = expectedNumbers.Replace(" fee", " cum=2 leaves=3 fee", StringComparison.Ordinal);
        Assert.Equal($"{expectedState} Buy i0 {numbers} seq=3 None", GatewayBench.Describe(item));
        Assert.Equal((EventSource.Venue, EngineEvent.CurrentSchemaVersion), (item.Source, item.SchemaVersion));
        Assert.Equal(bench.NowNs, item.ReceiveTimestampNs);
        Assert.Equal(bench.NowNs, item.VenueTimestampNs);
        Assert.Equal(Fnv1a.Hash("E1"u8), item.Execution.ExecIdHash);
        Assert.Equal(Fnv1a.Hash("V1"u8), item.Execution.VenueOrderIdHash);
    }

    [Theory]
    [InlineData("150=4|39=4|", RestatementReason.None)]
    [InlineData("150=4|39=4|378=19|", RestatementReason.SelfTradePassive)]
    [InlineData("150=4|39=4|378=17|", RestatementReason.SelfTrade)]
    [InlineData("150=4|39=4|378=20|", RestatementReason.SelfTradeBoth)]
    [InlineData("150=4|39=4|378=6|", RestatementReason.TradingHalt)]
    [InlineData("150=D|39=1|378=0|", RestatementReason.CorporateAction)]
    [InlineData("150=D|39=1|378=18|", RestatementReason.SelfTradeAggressive)]
    [InlineData("150=4|39=4|378=21|", RestatementReason.Other)]
    [InlineData("150=4|39=4|378=99|", RestatementReason.Other)]
    [InlineData("150=4|39=4|378=-1|", RestatementReason.Other)]
    [InlineData("150=4|39=4|378=x|", RestatementReason.None)]
    public void Reads_why_the_venue_did_what_nobody_asked_for(string body, RestatementReason expected)
    {
        using GatewayBench bench = GatewayBench.Ready();
        EngineEvent report = bench.EventOf(
            "35=8|37=V1|17=E1|11=9|55=BTC-USDT|54=1|14=0.00001|151=0|" + body);
        Assert.Equal(expected, report.Execution.Reason);
    }

    [Fact]
    public void An_answer_repeats_the_number_of_its_question_and_tells_the_terms_of_its_order()
    {
        using GatewayBench bench = GatewayBench.Ready();
        EngineEvent item = bench.EventOf(
            "35=8|37=V1|17=0|11=12|790=9|150=I|39=0|55=BTC-USDT|54=1|44=61659.70|77=C|14=0|151=0.00003|6=0|");

        Assert.Equal((12L, 9L, 6_165_970L), (
            item.Execution.OrderId, item.Execution.RequestId, item.Execution.LastPriceTicks));
        Assert.Equal((0L, FillFacts.Closes), (item.Execution.LastQtyLots, item.Execution.Facts));
    }

    [Theory]
    [InlineData("54=2|40=3|99=5.00|1107=3|", EventFlags.QuoteTrigger)] // The best bid sells.
    [InlineData("54=1|40=3|99=5.00|1107=1|", EventFlags.QuoteTrigger)]
    [InlineData("54=1|40=3|99=5.00|1107=3|", EventFlags.None)]
    [InlineData("54=1|40=4|44=5.00|99=5.00|1107=6|", EventFlags.MidTrigger)]
    [InlineData("54=1|40=3|99=5.00|1107=2|", EventFlags.None)]
    [InlineData("54=1|40=2|44=5.00|1107=6|", EventFlags.None)] // It waits for none.
    [InlineData("54=1|40=2|44=5.00|584=7|", EventFlags.Snapshot)] // Of an answer about all orders.
    public void An_answer_tells_which_price_its_order_waits_for_and_whether_it_is_of_a_list(
        string body, EventFlags expected)
    {
        using GatewayBench bench = GatewayBench.Ready();
        EngineEvent item = bench.EventOf(
            $"35=8|37=V1|17=0|11=12|150=I|39=0|55=BTC-USDT|14=0|151=0.00003|6=0|{body}");
        Assert.Equal(expected | EventFlags.EndOfMessage, item.Flags);
    }

    [Theory]
    [InlineData("150=0|39=0|636=N|", FillFacts.NotWorking)]
    [InlineData("150=0|39=0|636=Y|", FillFacts.Working)]
    [InlineData("150=I|39=0|636=N|77=C|", FillFacts.NotWorking | FillFacts.Closes)]
    [InlineData("150=0|39=0|636=x|", FillFacts.None)]
    [InlineData("150=0|39=0|", FillFacts.None)]
    public void Reads_whether_an_order_works(string body, FillFacts expected)
    {
        using GatewayBench bench = GatewayBench.Ready();
        EngineEvent item = bench.EventOf(Head + "11=9|" + body + Tail);
        Assert.Equal(expected, item.Execution.Facts);
    }

    [Fact]
    public void A_report_under_a_new_number_that_may_be_old_says_so()
    {
        using GatewayBench bench = GatewayBench.Ready();
        EngineEvent item = bench.EventOf(
            "35=8|97=Y|37=V1|17=E1|11=9|150=0|39=0|55=BTC-USDT|54=1|14=0|151=0.00003|6=0|");

        Assert.Equal(EventFlags.PossibleDuplicate, item.Flags & EventFlags.PossibleDuplicate);
    }

    [Theory]
    [InlineData("150=H|39=1|19=E0|", ExecType.TradeCancel)]
    [InlineData("150=G|39=1|31=5|32=0.00002|19=E0|", ExecType.TradeCorrect)]
    [InlineData("41=8|150=H|39=1|19=E0|", ExecType.TradeCancel)]
    public void Reads_which_fill_a_correction_means(string body, ExecType expected)
    {
        using GatewayBench bench = GatewayBench.Ready();
        EngineEvent item = bench.EventOf(Head + "11=9|" + body + Tail);
        Assert.Equal((expected, Fnv1a.Hash("E0"u8)), (item.Execution.ExecType, item.Execution.ExecRefIdHash));
    }

    [Theory]
    [InlineData("32=abc|31=5.00|", "last=0@500 cum=2 leaves=3")]
    [InlineData("32=0.00002|31=5.005|", "last=2@501 cum=2 leaves=3")]
    [InlineData("32=0.00002|31=5.004|", "last=2@500 cum=2 leaves=3")]
    [InlineData("32=0.00002|31=price|", "last=2@0 cum=2 leaves=3")]
    [InlineData("32=0.00002|", "last=2@0 cum=2 leaves=3")]
    [InlineData("32=-0.00002|31=5.00|", "last=0@500 cum=2 leaves=3")]
    [InlineData("32=0.00002|31=5.00|12=x|", "last=2@500 cum=2 leaves=3")]
    [InlineData("32=0.00002|31=5.00|12=5|13=1|", "last=2@500 cum=2 leaves=3")]
    [InlineData("32=0.00002|31=5.00|58=|", "last=2@500 cum=2 leaves=3")]
    [InlineData("32=0.00002|31=5.00|0=x|", "last=2@500 cum=2 leaves=3")]
    [InlineData("32=0.00002|31=99999999999999999999|", "last=2@0 cum=2 leaves=3")]
    public void Never_hides_a_fill_behind_a_number_that_cannot_be_read(string body, string expected)
    {
        using GatewayBench bench = GatewayBench.Ready();
        EngineEvent item = bench.EventOf(Head + "11=9|150=F|39=1|" + body + Tail);

        Assert.Contains(expected, GatewayBench.Describe(item), StringComparison.Ordinal);
        Assert.True(item.Flags.HasFlag(EventFlags.Suspect));
        Assert.Equal(1, bench.Gateway.Counters.SuspectDelivered);
    }

    [Theory]
    [InlineData("", FillFacts.None)]
    [InlineData("12=0|", FillFacts.FeeStated)]
    [InlineData("12=x|", FillFacts.None)]
    [InlineData("12=5|13=1|", FillFacts.None)] // Of each unit, which is not ours to work out.
    [InlineData("851=1|", FillFacts.LiquidityAdded)]
    [InlineData("851=2|77=O|", FillFacts.LiquidityRemoved | FillFacts.Opens)]
    [InlineData("851=3|77=C|12=0|", FillFacts.LiquidityRemoved | FillFacts.Closes | FillFacts.FeeStated)]
    [InlineData("77=R|", FillFacts.None)]
    public void Reads_what_a_fill_says_of_fee_liquidity_and_position_effect(string body, FillFacts expected)
    {
        using GatewayBench bench = GatewayBench.Ready();
        EngineEvent item = bench.EventOf(Head + "11=9|150=F|39=1|32=0.00002|31=5.00|" + body + Tail);

        Assert.Equal(expected, item.Execution.Facts);
    }

    [Theory]
    [InlineData("11=abc|150=F|39=1|55=BTC-USDT|54=1|" + Fill, "order=0 request=0 Buy i0 last=2@500 cum=2")]
    [InlineData("150=F|39=1|55=BTC-USDT|54=1|" + Fill, "order=0 request=0 Buy i0 last=2@500 cum=2")]
    [InlineData("11=7|150=F|39=1|55=UNKNOWN|54=1|" + Fill, "order=7 request=0 Buy i-1 last=0@0 cum=0")]
    [InlineData("11=7|150=F|39=1|54=1|" + Fill, "order=7 request=0 Buy i-1 last=0@0 cum=0")]
    [InlineData("11=7|150=?|39=?|55=BTC-USDT|54=1|", "None/None order=7 request=0 Buy i0 last=0@0 cum=2")]
    [InlineData("11=7|150=F|39=1|55=BTC-USDT|54=x|" + Fill, "order=7 request=0 None i0 last=2@500 cum=2")]
    public void Delivers_what_is_readable_of_a_report_that_is_not_understood(string body, string expected)
    {
        using GatewayBench bench = GatewayBench.Ready();
        EngineEvent item = bench.EventOf(Head + body + "14=0.00002|151=0|");

        Assert.Contains(expected, GatewayBench.Describe(item), StringComparison.Ordinal);
        Assert.True(item.Flags.HasFlag(EventFlags.Suspect));
    }

    [Fact]
    public void Knows_an_order_of_its_own_even_when_the_report_does_not_say_what_it_was()
    {
        using GatewayBench bench = GatewayBench.Ready();
        bench.Send(GatewayBench.NewOrder(id: 7, priceTicks: 600, qtyLots: 2, Side.Sell));
        bench.PollUntil(() => bench.Orders.Count == 1);
        EngineEvent item = bench.EventOf("35=8|37=V1|17=E1|11=7|150=F|39=2|14=0.00002|151=0|31=|32=0.00002|");

        Assert.Equal(
            "Trade/Filled order=7 request=0 Sell i0 last=2@600 cum=2 leaves=0 fee=0 reason=0 seq=3 Suspect",
            GatewayBench.Describe(item));
    }

    [Fact]
    public void Reads_cancel_rejects()
    {
        using GatewayBench bench = GatewayBench.Ready();
        bench.Send(GatewayBench.NewOrder(id: 7, priceTicks: 600, qtyLots: 2, Side.Sell));
        EngineEvent known = bench.EventOf("35=9|37=V1|11=8|41=7|39=2|434=1|102=0|");
        EngineEvent unknown = bench.EventOf("35=9|37=NONE|11=9|41=5|39=8|434=1|102=1|");

        Assert.Equal(
            "CancelReject/Filled order=7 request=8 Sell i0 last=0@0 cum=0 leaves=0 fee=0 reason=0 seq=3 None",
            GatewayBench.Describe(known));
        Assert.Equal(
            "CancelReject/Rejected order=5 request=9 None i-1 last=0@0 cum=0 leaves=0 fee=0 reason=1 seq=4 None",
            GatewayBench.Describe(unknown));
    }

    [Theory]
    [InlineData("35=3|45=3|372=D|373=5|", "Rejected/Rejected order=7 request=0 Sell i0")]
    [InlineData("35=j|45=3|372=D|380=3|", "Rejected/Rejected order=7 request=0 Sell i0")]
    [InlineData("35=j|45=99|379=7|372=D|380=3|", "Rejected/Rejected order=7 request=0 Sell i0")]
    [InlineData("35=3|45=4|372=F|373=5|", "CancelReject/None order=7 request=8 Sell i0")]
    [InlineData("35=j|45=99|379=8|372=F|380=3|", "CancelReject/None order=7 request=8 Sell i0")]
    public void A_refused_request_becomes_an_answer_to_its_order(string refusal, string expected)
    {
        using GatewayBench bench = GatewayBench.Ready();
        SendThree(bench);
        EngineEvent item = bench.EventOf(refusal);

        Assert.StartsWith(expected, GatewayBench.Describe(item), StringComparison.Ordinal);
        Assert.Contains("reason=99 seq=3", GatewayBench.Describe(item), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("35=3|45=5|372=H|373=5|")]
    [InlineData("35=j|45=5|379=7|372=H|380=3|")]
    [InlineData("35=j|45=99|379=7|372=H|380=3|")]
    [InlineData("35=j|379=7|380=3|")]
    [InlineData("35=3|45=2|372=1|373=5|")]
    [InlineData("35=3|45=x|")]
    public void A_refusal_of_something_else_rejects_no_order(string refusal)
    {
        using GatewayBench bench = GatewayBench.Ready();
        SendThree(bench);
        bench.VenueSends(refusal);
        bench.PollUntil(() => bench.Gateway.Counters.RequestRejectsReceived == 1);

        Assert.Equal(1, bench.Gateway.Counters.RequestRejectsUnmatched);
        Assert.Empty(bench.Events);
    }

    [Fact]
    public void Counts_messages_that_mean_nothing_to_it()
    {
        using GatewayBench bench = GatewayBench.Ready();
        bench.VenueSends("35=B|148=news|");
        bench.PollUntil(() => bench.Gateway.Counters.MessagesIgnored == 1);

        Assert.Empty(bench.Events);
    }

    [Theory]
    [InlineData("", 0L)]
    [InlineData("a", unchecked((long)0xAF63DC4C8601EC8C))]
    [InlineData("foobar", unchecked((long)0x85944171F73967E8))]
    public void Hashes_ids_as_the_specification_does(string text, long expected) =>
        Assert.Equal(expected, Fnv1a.Hash(Encoding.ASCII.GetBytes(text)));

    private static void SendThree(GatewayBench bench)
    {
        bench.Send(GatewayBench.NewOrder(id: 7, priceTicks: 600, qtyLots: 2, Side.Sell));
        EngineEvent cancel = GatewayBench.Output(EventKind.CancelOrder, instrumentIndex: 0, Side.Sell);
        cancel.Order = new OrderRequest { OrderId = 8, OriginalOrderId = 7, QtyLots = 2 };
        bench.Send(cancel);
        EngineEvent query = GatewayBench.Output(EventKind.StatusRequest, instrumentIndex: 0, Side.Sell);
        query.Order.OrderId = 7;
        bench.Send(query);
    }
}
