using System.Linq;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Stops;

/// <summary>What a stop that has fired does until its leg is closed, through the whole pipeline.</summary>
public sealed class StopClosingTests
{
    private const long Mid = StopScript.MidTicks;
    private const string Fixed = "\"fixedTicks\": 500";

    [Fact]
    public void Entries_are_cancelled_and_refused_until_the_position_is_closed()
    {
        var engine = new StopScript(Fixed);
        engine.Buy(1_000, Mid);
        long entryId = engine.Wish(Side.Buy, 300, Mid - 100).Order.OrderId;
        Assert.Equal(EventKind.HoldOrder, engine.Hold(Side.Buy, 200, Mid + 50_000).Kind);
        engine.TakeSent();
        engine.Trade(Mid - 500);
        Assert.Equal($"Cancel {entryId}", engine.TakeSent());
        Assert.Equal(0, engine.State.Held.Orders.Count);

        EngineEvent refused = engine.Wish(Side.Buy, 300, Mid - 100);
        Assert.Equal((EventKind.OrderDenied, RiskVerdict.Reducing), (refused.Kind, refused.Order.Verdict));
        Assert.Equal((RiskScope.Strategy, 1_000L), (refused.Order.DenialScope, refused.Denial.Used));
        Assert.Equal(EventKind.OrderDenied, engine.Hold(Side.Buy, 200, Mid + 50_000).Kind);

        engine.Canceled(entryId);
        Assert.Equal("Sell 1000", engine.TakeSent());
        engine.Fill(engine.LastOrderId, 1_000, Mid - 700);
        Assert.Equal(EventKind.NewOrder, engine.Wish(Side.Buy, 300, Mid - 100).Kind);
        Assert.Equal("", engine.TakeSent());
    }

    [Fact]
    public void What_fills_while_entries_are_cancelled_is_closed_too()
    {
        var engine = new StopScript(Fixed);
        engine.Buy(1_000, Mid);
        long entryId = engine.Wish(Side.Buy, 300, Mid - 100).Order.OrderId;
        engine.Trade(Mid - 500);
        engine.TakeSent();
        engine.Fill(entryId, 300, Mid - 100);
        Assert.Equal("Sell 1300", engine.TakeSent());
    }

    [Fact]
    public void Tries_again_once_a_second_with_what_is_left()
    {
        var engine = new StopScript(Fixed);
        engine.Buy(1_000, Mid);
        engine.TakeSent();
        engine.Trade(Mid - 500);
        engine.Fill(engine.LastOrderId, 400, Mid - 600);
        engine.Canceled(engine.LastOrderId);
        Assert.StartsWith("Sell 1000", engine.TakeSent());
        engine.Trade(Mid); // It has fired: no better price takes that back.
        engine.Timer(afterNs: 990_000_000);
        Assert.Equal("", engine.TakeSent());
        engine.Timer(afterNs: 10_000_000);
        Assert.Equal("Sell 600", engine.TakeSent());
        Assert.Single(engine.Fired);
    }

    [Fact]
    public void A_strategy_leaves_the_closing_order_to_the_engine()
    {
        var engine = new StopScript(Fixed);
        engine.Buy(1_000, Mid);
        engine.Trade(Mid - 500);
        engine.TakeSent();
        engine.Acknowledge(engine.LastOrderId);
        engine.Quote(Mid - 500);
        engine.Timer(afterNs: 900_000_000);
        Assert.Equal("", engine.TakeSent());
        Assert.Equal(0, engine.State.Strategies.ContextOf(0).OpenOrderCount);

        engine.Timer(afterNs: 100_000_000); // Its second is over: now the engine itself gives it up.
        Assert.Equal($"Cancel {engine.LastOrderId}", engine.TakeSent());
        engine.Fill(engine.LastOrderId, 400, Mid - 600);
        Assert.Equal(600, engine.State.Strategies.ContextOf(0).PositionLots(0));
    }

    [Fact]
    public void What_a_strategy_wishes_is_refused_while_its_scope_is_flattened()
    {
        var engine = new StopScript("\"fixedTicks\": 5000");
        engine.Buy(1_000, Mid);
        engine.TakeSent();
        engine.Command(CommandKind.ScopeFlatten);
        Assert.Equal("Sell 1000", engine.TakeSent());
        engine.Fill(engine.LastOrderId, 400, Mid - 10);
        EngineEvent refused = engine.Wish(Side.Sell, 300, Mid + 100);
        Assert.Equal(
            (EventKind.OrderDenied, RiskVerdict.Reducing, RiskScope.Firm, 600L),
            (refused.Kind, refused.Order.Verdict, refused.Order.DenialScope, refused.Denial.Used));
        Assert.Equal(EventKind.OrderDenied, engine.Hold(Side.Sell, 200, Mid - 50_000).Kind);
        engine.Command(CommandKind.ScopeResume);
        Assert.Equal(EventKind.NewOrder, engine.Wish(Side.Buy, 300, Mid - 100).Kind);
    }

    [Fact]
    public void A_closing_that_the_venue_rejects_again_and_again_is_told_once()
    {
        var engine = new StopScript(Fixed);
        engine.Buy(1_000, Mid);
        engine.Trade(Mid - 500);
        for (int second = 0; second < 10; second++)
        {
            engine.Reject(engine.LastOrderId);
            engine.Timer(afterNs: 1_000_000_000);
        }

        EngineEvent told = engine.Records.Single(r => r.Kind == EventKind.ClosingStalled);
        Assert.Equal(
            (StallCause.Unfilled, StallChange.Stalled, 1_000L, 1_000L, Side.Sell),
            (told.Stall.Cause, told.Stall.Change, told.Stall.LeftLots, told.Stall.TriedLots, told.Side));
        engine.Fill(engine.LastOrderId, 1_000, Mid - 600);
        EngineEvent end = engine.Records.Last(r => r.Kind == EventKind.ClosingStalled);
        Assert.Equal((StallChange.Closed, 0L), (end.Stall.Change, end.Stall.LeftLots));
        Assert.Equal(0, engine.State.Closer.Closings.Count);
    }
}
