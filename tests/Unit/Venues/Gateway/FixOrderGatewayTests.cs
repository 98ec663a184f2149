using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Gateway;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Gateway;

public sealed class FixOrderGatewayTests
{
    private const string Time = "60=20260115-14:30:00.000";

    [Fact]
    public void Tells_the_states_of_the_session_in_their_order()
    {
        using var bench = new GatewayBench();
        bench.PollUntil(() => bench.Gateway.PublishedState == VenueState.Ready);
        bench.Gateway.LogOut(bench.NowNs);
        bench.PollUntil(() => bench.Gateway.IsClosed && bench.Gateway.PublishedState == VenueState.Disconnected);

        Assert.Equal(["Disconnected 0", "LoggedOn 1", "Ready 2", "Disconnected 2"], bench.EventTexts());
        Assert.Equal(FixEndReason.LogoutByPeer, bench.Venue.Session.EndReason);
        bench.Pass(seconds: 10);
        bench.PollOnce();
        Assert.Equal(1, bench.Gateway.Counters.ConnectAttempts);
    }

    [Fact]
    public void Writes_orders_cancels_and_status_requests()
    {
        using GatewayBench bench = GatewayBench.Ready();
        bench.Send(GatewayBench.NewOrder(id: 1001, priceTicks: 6_165_970, qtyLots: 1_500));
        EngineEvent market = GatewayBench.NewOrder(id: 1002, priceTicks: 0, qtyLots: 3, Side.Sell);
        market.InstrumentIndex = 1;
        market.Order.Type = OrderType.Market;
        market.Order.TimeInForce = TimeInForce.ImmediateOrCancel;
        bench.Send(market);
        EngineEvent spread = GatewayBench.NewOrder(id: 1003, priceTicks: -3, qtyLots: 2, Side.Sell);
        spread.InstrumentIndex = 1;
        spread.Order.TimeInForce = TimeInForce.FillOrKill;
        bench.Send(spread);
        EngineEvent cancel = GatewayBench.Output(EventKind.CancelOrder, instrumentIndex: 0, Side.Buy);
        cancel.Order = new OrderRequest { OrderId = 1004, OriginalOrderId = 1001, QtyLots = 1_500 };
        bench.Send(cancel);
        EngineEvent query = GatewayBench.Output(EventKind.StatusRequest, instrumentIndex: 1, Side.Sell);
        query.Order.OrderId = 1003;
        bench.Send(query);
        EngineEvent replace = GatewayBench.Output(EventKind.ReplaceOrder, instrumentIndex: 1, Side.Sell);
        replace.Order = new OrderRequest
        {
            OrderId = 1005, OriginalOrderId = 1003, QtyLots = 4, PriceTicks = -2, Type = OrderType.Limit,
            TimeInForce = TimeInForce.Day,
        };
        bench.Send(replace);
        EngineEvent chained = GatewayBench.Output(EventKind.CancelOrder, instrumentIndex: 1, Side.Sell);
        chained.Order = new OrderRequest { OrderId = 1006, OriginalOrderId = 1003, VenueOrderId = 1005, QtyLots = 4 };
        bench.Send(chained);
        EngineEvent renamed = GatewayBench.Output(EventKind.StatusRequest, instrumentIndex: 1, Side.Sell);
        renamed.Order = new OrderRequest { OrderId = 1003, VenueOrderId = 1005 };
        bench.Send(renamed);
        bench.PollUntil(() => bench.Orders.Count == 8);

        Assert.Equal(
            [
                $"35=D|34=3|11=1001|55=BTC-USDT|54=1|{Time}|38=0.01500|40=2|44=61659.70|59=0",
                $"35=D|34=4|11=1002|55=ES|54=2|{Time}|38=3|40=1|59=3",
                $"35=D|34=5|11=1003|55=ES|54=2|{Time}|38=2|40=2|44=-0.75|59=4",
                $"35=F|34=6|11=1004|41=1001|55=BTC-USDT|54=1|{Time}|38=0.01500",
                "35=H|34=7|11=1003|790=1003|55=ES|54=2",
                $"35=G|34=8|11=1005|41=1003|55=ES|54=2|{Time}|38=4|40=2|44=-0.50|59=0",
                $"35=F|34=9|11=1006|41=1005|55=ES|54=2|{Time}|38=4",
                "35=H|34=10|11=1005|790=1003|55=ES|54=2",
            ],
            bench.Orders);
        Assert.Equal([5_000L, 5_000, 5_000], bench.Latency.Sent);
    }

    [Fact]
    public void Measures_the_way_from_an_order_to_its_first_report()
    {
        using GatewayBench bench = GatewayBench.Ready();
        bench.Send(GatewayBench.NewOrder(id: 1, priceTicks: 100, qtyLots: 5));
        bench.PollUntil(() => bench.Orders.Count == 1);
        bench.Pass(seconds: 0.25);
        bench.EventOf("35=8|37=V1|17=E1|11=1|150=0|39=0|55=BTC-USDT|54=1|14=0|151=0.00005|");
        bench.EventOf("35=8|37=V1|17=E2|11=1|150=4|39=4|55=BTC-USDT|54=1|14=0|151=0|");

        Assert.Equal([250_000_000L], bench.Latency.Acknowledged);
    }

    [Fact]
    public void Answers_an_order_that_cannot_be_sent_and_never_sends_it_later()
    {
        using var bench = new GatewayBench();
        EngineEvent order = GatewayBench.NewOrder(id: 1, priceTicks: 100, qtyLots: 5);
        EngineEvent cancel = GatewayBench.Output(EventKind.CancelOrder, instrumentIndex: 0, Side.Sell);
        cancel.Order = new OrderRequest { OrderId = 3, OriginalOrderId = 2, QtyLots = 1 };
        EngineEvent query = GatewayBench.Output(EventKind.StatusRequest, instrumentIndex: 0, Side.Buy);
        Assert.Equal(SendVerdict.Refused, bench.Gateway.Send(in order, bench.NowNs));
        Assert.Equal(SendVerdict.Refused, bench.Gateway.Send(in cancel, bench.NowNs));
        Assert.Equal(SendVerdict.Refused, bench.Gateway.Send(in query, bench.NowNs));
        bench.PollUntil(() => bench.Gateway.PublishedState == VenueState.Ready);
        bench.Send(GatewayBench.NewOrder(id: 4, priceTicks: 100, qtyLots: 5));
        bench.PollUntil(() => bench.Orders.Count == 1);

        Assert.Equal(
            [
                "Rejected/Rejected order=1 request=0 Buy i0 last=0@0 cum=0 leaves=0 fee=0 reason=99 seq=0 None",
                "CancelReject/None order=2 request=3 Sell i0 last=0@0 cum=0 leaves=0 fee=0 reason=99 seq=0 None",
                "Disconnected 0", "LoggedOn 1", "Ready 2",
            ],
            bench.EventTexts());
        Assert.StartsWith("35=D|34=3|11=4|", bench.Orders[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_gateway_without_room_says_busy_and_takes_the_order_later()
    {
        using GatewayBench bench = GatewayBench.Ready();
        long id = 0;
        SendVerdict verdict = SendVerdict.Sent;
        while (verdict == SendVerdict.Sent) // Nobody reads: the output fills up.
        {
            EngineEvent order = GatewayBench.NewOrder(++id, priceTicks: 100, qtyLots: 5);
            verdict = bench.Gateway.Send(in order, bench.NowNs);
        }

        Assert.Equal(SendVerdict.Busy, verdict);
        bench.PollUntil(() => bench.Orders.Count > 0);
        EngineEvent again = GatewayBench.NewOrder(id, priceTicks: 100, qtyLots: 5);
        bench.PollUntil(() => bench.Gateway.Send(in again, bench.NowNs) == SendVerdict.Sent);
        bench.PollUntil(() => bench.Orders.Count == id);

        Assert.Equal(id, bench.Orders.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_venue_that_takes_nothing_is_cut_off_and_the_waiting_order_refused()
    {
        using GatewayBench bench = GatewayBench.Ready();
        long id = 0;
        SendVerdict verdict = SendVerdict.Sent;
        while (verdict == SendVerdict.Sent)
            verdict = SendNext();

        for (int i = 0; i < 1_000_000 && verdict != SendVerdict.Refused; i++)
        {
            bench.Pass(seconds: 0.01);
            bench.PollGateway();
            verdict = SendNext();
        }

        Assert.Equal(SendVerdict.Refused, verdict);
        Assert.False(bench.Gateway.Session.IsLoggedOn);

        SendVerdict SendNext()
        {
            EngineEvent order = GatewayBench.NewOrder(++id, priceTicks: 100, qtyLots: 5);
            return bench.Gateway.Send(in order, bench.NowNs);
        }
    }

    [Fact]
    public void Refusals_that_find_no_room_are_counted_and_never_wait()
    {
        using var bench = new GatewayBench();
        for (int id = 1; id <= 300; id++)
        {
            EngineEvent order = GatewayBench.NewOrder(id, priceTicks: 100, qtyLots: 5);
            Assert.Equal(SendVerdict.Refused, bench.Gateway.Send(in order, bench.NowNs));
        }

        Assert.Equal(300, bench.Gateway.Counters.OutputsRefused);
        Assert.Equal(44, bench.Gateway.Counters.RefusalsUnanswered);
        bench.PollUntil(() => bench.Events.Count(e => e.Kind == EventKind.Execution) == 256);
    }

    [Fact]
    public void A_full_ring_leaves_the_socket_unread_and_loses_nothing()
    {
        using var bench = new GatewayBench(ringCapacitySlots: 8);
        bench.PollUntil(() => bench.Gateway.PublishedState == VenueState.Ready);
        bench.Events.Clear();
        bench.IsRingRead = false;
        for (int i = 1; i <= 100; i++)
            bench.VenueSends($"35=8|37=V{i}|17=E{i}|11={i}|150=0|39=0|55=BTC-USDT|54=1|14=0|151=1|");

        for (int i = 0; i < 1_000; i++)
            bench.PollOnce();

        Assert.True(bench.Gateway.Counters.RingFull > 0);
        Assert.True(bench.Gateway.Counters.ExecutionsReceived <= 9);
        bench.IsRingRead = true;
        bench.PollUntil(() => bench.Events.Count == 100);
        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), bench.Events.Select(e => e.Execution.OrderId));
    }

    [Fact]
    public void A_cut_is_told_and_what_came_meanwhile_comes_after_the_next_logon_before_ready()
    {
        using GatewayBench bench = GatewayBench.Ready();
        bench.EventOf("35=8|37=V1|17=E1|11=1|150=0|39=0|55=BTC-USDT|54=1|14=0|151=1|");
        bench.VenueSends("35=8|37=V1|17=E2|11=1|150=F|39=2|55=BTC-USDT|54=1|31=1.00|32=1|14=1|151=0|");
        bench.Venue.Close(); // The fill has a number and never left.
        bench.PollUntil(() => bench.Gateway.PublishedState == VenueState.Disconnected);
        bench.Pass(seconds: 1);
        bench.PollUntil(() => bench.Gateway.PublishedState == VenueState.Ready);

        Assert.Equal(
            [
                "New/New order=1 request=0 Buy i0 last=0@0 cum=0 leaves=100000 fee=0 reason=0 seq=3 None",
                "Disconnected 3",
                "LoggedOn 3",
                "Trade/Filled order=1 request=0 Buy i0 last=100000@100 cum=100000 leaves=0 fee=0 reason=0 seq=4 " +
                "PossibleDuplicate",
                "Ready 6",
            ],
            bench.EventTexts());
    }

    [Fact]
    public void A_restart_from_the_journal_gets_what_was_not_journaled_and_only_that()
    {
        using GatewayBench bench = GatewayBench.Ready();
        for (int i = 1; i <= 5; i++)
            bench.EventOf($"35=8|37=V{i}|17=E{i}|11={i}|150=0|39=0|55=BTC-USDT|54=1|14=0|151=1|");

        long lastJournaled = bench.Events[2].Execution.MsgSeqNum;
        bench.Venue.Close();
        bench.PollUntil(() => bench.Gateway.PublishedState == VenueState.Disconnected);
        bench.Gateway.Session.StartIncomingAt(lastJournaled + 1);
        bench.Events.Clear();
        bench.Pass(seconds: 1);
        bench.PollUntil(() => bench.Gateway.PublishedState == VenueState.Ready);

        List<EngineEvent> executions = [.. bench.Events.Where(e => e.Kind == EventKind.Execution)];
        Assert.Equal([4L, 5], executions.Select(e => e.Execution.OrderId));
        Assert.All(executions, e => Assert.True(e.Flags.HasFlag(EventFlags.PossibleDuplicate)));
    }

    [Fact]
    public void A_number_of_a_session_that_was_reset_rejects_no_order()
    {
        using var bench = new GatewayBench(resetsOnLogon: true);
        bench.PollUntil(() => bench.Gateway.PublishedState == VenueState.Ready);
        bench.Send(GatewayBench.NewOrder(id: 1, priceTicks: 100, qtyLots: 5));
        bench.PollUntil(() => bench.Orders.Count == 1);
        bench.Venue.Close();
        bench.PollUntil(() => bench.Gateway.PublishedState == VenueState.Disconnected);
        bench.Pass(seconds: 1);
        bench.PollUntil(() => bench.Gateway.PublishedState == VenueState.Ready);
        bench.VenueSends("35=3|45=3|373=5|"); // 3 was the order, in a session that is no more.
        bench.PollUntil(() => bench.Gateway.Counters.RequestRejectsReceived == 1);

        Assert.Equal(1, bench.Gateway.Counters.RequestRejectsUnmatched);
        Assert.DoesNotContain(bench.Events, e => e.Kind == EventKind.Execution);
    }

    [Fact]
    public void Tries_again_with_waits_that_double()
    {
        using var bench = new GatewayBench();
        bench.Venue.Session.Connect(bench.NowNs);
        bench.PollUntil(() => bench.Gateway.PublishedState == VenueState.Ready);
        bench.Gateway.Session.ConnectionLost();
        bench.PollUntil(() => bench.Gateway.PublishedState == VenueState.Disconnected);
        Assert.Equal(1, bench.Gateway.Counters.ConnectAttempts);
        var attempts = new List<double>();
        for (int step = 1; step <= 400; step++)
        {
            long before = bench.Gateway.Counters.ConnectAttempts;
            bench.Pass(seconds: 0.05);
            bench.PollOnce();
            if (bench.Gateway.Counters.ConnectAttempts > before)
                attempts.Add(step * 0.05);

            bench.Gateway.Session.ConnectionLost(); // Every attempt fails at once.
            bench.PollOnce();
        }

        double[] waits = [.. attempts.Zip(attempts.Skip(1), (a, b) => Math.Round(b - a, 2))];
        Assert.Equal([0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0], waits.Take(7));
        bench.Pass(seconds: 10);
        bench.PollUntil(() => bench.Gateway.PublishedState == VenueState.Ready);
    }

    [Fact]
    public void Garbled_and_partial_bytes_of_the_venue_lose_no_report()
    {
        using GatewayBench bench = GatewayBench.Ready();
        bench.VenueSends("35=8|37=V1|17=E1|11=1|150=0|39=0|55=BTC-USDT|54=1|14=0|151=1|");
        bench.Venue.Session.ConsumeOutput(7); // Its start never arrives: garbled on the wire.
        bench.VenueSends("35=8|37=V2|17=E2|11=2|150=0|39=0|55=BTC-USDT|54=1|14=0|151=1|");
        bench.PollUntil(() => bench.Events.Count(e => e.Kind == EventKind.Execution) == 2);

        Assert.Equal([1L, 2], bench.Events.Where(e => e.Kind == EventKind.Execution).Select(e => e.Execution.OrderId));
        Assert.Equal(1, bench.Gateway.Session.Counters.GarbledReceived);
        bench.PollUntil(() => bench.Gateway.PublishedState == VenueState.Ready);
    }
}
