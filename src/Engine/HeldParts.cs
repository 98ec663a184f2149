using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Orders.Held;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine;

/// <summary>
/// What of held orders goes out, is changed, and ends: the next part, its cancel or replace, the records and reports of
/// it. Nothing that cannot be written now is lost: the order stays due. Decision thread only; O(held orders) an input
/// while something is due; 0 bytes.
/// </summary>
internal sealed class HeldParts(DecisionState state, HeldOrders orders, HeldTies ties, RiskSetup setup)
{
    private const int PassCountMax = 4; // An end makes others due, those make one more due.

    private readonly HeldMarkets _markets = new(state, setup);
    private readonly NativeOrders _native = new(setup);

    private bool IsSessionUp => state.SessionState is VenueState.LoggedOn or VenueState.Ready;

    /// <summary>Does what is due.</summary>
    public void Advance(in EngineEvent cause)
    {
        int dueBefore = -1;
        for (int pass = 0; pass < PassCountMax && orders.DueCount > 0 && orders.DueCount != dueBefore; pass++)
        {
            dueBefore = orders.DueCount;
            for (int slot = 0; slot < orders.Slots.Length; slot++)
            {
                ref HeldOrder order = ref orders[slot];
                if (order.Is(HeldMarks.Due) && !Waits(in order))
                    Advance(ref order, in cause);
            }
        }
    }

    /// <summary>The market has met the order's trigger. What is tied to it and could fill too is ended first.</summary>
    public void Trigger(ref HeldOrder order, in EngineEvent cause, long priceTicks)
    {
        orders.MarkDue(ref order, HeldMarks.Triggered);
        WriteChange(in order, in cause, HeldChange.Triggered, (order.LeavesLots, priceTicks));
        if (order.AfterOrderId != 0)
            EndOther(order.AfterOrderId);

        if (order.TiedOrderId != 0)
            EndOther(order.TiedOrderId);
    }

    /// <summary>
    /// Ends an order of which nothing is out; false where there is no room to write it, and it stays due.
    /// </summary>
    public bool End(ref HeldOrder order, in EngineEvent cause, HeldChange how)
    {
        if (state.Outbox.Room == 0)
        {
            orders.MarkDue(ref order, HeldMarks.Ending);
            return false;
        }

        ref EngineEvent output = ref state.Outbox.Add(EventKind.HeldOrderChange, in cause);
        output.Order.CauseSequence = cause.Kind.IsOutput() ? cause.Order.CauseSequence : cause.Sequence;
        EndAs(ref order, ref output, how);
        return true;
    }

    /// <summary>The same, in the place of an output that says what was wanted.</summary>
    public void EndAs(ref HeldOrder order, ref EngineEvent output, HeldChange how)
    {
        Fill(ref output, in order, (order.OpenLots, order.PriceTicks), how);
        OrderReport report = ReportOf(in order, OrderReportKind.Closed);
        report.Status = how switch
        {
            HeldChange.Expired => OrderStatus.Expired,
            HeldChange.Denied or HeldChange.WouldTrade => OrderStatus.Denied,
            _ => OrderStatus.Canceled,
        };
        report.OpenLots = 0;
        report.ReleasedLots = order.ReservedLots;
        if (report.ReleasedLots > 0)
            state.Risk.OnReport(in report);

        state.Reports.Add(in report);
        order.Marks |= HeldMarks.Ended;
        Free(ref order);
    }

    /// <summary>Its owner learns with the next input that the order is held.</summary>
    public void TellHeld(in HeldOrder order)
    {
        OrderReport report = ReportOf(in order, OrderReportKind.Held);
        state.Reports.Add(in report);
    }

    /// <summary>Risk forgets the price that a wish was judged at: the order has none yet.</summary>
    public void TellPriceless(in EngineEvent wish, long reservedLots)
    {
        OrderReport report = default;
        report.OrderId = wish.Order.OrderId;
        report.InstrumentIndex = wish.InstrumentIndex;
        report.StrategyIndex = wish.Order.StrategyIndex;
        report.Side = wish.Side;
        report.Kind = OrderReportKind.Held;
        report.ClosesLeg = wish.Flags.Closes();
        report.ReservedLots = reservedLots;
        report.HasDroppedPrice = true;
        report.DroppedPriceTicks = wish.Order.PriceTicks;
        state.Risk.OnReport(in report);
    }

    /// <summary>
    /// An order that has become one of two reserves nothing any more; what is out of it does by itself.
    /// </summary>
    public void Unreserve(ref HeldOrder order)
    {
        if (!order.Is(HeldMarks.Reserved) || order.PartId != 0)
            return;

        OrderReport report = ReportOf(in order, OrderReportKind.Held);
        report.ReleasedLots = order.ReservedLots;
        report.ReservedLots = 0;
        order.Marks &= ~HeldMarks.Reserved;
        if (report.ReleasedLots > 0)
            state.Risk.OnReport(in report);
    }

    /// <summary>The market has moved: what follows it may have to go after it.</summary>
    public void Follow(ref HeldOrder order)
    {
        if (order.PartId != 0 && state.Orders.TryFind(new OrderId(order.PartId), out Order part) &&
            HasMoved(in order, in part, out _))
            orders.MarkDue(ref order);
    }

    /// <summary>The price at which an order goes out, or should be out.</summary>
    public HeldPrice PriceOf(in HeldOrder order, out long priceTicks) => _markets.PriceOf(in order, out priceTicks);

    /// <summary>Whether the venue has what is wished, and can be told with this input.</summary>
    public bool IsNative(in EngineEvent hold) => _native.Has(in hold) && CanSendTo(hold.InstrumentIndex);

    /// <summary>What would go out at once of a wish that the venue has.</summary>
    public EngineEvent NativePartOf(in EngineEvent hold)
    {
        HeldOrder order = default;
        HeldOrders.Fill(ref order, in hold);
        order.Marks = HeldMarks.Native;
        EngineEvent part = hold;
        part.Held = default;
        part.Kind = EventKind.NewOrder;
        _native.Complete(in order, ref part);
        return part;
    }

    /// <summary>What was refused waits for a timer, unless it is to end.</summary>
    private static bool Waits(in HeldOrder order) =>
        order.Is(HeldMarks.AwaitsTimer) && !order.Is(HeldMarks.Ending) && order.LeavesLots > 0;

    private void Advance(ref HeldOrder order, in EngineEvent cause)
    {
        if (order.Is(HeldMarks.Ended))
            Free(ref order);
        else if (order.PartId != 0)
            Fit(ref order, in cause);
        else if (order.Is(HeldMarks.Ending) || (order.LeavesLots == 0 && !order.Is(HeldMarks.AwaitsFills)))
            TryEnd(ref order, in cause);
        else if ((order.Marks & (HeldMarks.Triggered | HeldMarks.Native)) == HeldMarks.None || order.LeavesLots == 0)
            orders.ClearDue(ref order); // A price or a fill will make it due.
        else if (CanSend(in order))
            Send(ref order, in cause);
    }

    private void TryEnd(ref HeldOrder order, in EngineEvent cause)
    {
        if (!IsCancelWished(order.OrderId)) // Its owner's own cancel ends it.
            End(ref order, in cause, order.Is(HeldMarks.Expired) ? HeldChange.Expired : HeldChange.Canceled);
    }

    private bool CanSend(in HeldOrder order)
    {
        bool isTiedOut = order.HasTrigger && order.TiedOrderId != 0 && orders.Find(order.TiedOrderId) >= 0;
        return !isTiedOut && CanSendTo(order.InstrumentIndex);
    }

    private bool CanSendTo(int instrumentIndex) => state.VenueState == VenueState.Ready && state.Outbox.Room > 0 &&
        state.Analysis[instrumentIndex].IsFit;

    /// <summary>Where the market tells no price, the order stays due.</summary>
    private void Send(ref HeldOrder order, in EngineEvent cause)
    {
        HeldPrice price = PriceOf(in order, out long priceTicks);
        if (price == HeldPrice.WouldTrade)
            End(ref order, in cause, HeldChange.WouldTrade);

        if (price != HeldPrice.Known)
            return;

        ref EngineEvent part = ref state.Outbox.AddWish(EventKind.NewOrder, in cause, OwnerOf(in order));
        part.Flags = part.Flags.WithClosing(order.Is(HeldMarks.ClosesLeg));
        part.Order.PriceTicks = priceTicks;
        part.Order.QtyLots = order.NextPartLots;
        part.Order.Type = order.PartType;
        part.Order.TimeInForce = order.TimeInForce;
        part.Order.ParentOrderId = order.OrderId;
        _native.Complete(in order, ref part);
        if (part.Order.TimeInForce == TimeInForce.GoodTillDate)
            order.Marks |= HeldMarks.ExpiresAtVenue;

        order.PartId = part.Order.OrderId;
        order.LatestPartId = order.PartId;
        order.PartOpenLots = part.Order.QtyLots;
        orders.ClearDue(ref order);
    }

    /// <summary>Cancels what is out, or changes it to what may still fill.</summary>
    private void Fit(ref HeldOrder order, in EngineEvent cause)
    {
        if (!state.Orders.TryFind(new OrderId(order.PartId), out Order part))
            return; // It is on its way to the table.

        long leavesLots = order.Is(HeldMarks.Ending) ? 0 : order.LeavesLots;
        long openLots = part.QtyLots - part.FilledLots;
        bool isFitting = leavesLots > 0 && (part.Type == OrderType.Market || openLots == leavesLots ||
            (order.IsSliced && openLots < leavesLots));
        bool hasMoved = HasMoved(in order, in part, out long priceTicks) && HasRoomToFollow(in cause);
        if (isFitting && !hasMoved)
            orders.ClearDue(ref order);
        else if (leavesLots == 0)
            Cancel(ref order, in part, in cause);
        else if (part.PendingReplaceId == 0 && part.PendingCancelId == 0 && state.VenueState == VenueState.Ready)
            Replace(in part, in cause, part.FilledLots + leavesLots, hasMoved ? priceTicks : part.PriceTicks);
    }

    /// <summary>Whether an order that follows the market is out at a price too far from it.</summary>
    private bool HasMoved(in HeldOrder order, in Order part, out long priceTicks)
    {
        priceTicks = part.PriceTicks;
        return order.Kind.IsPegged() && !order.Is(HeldMarks.Ending) && state.Analysis[order.InstrumentIndex].IsFit &&
            PriceOf(in order, out priceTicks) == HeldPrice.Known &&
            System.Math.Abs(priceTicks - part.PriceTicks) >= order.StepTicks;
    }

    /// <summary>The reserve of messages for cancels stays untouched; what this input wishes counts too.</summary>
    private bool HasRoomToFollow(in EngineEvent cause) =>
        state.Risk.RoomForCancels(cause.ReceiveTimestampNs) > setup.MessageRate.CancelReserve + state.Outbox.Count;

    private void Cancel(ref HeldOrder order, in Order part, in EngineEvent cause)
    {
        order.Marks |= HeldMarks.Ending;
        bool isAsked = (part.PendingCancelId != 0 && !part.IsCancelInDoubt) || IsCancelWished(part.OrderId) ||
            IsCancelWished(order.OrderId);
        if (!isAsked && IsSessionUp && state.Outbox.Room > 0)
            state.Outbox.AddCancel(in cause, OwnerOf(in order), part.OrderId);
    }

    private void Replace(in Order part, in EngineEvent cause, long qtyLots, long priceTicks)
    {
        if (state.Outbox.Room == 0 || IsWished(EventKind.ReplaceOrder, part.OrderId))
            return; // It stays due.

        var owner = new OrderOwner(part.InstrumentIndex, part.Side, part.StrategyIndex);
        ref EngineEvent replace = ref state.Outbox.AddReplace(in cause, in owner, part.OrderId);
        replace.Order.PriceTicks = priceTicks;
        replace.Order.QtyLots = qtyLots;
    }

    private void EndOther(long orderId)
    {
        int slot = orders.Find(orderId);
        if (slot != HeldOrders.NoSlot)
            orders.MarkDue(ref orders[slot], HeldMarks.Ending);
    }

    private void Free(ref HeldOrder order)
    {
        ties.OnEnd(in order);
        if (order.TiedOrderId != 0 && orders.Find(order.TiedOrderId) is >= 0 and var tied)
            orders.MarkDue(ref orders[tied]);

        orders.Remove(orders.Find(order.OrderId));
    }

    private void WriteChange(
        in HeldOrder order, in EngineEvent cause, HeldChange change, (long Lots, long PriceTicks) what)
    {
        if (state.Outbox.Room == 0)
            return; // A record of what happens, not the thing: what follows of it is journaled too.

        ref EngineEvent output = ref state.Outbox.AddWish(EventKind.HeldOrderChange, in cause, OwnerOf(in order));
        Fill(ref output, in order, what, change);
    }

    /// <summary>Writes an order as it is, and what became of it, over an output; cause and id of it stay.</summary>
    internal static void Fill(
        ref EngineEvent output, in HeldOrder order, (long Lots, long PriceTicks) what, HeldChange change)
    {
        long causeSequence = output.Order.CauseSequence;
        output.Kind = EventKind.HeldOrderChange;
        output.InstrumentIndex = order.InstrumentIndex;
        output.Side = order.Side;
        output.Flags = output.Flags.WithClosing(order.Is(HeldMarks.ClosesLeg));
        output.Order = default;
        output.Order.OrderId = order.OrderId;
        output.Order.PriceTicks = what.PriceTicks;
        output.Order.QtyLots = what.Lots;
        output.Order.CauseSequence = causeSequence;
        output.Order.StrategyIndex = order.StrategyIndex;
        output.Order.Type = order.Type;
        output.Order.TimeInForce = order.TimeInForce;
        output.Held = default;
        output.Held.TriggerPriceTicks = order.TriggerPriceTicks;
        output.Held.LinkedOrderId = order.TiedOrderId != 0 ? order.TiedOrderId : order.AfterOrderId;
        output.Held.Amount = order.Amount;
        output.Held.ExpireTimestampNs = order.ExpireTimestampNs;
        output.Held.Kind = order.Kind;
        output.Held.Source = order.Source;
        output.Held.Link = order.Link;
        output.Held.Change = change;
        output.Held.StepTicks = (byte)(order.Kind.IsPegged() ? order.StepTicks : 0);
    }

    private static OrderOwner OwnerOf(in HeldOrder order) =>
        new(order.InstrumentIndex, order.Side, order.StrategyIndex);

    /// <summary>What became of an order, for its owner; it moves nothing that risk holds.</summary>
    internal OrderReport ReportOf(in HeldOrder order, OrderReportKind kind) => new()
    {
        OrderId = order.OrderId,
        InstrumentIndex = order.InstrumentIndex,
        StrategyIndex = order.StrategyIndex,
        Side = order.Side,
        Status = OrderStatus.Held,
        Kind = kind,
        ClosesLeg = order.Is(HeldMarks.ClosesLeg),
        OpenLots = order.OpenLots,
        ReservedLots = 0,
        StrategyPositionLots = state.Positions.OfStrategy(order.StrategyIndex, order.InstrumentIndex).Lots,
    };

    /// <summary>Whether this input's outputs cancel an order already.</summary>
    private bool IsCancelWished(long orderId) => IsWished(EventKind.CancelOrder, orderId);

    private bool IsWished(EventKind kind, long orderId)
    {
        foreach (ref readonly EngineEvent wish in state.Outbox.Events)
        {
            if (wish.Kind == kind && wish.Order.OriginalOrderId == orderId)
                return true;
        }

        return false;
    }
}
