namespace LowLatencyEngine.Indicators.Volatility;

/// <summary>A middle line and a band around it.</summary>
/// <param name="Upper">Above the middle.</param>
/// <param name="Middle">An average.</param>
/// <param name="Lower">Below the middle.</param>
public readonly record struct BandsValue(double Upper, double Middle, double Lower)
{
    /// <summary>No value yet.</summary>
    public static BandsValue None => new(double.NaN, double.NaN, double.NaN);
}
