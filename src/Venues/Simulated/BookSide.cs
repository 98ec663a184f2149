using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// One side of the venue's book: what the recorded market shows, and how much of it our own orders have taken. A taken
/// quantity stays taken until the level's next recorded change. Above the depth lies the touch, the best price of the
/// ticker stream, as long as it is newer than the depth: levels better than it are gone, whatever the depth still says.
/// Not thread-safe.
/// </summary>
public sealed class BookSide
{
    private readonly Side _side;
    private readonly SortedDictionary<long, State> _levels;
    private BookLevel _touch;
    private long _touchTakenLots;
    private bool _hasTouch;

    /// <param name="side"><see cref="Side.Buy"/> for bids, <see cref="Side.Sell"/> for asks.</param>
    public BookSide(Side side)
    {
        _side = side;
        _levels = new SortedDictionary<long, State>(
            side == Side.Buy ? Comparer<long>.Create(static (x, y) => y.CompareTo(x)) : Comparer<long>.Default);
    }

    /// <summary>Levels of the depth.</summary>
    public int Count => _levels.Count;

    /// <summary>Best recorded level of the depth, whatever was taken of it; zero where the side is empty.</summary>
    public BookLevel BestRecorded
    {
        get
        {
            foreach ((long priceTicks, State state) in _levels)
                return new BookLevel(priceTicks, state.QtyLots);

            return default;
        }
    }

    /// <summary>Levels of the depth, best first.</summary>
    public IEnumerable<BookLevel> Recorded
    {
        get
        {
            foreach ((long priceTicks, State state) in _levels)
                yield return new BookLevel(priceTicks, state.QtyLots);
        }
    }

    /// <summary>A recorded change of the depth: what was taken of the level is forgotten.</summary>
    public void Set(BookLevel level)
    {
        if (level.QtyLots == 0)
            _levels.Remove(level.PriceTicks);
        else
            _levels[level.PriceTicks] = new State(level.QtyLots, TakenLots: 0);
    }

    public void Clear()
    {
        _levels.Clear();
        ClearTouch();
    }

    /// <summary>
    /// The ticker's best level. What was taken stays taken if the quantity at that price is unchanged.
    /// </summary>
    public void SetTouch(BookLevel touch)
    {
        if (_hasTouch && touch == _touch)
            return;

        bool isNewPrice = !_hasTouch || _touch.PriceTicks != touch.PriceTicks;
        bool isAsInDepth = _levels.TryGetValue(touch.PriceTicks, out State state) && state.QtyLots == touch.QtyLots;
        _touchTakenLots = isNewPrice && isAsInDepth ? state.TakenLots : 0;
        _touch = touch;
        _hasTouch = true;
    }

    /// <summary>The depth has caught up with the ticker.</summary>
    public void ClearTouch() => _hasTouch = false;

    /// <summary>What the market shows at a price: the queue that a new order there stands behind.</summary>
    public long QtyAt(long priceTicks)
    {
        if (_hasTouch && !IsBehindTouch(priceTicks))
            return priceTicks == _touch.PriceTicks ? _touch.QtyLots : 0;

        return _levels.TryGetValue(priceTicks, out State state) ? state.QtyLots : 0;
    }

    /// <summary>What is left of each level, best first; a level of which nothing is left is none.</summary>
    public IEnumerable<BookLevel> Left => Available();

    /// <summary>Lots that a taker with this limit could have.</summary>
    public long AvailableWithin(long limitTicks)
    {
        long lots = 0;
        foreach (BookLevel level in Available())
        {
            if (IsBeyond(level.PriceTicks, limitTicks))
                break;

            lots += level.QtyLots;
        }

        return lots;
    }

    /// <summary>Best level within the limit of which something is left.</summary>
    public bool TryBest(long limitTicks, out BookLevel level)
    {
        foreach (BookLevel best in Available())
        {
            level = best;
            return !IsBeyond(best.PriceTicks, limitTicks);
        }

        level = default;
        return false;
    }

    /// <summary>Marks lots as taken by an own order.</summary>
    public void Take(long priceTicks, long lots)
    {
        if (_hasTouch && _touch.PriceTicks == priceTicks)
            _touchTakenLots += lots;

        if (_levels.TryGetValue(priceTicks, out State state))
            _levels[priceTicks] = state with { TakenLots = state.TakenLots + lots };
    }

    private IEnumerable<BookLevel> Available()
    {
        if (_hasTouch && _touch.QtyLots > _touchTakenLots)
            yield return new BookLevel(_touch.PriceTicks, _touch.QtyLots - _touchTakenLots);

        foreach ((long priceTicks, State state) in _levels)
        {
            bool isHidden = _hasTouch && !IsBehindTouch(priceTicks);
            if (!isHidden && state.QtyLots > state.TakenLots)
                yield return new BookLevel(priceTicks, state.QtyLots - state.TakenLots);
        }
    }

    private bool IsBehindTouch(long priceTicks) => IsBeyond(priceTicks, _touch.PriceTicks);

    /// <summary>Worse for the taker than the limit: a higher ask, a lower bid.</summary>
    private bool IsBeyond(long priceTicks, long limitTicks) =>
        _side == Side.Sell ? priceTicks > limitTicks : priceTicks < limitTicks;

    private readonly record struct State(long QtyLots, long TakenLots);
}
