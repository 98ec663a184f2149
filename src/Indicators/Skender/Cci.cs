using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Commodity channel index: distance of the typical price from its mean over 0.015 times the mean distance. O(period).
/// First value at row period - 1; none (NaN) on flat input. Source: Lambert (1980).
/// </summary>
public struct Cci(int period) : IBarStatistic<double>
{
    private const double Constant = 0.015;

    private Window _prices = new(period);

    public readonly int WarmUpCount => period;

    public double Next(in Bar bar)
    {
        _prices.Push((bar.High + bar.Low + bar.Close) / 3);
        if (!_prices.IsFull)
            return double.NaN;

        double mean = 0;
        for (int age = 0; age < period; age++)
            mean += _prices[age];

        mean /= period;
        double deviation = 0;
        for (int age = 0; age < period; age++)
            deviation += Math.Abs(mean - _prices[age]);

        deviation /= period;
        return deviation != 0 ? (_prices[0] - mean) / (Constant * deviation) : double.NaN;
    }

    public void Transfer(ref StateTransfer state) => _prices.Transfer(ref state);
}
