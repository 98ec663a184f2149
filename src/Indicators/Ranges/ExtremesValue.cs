namespace LowLatencyEngine.Indicators.Ranges;

/// <summary>Extremes of the last inputs and where they are.</summary>
/// <param name="Minimum">TA-Lib MIN.</param>
/// <param name="Maximum">TA-Lib MAX.</param>
/// <param name="MinimumRow">Row of the minimum, the first input being row 0 (MININDEX).</param>
/// <param name="MaximumRow">Row of the maximum (MAXINDEX).</param>
public readonly record struct ExtremesValue(double Minimum, double Maximum, double MinimumRow, double MaximumRow)
{
    /// <summary>No value yet.</summary>
    public static ExtremesValue None => new(double.NaN, double.NaN, double.NaN, double.NaN);
}
