using System;
using System.Linq;
using System.Text;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Held;

/// <summary>Parts of held orders that would meet our own orders, and what the venue says of such.</summary>
public sealed class HeldSelfTradeTests
{
    private const long Mid = HeldScript.MidTicks;

    [Theory]
    [InlineData("cancelOld", "CancelOrder NewOrder")]
    [InlineData("decrement", "CancelOrder NewOrder")] // A part cannot shrink behind its order's back.
    public void A_part_that_rests_gives_way_and_its_order_ends(string mode, string outputs)
    {
        HeldScript script = With(mode);
        long partId = Rest(script, Side.Sell, 4, Mid + 5);
        script.Send(Side.Buy, 10, Mid + 5);
        Assert.Equal(outputs, script.Outputs);
        EngineEvent[] sent = script.TakeSent();
        Assert.Equal(partId, sent[0].Order.OriginalOrderId);
        Assert.Equal(mode == "decrement" ? 6 : 10, sent[1].Order.QtyLots);
        script.Canceled(partId);
        script.Timer();
        Assert.Equal((0, 0L), (script.Held.Count, script.ReservedLots(Side.Sell)));
    }

    [Fact]
    public void A_part_that_goes_out_makes_what_rests_give_way()
    {
        HeldScript script = With("cancelOld");
        long restingId = script.Send(Side.Sell, 4, Mid + 5);
        script.TakeSent();
        script.Acknowledge(restingId);
        script.Stop(Side.Buy, 10, Mid + 50, Mid + 60);
        script.Trade(Mid + 50);
        EngineEvent[] sent = script.TakeSent();
        Assert.Equal([EventKind.CancelOrder, EventKind.NewOrder], sent.Select(e => e.Kind));
        Assert.Equal((restingId, 10L), (sent[0].Order.OriginalOrderId, sent[1].Order.QtyLots));
        script.Canceled(restingId);
        script.Acknowledge(sent[1].Order.OrderId);
        Assert.Equal((10L, 0L), (script.ReservedLots(Side.Buy), script.ReservedLots(Side.Sell)));
    }

    [Theory]
    [InlineData("cancelNew")]
    [InlineData("decrement")] // What goes out is a part, and has the lots that its order says.
    public void A_part_that_must_not_go_out_ends_its_order_and_nothing_rests_on_it(string mode)
    {
        HeldScript script = With(mode);
        long restingId = script.Send(Side.Sell, 4, Mid + 5);
        script.TakeSent();
        script.Acknowledge(restingId);
        script.Stop(Side.Buy, 10, Mid + 50, Mid + 60);
        script.Trade(Mid + 50);
        script.Timer();
        Assert.Empty(script.TakeSent());
        Assert.Equal(HeldChange.Denied, script.LastChange.Held.Change);
        Assert.Equal(RiskVerdict.SelfTrade, script.Log.Last(e => e.Kind == EventKind.OrderDenied).Order.Verdict);
        Assert.Equal((0, 0L, 4L),
            (script.Held.Count, script.ReservedLots(Side.Buy), script.ReservedLots(Side.Sell)));
    }

    [Fact]
    public void Of_two_parts_that_meet_the_one_that_rests_gives_way()
    {
        HeldScript script = With("cancelOld");
        long partId = Rest(script, Side.Sell, 4, Mid + 1);
        script.Hold(Side.Buy, 10, 0, new HeldTerms { Kind = HeldKind.PegMarket });
        EngineEvent[] sent = script.TakeSent();
        Assert.Equal([EventKind.CancelOrder, EventKind.NewOrder], sent.Select(e => e.Kind));
        Assert.Equal(partId, sent[0].Order.OriginalOrderId);
    }

    [Theory]
    [InlineData(RestatementReason.SelfTradePassive)]
    [InlineData(RestatementReason.TradingHalt)]
    public void A_part_that_the_venue_cancels_unasked_ends_its_order(RestatementReason reason)
    {
        HeldScript script = With("cancelNew");
        long partId = Rest(script, Side.Sell, 4, Mid + 5);
        script.Canceled(partId, reason);
        script.Timer();
        Assert.True(script.State.Orders.TryFind(new OrderId(partId), out Order part));
        Assert.Equal((OrderStatus.Canceled, reason), (part.Status, part.Reason));
        Assert.Equal((0, 0L), (script.Held.Count, script.ReservedLots(Side.Sell)));
    }

    private static long Rest(HeldScript script, Side side, long qtyLots, long priceTicks)
    {
        script.Hold(side, qtyLots, priceTicks, new HeldTerms
        {
            Kind = HeldKind.Immediate, ExpireTimestampNs = long.MaxValue,
        });
        long partId = script.TakeOne(EventKind.NewOrder).Order.OrderId;
        script.Acknowledge(partId);
        return partId;
    }

    private static HeldScript With(string mode)
    {
        string text = TestConfiguration.Text.Replace(
            "\"risk\": {", $"\"risk\": {{ \"selfTrade\": {{ \"mode\": \"{mode}\" }},", StringComparison.Ordinal);
        return new HeldScript(EngineConfigurationFile.Read(
            ConfigurationText.Parse("test.json", Encoding.UTF8.GetBytes(text))));
    }
}
