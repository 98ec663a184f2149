using System;
using LowLatencyEngine.Indicators.Averages;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>A rate of change, its average and the bands it moves in.</summary>
public readonly record struct RateOfChangeBandsValue(double Roc, double RocEma, double Upper, double Lower);

/// <summary>
/// Percent change over <c>period</c> bars with an exponential average (seeded with the mean) and bands of the root of
/// the mean square around zero. O(1). First value at row period, the bands' later by their own periods.
/// </summary>
public struct RateOfChangeBands(int period, int emaPeriod, int bandPeriod)
    : IBarStatistic<RateOfChangeBandsValue>
{
    private Window _closes = new(period);
    private Ema _ema = new(emaPeriod);
    private RunningSum _squares = new(bandPeriod);

    public readonly int WarmUpCount => period + Math.Max(emaPeriod, bandPeriod);

    public RateOfChangeBandsValue Next(in Bar bar)
    {
        double roc = double.NaN;
        if (_closes.IsFull)
        {
            roc = 100 * (bar.Close - _closes.Oldest) / _closes.Oldest;
            _ema.Update(in roc);
            _squares.Add(roc * roc);
        }

        _closes.Push(bar.Close);
        double band = Math.Sqrt(_squares.Mean);
        return new RateOfChangeBandsValue(roc, _ema.Value, band, -band);
    }

    public void Transfer(ref StateTransfer state)
    {
        _closes.Transfer(ref state);
        _ema.Transfer(ref state);
        _squares.Transfer(ref state);
    }
}
