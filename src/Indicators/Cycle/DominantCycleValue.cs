namespace LowLatencyEngine.Indicators.Cycle;

/// <summary>The dominant cycle and the analytic signal.</summary>
/// <param name="Period">Of the cycle, in inputs (TA-Lib HT_DCPERIOD).</param>
/// <param name="InPhase">HT_PHASOR.InPhase.</param>
/// <param name="Quadrature">HT_PHASOR.Quadrature.</param>
public readonly record struct DominantCycleValue(double Period, double InPhase, double Quadrature)
{
    /// <summary>No value yet.</summary>
    public static DominantCycleValue None => new(double.NaN, double.NaN, double.NaN);
}
