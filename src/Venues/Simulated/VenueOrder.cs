using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>An order as the venue keeps it, open or closed. Changed by <see cref="MatchingEngine"/> only.</summary>
public sealed class VenueOrder(VenueNewOrder request, Instrument instrument, string orderId)
{
    /// <summary>As it was ordered, or replaced last.</summary>
    public VenueNewOrder Request { get; internal set; } = request;

    public Instrument Instrument { get; } = instrument;

    public string OrderId { get; } = orderId;

    public Side Side => Request.Side;

    /// <summary>Limit; the worst price there is for a market order.</summary>
    public long LimitTicks { get; internal set; }

    public long QtyLots { get; internal set; }

    public long FilledLots { get; private set; }

    public Int128 FilledTickLots { get; private set; }

    /// <summary>Lots of the market that stand before this order at its price.</summary>
    public long QueueAheadLots { get; internal set; }

    public OrderStatus Status { get; internal set; } = OrderStatus.New;

    public bool IsOpen => Status is OrderStatus.New or OrderStatus.PartiallyFilled;

    /// <summary>Lots that may still fill; 0 once the order is closed.</summary>
    public long LeavesLots => IsOpen ? QtyLots - FilledLots : 0;

    /// <summary>A fill never was: what it took can fill again while the order is open.</summary>
    internal void Bust(long priceTicks, long lots)
    {
        FilledLots -= lots;
        FilledTickLots -= (Int128)priceTicks * lots;
        if (IsOpen)
            Status = FilledLots > 0 ? OrderStatus.PartiallyFilled : OrderStatus.New;
        else
            Status = OrderStatus.Canceled;
    }

    internal void Fill(long priceTicks, long lots)
    {
        if (lots <= 0 || lots > LeavesLots)
        {
            throw new InvalidOperationException(
                $"fill does not fit the order: clOrdId={Request.ClOrdId}, lots={lots}, leavesLots={LeavesLots}; " +
                "this is a bug of the venue");
        }

        FilledLots += lots;
        FilledTickLots += (Int128)priceTicks * lots;
        Status = FilledLots == QtyLots ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
    }
}
