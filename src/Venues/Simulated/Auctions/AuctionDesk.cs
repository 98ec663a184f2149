using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated.Auctions;

/// <summary>
/// Ends calls: own orders meet each other and the recorded book at one price. Before own orders at a price come the
/// recorded lots there, before later ones earlier ones, and before all those at any price. What is left of orders for
/// the auction expires, of market orders is canceled, and of all others rests. Under the lock of
/// <see cref="MatchingEngine"/>.
/// </summary>
internal sealed class AuctionDesk(InstrumentMarket[] markets, OrderDesk desk)
{
    /// <summary>Holds the auction of a call in every instrument.</summary>
    public void Hold(VenuePhase call)
    {
        foreach (InstrumentMarket market in markets)
            Hold(market, call);
    }

    /// <summary>Ends what does not outlive the day.</summary>
    public void EndDay()
    {
        foreach (InstrumentMarket market in markets)
        {
            foreach (VenueOrder order in market.Open.Where(EndsWithDay))
                desk.Expire(order);
        }
    }

    private static bool EndsWithDay(VenueOrder order) =>
        order.Request.TimeInForce == TimeInForce.Day || order.Request.TimeInForce.IsOfAuction();

    private void Hold(InstrumentMarket market, VenuePhase call)
    {
        List<VenueOrder> orders = [.. market.Resting(Side.Buy), .. market.Resting(Side.Sell), .. market.Gathered];
        orders.RemoveAll(order => !AuctionSession.TradesIn(call, order));
        orders.Sort(static (order, other) => order.ArrivalNumber.CompareTo(other.ArrivalNumber));
        PreventSelfMatches(orders);
        orders.RemoveAll(static order => !order.IsOpen);
        long? traded = Trade(market, orders);
        market.RemoveFilled(Side.Buy);
        market.RemoveFilled(Side.Sell);
        foreach (VenueOrder order in orders)
        {
            if (market.Gathered.Remove(order) && order.IsOpen)
                Leave(order, market, traded);
        }

        if (traded is { } priceTicks)
            market.Stops.Note(priceTicks);
    }

    /// <summary>As in continuous trading: of two that would meet the later one says what becomes of them.</summary>
    private void PreventSelfMatches(List<VenueOrder> orders)
    {
        for (int i = 1; i < orders.Count; i++)
        {
            if (orders[i].IsOpen)
                desk.PreventSelfMatch(orders[i], SelfMatch.FindMet(orders[i], orders.Take(i).Where(o => o.IsOpen)));
        }
    }

    /// <returns>The price; null where nothing trades.</returns>
    private long? Trade(InstrumentMarket market, List<VenueOrder> orders)
    {
        if (ReferenceOf(market) is not { } referenceTicks)
            return null;

        UncrossResult result = Uncross.Find(
            InterestOf(market, orders, Side.Buy), InterestOf(market, orders, Side.Sell), referenceTicks);
        if (result.Lots == 0)
            return null;

        Fill(market, orders, Side.Buy, result);
        Fill(market, orders, Side.Sell, result);
        return result.PriceTicks;
    }

    /// <summary>The last trade, or half-way between the best recorded prices.</summary>
    private static long? ReferenceOf(InstrumentMarket market)
    {
        if (market.Stops.LastTicks is { } lastTicks)
            return lastTicks;

        bool hasBid = market.Book.Bids.TryBest(long.MinValue, out BookLevel bid);
        bool hasAsk = market.Book.Asks.TryBest(long.MaxValue, out BookLevel ask);
        return hasBid && hasAsk ? (bid.PriceTicks + ask.PriceTicks) >> 1 : null;
    }

    private static List<BookLevel> InterestOf(InstrumentMarket market, List<VenueOrder> orders, Side side) =>
    [
        .. market.Own(side).Left,
        .. orders.Where(order => order.Side == side)
            .Select(order => new BookLevel(order.LimitTicks, order.LeavesLots)),
    ];

    private void Fill(InstrumentMarket market, List<VenueOrder> orders, Side side, UncrossResult result)
    {
        long leftLots = result.Lots;
        Queue<BookLevel> levels = new(market.Own(side).Left);
        IEnumerable<VenueOrder> queue = orders.Where(order => order.Side == side);
        queue = side == Side.Buy
            ? queue.OrderByDescending(static order => order.LimitTicks)
            : queue.OrderBy(static order => order.LimitTicks); // Both keep the order of arrival.
        foreach (VenueOrder order in queue)
        {
            while (levels.TryPeek(out BookLevel level) &&
                !InstrumentMarket.IsBetter(side, order.LimitTicks, level.PriceTicks))
                leftLots -= Take(market, side, levels.Dequeue(), leftLots);

            long lots = long.Min(order.LeavesLots, leftLots);
            if (lots == 0)
                break;

            desk.Fill(order, result.PriceTicks, lots, isMaker: false);
            leftLots -= lots;
        }

        while (leftLots > 0)
            leftLots -= Take(market, side, levels.Dequeue(), leftLots);
    }

    private static long Take(InstrumentMarket market, Side side, BookLevel level, long leftLots)
    {
        long lots = long.Min(level.QtyLots, leftLots);
        if (lots > 0)
            market.Own(side).Take(level.PriceTicks, lots);

        return lots;
    }

    private void Leave(VenueOrder order, InstrumentMarket market, long? tradedTicks)
    {
        if (order.Request.TimeInForce.IsOfAuction())
        {
            desk.Expire(order);
            return;
        }

        if (tradedTicks is { } priceTicks && order.Rests)
            OrderIntake.LimitTo(order, priceTicks); // Market to limit: its limit is what the market gave.

        if (order.RestsAtLimit)
            market.Rest(order);
        else
            desk.CancelRest(order);
    }
}
