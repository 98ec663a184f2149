using System;
using System.Linq;
using LowLatencyEngine.Console.Orders;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Snapshots;
using LowLatencyEngine.Engine.Stages;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Unit.Engine.Held;
using Xunit;

namespace LowLatencyEngine.Unit.Engine;

/// <summary>
/// One outstanding change an order, through the whole pipeline: what waits, goes, is denied or dropped.
/// </summary>
[Collection(ByteCounting.Name)]
public sealed class ReplaceQueueTests
{
    private const long Mid = HeldScript.MidTicks;
    private const HeldOptions Both = HeldOptions.GivesPrice | HeldOptions.GivesQty;

    private readonly HeldScript _script = new();
    private readonly long _id;

    public ReplaceQueueTests()
    {
        _id = _script.Send(Side.Buy, 10, Mid - 10);
        _script.TakeSent();
        _script.Acknowledge(_id);
    }

    private Order Order => _script.State.Orders.TryFind(new OrderId(_id), out Order order) ? order : default;

    [Fact]
    public void Of_three_in_a_row_the_first_goes_out_and_the_last_once_it_is_answered()
    {
        _script.Replace(_id, Both, qtyLots: 11, priceTicks: Mid - 11);
        EngineEvent first = _script.TakeOne(EventKind.ReplaceOrder);
        _script.Replace(_id, Both, qtyLots: 12, priceTicks: Mid - 12);
        _script.Replace(_id, Both, qtyLots: 13, priceTicks: Mid - 13);
        Assert.Empty(_script.TakeSent());
        Assert.Equal(
            [RiskVerdict.Accepted, RiskVerdict.Waiting, RiskVerdict.Waiting],
            _script.Log.Where(e => e.Kind == EventKind.ReplaceOrder).Select(e => e.Order.Verdict));
        Assert.Equal(11, _script.ReservedLots(Side.Buy)); // Nothing is reserved for what waits.

        _script.Replaced(in first);
        EngineEvent last = _script.TakeOne(EventKind.ReplaceOrder);
        Assert.Equal((_id, Mid - 13, 13L, first.Order.OrderId), (
            last.Order.OriginalOrderId, last.Order.PriceTicks, last.Order.QtyLots, last.Order.VenueOrderId));
        Assert.Equal(_script.Log.Last(e => e.Kind == EventKind.Execution).Sequence, last.Order.CauseSequence);
        Assert.Equal(13, _script.ReservedLots(Side.Buy));
        _script.Replaced(in last);
        Assert.Equal((Mid - 13, 13L, false), (Order.PriceTicks, Order.QtyLots, Order.KeepsReplace));
        Assert.Empty(_script.TakeSent());
    }

    [Fact]
    public void After_a_refusal_it_goes_out_as_well()
    {
        EngineEvent first = RequestTwo();
        _script.ReplaceRefused(Order);
        EngineEvent second = _script.TakeOne(EventKind.ReplaceOrder);
        Assert.Equal((Mid - 12, 12L, 0L), (second.Order.PriceTicks, second.Order.QtyLots, second.Order.VenueOrderId));
        Assert.NotEqual(first.Order.OrderId, second.Order.OrderId);
    }

    [Fact]
    public void The_gate_judges_it_with_the_state_of_the_moment_and_its_denial_is_told_as_any_other()
    {
        _script.Replace(_id, Both, qtyLots: 11, priceTicks: Mid - 11);
        EngineEvent first = _script.TakeOne(EventKind.ReplaceOrder);
        _script.Replace(_id, Both, qtyLots: 12, priceTicks: Mid - 12);
        _script.Quote(Mid * 2); // The wish is far from the market now.
        _script.Replaced(in first);

        Assert.Empty(_script.TakeSent());
        EngineEvent denied = _script.Log.Last(e => e.Kind == EventKind.OrderDenied);
        Assert.Equal((_id, 12L), (denied.Order.OriginalOrderId, denied.Order.QtyLots));
        Assert.NotEqual(RiskVerdict.Waiting, denied.Order.Verdict);
        OrderReport told = default;
        for (int i = 0; i < _script.State.Reports.Count; i++)
            told = _script.State.Reports[i];

        Assert.Equal((OrderReportKind.ReplaceRejected, _id), (told.Kind, told.OrderId));
        Assert.Equal((11L, 0), (_script.ReservedLots(Side.Buy), _script.State.Orders.Kept.Count));
    }

    [Fact]
    public void A_cancel_goes_out_at_once_and_drops_it()
    {
        EngineEvent first = RequestTwo();
        _script.Command(CommandKind.CancelOrder, _id);
        Assert.Equal(_id, _script.TakeOne(EventKind.CancelOrder).Order.OriginalOrderId);
        Assert.Equal(0, _script.State.Orders.Kept.Count);
        _script.Replaced(in first);
        Assert.Empty(_script.TakeSent());
        _script.Replace(_id, Both, qtyLots: 14, priceTicks: Mid - 14);
        Assert.Equal(RiskVerdict.UnknownOrder, _script.Log[^1].Order.Verdict);
        Assert.Equal(0, _script.State.Orders.Kept.Count);
    }

    [Fact]
    public void The_end_of_the_order_drops_it()
    {
        RequestTwo();
        _script.Canceled(_id);
        Assert.Equal((0, 0), (_script.State.Orders.Kept.Count, _script.State.Orders.OpenCount));
        Assert.Empty(_script.TakeSent());
        Assert.Equal(0, _script.ReservedLots(Side.Buy));
    }

    [Fact]
    public void A_halt_cancels_the_order_and_drops_it()
    {
        RequestTwo();
        _script.Command(CommandKind.Halt);
        Assert.Equal(_id, _script.TakeOne(EventKind.CancelOrder).Order.OriginalOrderId);
        Assert.Equal(0, _script.State.Orders.Kept.Count);
    }

    [Fact]
    public void Through_a_lost_session_it_waits_until_the_doubt_is_over_and_orders_are_let_through()
    {
        RequestTwo();
        long other = _script.Send(Side.Buy, 1, Mid - 20);
        _script.TakeSent();
        _script.Session(VenueState.Disconnected);
        _script.Session(VenueState.Ready);
        _script.TakeSent();
        _script.Answered(_id); // With the old quantity: the replace was lost.
        Assert.Equal((0L, false), (Order.PendingReplaceId, Order.IsInDoubt));
        Assert.Empty(_script.TakeSent()); // The other is in doubt yet: nothing is let through.
        Assert.Equal(1, _script.State.Orders.Kept.Count);
        _script.Answered(other);
        EngineEvent second = _script.TakeOne(EventKind.ReplaceOrder);
        Assert.Equal((Mid - 12, 12L), (second.Order.PriceTicks, second.Order.QtyLots));
    }

    [Fact]
    public void What_the_operator_does_not_give_is_what_was_wished_last()
    {
        _script.Replace(_id, HeldOptions.GivesPrice, priceTicks: Mid - 11);
        EngineEvent first = _script.TakeOne(EventKind.ReplaceOrder);
        _script.Replace(_id, HeldOptions.GivesQty, qtyLots: 12);
        _script.Replace(_id, HeldOptions.GivesPrice, priceTicks: Mid - 14);
        _script.Replaced(in first);
        EngineEvent last = _script.TakeOne(EventKind.ReplaceOrder);
        Assert.Equal((Mid - 14, 12L), (last.Order.PriceTicks, last.Order.QtyLots));
    }

    [Fact]
    public void Two_wishes_of_one_input_are_one_replace_and_one_that_waits()
    {
        EngineEvent cause = _script.Inputs[^1];
        DecisionState state = _script.State;
        state.Outbox.Clear();
        for (int i = 1; i <= 2; i++)
        {
            var owner = new OrderOwner(0, Side.Buy, OrderRequest.OperatorStrategyIndex);
            ref EngineEvent wish = ref state.Outbox.AddReplace(in cause, in owner, _id);
            wish.Order.PriceTicks = Mid - 10 - i;
            wish.Order.QtyLots = 10 + i;
        }

        new RiskStage(state).OnEvent(ref cause, sequence: 0, endOfBatch: true);
        new OrderStage(state).OnEvent(ref cause, sequence: 0, endOfBatch: true);
        Assert.Equal(
            [RiskVerdict.Accepted, RiskVerdict.Waiting],
            state.Outbox.Events.ToArray().Select(e => e.Order.Verdict));
        Assert.Equal((11L, 11L), (_script.ReservedLots(Side.Buy), Order.ReplaceQtyLots));
        Assert.Equal(12, state.Orders.Kept[0].QtyLots);
    }

    [Fact]
    public void A_wish_of_the_input_that_settles_the_one_before_takes_its_place()
    {
        RequestTwo();
        var cause = new EngineEvent { ReceiveTimestampNs = _script.NowNs };
        _script.State.Orders.Apply(Refusal(), out OrderReport report);
        _script.State.Risk.OnReport(in report);
        _script.State.Outbox.Clear();
        var owner = new OrderOwner(0, Side.Buy, OrderRequest.OperatorStrategyIndex);
        ref EngineEvent wish = ref _script.State.Outbox.AddReplace(in cause, in owner, _id);
        wish.Order.PriceTicks = Mid - 15;
        wish.Order.QtyLots = 15;

        new RiskStage(_script.State).OnEvent(ref cause, sequence: 0, endOfBatch: true);
        Assert.Equal((1, RiskVerdict.Accepted), (_script.State.Outbox.Count, _script.State.Outbox[0].Order.Verdict));
        Assert.Equal(0, _script.State.Orders.Kept.Count);
    }

    [Fact]
    public void The_operator_is_told_that_it_waits_and_the_list_of_orders_says_what_for()
    {
        _script.Ask($"replace {_id} price=59999.80");
        string answer = _script.Ask($"replace {_id} qty=0.00000012");
        Assert.StartsWith("ok", answer, StringComparison.Ordinal);
        Assert.Contains($"order={_id} waits", answer, StringComparison.Ordinal);
        OrderRow row = OrderListing.RowsOf(_script.State).Single();
        Assert.Equal("waits: replace to 0.00000012 at 59999.80", row.Trigger);
        Assert.StartsWith("refused", _script.Ask($"replace {_id} qty=0.00000000"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_that_was_saved_while_one_waits_goes_on_alike()
    {
        EngineEvent first = RequestTwo();
        var other = new HeldScript();
        foreach (StateSection section in StateSections.All)
            Copy(section, _script.State, other.State);

        Assert.Equal(_script.State.Hash(), other.State.Hash());
        other.TakeSent();
        _script.Replaced(in first);
        other.Feed(_script.Inputs[^1]);
        Assert.Equal(
            _script.TakeOne(EventKind.ReplaceOrder).Order.QtyLots, other.TakeOne(EventKind.ReplaceOrder).Order.QtyLots);
    }

    [Fact]
    public void A_replay_derives_the_same_and_allocates_nothing()
    {
        EngineEvent first = RequestTwo();
        _script.Replace(_id, Both, qtyLots: 13, priceTicks: Mid - 13);
        _script.Replaced(in first);
        _script.Replace(_id, Both, qtyLots: 14, priceTicks: Mid - 14);
        _script.Command(CommandKind.CancelOrder, _id);
        EngineEvent[] inputs = [.. _script.Inputs];
        Run(inputs, out _); // The first call pays for the JIT.
        Assert.Equal(0, Run(inputs, out DecisionState replayed));
        Assert.Equal(_script.State.Hash(), replayed.Hash());
    }

    private EngineEvent RequestTwo()
    {
        _script.Replace(_id, Both, qtyLots: 11, priceTicks: Mid - 11);
        EngineEvent first = _script.TakeOne(EventKind.ReplaceOrder);
        _script.Replace(_id, Both, qtyLots: 12, priceTicks: Mid - 12);
        Assert.Equal(RiskVerdict.Waiting, _script.State.OperatorOrders.Outcome.Verdict);
        Assert.Empty(_script.TakeSent());
        return first;
    }

    private EngineEvent Refusal()
    {
        EngineEvent refusal = default;
        refusal.Kind = EventKind.CancelReject;
        refusal.Execution.OrderId = _id;
        refusal.Execution.RequestId = Order.PendingReplaceId;
        refusal.Execution.Status = OrderStatus.New;
        return refusal;
    }

    private static void Copy(StateSection section, DecisionState source, DecisionState target)
    {
        StateTransfer size = StateTransfer.Measure();
        source.Transfer(section, ref size);
        byte[] saved = new byte[size.SizeBytes];
        StateTransfer save = StateTransfer.Save(saved);
        source.Transfer(section, ref save);
        StateTransfer load = StateTransfer.Load(saved);
        target.Transfer(section, ref load);
    }

    private long Run(EngineEvent[] inputs, out DecisionState state)
    {
        state = new DecisionState(_script.Configuration);
        var pipeline = new Pipeline<PipelineScript.CountLog, PipelineScript.NoSink>(
            state, new PipelineScript.CountLog(new PipelineScript.Counts()), default);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (ref EngineEvent input in inputs.AsSpan())
        {
            EngineEvent slot = input;
            pipeline.OnEvent(ref slot, sequence: 0, endOfBatch: true);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
