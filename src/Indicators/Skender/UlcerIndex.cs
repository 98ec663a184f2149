using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Ulcer index: root of the mean square of the percentages by which closes lie below the highest close before them in
/// the window. O(period). First value at row period - 1; flat input gives 0. Source: Martin and McCann (1989).
/// </summary>
public struct UlcerIndex(int period) : IBarStatistic<double>
{
    private Window _closes = new(period);

    public readonly int WarmUpCount => period;

    public double Next(in Bar bar)
    {
        _closes.Push(bar.Close);
        if (!_closes.IsFull)
            return double.NaN;

        double highest = _closes[period - 1];
        double squares = 0;
        for (int age = period - 1; age >= 0; age--)
        {
            highest = Math.Max(highest, _closes[age]);
            double percent = highest != 0 ? 100 * (_closes[age] - highest) / highest : 0;
            squares += percent * percent;
        }

        return Math.Sqrt(squares / period);
    }

    public void Transfer(ref StateTransfer state) => _closes.Transfer(ref state);
}
