using System;

namespace LowLatencyEngine.Orders;

/// <summary>
/// When a venue has longs and shorts of one instrument pay each other, and how much. Times are UTC, counted in whole
/// periods from an anchor: no calendar, no daylight saving. O(1), 0 bytes.
/// </summary>
/// <param name="PeriodNs">Time between two instants; 0 where nothing is paid.</param>
/// <param name="AnchorNs">The first of them, ns since the Unix epoch.</param>
/// <param name="RatePpb">Billionths of the value; above zero longs pay shorts. Null where it is not known.</param>
public readonly record struct FundingTerms(long PeriodNs, long AnchorNs, long? RatePpb)
{
    /// <summary>Whether anything is ever paid.</summary>
    public bool IsScheduled => PeriodNs > 0;

    /// <summary>The first instant after a time; only of a schedule.</summary>
    public long NextDueNs(long afterNs) => afterNs < AnchorNs
        ? AnchorNs
        : AnchorNs + ((((afterNs - AnchorNs) / PeriodNs) + 1) * PeriodNs);

    /// <summary>
    /// - position x mark x rate, in ticks times lots, rounded down: what is paid up, what is received down. Held within
    /// 64 bits.
    /// </summary>
    /// <param name="positionLots">Below zero for short.</param>
    /// <param name="markTicks">At which it is valued.</param>
    /// <param name="ratePpb">Within +-<see cref="FeeTerms.PpbPerOne"/>.</param>
    public static long ReceivedTickLots(long positionLots, long markTicks, long ratePpb)
    {
        // Whole billions first: the product of value and rate could leave 128 bits.
        (Int128 wholes, Int128 rest) =
            Int128.DivRem(Math.BigMul(positionLots, markTicks), FeeTerms.PpbPerOne);
        long restPaid = (long)rest * ratePpb;
        Int128 paid = (wholes * ratePpb) + (restPaid / FeeTerms.PpbPerOne) +
            (restPaid % FeeTerms.PpbPerOne > 0 ? 1 : 0);
        return (long)Int128.Clamp(-paid, -long.MaxValue, long.MaxValue);
    }
}
