using System;
using LowLatencyEngine.Model;
using static LowLatencyEngine.Orders.ExecutionFacts;

namespace LowLatencyEngine.Orders;

/// <summary>
/// Replaces of which this life knows nothing until a report names an order anew: an earlier life sent them, or whoever
/// sent an adopted order. What the report says of price and quantity is what had been asked for; what it leaves out
/// stays as it was. The report may be one that is sent again, where it is news.
/// </summary>
internal sealed class UnaskedReplaces(OrderSlots slots)
{
    /// <summary>
    /// Notes the replace on the order as if it had been sent from here, so that the report accepts it. Where the report
    /// tells no terms the order takes its name alone, by which cancels and questions name it as the venue does.
    /// </summary>
    /// <returns>True if a replace was noted.</returns>
    public bool TryNote(int slot, in EngineEvent input)
    {
        ref Order order = ref slots.Change(slot);
        ref readonly Execution execution = ref input.Execution;
        bool isReplaced = execution.ExecType == ExecType.Replaced && execution.RequestId > 0;
        long name = isReplaced || TellsChain(in order, in execution) ? execution.RequestId : execution.OrderId;
        if (name <= 0 || name == order.VenueOrderId || name == order.PendingReplaceId ||
            slots.Find(name) != OrderSlots.NoSlot)
            return false;

        if ((IsResent(in input) && !IsNews(in order, in execution)) || (order.IsAdopted && !isReplaced))
            return false; // Of the past; or the name that the order was adopted under.

        if (order.PendingReplaceId != 0 || !TellsTerms(in order, in execution))
        {
            order.VenueOrderId = name;
            return false;
        }

        bool tellsPrice = !IsFill(in execution) && execution.LastPriceTicks != 0 && order.Type.HasLimit();
        order.PendingReplaceId = name;
        order.ReplacePriceTicks = tellsPrice ? execution.LastPriceTicks : order.PriceTicks;
        order.ReplaceQtyLots = QtyLotsIn(in order, in execution);
        return true;
    }

    /// <summary>
    /// Takes what a report says of trigger, display and end of an adopted order: whoever sent it may have changed them.
    /// </summary>
    public static void TakeTerms(ref Order order, in EngineEvent input)
    {
        ref readonly Execution execution = ref input.Execution;
        bool isStated = order.IsAdopted && order.PendingReplaceId == 0 && !IsResent(in input) &&
            execution.Type != OrderType.None && execution.Type == order.Type;
        if (!isStated)
            return;

        if (order.Type.HasTrigger() && input.Flags.Trigger() != TriggerSource.Last)
        {
            order.Marks &= ~(OrderMarks.QuoteTrigger | OrderMarks.MidTrigger);
            order.Marks |= OrderStates.MarkOf(input.Flags.Trigger());
        }

        OrderTerms terms = TermsOf(in execution);
        if (execution.ExecType != ExecType.OrderStatus)
            terms.ExpireTimestampNs = order.Terms.ExpireTimestampNs;

        order.Terms = terms;
    }

    /// <summary>
    /// A report that may have been sent before is news where its ExecID(17), which this life has not seen, and its
    /// OrderID(37) tell what it is about, and it takes the order's name further: ids of ours rise, and of the names
    /// that others give it must be a replace of the one that the order has. What came before that name is of the past.
    /// </summary>
    private static bool IsNews(in Order order, in Execution execution)
    {
        bool isReplaced = execution.ExecType == ExecType.Replaced && execution.RequestId > 0;
        bool isIdentified = execution.ExecIdHash != 0 && execution.VenueOrderIdHash != 0 &&
            (order.VenueOrderIdHash == 0 || order.VenueOrderIdHash == execution.VenueOrderIdHash);
        bool goesOn = order.IsAdopted
            ? execution.OrderId == order.VenueOrderId
            : execution.RequestId > order.VenueOrderId;
        return isReplaced && isIdentified && goesOn;
    }

    /// <summary>
    /// An answer that has OrigClOrdID(41) names a working order by its latest link, ClOrdID(11); but a cancel, or a
    /// replace that is not accepted yet, is no link, and the echo of a question names one of ours.
    /// </summary>
    private bool TellsChain(in Order order, in Execution execution)
    {
        bool isWorking = execution.ExecType == ExecType.OrderStatus &&
            execution.Status is OrderStatus.New or OrderStatus.PartiallyFilled or OrderStatus.Suspended;
        return isWorking && execution.RequestId > 0 && execution.RequestId != order.PendingCancelId &&
            slots.Find(execution.RequestId) == OrderSlots.NoSlot;
    }

    private static bool TellsTerms(in Order order, in Execution execution)
    {
        bool isAlive = execution.LeavesQtyLots > 0 &&
            execution.LeavesQtyLots <= OrderTable.QtyLotsMax - execution.CumQtyLots;
        bool isAccepted = execution.Status is not (OrderStatus.PendingReplace or OrderStatus.Rejected) &&
            execution.ExecType != ExecType.Rejected;
        bool canHave = order.IsOpen || (isAlive && order.WorkingStatus == OrderStatus.Filled);
        return canHave && isAccepted && (isAlive || execution.ExecType == ExecType.OrderStatus);
    }

    /// <summary>Of an order that has ended, at least what has filled.</summary>
    private static long QtyLotsIn(in Order order, in Execution execution) => execution.LeavesQtyLots > 0
        ? execution.CumQtyLots + execution.LeavesQtyLots
        : Math.Max(order.QtyLots, execution.CumQtyLots);
}
