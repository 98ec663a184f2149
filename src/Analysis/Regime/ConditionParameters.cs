using System;
using System.Collections.Generic;

namespace LowLatencyEngine.Analysis.Regime;

/// <summary>
/// Where market conditions begin and end. Every condition is entered beyond one threshold and left beyond a milder one,
/// and only after it has been proposed for some bars in a row.
/// </summary>
public sealed record ConditionParameters
{
    /// <summary>The values below.</summary>
    public static ConditionParameters Default { get; } = new();

    /// <summary>Bars of the efficiency ratio, at least 1.</summary>
    public int EfficiencyLength { get; init; } = 20;

    /// <summary>Efficiency from which a trend begins, 0 to 1.</summary>
    public double TrendEnter { get; init; } = 0.45;

    /// <summary>Efficiency below which it ends, at most <see cref="TrendEnter"/>.</summary>
    public double TrendExit { get; init; } = 0.25;

    /// <summary>Steps of the variance ratio, more than its horizon.</summary>
    public int VarianceLength { get; init; } = 100;

    /// <summary>Horizon of the variance ratio, at least 2.</summary>
    public int VarianceHorizon { get; init; } = 5;

    /// <summary>Variance ratio below which no trend begins: the series returns to its mean.</summary>
    public double TrendVarianceRatioMin { get; init; } = 0.8;

    /// <summary>Volatilities that a percentile is taken of, at least 1.</summary>
    public int VolatilityLength { get; init; } = 250;

    /// <summary>Decay of the volatility, at least 0 and below 1.</summary>
    public double VolatilityDecay { get; init; } = 0.94;

    /// <summary>Percentile from which volatility is high.</summary>
    public double HighEnter { get; init; } = 80;

    /// <summary>Percentile below which it is no longer.</summary>
    public double HighExit { get; init; } = 65;

    /// <summary>Percentile up to which volatility is low.</summary>
    public double LowEnter { get; init; } = 20;

    /// <summary>Percentile above which it is no longer.</summary>
    public double LowExit { get; init; } = 35;

    /// <summary>Bars in a row that propose a condition before it holds, at least 1.</summary>
    public int DwellCount { get; init; } = 3;

    /// <summary>Run lengths that the change-point detector tells apart, 8 to 4,096: its cost a bar.</summary>
    public int RunLengthMax { get; init; } = 64;

    /// <summary>Probability of a recent change from which a change point is reported, 0 to 1.</summary>
    public double ChangeEnter { get; init; } = 0.8;

    /// <summary>Probability below which the next one can be.</summary>
    public double ChangeExit { get; init; } = 0.4;

    /// <summary>Adds one text per fault.</summary>
    public void Validate(List<string> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        Check(errors, EfficiencyLength >= 1, "efficiencyLength", EfficiencyLength, "at least 1");
        Check(errors, TrendEnter is > 0 and <= 1, "trendEnter", TrendEnter, "above 0 to 1");
        Check(errors, TrendExit >= 0 && TrendExit <= TrendEnter, "trendExit", TrendExit, "0 to trendEnter");
        Check(errors, VarianceHorizon >= 2, "varianceHorizon", VarianceHorizon, "at least 2");
        Check(errors, VarianceLength > VarianceHorizon, "varianceLength", VarianceLength, "above varianceHorizon");
        Check(errors, TrendVarianceRatioMin >= 0, "trendVarianceRatioMin", TrendVarianceRatioMin, "at least 0");
        Check(errors, VolatilityLength >= 1, "volatilityLength", VolatilityLength, "at least 1");
        Check(errors, VolatilityDecay is >= 0 and < 1, "volatilityDecay", VolatilityDecay, "0 to below 1");
        Check(errors, HighEnter is > 0 and <= 100, "highEnter", HighEnter, "above 0 to 100");
        Check(errors, HighExit > LowExit && HighExit <= HighEnter, "highExit", HighExit, "above lowExit to highEnter");
        Check(errors, LowEnter >= 0 && LowEnter <= LowExit, "lowEnter", LowEnter, "0 to lowExit");
        Check(errors, DwellCount >= 1, "dwellCount", DwellCount, "at least 1");
        Check(errors, RunLengthMax is >= 8 and <= 4_096, "runLengthMax", RunLengthMax, "8 to 4096");
        Check(errors, ChangeEnter is > 0 and <= 1, "changeEnter", ChangeEnter, "above 0 to 1");
        Check(errors, ChangeExit >= 0 && ChangeExit <= ChangeEnter, "changeExit", ChangeExit, "0 to changeEnter");
    }

    private static void Check(List<string> errors, bool isValid, string name, double value, string allowed)
    {
        if (!isValid)
            errors.Add($"condition.{name} out of range: condition.{name}={value}; allowed {allowed}");
    }
}
