using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Choppiness index: logarithm of the sum of true ranges over the whole range, 0 a straight line, 100 noise. Amortised
/// O(1). First value at row period; none (NaN) on flat input. Source: Dreiss (1993).
/// </summary>
public struct Choppiness(int period) : IBarStatistic<double>
{
    private RunningSum _trueRanges = new(period);
    private WindowRange _range = new(period);
    private double _previousClose = double.NaN;

    public readonly int WarmUpCount => period + 1;

    public double Next(in Bar bar)
    {
        double previousClose = _previousClose;
        _previousClose = bar.Close;
        if (double.IsNaN(previousClose))
            return double.NaN;

        double high = Math.Max(bar.High, previousClose);
        double low = Math.Min(bar.Low, previousClose);
        _trueRanges.Add(high - low);
        _range.Push(high, low);
        double width = _range.Highest - _range.Lowest;
        if (!_range.IsFull || width == 0)
            return double.NaN;

        return 100 * (Math.Log(_trueRanges.Total / width) / Math.Log(period));
    }

    public void Transfer(ref StateTransfer state)
    {
        _trueRanges.Transfer(ref state);
        _range.Transfer(ref state);
        state.Value(ref _previousClose);
    }
}
