using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Microstructure;

/// <summary>
/// What the first levels of a book say of the next move, brought up to date at the end of every message: micro-price,
/// order-flow imbalance by level, queue imbalance, depth imbalance, spread, slopes. Levels that are not there count as
/// nothing. Decision thread only; O(levels) an update; allocates nothing after construction.
/// </summary>
/// <remarks>
/// Order-flow imbalance of a level: what has been added to the bid or taken from the ask, in lots, positive where
/// buyers press. <c>e = q(bid) [p(bid) >= p'(bid)] - q'(bid) [p(bid) &lt;= p'(bid)] - q(ask) [p(ask) &lt;= p'(ask)] +
/// q'(ask) [p(ask) >= p'(ask)]</c>, the primed ones of the message before. Source: Cont, Kukanov and Stoikov, "The
/// Price Impact of Order Book Events" (2014); by level: Xu, Gould and Howison, "Multi-Level Order-Flow Imbalance in a
/// Limit Order Book" (2018).
/// </remarks>
public sealed class BookFeatures
{
    /// <summary>Levels a side it can look at.</summary>
    public const int LevelCountMax = 16;

    private readonly Level[] _bids; // Of the last message; no quantity where there was no level.
    private readonly Level[] _asks;
    private readonly long[] _flowLots;
    private readonly long[] _flowSumLots;
    private bool _hasBook;
    private long _bidDepthLots;
    private long _askDepthLots;
    private long _updateCount;

    /// <param name="levelCount">Levels a side, 1 to <see cref="LevelCountMax"/>.</param>
    public BookFeatures(int levelCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(levelCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(levelCount, LevelCountMax);
        _bids = new Level[levelCount];
        _asks = new Level[levelCount];
        _flowLots = new long[levelCount];
        _flowSumLots = new long[levelCount];
    }

    /// <summary>Levels a side.</summary>
    public int LevelCount => _bids.Length;

    /// <summary>Both sides have a best level.</summary>
    public bool IsTwoSided => _bids[0].QtyLots > 0 && _asks[0].QtyLots > 0;

    /// <summary>Updates since construction, the ones that only began anew included.</summary>
    public long UpdateCount => _updateCount;

    /// <summary>Best ask less best bid; 0 while the book is not two-sided.</summary>
    public long SpreadTicks => IsTwoSided ? _asks[0].PriceTicks - _bids[0].PriceTicks : 0;

    /// <summary>Lots of the levels looked at, bids.</summary>
    public long BidDepthLots => _bidDepthLots;

    /// <summary>Lots of the levels looked at, asks.</summary>
    public long AskDepthLots => _askDepthLots;

    /// <summary>
    /// (bid - ask) / (bid + ask) of the lots at the touch, -1 to 1; 0 for an empty touch. Source: Gould and Bonart,
    /// "Queue Imbalance as a One-Tick-Ahead Price Predictor in a Limit Order Book" (2016).
    /// </summary>
    public double QueueImbalance => Imbalance(_bids[0].QtyLots, _asks[0].QtyLots);

    /// <summary>The same over all levels looked at.</summary>
    public double DepthImbalance => Imbalance(_bidDepthLots, _askDepthLots);

    /// <summary>Mid leaning to the side about to give way, in ticks; NaN while the book is not two-sided.</summary>
    public double MicroPriceTicks => IsTwoSided
        ? _bids[0].PriceTicks + SpreadTicks * (_bids[0].QtyLots / ((double)_bids[0].QtyLots + _asks[0].QtyLots))
        : double.NaN;

    /// <summary>
    /// Lots a tick from the best bid to the last level looked at: how much must be sold to push the price down a tick.
    /// 0 for an empty side.
    /// </summary>
    public double BidSlope => Slope(_bids, _bidDepthLots);

    /// <summary>The same of the asks: how much must be bought to push the price up a tick.</summary>
    public double AskSlope => Slope(_asks, _askDepthLots);

    /// <summary>Order-flow imbalance of a level by the last message, in lots; level 0 is the touch.</summary>
    public long FlowLots(int levelIndex) => _flowLots[levelIndex];

    /// <summary>Its sum since construction or <see cref="ResetFlow"/>.</summary>
    public long FlowSumLots(int levelIndex) => _flowSumLots[levelIndex];

    /// <summary>
    /// Sum over the levels of what has flowed since <see cref="ResetFlow"/>, by the depth of one level now: comparable
    /// between instruments. 0 for an empty book. Source: the averaging of Cont, Cucuringu and Zhang, "Cross-Impact of
    /// Order Flow Imbalance in Equity Markets" (2023), equal weights.
    /// </summary>
    public double NormalizedFlow
    {
        get
        {
            long sumLots = 0;
            foreach (long flowLots in _flowSumLots)
                sumLots += flowLots;

            double levelLots = (_bidDepthLots + (double)_askDepthLots) / (2 * LevelCount);
            return levelLots > 0 ? sumLots / levelLots / LevelCount : 0;
        }
    }

    /// <summary>Takes a book between two messages.</summary>
    public void Update(OrderBook book)
    {
        ArgumentNullException.ThrowIfNull(book);
        _bidDepthLots = 0;
        _askDepthLots = 0;
        for (int i = 0; i < _bids.Length; i++)
        {
            Level bid = i < book.BidCount ? book.Bid(i) : default;
            Level ask = i < book.AskCount ? book.Ask(i) : default;
            long flowLots = _hasBook ? BidFlow(in _bids[i], in bid) - AskFlow(in _asks[i], in ask) : 0;
            _flowLots[i] = flowLots;
            _flowSumLots[i] += flowLots;
            _bidDepthLots += bid.QtyLots;
            _askDepthLots += ask.QtyLots;
            _bids[i] = bid;
            _asks[i] = ask;
        }

        _hasBook = true;
        _updateCount++;
    }

    /// <summary>Begins the sums of flow anew, at the end of a bar for example.</summary>
    public void ResetFlow() => Array.Clear(_flowSumLots);

    /// <summary>Forgets the book: what the next one differs by is no flow. For a snapshot and after a gap.</summary>
    public void ForgetBook()
    {
        _hasBook = false;
        Array.Clear(_bids);
        Array.Clear(_asks);
        Array.Clear(_flowLots);
        _bidDepthLots = 0;
        _askDepthLots = 0;
    }

    /// <summary>Saves, loads or hashes everything later values depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_bids.Length);
        state.Values<Level>(_bids);
        state.Values<Level>(_asks);
        state.Values<long>(_flowLots);
        state.Values<long>(_flowSumLots);
        state.Value(ref _hasBook);
        state.Value(ref _bidDepthLots);
        state.Value(ref _askDepthLots);
        state.Value(ref _updateCount);
    }

    private static double Imbalance(long bidLots, long askLots)
    {
        double total = (double)bidLots + askLots;
        return total > 0 ? (bidLots - askLots) / total : 0;
    }

    // A level that is not there has no quantity, and its price is worse than any.
    private static long BidFlow(in Level before, in Level now)
    {
        if (before.QtyLots == 0 || now.QtyLots == 0)
            return now.QtyLots - before.QtyLots;

        long addedLots = now.PriceTicks >= before.PriceTicks ? now.QtyLots : 0;
        return addedLots - (now.PriceTicks <= before.PriceTicks ? before.QtyLots : 0);
    }

    private static long AskFlow(in Level before, in Level now)
    {
        if (before.QtyLots == 0 || now.QtyLots == 0)
            return now.QtyLots - before.QtyLots;

        long addedLots = now.PriceTicks <= before.PriceTicks ? now.QtyLots : 0;
        return addedLots - (now.PriceTicks >= before.PriceTicks ? before.QtyLots : 0);
    }

    private static double Slope(Level[] levels, long depthLots)
    {
        int last = levels.Length - 1;
        while (last >= 0 && levels[last].QtyLots == 0)
            last--;

        return last < 0 ? 0 : depthLots / (1.0 + Math.Abs(levels[last].PriceTicks - levels[0].PriceTicks));
    }
}
