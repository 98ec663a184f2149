using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Regression;

/// <summary>
/// Least-squares line through the last <c>period</c> inputs. O(1) by running sums around a near centre. First value at
/// row period - 1; flat input gives slope 0 and the input everywhere else. Source: TA-Lib LINEARREG, LINEARREG_SLOPE,
/// LINEARREG_INTERCEPT, TSF.
/// </summary>
public struct LinearRegression : IIndicator<double, LinearRegressionValue>
{
    private readonly double _ageSum;
    private readonly double _scale;
    private AgeSums _sums;

    /// <param name="period">At least 2: one point has no line.</param>
    public LinearRegression(int period = 14)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 2);
        double count = period;
        _sums = new AgeSums(period);
        _ageSum = count * (count - 1) / 2;
        _scale = 12 / (count * count * (count * count - 1));
    }

    public readonly int WarmUpCount => _sums.Length;

    public readonly bool IsReady => _sums.IsFull;

    public readonly LinearRegressionValue Value
    {
        get
        {
            if (!_sums.IsFull)
                return LinearRegressionValue.None;

            double slope = Slope;
            double mean = _sums.Centre + _sums.Sum / _sums.Length;
            double line = mean + slope * (_sums.Length - 1) / 2;
            double intercept = mean - slope * (_sums.Length - 1) / 2;
            return new LinearRegressionValue(line, intercept, slope, line + slope);
        }
    }

    /// <summary>Rise of the line an input; only when ready.</summary>
    public readonly double Slope => (_ageSum * _sums.Sum - _sums.Length * _sums.AgedSum) * _scale;

    public bool Update(in double input)
    {
        if (!double.IsFinite(input))
            return false;

        _sums.Add(input);
        return true;
    }

    public readonly LinearRegressionValue Peek(in double input)
    {
        LinearRegression fork = this;
        return fork.Update(in input) ? fork.Value : LinearRegressionValue.None;
    }

    public void Reset() => _sums.Clear();

    public void Transfer(ref StateTransfer state) => _sums.Transfer(ref state);
}
