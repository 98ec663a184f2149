using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Regression;

/// <summary>
/// Angle of the least-squares line through the last inputs, in degrees, an input counting as one unit of length: it
/// depends on the scale of prices. O(1). First value at row period - 1; flat input gives 0.
/// Source: TA-Lib LINEARREG_ANGLE.
/// </summary>
public struct LinearRegressionAngle(int period = 14) : IIndicator<double, double>
{
    private LinearRegression _line = new(period);

    public readonly int WarmUpCount => period;

    public readonly bool IsReady => _line.IsReady;

    public readonly double Value => _line.IsReady ? Math.Atan(_line.Slope) * (180 / Math.PI) : double.NaN;

    public bool Update(in double input) => _line.Update(in input);

    public readonly double Peek(in double input)
    {
        LinearRegressionAngle fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset() => _line.Reset();

    public void Transfer(ref StateTransfer state) => _line.Transfer(ref state);
}
