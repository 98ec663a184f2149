namespace LowLatencyEngine.Indicators.Momentum;

/// <summary>A fast average against a slow one.</summary>
/// <param name="Difference">fast - slow (TA-Lib APO).</param>
/// <param name="Percent">100 * (fast - slow) / slow (PPO); 0 where slow is 0.</param>
public readonly record struct AverageSpreadValue(double Difference, double Percent)
{
    /// <summary>No value yet.</summary>
    public static AverageSpreadValue None => new(double.NaN, double.NaN);
}
