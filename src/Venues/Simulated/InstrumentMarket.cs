using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// The recorded book of one instrument and our own orders resting in it. Own orders are kept by price, then by time,
/// and never trade with each other: <see cref="SelfMatch"/> says which of them end where they would. Not thread-safe.
/// </summary>
public sealed class InstrumentMarket
{
    private readonly List<VenueOrder> _bids = [];
    private readonly List<VenueOrder> _asks = [];

    public InstrumentMarket() => Stops = new StopBook(Book);

    public VenueBook Book { get; } = new();

    /// <summary>Own orders that wait for a price.</summary>
    internal StopBook Stops { get; }

    /// <summary>Own orders that wait for an auction and do not rest until then, oldest first.</summary>
    internal List<VenueOrder> Gathered { get; } = [];

    /// <summary>Own open orders: those that rest, wait for a price, wait for an auction.</summary>
    public IEnumerable<VenueOrder> Open => [.. _bids, .. _asks, .. Stops.Waiting, .. Gathered];

    /// <summary>Own resting orders of a side, best price first, then oldest first.</summary>
    public IReadOnlyList<VenueOrder> Resting(Side side) => side == Side.Buy ? _bids : _asks;

    /// <summary>The recorded levels that an order of this side takes from.</summary>
    public BookSide Opposite(Side side) => side == Side.Buy ? Book.Asks : Book.Bids;

    /// <summary>The recorded levels that an order of this side joins.</summary>
    public BookSide Own(Side side) => side == Side.Buy ? Book.Bids : Book.Asks;

    /// <summary>Puts an order behind everything at its price, the market's lots and ours.</summary>
    public void Rest(VenueOrder order)
    {
        order.Show();
        order.QueueAheadLots = Own(order.Side).QtyAt(order.LimitTicks);
        List<VenueOrder> orders = ListOf(order.Side);
        int index = orders.Count;
        while (index > 0 && IsBetter(order.Side, order.LimitTicks, orders[index - 1].LimitTicks))
            index--;

        orders.Insert(index, order);
    }

    /// <summary>An order waits for an auction: at its limit, where it rests there afterwards.</summary>
    internal void Gather(VenueOrder order)
    {
        if (order.RestsAtLimit)
            Rest(order);
        else
            Gathered.Add(order);
    }

    public void Remove(VenueOrder order)
    {
        ListOf(order.Side).Remove(order);
        Stops.Remove(order);
        Gathered.Remove(order);
    }

    /// <summary>Drops what is no longer open; what has more than it showed goes behind all others with the next part.
    /// </summary>
    public void RemoveFilled(Side side)
    {
        List<VenueOrder> orders = ListOf(side);
        List<VenueOrder> hidden = orders.FindAll(static order => order.IsOpen && order.ShownLots == 0);
        orders.RemoveAll(static order => !order.IsOpen || order.ShownLots == 0);
        foreach (VenueOrder order in hidden)
            Rest(order);
    }

    /// <summary>Nobody can stand before us who is not shown: the queue is at most what the level has now.</summary>
    public void TrimQueues()
    {
        Trim(_bids, Book.Bids);
        Trim(_asks, Book.Asks);
    }

    /// <summary>
    /// True if an order of this side at <paramref name="priceTicks"/> has precedence over one at <paramref
    /// name="otherTicks"/>.
    /// </summary>
    public static bool IsBetter(Side side, long priceTicks, long otherTicks) =>
        side == Side.Buy ? priceTicks > otherTicks : priceTicks < otherTicks;

    private static void Trim(List<VenueOrder> orders, BookSide levels)
    {
        foreach (VenueOrder order in orders)
        {
            if (order.QueueAheadLots > 0)
                order.QueueAheadLots = long.Min(order.QueueAheadLots, levels.QtyAt(order.LimitTicks));
        }
    }

    private List<VenueOrder> ListOf(Side side) => side == Side.Buy ? _bids : _asks;
}
