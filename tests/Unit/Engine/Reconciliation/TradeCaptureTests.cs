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

/// <summary>Executions that no report told, asked for over a real FIX session (AD, AQ, AE).</summary>
public sealed class TradeCaptureTests
{
    private const long HalfLots = 50_000_000;
    private const string Trades = """, "trades": true """;

    [Fact]
    public async Task A_fill_that_was_never_reported_is_booked_once_at_its_own_price_before_anything_is_compared()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults { HideFillAt = 1, DropFixConnectionAfterOrders = 2 }, Trades);
        long id = LoseReportOfFill(bench);

        Assert.Equal([$"MissedTrade Booked 0->{HalfLots}"], bench.Breaks());
        Assert.Equal(["Trades", "Orders", "Positions"], bench.Sent()[^3..]);
        Assert.Equal(HalfLots, bench.State.Positions.OfInstrument(0).Lots);
        Assert.True(bench.State.Orders.TryFind(new OrderId(id), out Order order));
        Assert.Equal((HalfLots, HalfLots / 2), (order.FilledLots, order.OpenLots));
        Assert.Equal(10_100, order.LastFillPriceTicks); // The limit was 102.00.
        EngineEvent booked = Assert.Single(bench.Outputs, o => o.Kind == EventKind.ReconcileBreak);
        Assert.Equal(10_100, booked.Break.PriceTicks);
        Assert.NotEqual(0, booked.Break.ExecIdHash);
        AssertReplays(bench);
    }

    [Fact]
    public async Task A_trade_that_is_told_twice_is_booked_once()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults { HideFillAt = 1, DropFixConnectionAfterOrders = 2, DuplicateTradeAt = 1 }, Trades);
        LoseReportOfFill(bench);

        Assert.Equal([$"MissedTrade Booked 0->{HalfLots}"], bench.Breaks());
        Assert.Equal(HalfLots, bench.State.Positions.OfInstrument(0).Lots);
        AssertReplays(bench);
    }

    [Fact]
    public async Task Trades_that_reports_have_told_pass_by()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults { DropFixConnectionAfterOrders = 2 }, Trades);
        LoseReportOfFill(bench);

        Assert.Empty(bench.Breaks());
        Assert.Equal(HalfLots, bench.State.Positions.OfInstrument(0).Lots);
        Assert.Equal(1, bench.Inputs.Count(IsTrade)); // It was told of, and known.
    }

    [Fact]
    public async Task A_venue_that_knows_no_such_question_is_compared_by_totals()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults { HideFillAt = 1, DropFixConnectionAfterOrders = 2, RefuseTradesFrom = 1 }, Trades);
        LoseReportOfFill(bench);

        Assert.Equal(
            ["TradesUnanswered Left 0->0", "TradesUnanswered Left 0->0", $"MissedFill Booked 0->{HalfLots}"],
            bench.Breaks());
        Assert.Equal(HalfLots, bench.State.Positions.OfInstrument(0).Lots);
    }

    [Fact]
    public async Task Lots_that_a_total_has_told_of_get_the_price_of_their_trade()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults { HideFillAt = 1, DropFixConnectionAfterOrders = 2 }, Trades);
        bench.RunUntilReady();
        long id = bench.Buy("102.00", "0.75");
        EngineEvent answer = bench.Fill(Side.Buy, lots: 0, priceTicks: 0);
        answer.Execution.OrderId = id;
        answer.Execution.ExecType = ExecType.OrderStatus;
        answer.Execution.Status = OrderStatus.PartiallyFilled;
        answer.Execution.CumQtyLots = HalfLots;
        answer.Execution.LeavesQtyLots = HalfLots / 2;
        bench.Take(answer);
        double assumed = (double)bench.State.Positions.OfInstrument(0).OpenCostTickLots / HalfLots;
        bench.Buy("90.00", "0.25");
        bench.RunUntil(() => bench.State.SessionState == VenueState.Disconnected);
        bench.RunUntilReady();

        Assert.Equal(10_200, assumed, 3); // The order's limit.
        Assert.Equal([$"MissedTrade Booked 0->{HalfLots}"], bench.Breaks());
        Assert.Equal(HalfLots, bench.State.Positions.OfInstrument(0).Lots);
        Assert.Equal(10_100, (double)bench.State.Positions.OfInstrument(0).OpenCostTickLots / HalfLots, 3);
        AssertReplays(bench);
    }

    [Fact]
    public async Task A_fill_that_was_never_reported_is_found_while_trading_goes_on()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults { HideFillAt = 1 }, """, "trades": true, "everySeconds": 1, "recentSeconds": 0 """);
        bench.RunUntilReady();
        bench.Buy("102.00", "0.75");
        bench.RunUntil(() => bench.State.Positions.OfInstrument(0).Lots != 0);

        Assert.Equal([$"MissedTrade Booked 0->{HalfLots}"], bench.Breaks());
        Assert.False(bench.State.Risk.IsHalted);
    }

    /// <summary>Half of the first order fills; with the second the connection is cut.</summary>
    private static long LoseReportOfFill(ReconcileBench bench)
    {
        bench.RunUntilReady();
        long id = bench.Buy("102.00", "0.75");
        bench.Buy("90.00", "0.25");
        bench.RunUntil(() => bench.State.SessionState == VenueState.Disconnected);
        bench.RunUntilReady();
        return id;
    }

    private static bool IsTrade(EngineEvent e) =>
        e.Kind == EventKind.AccountReport && e.Account.Kind == AccountReportKind.Trade;

    private static void AssertReplays(ReconcileBench bench)
    {
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

        Assert.True(BytesOf(bench.Outputs).SequenceEqual(BytesOf(outputs)));
        Assert.Equal(bench.State.Hash(), replayed.Hash());
    }

    private static ReadOnlySpan<byte> BytesOf(List<EngineEvent> events) =>
        MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(events));
}
