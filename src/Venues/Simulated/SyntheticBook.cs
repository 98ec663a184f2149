using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// Book of a synthetic instrument. Every change of a level takes an update id; what has changed since the last depth
/// frame is remembered. Never crossed: <see cref="Set"/> is given passive prices only.
/// </summary>
internal sealed class SyntheticBook
{
    private readonly SortedDictionary<long, long> _bids = new(Comparer<long>.Create(static (x, y) => y.CompareTo(x)));
    private readonly SortedDictionary<long, long> _asks = new();
    private readonly SortedSet<long> _changedBids = [];
    private readonly SortedSet<long> _changedAsks = [];
    private long _depthUpdateId;

    public SyntheticBook(long firstUpdateId) => LastUpdateId = _depthUpdateId = firstUpdateId;

    /// <summary>Id of the last change.</summary>
    public long LastUpdateId { get; private set; }

    public BookLevel BestBid => First(_bids);

    public BookLevel BestAsk => First(_asks);

    /// <summary>True if a depth frame would have something to say.</summary>
    public bool HasChanged => LastUpdateId > _depthUpdateId;

    public int Count(Side side) => LevelsOf(side).Count;

    public long QtyAt(Side side, long priceTicks) => LevelsOf(side).GetValueOrDefault(priceTicks);

    /// <summary>Worst level of a side.</summary>
    public BookLevel Worst(Side side)
    {
        (long priceTicks, long qtyLots) = LevelsOf(side).Last();
        return new BookLevel(priceTicks, qtyLots);
    }

    /// <summary>Levels of a side, best first.</summary>
    public IEnumerable<BookLevel> Levels(Side side) =>
        LevelsOf(side).Select(static pair => new BookLevel(pair.Key, pair.Value));

    /// <summary>Changes a level; zero lots delete it.</summary>
    public void Set(Side side, BookLevel level)
    {
        SortedDictionary<long, long> levels = LevelsOf(side);
        if (level.QtyLots == 0)
            levels.Remove(level.PriceTicks);
        else
            levels[level.PriceTicks] = level.QtyLots;

        (side == Side.Buy ? _changedBids : _changedAsks).Add(level.PriceTicks);
        LastUpdateId++;
    }

    /// <summary>Moves what has changed since the last call into a depth message, chained to the one before.</summary>
    public void TakeChanges(MarketMessage target)
    {
        target.Clear();
        target.FirstUpdateId = _depthUpdateId + 1;
        target.LastUpdateId = _depthUpdateId = LastUpdateId;
        target.Bids.AddRange(_changedBids.Reverse().Select(price => new BookLevel(price, QtyAt(Side.Buy, price))));
        target.Asks.AddRange(_changedAsks.Select(price => new BookLevel(price, QtyAt(Side.Sell, price))));
        _changedBids.Clear();
        _changedAsks.Clear();
    }

    private SortedDictionary<long, long> LevelsOf(Side side) => side == Side.Buy ? _bids : _asks;

    private static BookLevel First(SortedDictionary<long, long> levels)
    {
        foreach ((long priceTicks, long qtyLots) in levels)
            return new BookLevel(priceTicks, qtyLots);

        return default;
    }
}
