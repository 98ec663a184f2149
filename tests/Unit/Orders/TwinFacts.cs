using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>What a report says, for <see cref="OrderRuleTwin"/>.</summary>
internal static class TwinFacts
{
    public const long NumberMax = 1L << 53;

    public static OrderStatus Closing(in Execution e, OrderRule without)
    {
        bool isLiving = IsLiving(e.Status);
        return e.ExecType switch
        {
            ExecType.Canceled => OrderStatus.Canceled,
            ExecType.Expired => OrderStatus.Expired,
            ExecType.DoneForDay when e.LeavesQtyLots == 0 && without != OrderRule.DoneForTheDayEndsADayOrder =>
                OrderStatus.Expired,
            ExecType.Rejected when isLiving && without != OrderRule.ARejectOfALivingOrderClosesNothing =>
                OrderStatus.None,
            ExecType.Rejected => OrderStatus.Rejected,
            _ => IsClosed(e.Status) ? e.Status : OrderStatus.None,
        };
    }

    public static bool IsLiving(OrderStatus status) =>
        status is OrderStatus.New or OrderStatus.PartiallyFilled or OrderStatus.PendingCancel
            or OrderStatus.PendingReplace;

    public static bool IsClosed(OrderStatus status) =>
        status is OrderStatus.Filled or OrderStatus.Canceled or OrderStatus.Rejected or OrderStatus.Expired;

    public static bool IsOfMissed(TwinOrder order, in Execution e) =>
        e.LastQtyLots <= order.Missed.Lots && e.CumQtyLots <= order.Missed.EndLots &&
        e.CumQtyLots - e.LastQtyLots >= order.Missed.BeginLots;

    /// <summary>The venue calls the order by this id; an answer may name the link before it, too.</summary>
    public static bool Names(in Execution e, long id) =>
        e.OrderId == id || (e.ExecType == ExecType.OrderStatus && e.RequestId == id);

    public static bool IsPossible(long lots) => lots is >= 0 and <= NumberMax;

    public static bool IsFill(in Execution e) => e.ExecType == ExecType.Trade && e.LastQtyLots > 0;
}
