using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>The dominant cycle's length, the line without it, and the smoothed price.</summary>
public readonly record struct HilbertTrendlineValue(double DcPeriods, double Trendline, double SmoothPrice);

/// <summary>
/// Ehlers' instantaneous trendline of (high + low) / 2: means over the dominant cycle, smoothed 4 : 3 : 2 : 1. O(50),
/// the longest cycle. The cycle is measured from row 6 on, its length shown from 1 on; until row 11 the line is the
/// price. Source: Ehlers, Rocket Science for Traders (2001).
/// </summary>
public struct HilbertTrendline() : IBarStatistic<HilbertTrendlineValue>
{
    private const int FirstRow = 6;
    private const int FirstLineRow = 12;
    private const int CycleMax = 50;

    private HomodynePeriod _cycle = new(FirstRow);
    private Window _prices = new(CycleMax + 1);
    private Window _means = new(4);
    private long _barCount;

    public readonly int WarmUpCount => FirstRow + 2;

    public HilbertTrendlineValue Next(in Bar bar)
    {
        double price = (bar.High + bar.Low) / 2;
        _cycle.Add(price);
        _prices.Push(price);
        _barCount++;
        if (!_cycle.HasStarted)
        {
            _means.Push(price);
            return new HilbertTrendlineValue(double.NaN, price, double.NaN);
        }

        int length = (int)(double.IsNaN(_cycle.SmoothedPeriod) ? 0 : _cycle.SmoothedPeriod + 0.5);
        _means.Push(Mean(length));
        double line = _barCount < FirstLineRow
            ? price
            : (4 * _means[0] + 3 * _means[1] + 2 * _means[2] + _means[3]) / 10;
        return new HilbertTrendlineValue(length > 0 ? length : double.NaN, line, _cycle.SmoothedInput);
    }

    public void Transfer(ref StateTransfer state)
    {
        _cycle.Transfer(ref state);
        _prices.Transfer(ref state);
        _means.Transfer(ref state);
        state.Value(ref _barCount);
    }

    private readonly double Mean(int length)
    {
        int count = Math.Min(length, _prices.Count);
        if (count == 0)
            return _prices[0];

        double sum = 0;
        for (int age = 0; age < count; age++)
            sum += _prices[age];

        return sum / count;
    }
}
