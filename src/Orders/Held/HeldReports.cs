using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders.Held;

/// <summary>
/// Turns what became of a part into what became of the held order that it is a part of: risk and the owner see one
/// order from the wish to the end. Decision thread only; O(held orders) a report, of a late fill O(ended orders kept);
/// 0 bytes.
/// </summary>
/// <remarks>
/// Over all reports of an order that risk holds lots for, FilledLots + ReleasedLots + the last ReservedLots are what
/// was ordered, as for any order: a part's end releases nothing while another is to follow.
/// </remarks>
public sealed class HeldReports(HeldOrders orders, HeldTies ties, OrderTable table)
{
    /// <summary>Rewrites the report of a part; others pass as they are.</summary>
    public void Rewrite(ref OrderReport report)
    {
        orders.Alarms.OnReport(ref report);
        bool isLate = report.FilledLots < 0 || (report.FilledLots > 0 && report.ReleasedLots < 0);
        int slot = orders.FindByPart(report.OrderId);
        if (slot != HeldOrders.NoSlot)
            RewritePart(ref report, ref orders[slot]);
        else if (report.Kind == OrderReportKind.ReplaceRejected && orders.Find(report.OrderId) is >= 0 and var held)
            RewriteRefusal(ref report, in orders[held]);
        else if (isLate && orders.Ended.FindByPart(report.OrderId) is >= 0 and var index)
            RewriteLate(ref report, ref orders.Ended[index]);
    }

    private void RewritePart(ref OrderReport report, ref HeldOrder order)
    {
        long heldLots = order.ReservedLots;
        bool isPartGone = IsGone(in report);
        order.FilledLots += report.FilledLots;
        order.PartOpenLots = report.OpenLots;
        Settle(ref order);
        TakeTrigger(ref report, ref order);
        if (report.FilledLots != 0)
            ties.OnFill(in order, report.FilledLots);

        bool goesOn = !isPartGone || (report.Status == OrderStatus.Filled && HasMore(in order));
        if (isPartGone)
            order.PartId = 0;

        orders.MarkDue(ref order, MarksAfter(in report, goesOn));
        report.OrderId = order.OrderId;
        if (order.Is(HeldMarks.Reserved))
            Reserve(ref report, in order, heldLots, (goesOn, isPartGone));

        report.OpenLots = goesOn ? order.OpenLots : 0;
        if (goesOn && isPartGone)
            report.Status = OrderStatus.PartiallyFilled;
        else if (!goesOn && order.Is(HeldMarks.Expired) && report.Status == OrderStatus.Canceled)
            report.Status = OrderStatus.Expired;

        if (!goesOn)
            order.Marks &= ~HeldMarks.Reserved; // Released by this report.
    }

    /// <summary>The venue says that the price has come, or shows it by a fill.</summary>
    private void TakeTrigger(ref OrderReport report, ref HeldOrder order)
    {
        bool isWaiting = order.Is(HeldMarks.Native) && order.HasTrigger && !order.Is(HeldMarks.Triggered);
        if (!isWaiting || !table.TryFind(new OrderId(order.PartId), out Order part))
            return;

        if (part.IsTriggered || report.FilledLots > 0)
            order.Marks |= HeldMarks.Triggered;

        if (part.IsTriggered && report.Kind == OrderReportKind.Acknowledged)
            report.Status = OrderStatus.Triggered;
    }

    /// <summary>
    /// Lots that filled after they were released, or that were taken back: the order has ended, those that depended on
    /// it learn of them all the same.
    /// </summary>
    private void RewriteLate(ref OrderReport report, ref HeldOrder order)
    {
        order.FilledLots += report.FilledLots;
        ties.OnFill(in order, report.FilledLots);
        ties.OnLateFill(in order, report.FilledLots);
        report.OrderId = order.OrderId;
    }

    /// <summary>
    /// Puts its owner's replace in force where the venue has accepted it, and forgets it where nobody waits for an
    /// answer any more.
    /// </summary>
    private void Settle(ref HeldOrder order)
    {
        if (order.ReplaceId == 0 || !table.TryFind(new OrderId(order.PartId), out Order part) ||
            part.PendingReplaceId == order.ReplaceId)
            return;

        long formerQtyLots = order.QtyLots;
        if (part.VenueOrderId == order.ReplaceId)
        {
            order.PriceTicks = order.ReplacePriceTicks;
            order.QtyLots = System.Math.Max(order.ReplaceQtyLots, order.FilledLots);
            if (part.Type.HasTrigger())
                order.TriggerPriceTicks = part.Terms.StopPriceTicks;

            if (order.Kind == HeldKind.Iceberg && part.Terms.DisplayLots != 0)
                order.Amount = part.Terms.DisplayLots;

            if (order.Is(HeldMarks.ExpiresAtVenue))
                orders.SetExpiry(ref order, part.Terms.ExpireTimestampNs);
        }

        HeldOrders.DropReplace(ref order);
        ties.OnResize(in order, formerQtyLots);
    }

    /// <summary>The order table knows nothing of an order of which nothing is out.</summary>
    private static void RewriteRefusal(ref OrderReport report, in HeldOrder order)
    {
        report.InstrumentIndex = order.InstrumentIndex;
        report.StrategyIndex = order.StrategyIndex;
        report.Side = order.Side;
        report.Status = order.Status;
        report.PriceTicks = order.PriceTicks;
        report.OpenLots = order.OpenLots;
    }

    /// <summary>What was refused is not tried again before the next timer.</summary>
    private static HeldMarks MarksAfter(in OrderReport report, bool goesOn)
    {
        if (!goesOn)
            return HeldMarks.Ended;

        return report.Kind == OrderReportKind.ReplaceRejected ? HeldMarks.AwaitsTimer : HeldMarks.None;
    }

    /// <summary>A part that filled while its replace is on its way may open again.</summary>
    private static bool IsGone(in OrderReport report) =>
        report.OpenLots == 0 && report.ReservedLots == 0 && report.Status is OrderStatus.Filled or OrderStatus.Canceled
            or OrderStatus.Rejected or OrderStatus.Expired or OrderStatus.Denied;

    private static bool HasMore(in HeldOrder order) => !order.Is(HeldMarks.Ending) &&
        (order.LeavesLots > 0 || order.Is(HeldMarks.AwaitsFills));

    private static void Reserve(
        ref OrderReport report, in HeldOrder order, long heldLots, (bool GoesOn, bool IsPartGone) end)
    {
        report.ReservedLots = end.GoesOn ? order.ReservedLots : 0;
        report.ReleasedLots = heldLots - report.FilledLots - report.ReservedLots;
        if (!end.GoesOn || !end.IsPartGone || order.PartType != OrderType.Limit)
            return;

        report.HasDroppedPrice = true;
        report.DroppedPriceTicks = report.PriceTicks;
    }
}
