using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>One order of <see cref="OrderRuleTwin"/>, with everything in the open.</summary>
internal sealed class TwinOrder(EngineEvent newOrder, OrderRule without)
{
    public long OrderId { get; } = newOrder.Order.OrderId;

    public Side Side { get; } = newOrder.Side;

    /// <summary>Strategy and account are one.</summary>
    public int Account { get; } = newOrder.Order.StrategyIndex;

    public bool Closes { get; set; } = newOrder.Flags.Closes();

    public bool Flattens { get; } = newOrder.Flags.HasFlag(EventFlags.Flattens);

    public long VenueId { get; set; } = newOrder.Order.OrderId;

    public long QtyLots { get; set; } = newOrder.Order.QtyLots;

    public long PriceTicks { get; set; } = newOrder.Order.PriceTicks;

    public long FilledLots { get; set; }

    public long OpenLots { get; set; } = newOrder.Order.QtyLots;

    public long CancelId { get; set; }

    public long ReplaceId { get; set; }

    public long ReplaceQtyLots { get; set; }

    public long ReplacePriceTicks { get; set; }

    /// <summary>The replace that waits for the one on its way; null for none.</summary>
    public (long QtyLots, long PriceTicks)? Waiting { get; set; }

    public OrderStatus Status { get; set; } = OrderStatus.PendingNew;

    public bool IsInDoubt { get; set; }

    public bool IsCancelInDoubt { get; set; }

    public bool IsReplaceInDoubt { get; set; }

    public bool IsCorrected { get; set; }

    public (long BeginLots, long EndLots, long Lots) Missed { get; set; }

    public long LastFillPriceTicks { get; set; }

    /// <summary>Of lots of which only a total tells.</summary>
    public long AssumedPriceTicks => FilledLots > 0 ? LastFillPriceTicks : PriceTicks;

    public bool IsOpen => OpenLots > 0;

    public bool AwaitsReplace => !IsOpen && ReplaceId != 0 && Status == OrderStatus.Filled &&
        ReplaceQtyLots > FilledLots && without != OrderRule.APendingReplaceHoldsAFilledOrder;

    public bool IsHeld => IsOpen || AwaitsReplace;

    public long ReservedLots =>
        ReplaceId != 0 && IsHeld && without != OrderRule.APendingReplaceReservesTheLarger
            ? Math.Max(OpenLots, ReplaceQtyLots - FilledLots)
            : OpenLots;

    /// <summary>A replace that is wished now would wait.</summary>
    public bool LetsWait =>
        IsHeld && ReplaceId != 0 && CancelId == 0 && without != OrderRule.AWishBehindAReplaceWaits;

    /// <summary>What waits can go.</summary>
    public bool IsWaitOver => Waiting is not null && IsOpen && ReplaceId == 0 && CancelId == 0 &&
        (!IsInDoubt || without == OrderRule.WhatWaitsStaysInDoubt) &&
        without != OrderRule.WhatWaitsGoesOnceTheReplaceIsSettled;

    public bool TryLetWait(long qtyLots, long priceTicks)
    {
        if (qtyLots <= FilledLots && without != OrderRule.AWishThatWaitsMustLeaveSomething)
            return false;

        if (Waiting is null || without != OrderRule.TheLastWishWins)
            Waiting = (qtyLots, priceTicks);

        return true;
    }

    public void DropCancel() => (CancelId, IsCancelInDoubt) = (0, false);

    public void DropReplace() => (ReplaceId, ReplaceQtyLots, ReplacePriceTicks, IsReplaceInDoubt) = (0, 0, 0, false);

    public void ClearDoubt() => (IsInDoubt, IsCancelInDoubt, IsReplaceInDoubt) = (false, false, false);

    public void Doubt()
    {
        IsInDoubt = true;
        IsCancelInDoubt |= CancelId != 0 && without != OrderRule.DoubtReachesThePendingCancel;
        IsReplaceInDoubt |= ReplaceId != 0 && without != OrderRule.DoubtReachesThePendingReplace;
    }

    public void Work(long openLots)
    {
        OpenLots = openLots;
        Status = FilledLots > 0 ? OrderStatus.PartiallyFilled : OrderStatus.New;
    }

    public void Close(OrderStatus status)
    {
        OpenLots = 0;
        Status = status;
        if (without != OrderRule.ClosingDropsThePendingReplace)
            DropReplace();

        Finish();
    }

    public void Finish()
    {
        if (without != OrderRule.AFilledOrderHasNoCancel)
            DropCancel();

        if (without != OrderRule.AnEndDropsWhatWaits)
            Waiting = null;

        if (without != OrderRule.ClosingEndsDoubt)
            ClearDoubt();
    }

    /// <summary>All that a difference would show in.</summary>
    public string Describe() =>
        $"{Status} {FilledLots}/{QtyLots}@{PriceTicks} open={OpenLots} reserved={ReservedLots} venue={VenueId} " +
        $"cancel={CancelId}{(IsCancelInDoubt ? "?" : "")} replace={ReplaceId}{(IsReplaceInDoubt ? "?" : "")}" +
        $"{(IsInDoubt ? " in doubt" : "")}{(Closes ? " closes" : "")}{(Flattens ? " flattens" : "")}";

    public static string Describe(in Order order) =>
        $"{order.WorkingStatus} {order.FilledLots}/{order.QtyLots}@{order.PriceTicks} open={order.OpenLots} " +
        $"reserved={order.ReservedLots} venue={order.VenueOrderId} " +
        $"cancel={order.PendingCancelId}{(order.IsCancelInDoubt ? "?" : "")} " +
        $"replace={order.PendingReplaceId}{(order.IsReplaceInDoubt ? "?" : "")}" +
        $"{(order.IsInDoubt ? " in doubt" : "")}{(order.ClosesLeg ? " closes" : "")}" +
        $"{(order.Flattens ? " flattens" : "")}";

    public bool IsSame(in Order order) =>
        Status == order.WorkingStatus && FilledLots == order.FilledLots && QtyLots == order.QtyLots &&
        PriceTicks == order.PriceTicks && OpenLots == order.OpenLots && ReservedLots == order.ReservedLots &&
        VenueId == order.VenueOrderId && CancelId == order.PendingCancelId && ReplaceId == order.PendingReplaceId &&
        IsInDoubt == order.IsInDoubt && IsCancelInDoubt == order.IsCancelInDoubt &&
        IsReplaceInDoubt == order.IsReplaceInDoubt && Closes == order.ClosesLeg &&
        Flattens == order.Flattens;
}
