using System;
using System.Collections.Generic;

namespace LowLatencyEngine.Venues.Simulated.Auctions;

/// <summary>What an auction comes to.</summary>
/// <param name="PriceTicks">The one price of all its trades.</param>
/// <param name="Lots">What trades; 0 where nothing meets.</param>
/// <param name="SurplusLots">What is wanted there and not to be had; below 0 what is offered and not wanted.</param>
public readonly record struct UncrossResult(long PriceTicks, long Lots, long SurplusLots);

/// <summary>
/// The price of an auction: where most trades; of such prices one with the smallest surplus; of those the nearest to
/// the reference; of two as near the lower one. Prices are from 1 tick on. Exact; O(n log n). Source: the equilibrium
/// price of call auctions, as in the trading models of Xetra and Euronext.
/// </summary>
/// <remarks>
/// Demand and supply change at limits only, so what can be best is each limit and, of the prices between two, the one
/// nearest to the reference.
/// </remarks>
public static class Uncross
{
    /// <summary>A limit of <see cref="long.MaxValue"/> buys and one of <see cref="long.MinValue"/> sells at any price.
    /// </summary>
    public static UncrossResult Find(
        IReadOnlyList<BookLevel> bids, IReadOnlyList<BookLevel> asks, long referenceTicks)
    {
        var boughtAt = new SortedDictionary<long, long>();
        var soldAt = new SortedDictionary<long, long>();
        long demandLots = Sum(bids, boughtAt);
        Sum(asks, soldAt);
        soldAt.Remove(long.MinValue, out long supplyLots);
        boughtAt.Remove(long.MaxValue);

        var best = new Candidate(referenceTicks);
        long belowTicks = 0;
        foreach (long limitTicks in Limits(boughtAt.Keys, soldAt.Keys))
        {
            if (limitTicks - belowTicks > 1)
                best.Try(Math.Clamp(referenceTicks, belowTicks + 1, limitTicks - 1), demandLots, supplyLots);

            supplyLots += soldAt.GetValueOrDefault(limitTicks);
            best.Try(limitTicks, demandLots, supplyLots);
            demandLots -= boughtAt.GetValueOrDefault(limitTicks);
            belowTicks = limitTicks;
        }

        best.Try(Math.Max(referenceTicks, belowTicks + 1), demandLots, supplyLots);
        return best.Result;
    }

    private static SortedSet<long> Limits(IEnumerable<long> bids, IEnumerable<long> asks)
    {
        var limits = new SortedSet<long>(bids);
        limits.UnionWith(asks);
        return limits;
    }

    private static long Sum(IReadOnlyList<BookLevel> orders, SortedDictionary<long, long> byLimit)
    {
        long lots = 0;
        foreach (BookLevel order in orders)
        {
            byLimit[order.PriceTicks] = checked(byLimit.GetValueOrDefault(order.PriceTicks) + order.QtyLots);
            lots = checked(lots + order.QtyLots);
        }

        return lots;
    }

    /// <summary>The best price so far; they come rising.</summary>
    private struct Candidate(long referenceTicks)
    {
        public UncrossResult Result { get; private set; } = new(referenceTicks, 0, 0);

        public void Try(long priceTicks, long demandLots, long supplyLots)
        {
            var other = new UncrossResult(priceTicks, Math.Min(demandLots, supplyLots), demandLots - supplyLots);
            if (other.Lots > 0 && IsBetter(other))
                Result = other;
        }

        private readonly bool IsBetter(UncrossResult other)
        {
            if (other.Lots != Result.Lots)
                return other.Lots > Result.Lots;

            long surplusLots = Math.Abs(other.SurplusLots) - Math.Abs(Result.SurplusLots);
            if (surplusLots != 0)
                return surplusLots < 0;

            return Math.Abs(other.PriceTicks - referenceTicks) < Math.Abs(Result.PriceTicks - referenceTicks);
        }
    }
}
