using System.Linq;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Held;

/// <summary>Brackets and pairs, through the whole pipeline.</summary>
public sealed class HeldTieTests
{
    private const long Mid = HeldScript.MidTicks;

    private HeldScript _script = new();

    [Fact]
    public void The_exits_of_a_bracket_follow_the_fills_of_its_entry()
    {
        (EngineEvent entry, _) = OpenBracket(fillLots: 4);
        EngineEvent target = _script.TakeOne(EventKind.NewOrder);
        Assert.Equal((Side.Sell, 4L, Mid + 100), (target.Side, target.Order.QtyLots, target.Order.PriceTicks));
        _script.Acknowledge(target.Order.OrderId);

        _script.Fill(entry.Order.OrderId, 6);
        EngineEvent replace = _script.TakeOne(EventKind.ReplaceOrder);
        Assert.Equal((target.Order.OrderId, 10L), (replace.Order.OriginalOrderId, replace.Order.QtyLots));
        _script.Replaced(in replace);

        _script.Fill(target.Order.OrderId, 10, Mid + 100);
        _script.Timer();
        Assert.Empty(_script.TakeSent());
        Assert.Equal(HeldChange.Canceled, _script.LastChange.Held.Change); // The stop, without the venue.
        AssertFlat();
    }

    [Fact]
    public void A_stop_that_is_triggered_ends_the_target_before_it_goes_out_for_what_is_left()
    {
        (EngineEvent entry, _) = OpenBracket(fillLots: 10);
        EngineEvent target = _script.TakeOne(EventKind.NewOrder);
        _script.Acknowledge(target.Order.OrderId);
        _script.Fill(target.Order.OrderId, 3, Mid + 100);

        _script.Trade(Mid - 100);
        Assert.Equal(target.Order.OrderId, _script.TakeOne(EventKind.CancelOrder).Order.OriginalOrderId);
        _script.Fill(target.Order.OrderId, 1, Mid + 100); // Crosses the cancel.
        Assert.Empty(_script.TakeSent());
        _script.Canceled(target.Order.OrderId);

        EngineEvent stop = _script.TakeOne(EventKind.NewOrder);
        Assert.Equal((Side.Sell, 6L, OrderType.Market), (stop.Side, stop.Order.QtyLots, stop.Order.Type));
        _script.Fill(stop.Order.OrderId, 6, Mid - 101);
        _script.Timer();
        AssertFlat();
        Assert.DoesNotContain(_script.Log, e => e.Held.Change == HeldChange.BothFilled && IsChange(in e));
    }

    [Fact]
    public void A_stop_that_is_triggered_ends_the_rest_of_its_entry_and_closes_what_still_fills_of_it()
    {
        (EngineEvent entry, _) = OpenBracket(fillLots: 4);
        EngineEvent target = _script.TakeOne(EventKind.NewOrder);
        _script.Acknowledge(target.Order.OrderId);
        _script.Trade(Mid - 100);
        Assert.Equal(
            [entry.Order.OrderId, target.Order.OrderId],
            _script.TakeSent().Select(e => e.Order.OriginalOrderId).Order());
        _script.Canceled(target.Order.OrderId);
        EngineEvent stop = _script.TakeOne(EventKind.NewOrder);
        Assert.Equal(4, stop.Order.QtyLots);
        _script.Fill(entry.Order.OrderId, 2); // Crosses the cancel.
        _script.Canceled(entry.Order.OrderId);
        _script.Fill(stop.Order.OrderId, 4, Mid - 101);
        _script.Timer();
        EngineEvent rest = _script.TakeOne(EventKind.NewOrder);
        Assert.Equal((Side.Sell, 2L), (rest.Side, rest.Order.QtyLots));
        _script.Fill(rest.Order.OrderId, 2, Mid - 101);
        _script.Timer();
        AssertFlat();
    }

    [Fact]
    public void A_bracket_whose_entry_is_cancelled_unfilled_is_gone()
    {
        (EngineEvent entry, long id) = OpenBracket(fillLots: 0);
        Assert.Equal(3, _script.Held.Count);
        _script.Command(CommandKind.CancelOrder, id);
        _script.TakeOne(EventKind.CancelOrder);
        _script.Canceled(entry.Order.OrderId);
        _script.Timer();
        Assert.Empty(_script.TakeSent());
        AssertFlat();
    }

    [Fact]
    public void A_bracket_with_an_exit_that_cannot_be_kept_sends_nothing()
    {
        _script.Bracket(Side.Buy, 10, Mid - 10, (Target: Mid + 100, Stop: 0));
        Assert.Equal(RiskVerdict.UnsupportedOrder, _script.State.OperatorOrders.Outcome.Verdict);
        _script.Timer();
        _script.Timer();
        Assert.Empty(_script.TakeSent());
        AssertFlat();
    }

    [Fact]
    public void Of_two_orders_of_which_one_is_to_fill_the_other_is_cancelled()
    {
        (EngineEvent first, EngineEvent second) = OpenPair();
        _script.Fill(first.Order.OrderId, 1);
        Assert.Equal(second.Order.OrderId, _script.TakeOne(EventKind.CancelOrder).Order.OriginalOrderId);
        _script.Canceled(second.Order.OrderId);
        _script.Fill(first.Order.OrderId, 9);
        _script.Timer();
        Assert.Equal((0, 10L), (_script.Held.Count, _script.PositionLots));
        Assert.Empty(_script.TakeSent());
    }

    [Fact]
    public void Both_filling_is_told_and_undone()
    {
        (EngineEvent first, EngineEvent second) = OpenPair();
        _script.Fill(first.Order.OrderId, 10);
        _script.TakeOne(EventKind.CancelOrder);
        _script.Fill(second.Order.OrderId, 8, Mid + 10); // Crosses the cancel.

        EngineEvent told = _script.Log.Single(e => IsChange(in e) && e.Held.Change == HeldChange.BothFilled);
        Assert.Equal((8L, Side.Sell), (told.Order.QtyLots, told.Side));
        EngineEvent undo = _script.TakeSent().Single(e => e.Kind == EventKind.NewOrder);
        Assert.Equal((Side.Buy, 8L, OrderType.Market), (undo.Side, undo.Order.QtyLots, undo.Order.Type));
        _script.Fill(undo.Order.OrderId, 8, Mid + 11);
        _script.Canceled(second.Order.OrderId);
        _script.Timer();
        Assert.Equal((0, 10L), (_script.Held.Count, _script.PositionLots));
        Assert.Equal((0L, 0L), (_script.ReservedLots(Side.Buy), _script.ReservedLots(Side.Sell)));
    }

    [Theory]
    [InlineData(BothFilledPolicy.Flatten)]
    [InlineData(BothFilledPolicy.Alert)]
    public void A_fill_after_the_acknowledged_cancel_of_its_leg_is_told_and_undone_where_that_is_wanted(
        BothFilledPolicy policy)
    {
        _script = new HeldScript(TestConfiguration.Create() with { Held = new() { BothFilled = policy } });
        (EngineEvent first, EngineEvent second) = OpenPair();
        _script.Fill(first.Order.OrderId, 10);
        _script.TakeOne(EventKind.CancelOrder);
        _script.Canceled(second.Order.OrderId);
        _script.Timer();
        Assert.Equal((0, 2), (_script.Held.Count, _script.Held.Ended.Count));

        _script.Fill(second.Order.OrderId, 8, Mid + 10);
        EngineEvent told = _script.Log.Single(e => IsChange(in e) && e.Held.Change == HeldChange.BothFilled);
        Assert.Equal((second.Order.ParentOrderId, 8L), (told.Order.OrderId, told.Order.QtyLots));
        EngineEvent[] sent = _script.TakeSent();
        Assert.Equal(policy == BothFilledPolicy.Flatten ? 1 : 0, sent.Length);
        foreach (EngineEvent undo in sent)
        {
            Assert.Equal((Side.Buy, 8L, OrderType.Market), (undo.Side, undo.Order.QtyLots, undo.Order.Type));
            _script.Fill(undo.Order.OrderId, 8, Mid + 11);
        }

        _script.Timer();
        Assert.Empty(_script.TakeSent());
        Assert.Equal(policy == BothFilledPolicy.Flatten ? 10L : 2L, _script.PositionLots);
        Assert.Equal((0L, 0L), (_script.ReservedLots(Side.Buy), _script.ReservedLots(Side.Sell)));
        Assert.Equal(
            (false, policy == BothFilledPolicy.Flatten ? 0 : 1),
            (_script.State.Risk.IsHalted, _script.Held.Alarms.Count));
    }

    [Fact]
    public void What_an_ended_leg_fills_late_is_no_excess_while_the_other_has_not_filled()
    {
        (EngineEvent first, EngineEvent second) = OpenPair();
        _script.Command(CommandKind.CancelOrder, second.Order.ParentOrderId);
        _script.TakeOne(EventKind.CancelOrder);
        _script.Canceled(second.Order.OrderId);
        _script.Timer();
        _script.Fill(second.Order.OrderId, 8, Mid + 10);

        Assert.Equal(first.Order.OrderId, _script.TakeOne(EventKind.CancelOrder).Order.OriginalOrderId);
        _script.Canceled(first.Order.OrderId);
        _script.Timer();
        Assert.Empty(_script.TakeSent());
        Assert.Equal((0, -8L), (_script.Held.Count, _script.PositionLots));
        Assert.DoesNotContain(_script.Log, e => e.Held.Change == HeldChange.BothFilled && IsChange(in e));
    }

    [Fact]
    public void The_exits_close_what_an_entry_fills_after_its_end()
    {
        (EngineEvent entry, long id) = OpenBracket(fillLots: 4);
        EngineEvent target = _script.TakeOne(EventKind.NewOrder);
        _script.Acknowledge(target.Order.OrderId);
        _script.Command(CommandKind.CancelOrder, id);
        _script.TakeOne(EventKind.CancelOrder);
        _script.Canceled(entry.Order.OrderId);
        _script.Timer();
        _script.Fill(entry.Order.OrderId, 2);

        EngineEvent replace = _script.TakeOne(EventKind.ReplaceOrder);
        Assert.Equal((target.Order.OrderId, 6L), (replace.Order.OriginalOrderId, replace.Order.QtyLots));
        _script.Replaced(in replace);
        _script.Fill(target.Order.OrderId, 6, Mid + 100);
        _script.Timer();
        AssertFlat();
    }

    /// <summary>An acknowledged entry to buy 10 with exits 100 ticks away, filled by so much.</summary>
    private (EngineEvent Entry, long Id) OpenBracket(long fillLots)
    {
        long id = _script.Bracket(Side.Buy, 10, Mid - 10, (Mid + 100, Mid - 100));
        EngineEvent entry = _script.TakeOne(EventKind.NewOrder);
        Assert.Equal((id, 10L), (entry.Order.ParentOrderId, entry.Order.QtyLots));
        _script.Acknowledge(entry.Order.OrderId);
        if (fillLots > 0)
            _script.Fill(entry.Order.OrderId, fillLots);

        return (entry, id);
    }

    /// <summary>A buy below and a sale above the market, of which one is to fill.</summary>
    private (EngineEvent First, EngineEvent Second) OpenPair()
    {
        long expireNs = _script.NowNs + 1_000_000_000_000;
        long id = _script.Hold(Side.Buy, 10, Mid - 10, new HeldTerms
        {
            Kind = HeldKind.Immediate, ExpireTimestampNs = expireNs,
        });
        EngineEvent first = _script.TakeOne(EventKind.NewOrder);
        _script.Hold(Side.Sell, 10, Mid + 10, new HeldTerms
        {
            Kind = HeldKind.Immediate, Link = HeldLink.OneCancelsOther, LinkedOrderId = id,
        });
        EngineEvent second = _script.TakeOne(EventKind.NewOrder);
        _script.Acknowledge(first.Order.OrderId);
        _script.Acknowledge(second.Order.OrderId);
        return (first, second);
    }

    private static bool IsChange(in EngineEvent e) => e.Kind == EventKind.HeldOrderChange;

    private void AssertFlat()
    {
        Assert.Equal((0, 0L), (_script.Held.Count, _script.PositionLots));
        Assert.Equal((0L, 0L), (_script.ReservedLots(Side.Buy), _script.ReservedLots(Side.Sell)));
        Assert.Equal((0, 0), (_script.Held.DueCount, _script.State.Orders.OpenCount));
    }
}
