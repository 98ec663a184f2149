using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// Position, cash and profit of one book, in ticks times lots. Exact: realized + unrealized == cash + position * mark -
/// fees + funding, always and for any mark, because realized is derived from the others.
/// </summary>
/// <remarks>
/// Average cost. The open cost (position times average price) is kept as a whole, not as a price. A fill that reduces
/// takes its share of it, cost * reduced / position, rounded towards zero; what rounding leaves behind stays with the
/// rest and goes with the last lot, so that a flat position has no cost. A fill through zero closes everything and
/// opens the rest at its own price. With a queue of lots the oldest are closed instead, at what they cost. 96 bytes
/// without padding: snapshots copy positions as they lie.
/// </remarks>
public struct Position
{
    private const long NarrowCostMax = long.MaxValue / 2;
    private const long NarrowLotsMax = 1L << 31; // The product of two of them is within 64 bits.

    /// <summary>Nothing held, nothing ever booked.</summary>
    internal static readonly Position None;

    /// <summary>Lots held; the sign is the side.</summary>
    public long Lots { get; private set; }

    /// <summary>Lots bought and sold, added.</summary>
    public long TradedLots { get; private set; }

    /// <summary>Bookings.</summary>
    public long FillCount { get; private set; }

    /// <summary>Price of the latest booking, in ticks; 0 before the first.</summary>
    public long LastFillPriceTicks { get; private set; }

    /// <summary>Money received less money paid for lots; fees apart.</summary>
    public Int128 CashTickLots { get; private set; }

    /// <summary>Cost of what is held: lots times average price, with the sign of the lots.</summary>
    public Int128 OpenCostTickLots { get; private set; }

    /// <summary>Fees paid less rebates.</summary>
    public Int128 FeesTickLots { get; private set; }

    /// <summary>Funding received less funding paid.</summary>
    public Int128 FundingTickLots { get; private set; }

    /// <summary>Profit of what was closed, less all fees, and funding.</summary>
    public readonly Int128 RealizedTickLots =>
        checked(CashTickLots + OpenCostTickLots - FeesTickLots + FundingTickLots);

    /// <summary>Profit of what is held, if it were closed at <paramref name="markPriceTicks"/> without a fee.</summary>
    public readonly Int128 UnrealizedTickLots(long markPriceTicks) =>
        checked(Math.BigMul(Lots, markPriceTicks) - OpenCostTickLots);

    internal void AddFunding(Int128 fundingTickLots) =>
        FundingTickLots = checked(FundingTickLots + fundingTickLots);

    /// <param name="fill">What was bought or sold.</param>
    /// <param name="queue">Holds the lots of this position by age; null for average cost.</param>
    internal void Apply(in Fill fill, LotQueue? queue = null)
    {
        Debug.Assert(fill.QtyLots > 0);
        Debug.Assert(fill.Side is Side.Buy or Side.Sell);
        checked
        {
            long signedLots = fill.SignedQtyLots;
            long heldLots = Math.Abs(Lots);
            bool isReducing = Lots != 0 && Math.Sign(Lots) != Math.Sign(signedLots);
            long closedLots = isReducing ? Math.Min(fill.QtyLots, heldLots) : 0;
            if (closedLots > 0)
                OpenCostTickLots -= queue is null ? CostOf(closedLots, heldLots) : queue.Take(closedLots);

            if (queue is not null && closedLots < fill.QtyLots)
                queue.Add((fill.QtyLots - closedLots) * (sbyte)fill.Side, fill.PriceTicks);

            OpenCostTickLots += Math.BigMul((fill.QtyLots - closedLots) * (sbyte)fill.Side, fill.PriceTicks);
            CashTickLots -= Math.BigMul(signedLots, fill.PriceTicks);
            FeesTickLots += fill.FeeTickLots;
            Lots += signedLots;
            TradedLots += fill.QtyLots;
        }

        FillCount++;
        LastFillPriceTicks = fill.PriceTicks;
    }

    /// <summary>
    /// cost * closed / held towards zero, without a product that could leave 128 bits: whole price first, then the
    /// remainder, which is smaller than the lots held. In 64 bits where they do: a division of 128 costs more than all
    /// else of a fill.
    /// </summary>
    private readonly Int128 CostOf(long closedLots, long heldLots)
    {
        if (closedLots == heldLots)
            return OpenCostTickLots;

        if (OpenCostTickLots >= -NarrowCostMax && OpenCostTickLots <= NarrowCostMax && heldLots <= NarrowLotsMax)
        {
            (long narrowPrice, long narrowRemainder) = Math.DivRem((long)OpenCostTickLots, heldLots);
            return (narrowPrice * closedLots) + (narrowRemainder * closedLots / heldLots);
        }

        (Int128 price, Int128 remainder) = Int128.DivRem(OpenCostTickLots, heldLots);
        return checked((price * closedLots) + (remainder * closedLots / heldLots));
    }
}
