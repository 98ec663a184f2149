using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

#pragma warning disable IDE0044 // The rule does not see that a type parameter's methods change the field.

namespace LowLatencyEngine.Indicators.Momentum;

/// <summary>
/// Fast stochastic of the relative strength index: where the RSI stands in its own range of the last bars. O(1) amortised.
/// First value at row RSI period + range period + 1 with SMA(3); flat input gives 0. Source: Chande and Kroll (1994), TA-Lib
/// STOCHRSI.
/// </summary>
public struct StochasticRsi<TAverage> : IIndicator<double, StochasticValue>
    where TAverage : struct, IIndicator<double, double>
{
    private Rsi _rsi;
    private StochasticRange _range;
    private TAverage _average;

    /// <param name="rsiPeriod">At least 1.</param>
    /// <param name="rangePeriod">Values of the RSI in the range; at least 1.</param>
    /// <param name="average">What makes D of K, before its first input.</param>
    public StochasticRsi(int rsiPeriod, int rangePeriod, TAverage average)
    {
        _rsi = new Rsi(rsiPeriod, isRanked: true);
        _range = new StochasticRange(rangePeriod);
        _average = average;
    }

    public readonly int WarmUpCount => _rsi.WarmUpCount + _range.Length + _average.WarmUpCount - 2;

    public readonly bool IsReady => _average.IsReady;

    public readonly StochasticValue Value =>
        _average.IsReady ? new StochasticValue(_range.Percent, _average.Value) : StochasticValue.None;

    public bool Update(in double input)
    {
        if (!_rsi.Update(in input))
            return false;

        if (_rsi.IsReady)
            Rank(_rsi.Value);

        return true;
    }

    public readonly StochasticValue Peek(in double input)
    {
        StochasticRsi<TAverage> fork = this;
        return fork.Update(in input) ? fork.Value : StochasticValue.None;
    }

    public void Reset()
    {
        _rsi.Reset();
        _range.Clear();
        _average.Reset();
    }

    public void Transfer(ref StateTransfer state)
    {
        _rsi.Transfer(ref state);
        _range.Transfer(ref state);
        _average.Transfer(ref state);
    }

    private void Rank(double rsi)
    {
        _range.Push(rsi, rsi, rsi);
        if (_range.IsFull)
            _average.Update(_range.Percent);
    }
}
