namespace LowLatencyEngine.Indicators.Regression;

/// <summary>A straight line through the last inputs, by least squares.</summary>
/// <param name="Line">Its value at the newest input (TA-Lib LINEARREG).</param>
/// <param name="Intercept">Its value at the oldest input (LINEARREG_INTERCEPT).</param>
/// <param name="Slope">Its rise an input (LINEARREG_SLOPE).</param>
/// <param name="Forecast">Its value one input ahead (TSF).</param>
public readonly record struct LinearRegressionValue(double Line, double Intercept, double Slope, double Forecast)
{
    /// <summary>No value yet.</summary>
    public static LinearRegressionValue None => new(double.NaN, double.NaN, double.NaN, double.NaN);
}
