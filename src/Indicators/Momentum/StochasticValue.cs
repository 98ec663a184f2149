namespace LowLatencyEngine.Indicators.Momentum;

/// <summary>Where a close stands in the range before it.</summary>
/// <param name="K">The faster line, 0 to 100.</param>
/// <param name="D">Its average.</param>
public readonly record struct StochasticValue(double K, double D)
{
    /// <summary>No value yet.</summary>
    public static StochasticValue None => new(double.NaN, double.NaN);
}
