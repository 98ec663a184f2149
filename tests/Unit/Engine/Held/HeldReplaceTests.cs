using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Held;

/// <summary>Replaces of held orders, through the whole pipeline.</summary>
public sealed class HeldReplaceTests
{
    private const long Mid = HeldScript.MidTicks;

    private readonly HeldScript _script = new();

    [Fact]
    public void A_stop_that_waits_has_its_new_terms_at_once_and_risk_holds_its_new_quantity()
    {
        long id = _script.Stop(Side.Buy, 10, Mid + 50);
        _script.Replace(id, HeldOptions.GivesTrigger | HeldOptions.GivesQty, qtyLots: 15, triggerTicks: Mid + 80);
        Assert.Equal("HeldOrderChange", _script.Outputs);
        Assert.Equal((id, HeldChange.Replaced, 15L), (_script.LastChange.Order.OrderId, _script.LastChange.Held.Change,
            _script.LastChange.Order.QtyLots));
        Assert.Equal(15, _script.ReservedLots(Side.Buy));
        _script.Replace(id, HeldOptions.GivesQty, qtyLots: 4);
        Assert.Equal((4L, 1), (_script.ReservedLots(Side.Buy), _script.State.Risk.ExposureOf(0).OpenOrderCount));

        _script.Trade(Mid + 70);
        Assert.Empty(_script.TakeSent());
        _script.Trade(Mid + 80);
        Assert.Equal(4, _script.TakeOne(EventKind.NewOrder).Order.QtyLots);
        Assert.Equal(4, _script.ReservedLots(Side.Buy));
    }

    [Fact]
    public void Price_and_quantity_of_a_part_that_is_out_change_at_the_venue()
    {
        (long id, long partId) = OpenStopLimit();
        _script.Fill(partId, 3);
        _script.Replace(id, HeldOptions.GivesPrice | HeldOptions.GivesQty, qtyLots: 15, priceTicks: Mid - 70);
        EngineEvent replace = _script.TakeOne(EventKind.ReplaceOrder);
        Assert.Equal((partId, 15L, Mid - 70),
            (replace.Order.OriginalOrderId, replace.Order.QtyLots, replace.Order.PriceTicks));
        Assert.Equal((10L, 12L), (_script.Held.Slots[0].QtyLots, _script.ReservedLots(Side.Sell)));

        _script.Replaced(in replace);
        Assert.Equal((15L, Mid - 70, 12L),
            (_script.Held.Slots[0].QtyLots, _script.Held.Slots[0].PriceTicks, _script.ReservedLots(Side.Sell)));
        _script.Timer();
        Assert.Empty(_script.TakeSent());
        _script.Fill(partId, 12);
        _script.Timer();
        Assert.Equal((0, -15L, 0L), (_script.Held.Count, _script.PositionLots, _script.ReservedLots(Side.Sell)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // All of it fills before the refusal comes.
    public void A_replace_that_the_venue_refuses_leaves_the_order_as_it_was(bool fillsFirst)
    {
        (long id, long partId) = OpenStopLimit();
        _script.Replace(id, HeldOptions.GivesQty, qtyLots: 15);
        _script.TakeOne(EventKind.ReplaceOrder);
        if (fillsFirst)
            _script.Fill(partId, 10);

        _script.State.Orders.TryFind(new OrderId(partId), out Order part);
        _script.ReplaceRefused(in part);
        _script.Timer();
        Assert.Equal(fillsFirst ? 0 : 10, _script.ReservedLots(Side.Sell));
        Assert.Equal(fillsFirst ? 0 : 1, _script.Held.Count);
        Assert.Equal(0, _script.State.Risk.ExposureOf(0).OpenOrderCount - _script.Held.Count);
    }

    [Fact]
    public void What_cannot_be_changed_any_more_is_refused_with_a_reason()
    {
        (long id, long partId) = OpenStopLimit();
        _script.Fill(partId, 5);
        AssertRefused(RiskVerdict.UnsupportedOrder, id, HeldOptions.GivesTrigger, triggerTicks: Mid - 80);
        AssertRefused(RiskVerdict.OrderQtyOutOfRange, id, HeldOptions.GivesQty, qtyLots: 5);
        _script.Replace(id, HeldOptions.GivesQty, qtyLots: 12);
        _script.TakeOne(EventKind.ReplaceOrder);
        AssertRefused(RiskVerdict.UnknownOrder, id, HeldOptions.GivesQty, qtyLots: 13);
        _script.Command(CommandKind.CancelOrder, id);
        AssertRefused(RiskVerdict.UnknownOrder, id, HeldOptions.GivesQty, qtyLots: 13);
        Assert.Equal("the order is ending", _script.State.Held.Replaces.LastFault);
    }

    [Fact]
    public void The_exits_of_an_entry_have_its_new_quantity()
    {
        long id = _script.Bracket(Side.Buy, 10, Mid - 10, (Mid + 100, Mid - 100));
        EngineEvent entry = _script.TakeOne(EventKind.NewOrder);
        _script.Acknowledge(entry.Order.OrderId);
        _script.Replace(id, HeldOptions.GivesQty, qtyLots: 15);
        EngineEvent replace = _script.TakeOne(EventKind.ReplaceOrder);
        _script.Replaced(in replace);
        _script.Fill(entry.Order.OrderId, 15);
        EngineEvent target = _script.TakeOne(EventKind.NewOrder);
        Assert.Equal((Side.Sell, 15L), (target.Side, target.Order.QtyLots));
        _script.Fill(target.Order.OrderId, 15, Mid + 100);
        _script.Timer();
        Assert.Equal((0, 0L), (_script.Held.Count, _script.PositionLots));
    }

    [Fact]
    public void An_ordinary_order_is_replaced_by_the_same_command()
    {
        long id = _script.Send(Side.Buy, 10, Mid - 10);
        _script.TakeOne(EventKind.NewOrder);
        _script.Acknowledge(id);
        _script.Replace(id, HeldOptions.GivesPrice, priceTicks: Mid - 20);
        EngineEvent replace = _script.TakeOne(EventKind.ReplaceOrder);
        Assert.Equal((id, 10L, Mid - 20),
            (replace.Order.OriginalOrderId, replace.Order.QtyLots, replace.Order.PriceTicks));
    }

    private void AssertRefused(
        RiskVerdict expected, long id, HeldOptions gives, long qtyLots = 0, long triggerTicks = 0)
    {
        _script.TakeSent();
        _script.Replace(id, gives, qtyLots, triggerTicks: triggerTicks);
        Assert.Equal((expected, "OrderDenied"), (_script.State.OperatorOrders.Outcome.Verdict, _script.Outputs));
        Assert.Empty(_script.TakeSent());
    }

    private (long Id, long PartId) OpenStopLimit()
    {
        long id = _script.Stop(Side.Sell, 10, Mid - 50, Mid - 60);
        _script.Trade(Mid - 50);
        long partId = _script.TakeOne(EventKind.NewOrder).Order.OrderId;
        _script.Acknowledge(partId);
        return (id, partId);
    }
}
