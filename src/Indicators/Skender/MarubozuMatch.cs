using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>A bar whose body is at least <c>percent</c> of its range. O(1).</summary>
public struct MarubozuMatch(double percent) : IBarStatistic<MatchValue>
{
    public readonly int WarmUpCount => 1;

    public readonly MatchValue Next(in Bar bar)
    {
        double body = Math.Abs(bar.Close - bar.Open);
        double range = bar.High - bar.Low;
        bool isMatch = range != 0 && body / range >= percent / 100;
        double direction = bar.Close > bar.Open ? 100 : -100;
        return new MatchValue(isMatch ? direction : 0, double.NaN);
    }

    public readonly void Transfer(ref StateTransfer state)
    {
    }
}
