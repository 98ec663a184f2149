using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Console;
using LowLatencyEngine.Console.Journal;
using LowLatencyEngine.Model;
using LowLatencyEngine.Unit.Engine;
using LowLatencyEngine.Unit.Engine.Snapshots;
using Xunit;

namespace LowLatencyEngine.Unit.Console;

/// <summary>Stops that fired, as `lle journal cat --json` and `lle why` show them.</summary>
public sealed class StopTextTests
{
    private static readonly EventText Text = new(new InstrumentTable(
        [new Instrument(0, "X", "X", "USD", new DecimalScale(5, 2), new DecimalScale(1, 0), 1)]));

    [Fact]
    public void A_stop_shows_whose_leg_it_closes_and_the_prices()
    {
        var e = new EngineEvent
        {
            Kind = EventKind.StopFired, Source = EventSource.Engine, Sequence = 5, Side = Side.Sell,
        };
        e.Stop = new StopFired
        {
            StopTicks = 1_990, SeenTicks = 1_985, EntryTicks = 2_000, BestTicks = 2_010, QtyLots = 7,
            CauseSequence = 4, StrategyIndex = 1, Reason = StopReason.Price,
        };

        Assert.Equal(
            """
            {"sequence":5,"kind":"StopFired","source":"Engine","received":"1970-01-01T00:00:00.000000000Z",
            "instrument":"X","side":"Sell","strategyIndex":1,"reason":"Price","qty":"7","entry":"100.00",
            "best":"100.50","stop":"99.50","seen":"99.25","causeSequence":4}
            """.ReplaceLineEndings(""),
            Text.ToJson(in e));
    }

    [Fact]
    public void The_trace_of_a_closing_order_names_the_stop_that_had_it_sent()
    {
        using var run = new EngineRun(configure: TestConfiguration.CreateWithStops);
        List<EngineEvent> outputs = [];
        run.Write(
            RandomInputs.Create(run.Configuration, seed: 4, stepCount: 3_000),
            (state, _) => outputs.AddRange(state.Outbox.Events));
        EngineEvent[] closing =
        [
            .. outputs.Where(o => o.Kind == EventKind.NewOrder && (o.Flags & EventFlags.Flattens) != EventFlags.None),
        ];
        foreach (EngineEvent order in (EngineEvent[])[closing[0], closing[^1]])
        {
            OrderTrace trace = OrderTrace.Read(run.Folder, run.Configuration, order.Order.OrderId);
            Assert.Equal(FiredBy(order).Sequence, trace.Stop!.Value.Sequence);
            Assert.Equal(order.Order.CauseSequence, trace.Cause.Sequence);
            string json = new OrderTraceText(run.Configuration, trace).ToJson();
            Assert.Contains("\"stop\":{\"sequence\":", json, System.StringComparison.Ordinal);
        }

        EngineEvent other = outputs.First(o => o.Kind == EventKind.NewOrder && o.Flags == EventFlags.EndOfMessage);
        Assert.Null(OrderTrace.Read(run.Folder, run.Configuration, other.Order.OrderId).Stop);

        EngineEvent FiredBy(EngineEvent order) => outputs.Last(o => o.Kind == EventKind.StopFired &&
            o.Stop.CauseSequence == order.Order.CauseSequence && o.Side == order.Side);
    }
}
