using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Ultimate oscillator: buying pressure over true range in three windows, weighted 4 : 2 : 1. O(1). 0 to 100; first
/// value at row long period; flat input gives 0. Source: Williams (1976).
/// </summary>
public struct UltimateOscillator(int shortPeriod, int middlePeriod, int longPeriod)
    : IBarStatistic<double>
{
    private PressureSums _short = new(shortPeriod);
    private PressureSums _middle = new(middlePeriod);
    private PressureSums _long = new(longPeriod);
    private double _previousClose = double.NaN;

    public readonly int WarmUpCount => longPeriod + 1;

    public double Next(in Bar bar)
    {
        double previousClose = _previousClose;
        _previousClose = bar.Close;
        if (double.IsNaN(previousClose))
            return double.NaN;

        double pressure = bar.Close - Math.Min(bar.Low, previousClose);
        double range = TrueRanges.Of(in bar, previousClose);
        _short.Add(pressure, range);
        _middle.Add(pressure, range);
        _long.Add(pressure, range);
        if (!_long.IsFull)
            return double.NaN;

        return 100 * (4 * _short.Ratio + 2 * _middle.Ratio + _long.Ratio) / 7;
    }

    public void Transfer(ref StateTransfer state)
    {
        _short.Transfer(ref state);
        _middle.Transfer(ref state);
        _long.Transfer(ref state);
        state.Value(ref _previousClose);
    }
}
