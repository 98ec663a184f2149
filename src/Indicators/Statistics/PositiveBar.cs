using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Statistics;

/// <summary>The bars that logarithms of price ratios are taken of.</summary>
internal static class PositiveBar
{
    /// <summary>Finite, prices above zero, open and close between low and high, ratios within the range of
    /// doubles.
    /// </summary>
    public static bool Accepts(in Bar bar) =>
        bar.IsFinite && bar.Low > 0 && bar.Open >= bar.Low && bar.Close >= bar.Low &&
        bar.High >= bar.Open && bar.High >= bar.Close && double.IsFinite(bar.High / bar.Low);
}
