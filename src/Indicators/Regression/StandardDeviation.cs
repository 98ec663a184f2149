using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Regression;

/// <summary>
/// Standard deviation of the last <c>period</c> inputs around their mean (divided by the period, not by one less), times
/// a factor. O(1). First value at row period - 1; flat input gives 0. Source: TA-Lib STDDEV, with the sums of
/// <see cref="Regression.Variance"/>.
/// </summary>
public struct StandardDeviation(int period = 5, double deviations = 1) : IIndicator<double, double>
{
    private Variance _variance = new(period);

    public readonly int WarmUpCount => period;

    public readonly bool IsReady => _variance.IsReady;

    public readonly double Value => deviations * Math.Sqrt(_variance.Value);

    public bool Update(in double input) => _variance.Update(in input);

    public readonly double Peek(in double input)
    {
        StandardDeviation fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset() => _variance.Reset();

    public void Transfer(ref StateTransfer state) => _variance.Transfer(ref state);
}
