using LowLatencyEngine.Risk.Bars;

namespace LowLatencyEngine.Risk.Sizing;

/// <summary>
/// How much one strategy trades: each rule that is set gives its opinion, and the smallest binds (spec 1.4). Immutable.
/// </summary>
public sealed record SizeRules
{
    /// <summary>Null where it is not asked for; so are the others.</summary>
    public FixedFractionRule? FixedFraction { get; init; }

    public FixedNotionalRule? FixedNotional { get; init; }

    public AverageTrueRangeRule? AverageTrueRange { get; init; }

    public VolatilityTargetRule? VolatilityTarget { get; init; }

    public KellyRule? Kelly { get; init; }

    /// <summary>Only of a strategy that states how probable it holds the success of its entries.</summary>
    public MetaLabelRule? MetaLabel { get; init; }

    /// <summary>Bars that ranges and volatility are measured by; null where no rule measures anything.</summary>
    public BarTerms? Bars { get; init; }

    /// <summary>Whether some rule needs <see cref="Bars"/>.</summary>
    public bool Measures => AverageTrueRange is not null || VolatilityTarget is not null || Kelly is not null;

    /// <summary>Whether some rule is a share of the equity.</summary>
    public bool Stakes => FixedFraction is not null || FixedNotional is not null || Measures;

    /// <summary>Whether any rule is set.</summary>
    public bool HasAny => Stakes || MetaLabel is not null;
}

/// <summary>Lots that lose a share of the equity at a stop.</summary>
/// <param name="Fraction">Of the equity.</param>
/// <param name="StopTicks">From the entry to the stop.</param>
/// <param name="CostTicks">Costs of the round turn, in ticks of the price.</param>
public sealed record FixedFractionRule(double Fraction, double StopTicks, double CostTicks);

/// <summary>Lots worth a share of the equity.</summary>
/// <param name="Weight">Of the equity; above 1 with leverage.</param>
public sealed record FixedNotionalRule(double Weight);

/// <summary>Lots that lose a share of the equity when the price moves by so many average true ranges.</summary>
/// <param name="Fraction">Of the equity.</param>
/// <param name="Multiple">Ranges.</param>
public sealed record AverageTrueRangeRule(double Fraction, double Multiple);

/// <summary>Lots at which the position is as volatile as a target.</summary>
/// <param name="Sigma">Annual standard deviation of the return that is aimed at.</param>
/// <param name="WeightMax">Largest share of the equity.</param>
/// <param name="Buffer">The opinion stays while the target lies within this share of it.</param>
/// <param name="BarsPerYear">What a bar's volatility is made annual by.</param>
public sealed record VolatilityTargetRule(double Sigma, double WeightMax, double Buffer, double BarsPerYear);

/// <summary>A share of the Kelly bet, at the volatility that the bars show.</summary>
/// <param name="Fraction">Of the bet; 0.1 to 0.5 is usual, at 2 nothing grows.</param>
/// <param name="MeanExcess">Believed mean return of a bar over the riskless one.</param>
/// <param name="StandardError">Of that mean.</param>
/// <param name="StandardErrors">How many of them the mean is made smaller by.</param>
public sealed record KellyRule(double Fraction, double MeanExcess, double StandardError, double StandardErrors);

/// <summary>A share of a full size that grows with how probable the strategy holds the success of its entry.</summary>
/// <param name="QtyLotsMax">The full size.</param>
/// <param name="ClassCount">Outcomes among which it tells one; at 1 / ClassCount it knows nothing, and the size is 0.
/// </param>
/// <param name="Step">Shares are rounded to multiples of it.</param>
public sealed record MetaLabelRule(long QtyLotsMax, int ClassCount, double Step)
{
    /// <summary>The opinion at a probability; no lots where it is not a number.</summary>
    public SizeOpinion At(double probability) =>
        PositionSizing.MetaLabel(probability, ClassCount, Step, QtyLotsMax);
}
