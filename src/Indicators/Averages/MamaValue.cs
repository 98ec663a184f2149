namespace LowLatencyEngine.Indicators.Averages;

/// <summary>An adaptive average and the one that follows it.</summary>
/// <param name="Mama">Adaptive average.</param>
/// <param name="Fama">Average of it at half its weight.</param>
public readonly record struct MamaValue(double Mama, double Fama)
{
    /// <summary>No value yet.</summary>
    public static MamaValue None => new(double.NaN, double.NaN);
}
