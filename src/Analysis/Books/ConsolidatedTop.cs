using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Books;

/// <summary>
/// Best bid and ask over several venues that trade the same instrument, and who shows them. A venue that is not fit
/// takes no part, and one whose own book is locked or crossed counts as not fit. Two fit venues may well cross each
/// other: that is a fact of the market (or of their clocks), told and not repaired. At one price the venue that is
/// first in the list leads, and the quantities of all add up. Decision thread only; a change costs O(venues) of one
/// cache line each; allocates nothing after construction.
/// </summary>
public sealed class ConsolidatedTop
{
    private readonly VenueTop[] _tops;
    private readonly bool[] _isFit;
    private BestPrice _bid = BestPrice.None;
    private BestPrice _ask = BestPrice.None;

    /// <param name="venueCount">Number of venues, at least 1.</param>
    public ConsolidatedTop(int venueCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(venueCount, 1);
        _tops = new VenueTop[venueCount];
        _isFit = new bool[venueCount];
    }

    /// <summary>Number of venues.</summary>
    public int VenueCount => _tops.Length;

    /// <summary>Best bid of all fit venues.</summary>
    public ref readonly BestPrice Bid => ref _bid;

    /// <summary>Best ask of all fit venues.</summary>
    public ref readonly BestPrice Ask => ref _ask;

    /// <summary>Venues that take part.</summary>
    public int FitVenueCount { get; private set; }

    /// <summary>Locked or crossed counts between venues, as for one book.</summary>
    public BookShape Shape
    {
        get
        {
            if (_bid.QtyLots == 0 || _ask.QtyLots == 0)
                return _bid.QtyLots == _ask.QtyLots ? BookShape.Empty : BookShape.OneSided;

            long spreadTicks = _ask.PriceTicks - _bid.PriceTicks;
            if (spreadTicks > 0)
                return BookShape.TwoSided;

            return spreadTicks == 0 ? BookShape.Locked : BookShape.Crossed;
        }
    }

    /// <summary>True where the venue takes part.</summary>
    public bool IsFit(int venueIndex) => _isFit[venueIndex] && !_tops[venueIndex].IsLockedOrCrossed;

    /// <summary>What a venue shows, whether it is fit or not.</summary>
    public ref readonly VenueTop TopOf(int venueIndex) => ref _tops[venueIndex];

    /// <summary>The venue shows something else. True when the consolidated top has changed.</summary>
    public bool SetTop(int venueIndex, in VenueTop top)
    {
        Debug.Assert(top.BidQtyLots >= 0 && top.AskQtyLots >= 0);
        _tops[venueIndex] = top;
        return Consolidate();
    }

    /// <summary>The venue's feed is live, or not any more. True when the consolidated top has changed.</summary>
    public bool SetFitness(int venueIndex, bool isFit)
    {
        _isFit[venueIndex] = isFit;
        return Consolidate();
    }

    /// <summary>Both at once. True when the consolidated top has changed.</summary>
    public bool Set(int venueIndex, in VenueTop top, bool isFit)
    {
        Debug.Assert(top.BidQtyLots >= 0 && top.AskQtyLots >= 0);
        if (_tops[venueIndex] == top && _isFit[venueIndex] == isFit)
            return false;

        _tops[venueIndex] = top;
        _isFit[venueIndex] = isFit;
        return Consolidate();
    }

    /// <summary>Best of what all venues last showed, fit or not: for reports. O(venues).</summary>
    public BestPrice LastShown(Side side)
    {
        BestPrice best = BestPrice.None;
        for (int i = 0; i < _tops.Length; i++)
            best = best.With(in _tops[i], i, side);

        return best;
    }

    /// <summary>Saves, loads or hashes what the venues show.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_tops.Length);
        state.Values(_tops.AsSpan());
        state.Values(_isFit.AsSpan());
        Consolidate();
    }

    private bool Consolidate()
    {
        BestPrice bid = BestPrice.None;
        BestPrice ask = BestPrice.None;
        FitVenueCount = 0;
        for (int i = 0; i < _tops.Length; i++)
        {
            if (!IsFit(i))
                continue;

            FitVenueCount++;
            bid = bid.With(in _tops[i], i, Side.Buy);
            ask = ask.With(in _tops[i], i, Side.Sell);
        }

        bool isChanged = bid != _bid || ask != _ask;
        _bid = bid;
        _ask = ask;
        return isChanged;
    }
}

/// <summary>A best price and who shows it.</summary>
/// <param name="PriceTicks">The price.</param>
/// <param name="QtyLots">Lots of all venues there; 0 where the side is empty.</param>
/// <param name="VenueIndex">First venue there; -1 where the side is empty.</param>
/// <param name="VenueCount">Venues there.</param>
public readonly record struct BestPrice(long PriceTicks, long QtyLots, int VenueIndex, int VenueCount)
{
    /// <summary>An empty side.</summary>
    public static BestPrice None { get; } = new(0, 0, -1, 0);

    /// <summary>The better of this and a venue's, or both together.</summary>
    internal BestPrice With(in VenueTop top, int venueIndex, Side side)
    {
        long priceTicks = side == Side.Buy ? top.BidPriceTicks : top.AskPriceTicks;
        long qtyLots = side == Side.Buy ? top.BidQtyLots : top.AskQtyLots;
        if (qtyLots == 0)
            return this;

        long betterByTicks = (priceTicks - PriceTicks) * (sbyte)side;
        if (VenueCount == 0 || betterByTicks > 0)
            return new BestPrice(priceTicks, qtyLots, venueIndex, 1);

        return betterByTicks == 0
            ? this with { QtyLots = checked(QtyLots + qtyLots), VenueCount = VenueCount + 1 }
            : this;
    }
}
