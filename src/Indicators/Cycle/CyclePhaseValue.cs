namespace LowLatencyEngine.Indicators.Cycle;

/// <summary>Where the dominant cycle stands.</summary>
/// <param name="PhaseDegrees">-45 to 315 (TA-Lib HT_DCPHASE).</param>
/// <param name="Sine">Of the phase (HT_SINE.Sine).</param>
/// <param name="LeadSine">Of the phase 45 degrees on (HT_SINE.LeadSine).</param>
/// <param name="Trendline">Mean over a cycle, smoothed (HT_TRENDLINE).</param>
/// <param name="TrendMode">1 in a trend, 0 in a cycle (HT_TRENDMODE).</param>
public readonly record struct CyclePhaseValue(
    double PhaseDegrees, double Sine, double LeadSine, double Trendline, double TrendMode)
{
    /// <summary>No value yet.</summary>
    public static CyclePhaseValue None => new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
}
