using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

#pragma warning disable IDE0044 // The rule does not see that a type parameter's methods change the field.

namespace LowLatencyEngine.Indicators.Momentum;

/// <summary>
/// Stochastic, fast: K = 100 * (close - lowest low) / (highest high - lowest low) of the last <c>period</c> bars, D its
/// average. O(1) amortised. First value of both when D has one: row period + 1 with SMA(3); flat input gives 0.
/// Source: Lane, TA-Lib STOCHF.
/// </summary>
public struct FastStochastic<TAverage> : IIndicator<Bar, StochasticValue>
    where TAverage : struct, IIndicator<double, double>
{
    private StochasticRange _range;
    private TAverage _average;

    /// <param name="period">Bars of the range; at least 1.</param>
    /// <param name="average">What makes D of K, before its first input.</param>
    public FastStochastic(int period, TAverage average)
    {
        _range = new StochasticRange(period);
        _average = average;
    }

    public readonly int WarmUpCount => _range.Length + _average.WarmUpCount - 1;

    public readonly bool IsReady => _average.IsReady;

    public readonly StochasticValue Value =>
        _average.IsReady ? new StochasticValue(_range.Percent, _average.Value) : StochasticValue.None;

    public bool Update(in Bar input)
    {
        if (!input.IsFinite)
            return false;

        _range.Push(input.High, input.Low, input.Close);
        if (_range.IsFull)
            _average.Update(_range.Percent);

        return true;
    }

    public readonly StochasticValue Peek(in Bar input)
    {
        FastStochastic<TAverage> fork = this;
        return fork.Update(in input) ? fork.Value : StochasticValue.None;
    }

    public void Reset()
    {
        _range.Clear();
        _average.Reset();
    }

    public void Transfer(ref StateTransfer state)
    {
        _range.Transfer(ref state);
        _average.Transfer(ref state);
    }
}
