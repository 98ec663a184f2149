using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>Upward and downward movement over the true range.</summary>
public readonly record struct VortexValue(double Pvi, double Nvi);

/// <summary>
/// Vortex: sums of |high - previous low| and of |low - previous high| over the sum of true ranges. O(1). First value at
/// row period; none (NaN) on flat input. Source: Botes and Siepman (2010).
/// </summary>
public struct Vortex(int period) : IBarStatistic<VortexValue>
{
    private RunningSum _trueRanges = new(period);
    private RunningSum _ups = new(period);
    private RunningSum _downs = new(period);
    private Bar _previous;
    private long _barCount;

    public readonly int WarmUpCount => period + 1;

    public VortexValue Next(in Bar bar)
    {
        if (_barCount++ > 0)
        {
            _trueRanges.Add(TrueRanges.Of(in bar, _previous.Close));
            _ups.Add(Math.Abs(bar.High - _previous.Low));
            _downs.Add(Math.Abs(bar.Low - _previous.High));
        }

        _previous = bar;
        return _trueRanges.IsFull && _trueRanges.Total != 0
            ? new VortexValue(_ups.Total / _trueRanges.Total, _downs.Total / _trueRanges.Total)
            : new VortexValue(double.NaN, double.NaN);
    }

    public void Transfer(ref StateTransfer state)
    {
        _trueRanges.Transfer(ref state);
        _ups.Transfer(ref state);
        _downs.Transfer(ref state);
        state.Value(ref _previous);
        state.Value(ref _barCount);
    }
}
