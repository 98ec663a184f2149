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

    /// <summary>Price that the order waits for, or waited for.</summary>
    public long StopTicks { get; internal set; }

    /// <summary>It waits for a price, and stands in no queue until that has come.</summary>
    public bool IsWaiting { get; internal set; } = request.Type.HasTrigger();

    /// <summary>Most lots that are shown at a time; 0 for all.</summary>
    public long DisplayLots { get; internal set; }

    /// <summary>Lots that stand in the queue; 0 where all that were shown have filled.</summary>
    public long ShownLots { get; private set; }

    /// <summary>What is not filled at once stays, at a limit.</summary>
    public bool Rests => (Request.Type.HasLimit() || Request.Type == OrderType.MarketToLimit) &&
        Request.TimeInForce.Rests();

    /// <summary>It has that limit.</summary>
    internal bool RestsAtLimit => Rests && LimitTicks is not (long.MaxValue or long.MinValue);

    /// <summary>Rises with each order that comes in or is replaced.</summary>
    internal long ArrivalNumber { get; set; }

    public long FilledLots { get; private set; }

    public Int128 FilledTickLots { get; private set; }

    /// <summary>Lots of the market that stand before this order at its price.</summary>
    public long QueueAheadLots { get; internal set; }

    public OrderStatus Status { get; internal set; } = OrderStatus.New;

    public bool IsOpen => Status is OrderStatus.New or OrderStatus.PartiallyFilled;

    /// <summary>Lots that may still fill; 0 once the order is closed.</summary>
    public long LeavesLots => IsOpen ? QtyLots - FilledLots : 0;

    /// <summary>It stands in the queue anew, with as much as it shows.</summary>
    internal void Show() => ShownLots = DisplayLots == 0 ? LeavesLots : long.Min(DisplayLots, LeavesLots);

    /// <summary>A fill never was: what it took can fill again while the order is open.</summary>
    internal void Bust(long priceTicks, long lots)
    {
        FilledLots -= lots;
        FilledTickLots -= (Int128)priceTicks * lots;
        if (!IsOpen)
        {
            Status = OrderStatus.Canceled;
            return;
        }

        Status = FilledLots > 0 ? OrderStatus.PartiallyFilled : OrderStatus.New;
        if (DisplayLots == 0)
            Show();
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
        ShownLots = long.Max(0, ShownLots - lots);
        Status = FilledLots == QtyLots ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
    }
}
