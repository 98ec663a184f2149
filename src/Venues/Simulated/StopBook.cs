using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// Orders of one instrument that wait for a price: stops for one as bad as theirs, orders if touched for one as good.
/// The last trade is what counts. Not thread-safe.
/// </summary>
internal sealed class StopBook
{
    private readonly List<VenueOrder> _waiting = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<VenueOrder> Waiting => _waiting;

    /// <summary>Price of the last trade; null before the first.</summary>
    public long? LastTicks { get; private set; }

    public void Add(VenueOrder order) => _waiting.Add(order);

    public void Remove(VenueOrder order) => _waiting.Remove(order);

    /// <summary>Whether the last trade is one that the order waits for.</summary>
    public bool IsMet(VenueOrder order)
    {
        if (LastTicks is not { } lastTicks)
            return false;

        bool isStop = order.Request.Type is OrderType.Stop or OrderType.StopLimit;
        long beyondTicks = (sbyte)order.Side * (lastTicks - order.StopTicks);
        return isStop ? beyondTicks >= 0 : beyondTicks <= 0;
    }

    /// <summary>The market has traded.</summary>
    /// <returns>Those that waited for it, oldest first; they wait no more.</returns>
    public List<VenueOrder> TakeMet(long tradeTicks)
    {
        LastTicks = tradeTicks;
        List<VenueOrder> met = _waiting.FindAll(IsMet);
        _waiting.RemoveAll(met.Contains);
        return met;
    }
}
