using System.Linq;
using System.Threading.Tasks;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Unit.Engine.Reconciliation;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Engine;

/// <summary>
/// One outstanding change an order over a real FIX session: the venue's acknowledgements come when the test polls, so
/// that they are as late as it wants.
/// </summary>
public sealed class ReplaceQueueVenueTests
{
    private const long Lots = 1_000_000;

    [Fact]
    public async Task Three_replaces_in_a_row_end_with_the_terms_of_the_last_and_two_go_out()
    {
        await using ReconcileBench bench = await ReadyAsync();
        long id = Rest(bench);
        for (int i = 1; i <= 3; i++)
            Replace(bench, id, priceTicks: 9_000 + (100 * i), qtyLots: (10 + i) * Lots);

        Assert.Equal(1, bench.State.Orders.Kept.Count);
        bench.RunUntil(() => Find(bench, id) is { PriceTicks: 9_300, PendingReplaceId: 0 });

        Order order = Find(bench, id);
        Assert.Equal((13 * Lots, 13 * Lots, false), (order.QtyLots, order.OpenLots, order.KeepsReplace));
        Assert.Equal(["NewOrder", "ReplaceOrder", "ReplaceOrder"], bench.Sent()[^3..]);
        Assert.Equal("New Replaced Replaced", string.Join(' ', bench.Inputs
            .Where(e => e.Kind == EventKind.Execution).Select(e => e.Execution.ExecType)));
        Assert.Equal(2, bench.Venue.Counters.ReplacesReceived);
        Assert.Equal(13 * Lots, bench.State.Risk.ExposureOf(0).OpenBuyLots);
        bench.Cancel(id); // By the last link of its chain.
        bench.RunUntil(() => bench.State.Orders.OpenCount == 0);
        Assert.Equal(1, bench.Count(ExecType.Canceled));
    }

    [Fact]
    public async Task One_that_fills_while_another_waits_is_changed_on_what_is_left()
    {
        await using ReconcileBench bench = await ReadyAsync();
        long id = Rest(bench);
        bench.Replace(id, "101.00", "0.3"); // Takes 0.3 of the 0.5 that is offered, and is done.
        bench.Replace(id, "101.00", "0.4");
        bench.RunUntil(() => bench.State.Orders.OpenCount == 0);
        Assert.Equal(30 * Lots, bench.State.Positions.OfInstrument(0).Lots);
        Assert.Equal((0, 0L), (bench.State.Orders.Kept.Count, bench.State.Risk.ExposureOf(0).OpenBuyLots));
    }

    [Fact]
    public async Task A_lost_session_keeps_what_waits_until_the_order_is_found_again()
    {
        await using ReconcileBench bench = await ReadyAsync(
            new SimulatedFaults { DropFixConnectionAfterOrders = 2 });
        long id = Rest(bench);
        bench.Replace(id, "91.00", "0.11");
        bench.Buy("80.00", "0.01"); // With which the line is cut.
        bench.Replace(id, "92.00", "0.12");
        bench.RunUntil(() => bench.State.SessionState == VenueState.Disconnected);
        bench.Replace(id, "93.00", "0.13");
        bench.RunUntil(() => Find(bench, id) is { PriceTicks: 9_300, PendingReplaceId: 0, IsInDoubt: false });
        Assert.Equal(13 * Lots, Find(bench, id).OpenLots);
        Assert.Equal(2, bench.Venue.Counters.ReplacesReceived);
    }

    private static async Task<ReconcileBench> ReadyAsync(SimulatedFaults? faults = null)
    {
        ReconcileBench bench = await ReconcileBench.StartAsync(faults ?? new SimulatedFaults());
        bench.RunUntilReady();
        return bench;
    }

    private static long Rest(ReconcileBench bench)
    {
        long id = bench.Buy("90.00", "0.1");
        bench.RunUntil(() => Find(bench, id).WorkingStatus == OrderStatus.New);
        return id;
    }

    /// <summary>The operator asks for other terms.</summary>
    private static void Replace(ReconcileBench bench, long id, long priceTicks, long qtyLots)
    {
        EngineEvent command = default;
        EngineEvents.Begin(ref command, EventKind.Command, EventSource.Operator, bench.NowNs);
        command.InstrumentIndex = -1; // The order says.
        command.Command.Kind = CommandKind.OrderHoldReplace;
        command.Command.Argument = priceTicks;
        command.Act.QtyLots = qtyLots;
        command.Held.Options = HeldOptions.GivesPrice | HeldOptions.GivesQty;
        command.Held.LinkedOrderId = id;
        bench.Take(command);
    }

    private static Order Find(ReconcileBench bench, long id)
    {
        bench.State.Orders.TryFind(new OrderId(id), out Order order);
        return order;
    }
}
