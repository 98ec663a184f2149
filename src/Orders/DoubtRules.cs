using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>What ends the doubt about an order, and about a cancel or replace of it that may have been lost.</summary>
internal sealed class DoubtRules(OrderStates states, ReplaceRules replaces)
{
    /// <summary>It has filled, and a replace that would open it again is on its way, or was lost on it.</summary>
    public void LearnOfReplace(int slot, in Execution execution, bool isRepeat, OrderStatus closing)
    {
        if (isRepeat || execution.ExecType is ExecType.None or ExecType.Other)
            return;

        if (closing is not (OrderStatus.None or OrderStatus.Filled))
            OrderStates.DropPendingReplace(ref states[slot]); // It has ended otherwise: nothing is accepted any more.

        End(slot, in execution);
        states.Settle(slot);
    }

    /// <summary>Only an answer that came after the question tells whether a request in doubt has arrived.</summary>
    public void End(int slot, in Execution execution)
    {
        ref Order order = ref states[slot];
        bool isAnswer = execution.ExecType == ExecType.OrderStatus;

        // Whether a cancel arrived is told by an answer that came after it, not by any report.
        if (order.IsCancelInDoubt && isAnswer && execution.Status != OrderStatus.PendingCancel)
            OrderStates.DropPendingCancel(ref order);

        if (isAnswer)
            replaces.Resolve(slot, in execution);

        bool isToldOfCancel = !order.IsCancelInDoubt || execution.Status == OrderStatus.PendingCancel;
        bool isToldOfReplace = !order.IsReplaceInDoubt || execution.Status == OrderStatus.PendingReplace;
        if (isToldOfCancel && isToldOfReplace)
            states.ClearDoubt(ref order);
    }
}
