using System.Linq;
using System.Threading.Tasks;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Risk.Sizing;
using LowLatencyEngine.Unit.Engine.Reconciliation;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Sizes;

/// <summary>A sized strategy before a simulated venue, over real FIX.</summary>
public sealed class SizeFixTests
{
    private const long MidTicks = 10_000; // 100.00: a lot of 0.0001 is worth 0.01.
    private const long VenueAskTicks = 10_100;

    [Fact]
    public async Task Momentum_sends_the_size_that_the_formula_says()
    {
        // 0.0015 of 10,000 are 15.00, or 1,500 lots.
        string text = SizeBench.Text("\"fixedNotional\": { \"weight\": 0.0015 }", "strategy:momentum", isStarted: true);
        await using ReconcileBench bench = await ReconcileBench.StartAsync(new SimulatedFaults(), text: text);
        bench.RunUntilReady();
        bench.Take(Start(bench.NowNs));
        bench.Take(PipelineScript.Quote(bench.NowNs, updateId: 5, MidTicks));
        bench.RunUntil(() => bench.State.Sizes.Told(0, Side.Buy).Lots == 1_500);
        Assert.Equal(0, bench.Venue.Counters.OrdersReceived);

        // Up, and beyond the venue's ask.
        bench.Take(PipelineScript.Quote(bench.NowNs, updateId: 6, VenueAskTicks + 10));
        bench.RunUntil(() => bench.State.Positions.OfStrategy(0, 0).Lots != 0);

        EngineEvent order = bench.Outputs.First(o => o.Kind == EventKind.NewOrder);
        Assert.Equal((Side.Buy, 1_500L, (ushort)0), (order.Side, order.Order.QtyLots, order.Order.StrategyIndex));
        ref readonly Position position = ref bench.State.Positions.OfStrategy(0, 0);
        Assert.Equal((1_500L, VenueAskTicks), (position.Lots, position.LastFillPriceTicks));
    }

    [Fact]
    public async Task Momentum_sends_the_share_that_its_probability_is_worth()
    {
        // The averages lead by 110 ticks less what the slow one follows: a probability of about 0.7, four tenths at
        // most. The full size is 1,000 lots.
        string text = SizeBench.Text(
            "\"metaLabel\": { \"qtyMax\": \"0.1\" }", "strategy:momentum", isStarted: true, slope: "0.02");
        await using ReconcileBench bench = await ReconcileBench.StartAsync(new SimulatedFaults(), text: text);
        bench.RunUntilReady();
        bench.Take(Start(bench.NowNs));
        bench.Take(PipelineScript.Quote(bench.NowNs, updateId: 5, MidTicks));
        bench.RunUntil(() => bench.State.Sizes.Told(0, Side.Buy).OtherLots > 1_000);
        bench.Take(PipelineScript.Quote(bench.NowNs, updateId: 6, VenueAskTicks + 10));
        bench.RunUntil(() => bench.State.Positions.OfStrategy(0, 0).Lots != 0);

        EngineEvent order = bench.Outputs.First(o => o.Kind == EventKind.NewOrder);
        double probability = bench.State.Sizes.Told(0, Side.Buy).Probability;
        double share = PositionSizing.MetaLabelShare(probability, classCount: 2, step: 0.1);
        Assert.InRange(share, 0.1, 0.9);
        Assert.Equal((Side.Buy, (long)System.Math.Round(share * 1_000)), (order.Side, order.Order.QtyLots));
        Assert.Equal(order.Order.QtyLots, bench.State.Positions.OfStrategy(0, 0).Lots);
    }

    private static EngineEvent Start(long nowNs)
    {
        EngineEvent start = default;
        EngineEvents.Begin(ref start, EventKind.Command, EventSource.Operator, nowNs).Command =
            new Command { Kind = CommandKind.StrategyStart, Argument = 0 };
        return start;
    }
}
