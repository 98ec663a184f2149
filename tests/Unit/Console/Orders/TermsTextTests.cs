using System;
using System.Linq;
using LowLatencyEngine.Console.Orders;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Unit.Engine.Held;
using Xunit;

namespace LowLatencyEngine.Unit.Console.Orders;

/// <summary>What `lle orders` says of the terms that the venue keeps.</summary>
public sealed class TermsTextTests
{
    private static readonly Instrument Instrument = new HeldScript().Configuration.Instruments[0];

    [Theory]
    [InlineData(OrderType.Limit, 0, 0, 0L, "")]
    [InlineData(OrderType.Stop, 5_000, 0, 0L, "stop 50.00")]
    [InlineData(OrderType.LimitIfTouched, 5_000, 0, 0L, "touch 50.00")]
    [InlineData(OrderType.Limit, 0, 7, 0L, "shows 0.00000007")]
    [InlineData(OrderType.StopLimit, 5_000, 0, 1_000_000_000L, "stop 50.00; until 1970-01-01T00:00:01")]
    public void Says_what_is_waited_for_what_is_shown_and_when_it_ends(
        OrderType type, long stopTicks, long displayLots, long expireNs, string expected)
    {
        var order = new Order
        {
            Type = type,
            Terms = new OrderTerms
            {
                StopPriceTicks = stopTicks, DisplayLots = displayLots, ExpireTimestampNs = expireNs,
            },
        };
        string text = TermsText.Of(in order, Instrument, new HeldScript().State.Orders.Kept);
        Assert.StartsWith(expected, text, StringComparison.Ordinal);
        Assert.Equal(expected.Length == 0, text.Length == 0);
    }

    [Fact]
    public void An_order_that_the_venue_does_not_work_yet_says_so()
    {
        var script = new HeldScript();
        long id = script.Send(Side.Buy, 10, HeldScript.MidTicks - 10);
        script.Acknowledge(id);
        Assert.Empty(RowOf(script, id).Trigger);
        EngineEvent report = script.Inputs[^1];
        report.Execution.ExecIdHash++;
        report.Execution.Facts = FillFacts.NotWorking;
        script.Feed(report);
        Assert.Equal("accepted, not working yet", RowOf(script, id).Trigger);
    }

    [Fact]
    public void A_stop_at_the_venue_has_a_row_of_its_own_that_says_so()
    {
        var script = new HeldScript(NativeOrderTests.Configuration(NativeOrderTests.Stops));
        script.Stop(Side.Buy, 10, HeldScript.MidTicks + 50);
        long partId = script.TakeOne(EventKind.NewOrder).Order.OrderId;
        script.Acknowledge(partId);
        Assert.Equal(("market", "stop 60000.50"), (RowOf(script, partId).Price, RowOf(script, partId).Trigger));
        script.Triggered(partId);
        Assert.Equal("stop 60000.50, met", RowOf(script, partId).Trigger);
    }

    private static OrderRow RowOf(HeldScript script, long id) =>
        OrderListing.RowsOf(script.State).Single(row => row.OrderId == id);
}
