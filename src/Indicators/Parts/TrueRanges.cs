using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Parts;

/// <summary>Wilder's true range: the reach of a bar, the gap from the close before it included.</summary>
public static class TrueRanges
{
    /// <summary>max(high - low, |high - previous close|, |low - previous close|).</summary>
    public static double Of(in Bar bar, double previousClose) => double.MaxNative(
        bar.High - bar.Low, double.MaxNative(Math.Abs(previousClose - bar.High), Math.Abs(previousClose - bar.Low)));
}
