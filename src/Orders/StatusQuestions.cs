using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// Asks the venue about orders in doubt, oldest first, a few an event. An order that got no answer is asked about again
/// after a while, by event time.
/// </summary>
internal sealed class StatusQuestions(
    OrderSlots slots, OrderStates states, UnheardOrders unheard, long retryIntervalNs)
{
    private const int VisitsPerCallMax = 256; // Bounds the walk where most open orders are not to be asked about.

    public int Write(Outbox outbox, in EngineEvent cause, int max)
    {
        if (states.InDoubtCount == 0)
            return 0;

        int written = 0;
        int heldBack = 0; // Each was looked at beside all the others.
        int slot = slots.ResumeSlot == OrderSlots.NoSlot ? slots.FirstSlot : slots.ResumeSlot;
        for (int visit = 0; visit < VisitsPerCallMax && slot != OrderSlots.NoSlot; visit++)
        {
            if (written + heldBack >= max || outbox.Room == 0)
                break;

            ref readonly Order order = ref slots[slot];
            long nowNs = cause.ReceiveTimestampNs;
            bool isDue = order.IsInDoubt && IsDue(in order, nowNs);
            if (isDue && UnheardOrders.IsUnheard(in order) && !unheard.TryBegin(ref slots.Change(slot), nowNs))
            {
                heldBack++;
            }
            else if (isDue)
            {
                Ask(outbox, in cause, ref slots.Change(slot));
                written++;
            }

            slot = order.NextSlot;
        }

        slots.ResumeSlot = slot;
        return written;
    }

    /// <summary>A time that lies ahead is the clock of another life of the process.</summary>
    private bool IsDue(in Order order, long nowNs) =>
        order.StatusAskedNs == Order.NeverAsked || nowNs < order.StatusAskedNs ||
        nowNs - order.StatusAskedNs >= retryIntervalNs;

    private static void Ask(Outbox outbox, in EngineEvent cause, ref Order order)
    {
        ref EngineEvent request = ref outbox.Add(EventKind.StatusRequest, in cause);
        request.InstrumentIndex = order.InstrumentIndex;
        request.Side = order.Side;
        request.Order.OrderId = order.OrderId;
        request.Order.VenueOrderId = order.VenueOrderId == order.OrderId ? 0 : order.VenueOrderId;
        request.Order.PriceTicks = order.PriceTicks;
        request.Order.QtyLots = order.QtyLots;
        request.Order.CauseSequence = cause.Sequence;
        request.Order.StrategyIndex = order.StrategyIndex;
        request.Order.Type = order.Type;
        request.Order.TimeInForce = order.TimeInForce;
        order.StatusAskedNs = cause.ReceiveTimestampNs;
    }
}
