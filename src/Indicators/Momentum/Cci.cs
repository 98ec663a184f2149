using LowLatencyEngine.Indicators.Regression;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Momentum;

/// <summary>
/// Commodity channel index: the typical price's distance from its mean, over 0.015 times the mean distance of the last
/// <c>period</c>. O(period), as <see cref="AverageDeviation"/>. First value at row period - 1; flat input gives 0.
/// Source: Lambert (1980), TA-Lib CCI.
/// </summary>
public struct Cci(int period = 14) : IIndicator<Bar, double>
{
    private AverageDeviation _deviation = new(period);

    public readonly int WarmUpCount => period;

    public readonly bool IsReady => _deviation.IsReady;

    public readonly double Value
    {
        get
        {
            double deviation = _deviation.Value;
            return deviation == 0 ? 0 : _deviation.NewestDistance / (0.015 * deviation);
        }
    }

    public bool Update(in Bar input) => input.IsFinite && _deviation.Update((input.High + input.Low + input.Close) / 3);

    public readonly double Peek(in Bar input)
    {
        Cci fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset() => _deviation.Reset();

    public void Transfer(ref StateTransfer state) => _deviation.Transfer(ref state);
}
