using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>How recent the extremes of a window are, 100 the newest, 0 the oldest bar.</summary>
public readonly record struct AroonValue(double Up, double Down, double Oscillator);

/// <summary>
/// Aroon of the last <c>period</c> + 1 bars; of equal extremes the OLDEST counts (TA-Lib takes the newest). O(period).
/// First value at row period; flat input gives 0 and 0. Source: Chande (1995).
/// </summary>
public struct Aroon(int period) : IBarStatistic<AroonValue>
{
    private Window _highs = new(period + 1);
    private Window _lows = new(period + 1);

    public readonly int WarmUpCount => period + 1;

    public AroonValue Next(in Bar bar)
    {
        _highs.Push(bar.High);
        _lows.Push(-bar.Low);
        if (!_highs.IsFull)
            return new AroonValue(double.NaN, double.NaN, double.NaN);

        double up = 100.0 * (period - AgeOfOldestMaximum(in _highs)) / period;
        double down = 100.0 * (period - AgeOfOldestMaximum(in _lows)) / period;
        return new AroonValue(up, down, up - down);
    }

    public void Transfer(ref StateTransfer state)
    {
        _highs.Transfer(ref state);
        _lows.Transfer(ref state);
    }

    private static int AgeOfOldestMaximum(in Window window)
    {
        int best = window.Length - 1;
        for (int age = best - 1; age >= 0; age--)
        {
            if (window[age] > window[best])
                best = age;
        }

        return best;
    }
}
