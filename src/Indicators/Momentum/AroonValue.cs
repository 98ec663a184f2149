namespace LowLatencyEngine.Indicators.Momentum;

/// <summary>How long ago the last extremes were, 100 for now and 0 for a whole period ago.</summary>
/// <param name="Down">Of the lowest low.</param>
/// <param name="Up">Of the highest high.</param>
/// <param name="Oscillator">Up - down (TA-Lib AROONOSC).</param>
public readonly record struct AroonValue(double Down, double Up, double Oscillator)
{
    /// <summary>No value yet.</summary>
    public static AroonValue None => new(double.NaN, double.NaN, double.NaN);
}
