using LowLatencyEngine.Model;
using static LowLatencyEngine.Orders.ExecutionFacts;

namespace LowLatencyEngine.Orders;

/// <summary>
/// Orders that a report names by no id of ours. Open ones that nobody here sent are taken in as the operator's under
/// an id of ours, so that they count in exposure, are listed, and can be cancelled like any other. Ours under another
/// name, given by a replace that an earlier life sent and this one never heard of, are known by OrderID(37), or by the
/// echo of the question that was asked about them.
/// </summary>
internal sealed class AdoptionRules(
    OrderSlots slots, OrderStates states, PositionLedger ledger, OrderReports reports)
{
    private readonly AdoptedOrders _adopted = new();

    /// <summary>
    /// True where a report says, for the first time and of now, that an order can still fill. Its side, instrument and
    /// quantities must be readable: what is wrong about them would be reserved.
    /// </summary>
    public bool IsAdoptable(in EngineEvent input, int instrumentCount)
    {
        ref readonly Execution execution = ref input.Execution;
        bool isReadable = (uint)input.InstrumentIndex < (uint)instrumentCount && input.Side is Side.Buy or Side.Sell;
        bool isAlive = execution.LeavesQtyLots is > 0 and <= OrderTable.QtyLotsMax &&
            ClosingStatus(in execution) == OrderStatus.None && execution.ExecType != ExecType.Rejected &&
            (execution.ExecType == ExecType.OrderStatus || IsLiving(execution.Status));
        return input.Kind == EventKind.Execution && isReadable && isAlive && IsPlausible(in execution) &&
            !IsResent(in input) && !IsCorrection(in execution) && AdoptedOrders.VenueIdOf(in execution) != 0;
    }

    /// <summary>
    /// The slot of the order that a report means without naming it by an id of ours, or
    /// <see cref="OrderSlots.NoSlot"/>. O(open orders).
    /// </summary>
    public int Find(in Execution execution)
    {
        long orderId = _adopted.Find(in execution);
        if (orderId != 0)
            return slots.Find(orderId);

        int slot = FindOwn(execution.VenueOrderIdHash);
        return slot == OrderSlots.NoSlot ? FindAsked(in execution) : slot;
    }

    /// <summary>
    /// Takes the order in. What it has filled before is not booked: its reports or the position tell of it.
    /// </summary>
    /// <returns>False where there is no room for it.</returns>
    public bool TryAdopt(in EngineEvent input, long orderId, out OrderReport report)
    {
        report = default;
        ref readonly Execution execution = ref input.Execution;
        if (!slots.IsFree(orderId) || !_adopted.TryAdd(slots, in execution, orderId))
            return false;

        EngineEvent order = default;
        order.InstrumentIndex = input.InstrumentIndex;
        order.Side = input.Side;
        order.Order.OrderId = orderId;
        order.Order.PriceTicks = IsFill(in execution) ? 0 : execution.LastPriceTicks;
        order.Order.Type = TypeOf(in execution, order.Order.PriceTicks);
        order.Order.TimeInForce = execution.TimeInForce;
        if (order.Order.Type == execution.Type)
            order.Terms = TermsOf(in execution);

        order.Order.QtyLots = checked(execution.CumQtyLots + execution.LeavesQtyLots);
        order.Order.StrategyIndex = OrderRequest.OperatorStrategyIndex;
        bool closes = (execution.Facts & FillFacts.Closes) != FillFacts.None;
        order.Flags = order.Flags.WithClosing(closes && ledger.Hedges(OrderRequest.OperatorStrategyIndex));
        order.Flags = order.Flags.WithTrigger(input.Flags.Trigger());
        int slot = slots.SlotOf(orderId);
        states.Place(slot, in order, OrderStatus.PendingNew);
        ref Order adopted = ref states[slot];
        adopted.Marks |= OrderMarks.Adopted;
        adopted.VenueOrderId = AdoptedOrders.VenueIdOf(in execution);
        adopted.FilledLots = execution.CumQtyLots;
        states.Work(slot, execution.LeavesQtyLots);
        OrderStates.TakeIndicator(ref adopted, in execution);

        report = reports.Of(in adopted, OrderReportKind.Adopted);
        report.ReleasedLots = -report.ReservedLots; // Nobody had reserved them.
        return true;
    }

    public void Transfer(ref StateTransfer state) => _adopted.Transfer(ref state);

    private int FindOwn(long venueOrderIdHash)
    {
        if (venueOrderIdHash == 0)
            return OrderSlots.NoSlot;

        int slot = slots.FirstSlot;
        while (slot != OrderSlots.NoSlot && slots[slot].VenueOrderIdHash != venueOrderIdHash)
            slot = slots[slot].NextSlot;

        return slot;
    }

    /// <summary>As the venue states it where the prices that it needs are there; else what its limit tells.</summary>
    private static OrderType TypeOf(in Execution execution, long priceTicks)
    {
        OrderType type = execution.Type;
        bool isWhole = type != OrderType.None && type.HasLimit() == (priceTicks != 0) &&
            (!type.HasTrigger() || execution.StopPriceTicks != 0);
        OrderType known = priceTicks != 0 ? OrderType.Limit : OrderType.None;
        return isWhole ? type : known;
    }

    // The venue may never have told us its own name of the order; one that it did tell is believed.
    private int FindAsked(in Execution execution)
    {
        if (execution.ExecType != ExecType.OrderStatus || execution.RequestId <= 0)
            return OrderSlots.NoSlot;

        int slot = slots.Find(execution.RequestId);
        if (slot == OrderSlots.NoSlot || slots[slot].VenueOrderIdHash == 0)
            return slot;

        return slots[slot].VenueOrderIdHash == execution.VenueOrderIdHash ? slot : OrderSlots.NoSlot;
    }
}
