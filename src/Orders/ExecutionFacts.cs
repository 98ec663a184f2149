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

    /// <summary>True if a report that closes nothing shows that the venue has accepted the order.</summary>
    public static bool IsWorking(in Execution execution) =>
        execution.ExecType is ExecType.New or ExecType.PendingCancel or ExecType.Replaced or ExecType.DoneForDay
            or ExecType.Suspended ||
        execution.Status is OrderStatus.New or OrderStatus.PartiallyFilled or OrderStatus.PendingCancel
            or OrderStatus.PendingReplace;

    /// <summary>True if its numbers can be.</summary>
    public static bool IsPlausible(in Execution execution) =>
        execution.CumQtyLots is >= 0 and <= MagnitudeMax &&
        execution.LastQtyLots is >= 0 and <= MagnitudeMax &&
        execution.LastPriceTicks is >= -MagnitudeMax and <= MagnitudeMax;

    /// <summary>
    /// The terminal status that a report states, by its type or by the order's status beside it; else None.
    /// </summary>
    public static OrderStatus ClosingStatus(in Execution execution) => execution.ExecType switch
    {
        ExecType.Canceled => OrderStatus.Canceled,
        ExecType.Rejected => OrderStatus.Rejected,
        ExecType.Expired => OrderStatus.Expired,
        _ => IsClosed(execution.Status) ? execution.Status : OrderStatus.None,
    };
}
