using System;
using LowLatencyEngine.Risk.Bars;

namespace LowLatencyEngine.Risk.Sizing;

/// <summary>What the rules of one strategy are applied to, in one unit of money. Pure; 0 bytes.</summary>
/// <param name="Equity">What is staked; below 0 after losses beyond the capital.</param>
/// <param name="PerTickLot">Worth of a tick of a lot.</param>
/// <param name="PriceTicks">At which a lot is valued.</param>
public readonly record struct SizeMeasures(double Equity, double PerTickLot, double PriceTicks)
{
    /// <summary>Room that <see cref="Write"/> needs.</summary>
    public const int OpinionsMax = 5;

    private double PerLot => PerTickLot * PriceTicks;

    /// <summary>Writes the opinion of each rule that is set, in the order of <see cref="SizeBound"/>.</summary>
    /// <param name="rules">Of the strategy.</param>
    /// <param name="meter">Of its bars; null where no rule measures anything.</param>
    /// <param name="steadyLots">
    /// What the volatility target came to last, which stays while the new one lies within the buffer of it.
    /// </param>
    /// <param name="opinions">At least <see cref="OpinionsMax"/>.</param>
    /// <returns>How many there are.</returns>
    public int Write(SizeRules rules, BarMeter? meter, ref long steadyLots, Span<SizeOpinion> opinions)
    {
        int count = 0;
        if (rules.FixedFraction is { } fixedFraction)
            opinions[count++] = PositionSizing.FixedFraction(
                Equity, fixedFraction.Fraction, fixedFraction.StopTicks * PerTickLot,
                fixedFraction.CostTicks * PerTickLot);

        if (rules.FixedNotional is { } fixedNotional)
            opinions[count++] = PositionSizing.FixedNotional(Equity, fixedNotional.Weight, PerLot);

        if (meter is null)
            return count;

        if (rules.AverageTrueRange is { } range)
            opinions[count++] = PositionSizing.AverageTrueRange(
                Equity, range.Fraction, range.Multiple, meter.RangeTicks * PerTickLot);

        if (rules.VolatilityTarget is { } target)
            opinions[count++] = Steady(target, meter.Sigma, ref steadyLots);

        if (rules.Kelly is { } kelly)
        {
            var edge = new KellyEdge(kelly.MeanExcess, meter.Sigma, kelly.StandardError, kelly.StandardErrors);
            opinions[count++] = PositionSizing.Kelly(in edge, kelly.Fraction, Equity, PerLot);
        }

        return count;
    }

    /// <summary>What stays because of the buffer never goes beyond the cap of the weight.</summary>
    private SizeOpinion Steady(VolatilityTargetRule target, double sigma, ref long steadyLots)
    {
        double annualSigma = sigma * Math.Sqrt(target.BarsPerYear);
        SizeOpinion wanted = PositionSizing.VolatilityTarget(
            Equity, target.Sigma, annualSigma, target.WeightMax, PerLot);
        double capLots = PositionSizing.FixedNotional(Equity, target.WeightMax, PerLot).Lots;
        long wantedLots = PositionSizing.Whole(wanted.Lots);
        steadyLots = PositionSizing.WithBuffer(wantedLots, steadyLots, target.Buffer);
        return wanted with { Lots = Math.Min(steadyLots, capLots) };
    }
}
