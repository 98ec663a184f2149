using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>A deviation, the mean it is from, and how many deviations the close is away.</summary>
public readonly record struct DeviationValue(double StdDev, double Mean, double ZScore);

/// <summary>
/// Population deviation of the last closes. O(1), around a near centre. First value at row period - 1; flat input gives
/// 0 and no score (NaN).
/// </summary>
public struct DeviationStatistic(int period) : IBarStatistic<DeviationValue>
{
    private CentredSums _closes = new(period);

    public readonly int WarmUpCount => period;

    public DeviationValue Next(in Bar bar)
    {
        _closes.Add(bar.Close);
        if (!_closes.IsFull)
            return new DeviationValue(double.NaN, double.NaN, double.NaN);

        double deviation = Math.Sqrt(_closes.Variance);
        double score = deviation == 0 ? double.NaN : (bar.Close - _closes.Mean) / deviation;
        return new DeviationValue(deviation, _closes.Mean, score);
    }

    public void Transfer(ref StateTransfer state) => _closes.Transfer(ref state);
}
