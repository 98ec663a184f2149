using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Wilder's average true range, the measure by which distances are judged here: seeded by the mean of the first true
/// ranges, from the second bar on, as TA-Lib does. O(1). NaN until it has a value.
/// </summary>
public struct AverageTrueRange
{
    private readonly int _period;
    private double _sum;
    private double _previousClose;
    private int _count;

    /// <param name="period">Bars, at least 1.</param>
    public AverageTrueRange(int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        _period = period;
        Value = double.NaN;
    }

    /// <summary>The average; NaN before bar <c>period</c> (0-based).</summary>
    public double Value { get; private set; }

    /// <summary>Takes a closed, finite bar.</summary>
    public void Update(in Bar bar)
    {
        double trueRange = Math.Max(bar.High, _previousClose) - Math.Min(bar.Low, _previousClose);
        _previousClose = bar.Close;
        int seen = _count;
        _count = Math.Min(seen + 1, _period + 1);
        if (seen == 0)
            return;

        if (seen > _period)
        {
            Value = (Value * (_period - 1) + trueRange) / _period;
            return;
        }

        _sum += trueRange;
        if (seen == _period)
            Value = _sum / _period;
    }

    /// <summary>Carries everything later values depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        double value = Value;
        state.Value(ref value);
        Value = value;
        state.Value(ref _sum);
        state.Value(ref _previousClose);
        state.Value(ref _count);
    }
}
