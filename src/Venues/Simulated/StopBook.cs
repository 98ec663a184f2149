using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// Orders of one instrument that wait for a price: stops for one as bad as theirs, orders if touched for one as good.
/// What counts is the last trade, or what of the book the order names: the best price that it would trade with, or
/// half-way between both. Not thread-safe.
/// </summary>
internal sealed class StopBook(VenueBook book)
{
    private readonly List<VenueOrder> _waiting = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<VenueOrder> Waiting => _waiting;

    /// <summary>Price of the last trade; null before the first.</summary>
    public long? LastTicks { get; private set; }

    public void Add(VenueOrder order) => _waiting.Add(order);

    public void Remove(VenueOrder order) => _waiting.Remove(order);

    /// <summary>Whether the market is where the order waits for it.</summary>
    public bool IsMet(VenueOrder order)
    {
        if (PriceOf(order) is not { } priceTicks)
            return false;

        bool isStop = order.Request.Type is OrderType.Stop or OrderType.StopLimit;
        long beyondTicks = (sbyte)order.Side * (priceTicks - order.StopTicks);
        return isStop ? beyondTicks >= 0 : beyondTicks <= 0;
    }

    /// <summary>The market has traded, and orders go on waiting.</summary>
    public void Note(long tradeTicks) => LastTicks = tradeTicks;

    /// <summary>The market has traded; see <see cref="TakeMet()"/>.</summary>
    public List<VenueOrder> TakeMet(long tradeTicks)
    {
        Note(tradeTicks);
        return TakeMet();
    }

    /// <summary>The market has moved.</summary>
    /// <returns>Those that waited for it, oldest first; they wait no more.</returns>
    public List<VenueOrder> TakeMet()
    {
        List<VenueOrder> met = _waiting.FindAll(IsMet);
        _waiting.RemoveAll(met.Contains);
        return met;
    }

    /// <summary>The price that the order looks at; null where the market has none.</summary>
    private long? PriceOf(VenueOrder order)
    {
        if (order.Request.Trigger == TriggerSource.Last)
            return LastTicks;

        bool hasBid = book.Bids.TryBest(long.MinValue, out BookLevel bid);
        bool hasAsk = book.Asks.TryBest(long.MaxValue, out BookLevel ask);
        if (order.Request.Trigger == TriggerSource.Mid)
            return hasBid && hasAsk ? (bid.PriceTicks + ask.PriceTicks) >> 1 : null;

        bool buys = order.Side == Side.Buy;
        long priceTicks = buys ? ask.PriceTicks : bid.PriceTicks;
        return (buys ? hasAsk : hasBid) ? priceTicks : null;
    }
}
