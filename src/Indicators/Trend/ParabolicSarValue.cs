namespace LowLatencyEngine.Indicators.Trend;

/// <summary>Where a stop would stand.</summary>
/// <param name="Stop">Its price (TA-Lib SAR).</param>
/// <param name="Signed">Its price, negative while it follows a fall from above (SAREXT).</param>
public readonly record struct ParabolicSarValue(double Stop, double Signed)
{
    /// <summary>No value yet.</summary>
    public static ParabolicSarValue None => new(double.NaN, double.NaN);
}
