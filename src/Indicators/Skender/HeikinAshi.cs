using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>A smoothed bar.</summary>
public readonly record struct HeikinAshiValue(double Open, double High, double Low, double Close, double Volume);

/// <summary>
/// Heikin-Ashi: the close is the bar's mean, the open the middle of the previous smoothed body (of the bar's own at row
/// 0), high and low reach over both. O(1).
/// </summary>
public struct HeikinAshi : IBarStatistic<HeikinAshiValue>
{
    private double _open;
    private double _close;
    private long _barCount;

    public readonly int WarmUpCount => 1;

    public HeikinAshiValue Next(in Bar bar)
    {
        _open = _barCount++ == 0 ? (bar.Open + bar.Close) / 2 : (_open + _close) / 2;
        _close = (bar.Open + bar.High + bar.Low + bar.Close) / 4;
        double high = Math.Max(bar.High, Math.Max(_open, _close));
        double low = Math.Min(bar.Low, Math.Min(_open, _close));
        return new HeikinAshiValue(_open, high, low, _close, bar.Volume);
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _open);
        state.Value(ref _close);
        state.Value(ref _barCount);
    }
}
