using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Engine.Stages;

/// <summary>
/// Decision thread: what risk accepted gets its place in the order table, a replace that waits is kept beside its
/// order; what was refused becomes an OrderDenied record, and its strategy learns of it with the next input.
/// </summary>
internal readonly struct OrderStage(DecisionState state) : IStage<EngineEvent>
{
    public void OnEvent(ref EngineEvent slot, long sequence, bool endOfBatch)
    {
        for (int i = 0; i < state.Outbox.Count; i++)
        {
            ref EngineEvent output = ref state.Outbox[i];
            if (!output.Kind.IsJudged())
                continue; // Facts and questions about the account have no verdict.

            if (output.Order.Verdict == RiskVerdict.Accepted)
                Enter(ref output);
            else if (output.Waits())
                Keep(ref output);

            if (output.Kind == EventKind.NewOrder)
                state.Closer.TakeVerdict(in output);

            if (output.Order.Verdict != RiskVerdict.Accepted && !output.Waits())
                Deny(ref output);
        }

        state.OperatorOrders.TakeVerdict();
    }

    private void Enter(ref EngineEvent output)
    {
        RiskVerdict verdict = output.Kind switch
        {
            EventKind.HoldOrder => RiskVerdict.Accepted, // The desk has it.
            EventKind.NewOrder => state.Orders.TryAdd(in output),
            EventKind.ReplaceOrder => state.Orders.TryRequestReplace(ref output),
            EventKind.CancelOrder => state.Orders.TryRequestCancel(ref output),
            _ => RiskVerdict.Accepted, // A status request changes nothing in the table.
        };
        if (verdict == RiskVerdict.Accepted)
            return;

        state.Held.Withdraw(in output, verdict);
        output.Order.Verdict = verdict;
        output.Terms = default; // Its bytes are those of the denial.
    }

    /// <summary>Nothing was reserved for it: where it cannot be kept there is nothing to take back.</summary>
    private void Keep(ref EngineEvent output)
    {
        output.Order.Verdict = state.Orders.Kept.TryKeep(ref output);
        if (!output.Waits())
            output.Terms = default;
    }

    private void Deny(ref EngineEvent output)
    {
        if (output.Kind != EventKind.StatusRequest) // Which no strategy made; the table asks again by itself.
        {
            state.Orders.Deny(in output, out OrderReport report);
            bool isPart = output.Kind == EventKind.NewOrder && output.Order.ParentOrderId != 0;
            if (output.Kind == EventKind.NewOrder)
                state.Held.OnDenied(in output);

            if (!isPart)
                Tell(ref report);
        }

        output.Kind = EventKind.OrderDenied;
    }

    private void Tell(ref OrderReport report)
    {
        state.Held.Rewrite(ref report); // Of a refused cancel or replace of a part.
        state.Reports.Add(in report);
    }
}
