using System;
using System.Linq;
using System.Threading.Tasks;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Reconciliation;

/// <summary>
/// What went wrong at reconnects elsewhere (risk-orders.md 2.3), each as a script against the simulated venue over real
/// FIX. After each of them our position and our open orders are the venue's.
/// </summary>
public sealed class ReconnectFailureTests
{
    private const long HalfLots = 50_000_000;
    private const string Checks = """, "everySeconds": 1, "recentSeconds": 0, "inFlightSeconds": 1 """;

    [Fact]
    public async Task Fills_that_a_disconnect_dropped_are_found_at_the_reconnect()
    {
        var faults = new SimulatedFaults { HideFillAt = 1, DropFixConnectionAfterOrders = 2 };
        await using ReconcileBench bench = await ReconcileBench.StartAsync(faults);
        bench.RunUntilReady();
        bench.Buy("101.00", "0.5");
        bench.Buy("90.00", "0.25");
        bench.RunUntil(() => bench.State.SessionState == VenueState.Disconnected);
        bench.RunUntilReady();

        Assert.Equal(HalfLots, bench.State.Positions.OfInstrument(0).Lots);
        Assert.Equal(1, bench.State.Orders.OpenCount);
        Assert.Equal(HalfLots / 2, bench.State.Risk.ExposureOf(0).OpenBuyLots);
    }

    [Fact]
    public async Task A_fill_that_a_healthy_stream_lost_is_found_while_trading_goes_on()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults { HideFillAt = 1 }, Checks);
        bench.RunUntilReady();
        bench.Buy("101.00", "0.75");
        bench.RunUntil(() => bench.Breaks().Length > 0);

        Assert.Equal([$"MissedFill Booked 0->{HalfLots}"], bench.Breaks());
        Assert.Equal(HalfLots, bench.State.Positions.OfInstrument(0).Lots);
        Assert.Equal(VenueState.Ready, bench.State.SessionState);
        Assert.False(bench.State.Risk.IsHalted);
    }

    [Fact]
    public async Task An_order_that_filled_without_a_word_is_asked_after_because_the_list_leaves_it_out()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults { HideFillAt = 1 }, Checks);
        bench.RunUntilReady();
        bench.Buy("101.00", "0.5");
        bench.RunUntil(() => bench.State.Orders.OpenCount == 0);

        Assert.Contains("StatusRequest", bench.Sent());
        Assert.Equal(HalfLots, bench.State.Positions.OfInstrument(0).Lots);
        Assert.Equal(0, bench.State.Risk.ExposureOf(0).OpenBuyLots);
    }

    [Fact]
    public async Task A_replace_during_an_outage_leaves_one_live_order()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults { DropFixConnectionAfterOrders = 1 });
        bench.RunUntilReady();
        long id = bench.Buy("90.00", "0.25");
        bench.RunUntil(() => bench.State.SessionState == VenueState.Disconnected);
        bench.Replace(id, "91.00", "0.5");
        bench.RunUntilReady();

        Assert.Equal(1, bench.State.Orders.OpenCount);
        Assert.True(bench.State.Orders.TryFind(new OrderId(id), out Order order));
        Assert.Equal((0L, HalfLots / 2), (order.PendingReplaceId, order.OpenLots));
        Assert.Equal(HalfLots / 2, bench.State.Risk.ExposureOf(0).OpenBuyLots);
        Assert.Equal((1, 0), (bench.Venue.Counters.OrdersReceived, bench.Venue.Counters.ReplacesReceived));
    }

    [Fact]
    public async Task A_fill_that_is_told_again_counts_once()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(new SimulatedFaults());
        bench.RunUntilReady();
        bench.Buy("101.00", "0.5");
        bench.RunUntil(() => bench.State.Positions.OfInstrument(0).Lots == HalfLots);
        EngineEvent fill = bench.Inputs.Single(e => e is { Kind: EventKind.Execution, Execution.LastQtyLots: > 0 });
        bench.Take(fill);
        bench.Take(fill with { Flags = fill.Flags | EventFlags.PossibleDuplicate });

        Assert.Equal(HalfLots, bench.State.Positions.OfInstrument(0).Lots);
        Assert.Equal(HalfLots, bench.State.Risk.ExposureOf(0).PositionLots);
    }

    [Fact]
    public async Task A_difference_that_was_booked_is_not_booked_again_when_its_fill_comes_late()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults { WrongPositionFrom = 1, WrongPositionLots = 7 }, """, "breaks": "book" """);
        bench.RunUntilReady();
        EngineEvent stated = bench.Inputs.Last(e => e.Account.Kind == AccountReportKind.Position);
        EngineEvent late = bench.Fill(Side.Buy, lots: 5, priceTicks: 9_900);
        bench.Take(late with { VenueTimestampNs = stated.VenueTimestampNs });

        Assert.Equal(["Position Booked 0->7", "ResidualExplained Booked 5->0"], bench.Breaks());
        Assert.Equal(7, bench.State.Positions.OfInstrument(0).Lots);
        Assert.Equal(7, bench.State.Risk.ExposureOf(0).PositionLots);
    }

    [Theory]
    [InlineData("0.5", OrderStatus.Canceled, 0L)]
    [InlineData("0.75", OrderStatus.New, 75_000_000L)]
    public async Task A_fill_that_the_venue_takes_back_leaves_position_profit_and_exposure(
        string qty, OrderStatus expectedStatus, long expectedOpenLots)
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(new SimulatedFaults { BustFillAt = 1 });
        bench.RunUntilReady();
        long id = bench.Buy("101.00", qty);
        bench.RunUntil(() => bench.Inputs.Any(e => e.Execution.ExecType == ExecType.TradeCancel));

        Assert.True(bench.State.Orders.TryFind(new OrderId(id), out Order order));
        Assert.Equal((expectedStatus, 0L, expectedOpenLots), (order.Status, order.FilledLots, order.OpenLots));
        ref readonly Position position = ref bench.State.Positions.OfInstrument(0);
        Assert.Equal((0L, 0L, 0L),
            (position.Lots, (long)position.RealizedTickLots, (long)position.FeesTickLots));
        Assert.Equal((0L, expectedOpenLots),
            (bench.State.Risk.ExposureOf(0).PositionLots, bench.State.Risk.ExposureOf(0).OpenBuyLots));
        Assert.False(bench.State.Risk.IsHalted);
    }

    [Fact]
    public async Task A_position_that_comes_to_differ_is_acted_on_and_told_once()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults { WrongPositionFrom = 2, WrongPositionLots = 7 }, Checks);
        bench.RunUntilReady();
        bench.RunUntil(() => bench.Sent().Count(sent => sent == "Positions") == 5);
        bench.Buy("90.00", "0.25");

        Assert.Equal(["Position Reduced 0->7"], bench.Breaks());
        Assert.Equal(RiskVerdict.Reducing, bench.Outputs.Single(o => o.Kind == EventKind.OrderDenied).Order.Verdict);
    }

    [Theory]
    [InlineData("alert", "Position Left 0->7", false)]
    [InlineData("halt", "Position Halted 0->7", true)]
    public async Task What_a_difference_leads_to_is_for_the_rules_to_say(string drift, string expected, bool isHalted)
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults { WrongPositionFrom = 2, WrongPositionLots = 7 }, $"""{Checks}, "drift": "{drift}" """);
        bench.RunUntilReady();
        bench.RunUntil(() => bench.Breaks().Length > 0);

        Assert.Equal([expected], bench.Breaks());
        Assert.Equal(isHalted, bench.State.Risk.IsHalted);
    }

    [Fact]
    public async Task An_instrument_that_has_filled_a_moment_ago_is_not_compared()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults { WrongPositionFrom = 2, WrongPositionLots = 7 },
            Checks.Replace("\"recentSeconds\": 0", "\"recentSeconds\": 3600", StringComparison.Ordinal));
        bench.RunUntilReady();
        bench.Buy("101.00", "0.5");
        bench.RunUntil(() => bench.State.Orders.OpenCount == 0);
        bench.RunUntil(() => bench.Sent().Count(sent => sent == "Positions") == 3); // Both answers of a check differ.
        bench.RunUntil(() => bench.Sent().Count(sent => sent == "Orders") == 3);

        Assert.Empty(bench.Breaks());
    }

    [Fact]
    public async Task A_difference_within_the_tolerance_is_none()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults { WrongPositionFrom = 2, WrongPositionLots = 7 }, Checks + """, "toleranceLots": 7 """);
        bench.RunUntilReady();
        bench.RunUntil(() => bench.Sent().Count(sent => sent == "Positions") == 3);
        bench.RunUntil(() => bench.Sent().Count(sent => sent == "Orders") == 3);

        Assert.Empty(bench.Breaks());
    }
}
