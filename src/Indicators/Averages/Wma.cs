using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Averages;

/// <summary>
/// Linearly weighted moving average: weights period, period - 1, ..., 1 from the newest input back, over their sum.
/// O(1). First value at row period - 1; flat input gives the input. Source: TA-Lib WMA.
/// </summary>
public struct Wma : IIndicator<double, double>
{
    private readonly double _weightSum;
    private AgeSums _sums;

    /// <param name="period">Inputs in the window; at least 1.</param>
    public Wma(int period = 30)
    {
        _sums = new AgeSums(period);
        _weightSum = 0.5 * period * (period + 1.0);
    }

    public readonly int WarmUpCount => _sums.Length;

    public readonly bool IsReady => _sums.IsFull;

    public readonly double Value => _sums.IsFull
        ? _sums.Centre + (_sums.Sum * _sums.Length - _sums.AgedSum) / _weightSum
        : double.NaN;

    public bool Update(in double input)
    {
        if (!double.IsFinite(input))
            return false;

        _sums.Add(input);
        return true;
    }

    public readonly double Peek(in double input)
    {
        Wma fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset() => _sums.Clear();

    public void Transfer(ref StateTransfer state) => _sums.Transfer(ref state);
}
