using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Whether a bar is a match: 100 bullish, -100 bearish, 1 without direction, 0 none. The reference's column of whole
/// candles has no number and no value (NaN).
/// </summary>
public readonly record struct MatchValue(double Match, double Candle);

/// <summary>A bar whose close is within <c>percent</c> of its open. O(1).</summary>
public struct DojiMatch(double percent) : IBarStatistic<MatchValue>
{
    public readonly int WarmUpCount => 1;

    public readonly MatchValue Next(in Bar bar)
    {
        bool isMatch = bar.Open != 0 && Math.Abs(bar.Close / bar.Open - 1) <= percent / 100;
        return new MatchValue(isMatch ? 1 : 0, double.NaN);
    }

    public readonly void Transfer(ref StateTransfer state)
    {
    }
}
