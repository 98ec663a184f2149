namespace LowLatencyEngine.Indicators.Momentum;

/// <summary>Convergence and divergence of two averages.</summary>
/// <param name="Line">Fast average - slow average.</param>
/// <param name="Signal">Average of the line.</param>
/// <param name="Histogram">Line - signal.</param>
public readonly record struct MacdValue(double Line, double Signal, double Histogram)
{
    /// <summary>No value yet.</summary>
    public static MacdValue None => new(double.NaN, double.NaN, double.NaN);
}
