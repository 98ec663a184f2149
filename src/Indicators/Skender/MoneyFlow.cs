using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>Where a bar closed in its range, and its volume by that.</summary>
internal static class MoneyFlow
{
    /// <summary>-1 at the low, 1 at the high; 0 where there is no range.</summary>
    public static double Multiplier(in Bar bar)
    {
        double range = bar.High - bar.Low;
        return range != 0 ? (bar.Close - bar.Low - (bar.High - bar.Close)) / range : 0;
    }
}
