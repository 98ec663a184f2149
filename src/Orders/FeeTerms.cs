using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// What a venue takes for fills of one instrument, for reports that do not say it themselves. O(1), 0 bytes.
/// </summary>
/// <param name="MakerPpb">Of an order that rested, billionths of the value traded; below 0 for a rebate.</param>
/// <param name="TakerPpb">Of one that took liquidity, likewise.</param>
/// <param name="LotTickLots">For each lot besides, in ticks times lots.</param>
public readonly record struct FeeTerms(long MakerPpb, long TakerPpb, long LotTickLots)
{
    /// <summary>Billionths in a whole: the largest rate.</summary>
    public const long PpbPerOne = 1_000_000_000;

    /// <summary>
    /// Fee of a fill, in ticks times lots, rounded up: a fee is never forgiven, a rebate never rounded in our favour.
    /// Where the report does not say whether the order rested, the dearer rate. Held within 64 bits.
    /// </summary>
    public long Of(in Fill fill)
    {
        // Whole billions first: the product of value and rate could leave 128 bits.
        Int128 value = Int128.Abs(Math.BigMul(fill.PriceTicks, fill.QtyLots));
        (Int128 wholes, Int128 rest) = Int128.DivRem(value, PpbPerOne);
        long ratePpb = RateOf(fill.Facts);
        long restFee = (long)rest * ratePpb;
        Int128 fee = (wholes * ratePpb) + (restFee / PpbPerOne) + (restFee % PpbPerOne > 0 ? 1 : 0) +
            Math.BigMul(LotTickLots, fill.QtyLots);
        return (long)Int128.Clamp(fee, -long.MaxValue, long.MaxValue);
    }

    private long RateOf(FillFacts facts)
    {
        if ((facts & FillFacts.LiquidityAdded) != FillFacts.None)
            return MakerPpb;

        return (facts & FillFacts.LiquidityRemoved) != FillFacts.None ? TakerPpb : Math.Max(MakerPpb, TakerPpb);
    }
}
