using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Analysis;

/// <summary>The slow, obvious book: a sorted dictionary a side, and a full side loses its farthest level.</summary>
internal sealed class BookTwin(int levelCountMax)
{
    private readonly SortedDictionary<long, long> _bids = [];
    private readonly SortedDictionary<long, long> _asks = [];

    public long DroppedCount { get; private set; }

    public void Set(Side side, long priceTicks, long qtyLots)
    {
        SortedDictionary<long, long> levels = side == Side.Buy ? _bids : _asks;
        if (qtyLots == 0)
            levels.Remove(priceTicks);
        else
            levels[priceTicks] = qtyLots;

        if (levels.Count <= levelCountMax)
            return;

        levels.Remove(side == Side.Buy ? levels.Keys.First() : levels.Keys.Last());
        DroppedCount++;
    }

    public void Clear()
    {
        _bids.Clear();
        _asks.Clear();
    }

    /// <summary>Best first.</summary>
    public List<(long PriceTicks, long QtyLots)> Bids() =>
        [.. _bids.Reverse().Select(level => (level.Key, level.Value))];

    public List<(long PriceTicks, long QtyLots)> Asks() => [.. _asks.Select(level => (level.Key, level.Value))];
}
