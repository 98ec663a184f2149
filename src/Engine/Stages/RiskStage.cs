using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Ring;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine.Stages;

/// <summary>
/// Decision thread: tells risk how markets and profits stand, sizes what strategies enter with, adds what operators
/// order and what halts cancel, then writes the verdict into each wish, in place, in the order in which the wishes were
/// made.
/// </summary>
internal readonly struct RiskStage(DecisionState state) : IStage<EngineEvent>
{
    public void OnEvent(ref EngineEvent slot, long sequence, bool endOfBatch)
    {
        if (slot.Kind == EventKind.Timer)
            state.RiskFeed.OnTimer(slot.ReceiveTimestampNs);
        else if (slot.Kind == EventKind.Command)
            state.OperatorOrders.OnCommand(in slot);

        state.Sizes.OnEvent(in slot);
        state.Sweep.OnEvent(in slot);
        state.Flattener.OnEvent(in slot);
        state.Stops.OnEvent(in slot);
        state.Closer.EndInput(in slot);
        state.Held.OnEvent(in slot);
        state.Replaces.OnEvent(in slot);
        for (int i = 0; i < state.Outbox.Count; i++)
        {
            ref EngineEvent output = ref state.Outbox[i];
            if (output.Kind == EventKind.CancelOrder && state.Held.Orders.Count > 0)
                state.Held.TakeCancel(ref output);

            if (!output.Kind.IsJudged() || output.Order.Verdict != RiskVerdict.NotChecked)
                continue; // A fact; or an order that others were put before after it was judged.

            if (output.Kind != EventKind.CancelOrder && IsHeldUp(ref output, i))
                continue;

            if (output.Flags.Closes() && !state.Positions.Hedges(output.Order.StrategyIndex))
                output.Flags &= ~EventFlags.ClosesLeg; // Where the account nets it says nothing.

            bool isPlanned = state.SelfTrades.TryBegin(i);
            Judge(ref output, slot.ReceiveTimestampNs);
            if (isPlanned && state.SelfTrades.End(i, in slot) > 0)
                i--; // What goes before it is judged next.
        }

        if (state.Risk.Audit.Ended.Length > 0)
            state.Acts.TellEndedOverrides(in slot);
    }

    /// <summary>Whether what is being closed, or a replace before it, keeps it from being judged.</summary>
    private bool IsHeldUp(ref EngineEvent output, int index) => state.Stops.TryRefuse(ref output) ||
        state.Flattener.TryRefuse(ref output) || state.Replaces.TryLetWait(index);

    private void Judge(ref EngineEvent output, long nowNs)
    {
        RiskMarket market = state.RiskFeed.MarketOf(in output, nowNs);
        bool isChange = output.Kind is EventKind.ReplaceOrder or EventKind.HoldOrder &&
            output.Order.OriginalOrderId != 0;
        output.Order.Verdict = output.Kind switch
        {
            _ when isChange && state.Held.Holds(output.Order.OriginalOrderId) =>
                state.Held.Replaces.Judge(ref output, in market),
            EventKind.HoldOrder when isChange => HeldReplaces.Refuse(ref output, RiskVerdict.UnknownOrder),
            EventKind.ReplaceOrder => JudgeReplace(ref output, in market),
            EventKind.HoldOrder => state.Held.Judge(in output, in market),
            EventKind.NewOrder when output.Order.ParentOrderId != 0 => state.Held.JudgePart(in output, in market),
            _ => state.Risk.CheckAndReserve(in output, in market),
        };
        if (output.Kind is not (EventKind.NewOrder or EventKind.ReplaceOrder or EventKind.HoldOrder))
            return;

        if (output.Order.Verdict != RiskVerdict.Accepted)
            WriteDenial(ref output);
        else if (state.Risk.HasWarned)
            output.Flags |= EventFlags.BeyondSoftLimit;
    }

    /// <summary>What a replace does not change is the order's, whatever the wish says.</summary>
    private RiskVerdict JudgeReplace(ref EngineEvent replace, in RiskMarket market)
    {
        if (!state.Orders.TryFind(new OrderId(replace.Order.OriginalOrderId), out Order order) || !order.IsOpen)
            return RiskVerdict.UnknownOrder;

        order.CompleteReplace(ref replace);
        replace.Order.StrategyIndex = order.StrategyIndex;
        return state.Risk.CheckChangeAndReserve(in replace, order.FilledLots + order.ReservedLots, in market);
    }

    private void WriteDenial(ref EngineEvent output)
    {
        output.Terms = default; // Its bytes are those of the denial, and so are those of what was to be held.
        if (output.Kind == EventKind.HoldOrder)
            output.Held = default;

        Denial denial = state.Risk.LastDenial;
        if (denial.Verdict != output.Order.Verdict)
            return; // The gate was not asked: the order is unknown, or its terms cannot be kept.

        output.Denial = denial.Values;
        if (denial.Row < 0)
            return;

        (RiskScope scope, int scopeIndex) = state.Risk.Scopes.ScopeOf(denial.Row);
        output.Order.DenialScope = scope;
        output.Order.DenialScopeIndex = (ushort)scopeIndex;
    }
}
