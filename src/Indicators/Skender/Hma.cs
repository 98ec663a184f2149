using System;
using LowLatencyEngine.Indicators.Averages;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Hull moving average: the weighted average, over sqrt(period) rounded down, of 2 * WMA(period / 2) - WMA(period).
/// O(1). First value at row period + sqrt(period) - 2; flat input gives the input. Source: Hull (2005).
/// </summary>
public struct Hma : IBarStatistic<double>
{
    private Wma _fast;
    private Wma _slow;
    private Wma _smooth;

    /// <param name="period">At least 2.</param>
    public Hma(int period)
    {
        _fast = new Wma(period / 2);
        _slow = new Wma(period);
        _smooth = new Wma((int)Math.Sqrt(period));
    }

    public readonly int WarmUpCount => _slow.WarmUpCount + _smooth.WarmUpCount - 1;

    public double Next(in Bar bar)
    {
        _fast.Update(bar.Close);
        _slow.Update(bar.Close);
        _smooth.Update(2 * _fast.Value - _slow.Value); // Refuses NaN, so that it waits for the slow one.
        return _smooth.Value;
    }

    public void Transfer(ref StateTransfer state)
    {
        _fast.Transfer(ref state);
        _slow.Transfer(ref state);
        _smooth.Transfer(ref state);
    }
}
