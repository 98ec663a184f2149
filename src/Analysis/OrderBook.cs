using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis;

/// <summary>What a whole book looks like. In the state hash, so never renumbered.</summary>
public enum BookShape : byte
{
    Empty = 0,
    OneSided = 1,
    TwoSided = 2,

    /// <summary>Best bid and best ask are equal.</summary>
    Locked = 3,

    /// <summary>The best bid is above the best ask.</summary>
    Crossed = 4,
}

/// <summary>
/// Full-depth book by price (L2). Quantities are absolute and zero deletes, as venues send them. Prices are ticks,
/// quantities lots. Between the records of one venue message the book is neither old nor new: <see cref="Shape"/> is
/// judged by <see cref="EndMessage"/> only. Decision thread only; a change costs O(1) near the touch and O(log n) to
/// find plus a block move elsewhere; allocates nothing after construction.
/// </summary>
public sealed class OrderBook
{
    /// <summary>Levels a side holds unless configured otherwise: 128 KiB a side.</summary>
    public const int DefaultLevelCountMax = 8_192;

    private readonly BookSide _bids;
    private readonly BookSide _asks;
    private BookShape _shape;
    private bool _isMessageOpen;

    /// <param name="levelCountMax">Levels a side can hold, at least 1. One more drops the level farthest from the
    /// touch.</param>
    public OrderBook(int levelCountMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(levelCountMax, 1);
        _bids = new BookSide(Side.Buy, levelCountMax);
        _asks = new BookSide(Side.Sell, levelCountMax);
    }

    /// <summary>Bid levels.</summary>
    public int BidCount => _bids.Count;

    /// <summary>Ask levels.</summary>
    public int AskCount => _asks.Count;

    /// <summary>Shape when the last message ended.</summary>
    public BookShape Shape => _shape;

    /// <summary>True between the first and the last record of a message: the levels are not to be trusted.</summary>
    public bool IsMessageOpen => _isMessageOpen;

    /// <summary>
    /// Levels dropped for want of room since construction, both sides. Not zero means that far depth is incomplete.
    /// </summary>
    public long DroppedLevelCount => _bids.DroppedCount + _asks.DroppedCount;

    /// <summary>Bid at a depth, 0 the best, below <see cref="BidCount"/>.</summary>
    public ref readonly Level Bid(int depthIndex) => ref _bids[depthIndex];

    /// <summary>Ask at a depth, 0 the best, below <see cref="AskCount"/>.</summary>
    public ref readonly Level Ask(int depthIndex) => ref _asks[depthIndex];

    /// <summary>Lots at a price; 0 where there is no such level.</summary>
    public long QtyLotsAt(Side side, long priceTicks) => SideOf(side).QtyLotsAt(priceTicks);

    /// <summary>Empties both sides, as a snapshot's first record asks.</summary>
    public void Clear()
    {
        _bids.Clear();
        _asks.Clear();
        _shape = BookShape.Empty;
        _isMessageOpen = false;
    }

    /// <summary>Sets absolute quantities; <see cref="EndMessage"/> must follow before the book is read.</summary>
    public void Apply(Side side, ReadOnlySpan<Level> levels)
    {
        _isMessageOpen = true;
        if (levels.IsEmpty)
            return; // A record without levels may have no side.

        BookSide target = SideOf(side);
        foreach (ref readonly Level level in levels)
            target.Set(in level);
    }

    /// <summary>Judges the whole book: only now is it what the venue has.</summary>
    public BookShape EndMessage()
    {
        _isMessageOpen = false;
        _shape = ShapeNow();
        return Shape;
    }

    /// <summary>Saves, loads or hashes every level and what else later results depend on. O(levels).</summary>
    /// <exception cref="InvalidOperationException">The saved book had another capacity, or the bytes are no book.
    /// </exception>
    public void Transfer(ref StateTransfer state)
    {
        _bids.Transfer(ref state);
        _asks.Transfer(ref state);
        state.Value(ref _shape);
        state.Value(ref _isMessageOpen);
    }

    private BookShape ShapeNow()
    {
        if (_bids.Count == 0 || _asks.Count == 0)
            return _bids.Count == _asks.Count ? BookShape.Empty : BookShape.OneSided;

        long spreadTicks = _asks[0].PriceTicks - _bids[0].PriceTicks;
        if (spreadTicks > 0)
            return BookShape.TwoSided;

        return spreadTicks == 0 ? BookShape.Locked : BookShape.Crossed;
    }

    private BookSide SideOf(Side side)
    {
        Debug.Assert(side is Side.Buy or Side.Sell);
        return side == Side.Buy ? _bids : _asks;
    }
}
