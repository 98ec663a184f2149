using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Reconciliation;

/// <summary>What goes wrong around a reconnect, over a real FIX session to a venue that is wrong on purpose.</summary>
public sealed class ReconcileScenarioTests
{
    private const long HalfLots = 50_000_000;

    [Fact]
    public async Task After_a_logon_orders_and_positions_are_asked_for_before_anything_is_sent()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(new SimulatedFaults());
        bench.Buy("90.00", "0.25"); // Before the session: denied.
        bench.RunUntilReady();
        bench.Buy("90.00", "0.25");

        Assert.Equal(["Orders", "Positions", "NewOrder"], bench.Sent());
        Assert.Empty(bench.Breaks());
        EngineEvent denied = Assert.Single(bench.Outputs, o => o.Kind == EventKind.OrderDenied);
        Assert.Equal(RiskVerdict.VenueNotReady, denied.Order.Verdict);
    }

    [Fact]
    public async Task A_fill_that_was_never_reported_is_merged_after_the_reconnect_and_explains_the_position()
    {
        var faults = new SimulatedFaults { HideFillAt = 1, DropFixConnectionAfterOrders = 2 };
        await using ReconcileBench bench = await ReconcileBench.StartAsync(faults);
        bench.RunUntilReady();
        long id = bench.Buy("101.00", "0.75");
        bench.Buy("90.00", "0.25"); // The connection is cut.
        bench.RunUntil(() => bench.State.SessionState == VenueState.Disconnected);
        bench.RunUntilReady();

        Assert.Equal([$"MissedFill Booked 0->{HalfLots}"], bench.Breaks());
        Assert.Equal(HalfLots, bench.State.Positions.OfInstrument(0).Lots);
        Assert.True(bench.State.Orders.TryFind(new OrderId(id), out Order order));
        Assert.Equal((HalfLots, HalfLots / 2, false), (order.FilledLots, order.OpenLots, order.IsInDoubt));
        Assert.Equal(2, bench.State.Orders.OpenCount);
        Assert.Equal(
            ["Orders", "Positions", "NewOrder", "NewOrder", "Orders", "Positions"], bench.Sent());
    }

    [Fact]
    public async Task An_order_of_which_neither_acknowledgement_nor_replace_was_heard_is_found_by_its_question()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults(), text: TestConfiguration.Text.Replace(
                "\"limits\": {", "\"risk\": { \"preventsSelfTrade\": true }, \"limits\": {", StringComparison.Ordinal));
        bench.RunUntilReady();
        long id = bench.Buy("90.00", "0.25");
        bench.RunUntil(() => StatusOf(bench, id) == OrderStatus.New);
        bench.Replace(id, "89.00", "0.5");
        bench.RunUntil(() => bench.State.Orders.TryFind(new OrderId(id), out Order o) && o.QtyLots == HalfLots);
        bench.Restart(isJournaled: e => e.Kind != EventKind.Execution);
        Assert.Equal(OrderStatus.PendingNew, StatusOf(bench, id));
        bench.RunUntilReady();

        Assert.Empty(bench.Breaks()); // The list named an order that nobody knew; it was no other's.
        Assert.True(bench.State.Orders.TryFind(new OrderId(id), out Order order));
        Assert.Equal((HalfLots, 8_900L, false), (order.OpenLots, order.PriceTicks, order.IsInDoubt));
        Assert.Equal((1, HalfLots), (bench.State.Orders.OpenCount, bench.State.Orders.SumReservedLots(0, Side.Buy)));
        Assert.Equal(HalfLots, bench.State.Risk.ExposureOf(0).OpenBuyLots);
        bench.Take(PipelineScript.Opening(bench.Configuration).Last() with { ReceiveTimestampNs = bench.NowNs });
        bench.Take(PipelineScript.Quote(bench.NowNs, updateId: 2, midTicks: 10_000));
        bench.Wish(OrderRequest.OperatorStrategyIndex, Side.Sell, "89.00", "0.01");
        Assert.Equal(RiskVerdict.SelfTrade, bench.State.Outbox[0].Order.Verdict); // It would meet what it has become,
        bench.Wish(OrderRequest.OperatorStrategyIndex, Side.Sell, "89.50", "0.01");
        Assert.Equal(RiskVerdict.Accepted, bench.State.Outbox[0].Order.Verdict); // and no more what it was.
        bench.Cancel(id);
        bench.RunUntil(() => bench.State.Orders.OpenCount == 0);
        Assert.Equal(0, bench.State.Risk.ExposureOf(0).OpenBuyLots);
    }

    [Fact]
    public async Task A_fill_while_the_line_was_down_is_booked_once()
    {
        var faults = new SimulatedFaults { DropFixConnectionAfterOrders = 1 };
        await using ReconcileBench bench = await ReconcileBench.StartAsync(faults);
        bench.RunUntilReady();
        bench.Buy("101.00", "0.75"); // Cut before the answer: half of it fills, and is reported at the next logon.
        bench.RunUntil(() => bench.State.SessionState == VenueState.Disconnected);
        bench.RunUntilReady();

        Assert.Equal(HalfLots, bench.State.Positions.OfInstrument(0).Lots);
        Assert.Empty(bench.Breaks());
    }

    [Fact]
    public async Task An_order_that_we_do_not_know_is_told_and_left()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults { ForeignOrderAt = 1 }, """, "foreignOrders": "leave" """);
        bench.RunUntilReady();

        Assert.Equal(["ForeignOrder Left 0->1"], bench.Breaks());
        Assert.Equal(0, bench.State.Orders.OpenCount);
        Assert.False(bench.State.Risk.IsHalted);
    }

    [Fact]
    public async Task An_order_that_we_do_not_know_is_taken_in_counted_and_can_be_cancelled()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(new SimulatedFaults { ForeignOrderAt = 1 });
        bench.RunUntilReady();

        Assert.Equal(["ForeignOrder Adopted 0->1"], bench.Breaks());
        Assert.Equal(1, bench.State.Risk.ExposureOf(0).OpenBuyLots);
        long id = 0;
        foreach (ref readonly Order order in bench.State.Orders.OpenOrders)
            id = order.IsAdopted && order.PriceTicks == 1 ? order.OrderId : 0;

        bench.Cancel(id);
        bench.RunUntil(() => bench.State.Orders.OpenCount == 0);

        Assert.Equal(0, bench.State.Risk.ExposureOf(0).OpenBuyLots);
        Assert.Equal(1, bench.Venue.Counters.CancelsReceived);
    }

    [Fact]
    public async Task An_adopted_order_is_known_again_after_a_reconnect()
    {
        var faults = new SimulatedFaults { ForeignOrderAt = 1, DropFixConnectionAfterOrders = 1 };
        await using ReconcileBench bench = await ReconcileBench.StartAsync(faults);
        bench.RunUntilReady();
        bench.Buy("90.00", "0.25");
        bench.RunUntil(() => bench.State.SessionState == VenueState.Disconnected);
        bench.RunUntilReady();

        Assert.Equal(["ForeignOrder Adopted 0->1"], bench.Breaks());
        Assert.Equal(2, bench.State.Orders.OpenCount);
    }

    [Fact]
    public async Task An_order_that_we_do_not_know_is_cancelled_where_the_rules_say_so()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults { ForeignOrderAt = 1 }, """, "foreignOrders": "cancel" """);
        bench.RunUntilReady();
        bench.RunUntil(() => bench.Inputs.Any(IsCanceled));

        Assert.Equal(["ForeignOrder CancelSent 0->1"], bench.Breaks());
        Assert.Equal(1, bench.Venue.Counters.CancelsReceived);
    }

    [Fact]
    public async Task A_position_that_no_fill_explains_halts_trading()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults { WrongPositionFrom = 1, WrongPositionLots = 7 });
        bench.RunUntilReady();
        bench.Buy("90.00", "0.25");

        Assert.Equal(["Position Halted 0->7"], bench.Breaks());
        Assert.True(bench.State.Risk.IsHalted);
        Assert.Equal(["Orders", "Positions", "Positions"], bench.Sent()); // Asked twice, and nothing after.
    }

    [Fact]
    public async Task A_position_that_no_fill_explains_is_booked_to_the_operator_where_the_rules_say_so()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults { WrongPositionFrom = 1, WrongPositionLots = -7 }, """, "breaks": "book" """);
        bench.RunUntilReady();

        Assert.Equal(["Position Booked 0->-7"], bench.Breaks());
        Assert.False(bench.State.Risk.IsHalted);
        Assert.Equal(-7, bench.State.Positions.OfStrategy(OrderRequest.OperatorStrategyIndex, 0).Lots);
        Assert.Equal(-7, bench.State.Risk.ExposureOf(0).PositionLots);
        EngineEvent booked = Assert.Single(bench.Outputs, o => o.Kind == EventKind.ReconcileBreak);
        Assert.NotEqual(0, booked.Break.ExecIdHash);
        Assert.Equal(10_000, booked.Break.PriceTicks); // The middle of the market.
    }

    [Fact]
    public async Task A_venue_that_knows_no_such_questions_is_asked_about_each_order()
    {
        var faults = new SimulatedFaults
        {
            RefuseAccountRequestsFrom = 1, HideFillAt = 1, DropFixConnectionAfterOrders = 2,
        };
        await using ReconcileBench bench = await ReconcileBench.StartAsync(faults);
        bench.RunUntilReady();
        bench.Buy("101.00", "0.75");
        bench.Buy("90.00", "0.25");
        bench.RunUntil(() => bench.State.SessionState == VenueState.Disconnected);
        bench.RunUntilReady();

        Assert.Equal(
            [
                "OrdersUnanswered Left 0->0", "PositionsUnanswered Left 0->0", "OrdersUnanswered Left 0->0",
                $"MissedFill Booked 0->{HalfLots}", "PositionsUnanswered Left 0->0",
            ],
            bench.Breaks());
        Assert.Contains("StatusRequest", bench.Sent());
        Assert.False(bench.State.Risk.IsHalted);
    }

    [Fact]
    public async Task A_replay_finds_the_same_breaks_and_the_same_state()
    {
        var faults = new SimulatedFaults
        {
            HideFillAt = 1, DropFixConnectionAfterOrders = 2, ForeignOrderAt = 2, WrongPositionFrom = 2,
        };
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            faults, """, "breaks": "book", "foreignOrders": "cancel" """);
        bench.RunUntilReady();
        bench.Buy("101.00", "0.75");
        bench.Buy("90.00", "0.25");
        bench.RunUntil(() => bench.State.SessionState == VenueState.Disconnected);
        bench.RunUntilReady();

        var replayed = new DecisionState(bench.Configuration);
        var pipeline = new Pipeline<PipelineScript.CountLog, PipelineScript.NoSink>(
            replayed, new PipelineScript.CountLog(new PipelineScript.Counts()), default);
        var outputs = new List<EngineEvent>();
        foreach (EngineEvent input in bench.Inputs)
        {
            EngineEvent slot = input;
            pipeline.OnEvent(ref slot, sequence: 0, endOfBatch: true);
            outputs.AddRange(replayed.Outbox.Events);
        }

        Assert.Equal(3, bench.Breaks().Length);
        Assert.True(BytesOf(bench.Outputs).SequenceEqual(BytesOf(outputs)));
        Assert.Equal(bench.State.Hash(), replayed.Hash());
    }

    private static bool IsCanceled(EngineEvent e) =>
        e.Kind == EventKind.Execution && e.Execution.ExecType == ExecType.Canceled;

    private static ReadOnlySpan<byte> BytesOf(List<EngineEvent> events) =>
        MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(events));

    private static OrderStatus StatusOf(ReconcileBench bench, long id) =>
        bench.State.Orders.TryFind(new OrderId(id), out Order order) ? order.Status : OrderStatus.None;
}
