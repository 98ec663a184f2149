using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>A mean, bands around it, and where the close lies between them.</summary>
public readonly record struct BollingerValue(
    double Sma, double Upper, double Lower, double PercentB, double ZScore, double Width);

/// <summary>
/// Bollinger bands: mean of the last closes and multiples of their population deviation. O(1), around a near centre.
/// First value at row period - 1; flat input has no place and no score (NaN). Source: Bollinger.
/// </summary>
public struct BollingerBands(int period, double deviations) : IBarStatistic<BollingerValue>
{
    private CentredSums _closes = new(period);

    public readonly int WarmUpCount => period;

    public BollingerValue Next(in Bar bar)
    {
        _closes.Add(bar.Close);
        if (!_closes.IsFull)
            return new BollingerValue(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);

        double mean = _closes.Mean;
        double deviation = Math.Sqrt(_closes.Variance);
        double upper = mean + deviations * deviation;
        double lower = mean - deviations * deviation;
        double place = upper == lower ? double.NaN : (bar.Close - lower) / (upper - lower);
        double score = deviation == 0 ? double.NaN : (bar.Close - mean) / deviation;
        return new BollingerValue(mean, upper, lower, place, score, (upper - lower) / mean);
    }

    public void Transfer(ref StateTransfer state) => _closes.Transfer(ref state);
}
