using System;
using System.Linq;
using System.Threading.Tasks;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Model;
using LowLatencyEngine.Unit.Engine.Reconciliation;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Stops;

/// <summary>
/// A stop before a simulated venue over real FIX. The venue's market stands at 99.00 to 101.00; ours trades where the
/// test says.
/// </summary>
public sealed class StopFixTests
{
    private const long EntryTicks = 10_100;

    [Fact]
    public async Task A_trailing_stop_closes_the_position_at_what_the_venue_gives()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(new SimulatedFaults(), text: Text());
        bench.RunUntilReady();
        bench.Wish(0, Side.Buy, "101.00", "0.01");
        bench.RunUntil(() => LotsHeld(bench) == 1_000_000);
        Trade(bench, EntryTicks + 900);
        Trade(bench, EntryTicks + 401);
        Assert.DoesNotContain(bench.Outputs, o => o.Kind == EventKind.StopFired);
        Trade(bench, EntryTicks + 400);
        bench.RunUntil(() => LotsHeld(bench) == 0 && bench.State.Orders.OpenCount == 0);

        StopFired fired = bench.Outputs.Single(o => o.Kind == EventKind.StopFired).Stop;
        Assert.Equal(
            (EntryTicks, EntryTicks + 900, EntryTicks + 400, 1_000_000L),
            (fired.EntryTicks, fired.BestTicks, fired.StopTicks, fired.QtyLots));
        EngineEvent closing = bench.Outputs.Single(o => o.Kind == EventKind.NewOrder);
        Assert.Equal((Side.Sell, OrderType.Market, fired.CauseSequence),
            (closing.Side, closing.Order.Type, closing.Order.CauseSequence));
        EngineEvent exit = bench.Inputs.Last(i => i.Kind == EventKind.Execution && i.Execution.LastQtyLots > 0);
        Assert.Equal((Side.Sell, 9_900L), (exit.Side, exit.Execution.LastPriceTicks)); // What the venue's market gave.
        bench.RunUntil(() => bench.State.Stops.WorkCount == 0);
    }

    private static long LotsHeld(ReconcileBench bench) => bench.State.Positions.OfStrategy(0, 0).Lots;

    private static string Text() => TestConfiguration.Text.Replace(
        "\"messagesMax\": 500",
        """
        "messagesMax": 500, "strategies": [ { "name": "maker", "stop": { "trailTicks": 500 } } ]
        """,
        StringComparison.Ordinal);

    private static void Trade(ReconcileBench bench, long priceTicks)
    {
        EngineEvent trade = default;
        EngineEvents.Begin(ref trade, EventKind.Trade, EventSource.Feed, bench.NowNs).Trade =
            new Trade { TradeId = 1, PriceTicks = priceTicks, QtyLots = 1 };
        trade.InstrumentIndex = 0;
        trade.Side = Side.Buy;
        bench.Take(trade);
    }
}
