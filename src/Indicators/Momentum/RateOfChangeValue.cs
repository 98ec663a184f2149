namespace LowLatencyEngine.Indicators.Momentum;

/// <summary>What an input is against an older one.</summary>
/// <param name="Difference">input - old (TA-Lib MOM).</param>
/// <param name="Percent">100 * (input / old - 1) (ROC).</param>
/// <param name="Fraction">(input - old) / old (ROCP).</param>
/// <param name="Ratio">input / old (ROCR).</param>
/// <param name="RatioPercent">100 * input / old (ROCR100).</param>
public readonly record struct RateOfChangeValue(
    double Difference, double Percent, double Fraction, double Ratio, double RatioPercent)
{
    /// <summary>No value yet.</summary>
    public static RateOfChangeValue None => new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
}
