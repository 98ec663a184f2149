using System;

namespace LowLatencyEngine.Risk.Sizing;

/// <summary>What a size was bound by. In the state hash, so never renumbered.</summary>
public enum SizeBound : byte
{
    None = 0, // Nothing was asked.
    FixedFraction = 1,
    FixedNotional = 2,
    AverageTrueRange = 3,
    VolatilityTarget = 4,
    Kelly = 5,
    MetaLabel = 6,
    Liquidity = 7,
    RemainingLimit = 8,
    NoMarket = 9, // Nothing is sized without a fresh price.
    NoBars = 10,  // Too few have ended to measure by.
    LeastOrder = 11, // What is left is less than an order must have.
}

/// <summary>One sizer's opinion.</summary>
/// <param name="Bound">Whose.</param>
/// <param name="Lots">Lots, not rounded; what is not a number is none.</param>
public readonly record struct SizeOpinion(SizeBound Bound, double Lots);

/// <summary>How much to trade, and what bound it.</summary>
/// <param name="QtyLots">A multiple of the step, 0 or more.</param>
/// <param name="Bound">The first of the smallest opinions.</param>
public readonly record struct SizeAnswer(long QtyLots, SizeBound Bound);

/// <summary>
/// Sizes of positions as pure functions (spec 1.4). Statistics in double; lots become whole in one place, <see
/// cref="Smallest"/>, and only downwards. Money is in any one unit. 0 bytes.
/// </summary>
public static class PositionSizing
{
    // Binary fractions of decimal settings miss a whole number of lots by less than this share of it.
    private const double Exactness = 1e-12;

    /// <summary>
    /// Lots that lose a share of the equity when the stop is hit, the costs of the round turn included.
    /// </summary>
    public static SizeOpinion FixedFraction(double equity, double fraction, double stopLossPerLot, double costPerLot) =>
        new(SizeBound.FixedFraction, Ratio(fraction * equity, stopLossPerLot + costPerLot));

    /// <summary>Lots worth a share of the equity.</summary>
    public static SizeOpinion FixedNotional(double equity, double weight, double valuePerLot) =>
        new(SizeBound.FixedNotional, Ratio(weight * equity, valuePerLot));

    /// <summary>Lots that lose a share of the equity when the price moves by so many average true ranges.</summary>
    public static SizeOpinion AverageTrueRange(double equity, double fraction, double multiple, double rangePerLot) =>
        new(SizeBound.AverageTrueRange, Ratio(fraction * equity, multiple * rangePerLot));

    /// <summary>
    /// Lots at which the position is as volatile as the target: weight = target / estimate, capped.
    /// </summary>
    public static SizeOpinion VolatilityTarget(
        double equity, double targetSigma, double sigma, double weightMax, double valuePerLot)
    {
        double weight = Math.Min(weightMax, Ratio(targetSigma, sigma));
        return new SizeOpinion(SizeBound.VolatilityTarget, Ratio(weight * equity, valuePerLot));
    }

    /// <summary>
    /// Lots of a fraction of the Kelly bet on a return, whose mean over the riskless one is
    /// made smaller by some of its standard errors.
    /// </summary>
    public static SizeOpinion Kelly(in KellyEdge edge, double fraction, double equity, double valuePerLot)
    {
        double sureMean = Math.Max(0, edge.MeanExcess - (edge.StandardErrors * edge.StandardError));
        double bet = fraction * Ratio(sureMean, edge.Sigma * edge.Sigma);
        return new SizeOpinion(SizeBound.Kelly, Ratio(bet * equity, valuePerLot));
    }

    /// <summary>
    /// Share of the full size for a meta-label's probability: 2 Phi(z) - 1 with z = (p - 1/K) / sqrt(p (1 - p)),
    /// rounded to steps, 0 below chance. Source: Lopez de Prado, "Advances in Financial Machine Learning" (2018),
    /// chapter 10.
    /// </summary>
    public static double MetaLabelShare(double probability, int classCount, double step)
    {
        double p = Math.Clamp(probability, 1e-9, 1 - 1e-9);
        double z = (p - (1.0 / classCount)) / Math.Sqrt(p * (1 - p));
        double share = (2 * NormalDistribution.Cumulative(z)) - 1;
        return Math.Clamp(Math.Round(share / step) * step, 0, 1);
    }

    /// <summary>The share of a full size.</summary>
    public static SizeOpinion MetaLabel(double probability, int classCount, double step, double fullLots) =>
        new(SizeBound.MetaLabel, MetaLabelShare(probability, classCount, step) * fullLots);

    /// <summary>
    /// What to hold: the target, or what is held while it lies within <paramref name="buffer"/> of the target's size.
    /// </summary>
    public static long WithBuffer(long targetLots, long heldLots, double buffer) =>
        Math.Abs((double)targetLots - heldLots) <= buffer * Math.Abs((double)targetLots) ? heldLots : targetLots;

    /// <summary>The smallest opinion, rounded down to a multiple of the step.</summary>
    public static SizeAnswer Smallest(ReadOnlySpan<SizeOpinion> opinions, long stepLots)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepLots, 1);
        SizeBound bound = SizeBound.None;
        double lots = double.PositiveInfinity;
        foreach (ref readonly SizeOpinion opinion in opinions)
        {
            double own = double.IsNaN(opinion.Lots) ? 0 : Snapped(opinion.Lots);
            if (own >= lots)
                continue;

            lots = own;
            bound = opinion.Bound;
        }

        return new SizeAnswer(bound == SizeBound.None ? 0 : FloorToStep(lots, stepLots), bound);
    }

    /// <summary>Whole lots of an opinion, rounded down; none of what is not a number, or below 1.</summary>
    internal static long Whole(double lots) => double.IsNaN(lots) ? 0 : FloorToStep(Snapped(lots), stepLots: 1);

    private static long FloorToStep(double lots, long stepLots)
    {
        if (!(lots >= stepLots))
            return 0;

        var whole = (long)Math.Min(Math.Floor(lots), RiskLimits.LotsMax);
        return whole - (whole % stepLots);
    }

    /// <summary>A tenth of an account must not come to one lot less than a tenth of it.</summary>
    private static double Snapped(double lots)
    {
        double whole = Math.Round(lots);
        return Math.Abs(lots - whole) <= Exactness * whole ? whole : lots;
    }

    /// <summary>0 where the divisor is not above 0: what cannot be measured is not traded.</summary>
    private static double Ratio(double dividend, double divisor) =>
        divisor > 0 && dividend > 0 ? dividend / divisor : 0;
}

/// <summary>What is believed of a return, over one horizon.</summary>
/// <param name="MeanExcess">Mean over the riskless return.</param>
/// <param name="Sigma">Standard deviation.</param>
/// <param name="StandardError">Of the mean.</param>
/// <param name="StandardErrors">How many of them the mean is made smaller by.</param>
public readonly record struct KellyEdge(double MeanExcess, double Sigma, double StandardError, double StandardErrors);
