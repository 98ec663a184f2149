using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>What an execution says, read without knowing the order.</summary>
internal static class ExecutionFacts
{
    private const long MagnitudeMax = OrderTable.QtyLotsMax;

    /// <summary>True if the message was sent before, or may have been.</summary>
    public static bool IsResent(in EngineEvent input) =>
        (input.Flags & EventFlags.PossibleDuplicate) != EventFlags.None;

    public static bool IsFill(in Execution execution) =>
        execution.ExecType == ExecType.Trade && execution.LastQtyLots > 0;

    public static bool IsCorrection(in Execution execution) =>
        execution.ExecType is ExecType.TradeCorrect or ExecType.TradeCancel;

    public static bool IsClosed(OrderStatus status) =>
        status is OrderStatus.Filled or OrderStatus.Canceled or OrderStatus.Rejected or OrderStatus.Expired;

    /// <summary>True if the venue says that the order can still fill, whatever else the report is about.</summary>
    public static bool IsLiving(OrderStatus status) =>
        status is OrderStatus.New or OrderStatus.PartiallyFilled or OrderStatus.PendingCancel
            or OrderStatus.PendingReplace or OrderStatus.Suspended;

    /// <summary>True if a report that closes nothing shows that the venue has accepted the order.</summary>
    public static bool IsWorking(in Execution execution) =>
        execution.ExecType is ExecType.New or ExecType.PendingCancel or ExecType.Replaced or ExecType.DoneForDay
            or ExecType.Suspended or ExecType.Triggered ||
        IsLiving(execution.Status);

    /// <summary>A day order of which nothing is left for another day is over (A.1.b).</summary>
    public static bool EndsTheDay(in Order order, in Execution execution) =>
        execution.ExecType == ExecType.DoneForDay && execution.LeavesQtyLots == 0 &&
        order.TimeInForce == TimeInForce.Day;

    /// <summary>Trigger, display and end of an order that was not sent from here, where the report states its type.
    /// </summary>
    public static OrderTerms TermsOf(in Execution execution)
    {
        bool isAnswer = execution.ExecType == ExecType.OrderStatus;
        bool hasTrigger = execution.Type.HasTrigger();
        return new OrderTerms
        {
            StopPriceTicks = hasTrigger ? execution.StopPriceTicks : 0,
            DisplayLots = hasTrigger || execution.Type == OrderType.None ? 0 : execution.DisplayLots,
            ExpireTimestampNs = isAnswer && execution.Type != OrderType.None ? execution.ExpireTimestampNs : 0,
        };
    }

    /// <summary>True if its numbers can be.</summary>
    public static bool IsPlausible(in Execution execution) =>
        execution.CumQtyLots is >= 0 and <= MagnitudeMax &&
        execution.LastQtyLots is >= 0 and <= MagnitudeMax &&
        execution.LastPriceTicks is >= -MagnitudeMax and <= MagnitudeMax;

    /// <summary>
    /// The terminal status that a report states, by its type or by the order's status beside it; else None. The
    /// rejection of a second order under the same id carries the status of the first, which lives on (F.1.a).
    /// </summary>
    public static OrderStatus ClosingStatus(in Execution execution) => execution.ExecType switch
    {
        ExecType.Canceled => OrderStatus.Canceled,
        ExecType.Rejected => IsLiving(execution.Status) ? OrderStatus.None : OrderStatus.Rejected,
        ExecType.Expired => OrderStatus.Expired,
        _ => IsClosed(execution.Status) ? execution.Status : OrderStatus.None,
    };
}
