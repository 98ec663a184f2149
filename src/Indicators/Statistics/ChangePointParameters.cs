using System;

namespace LowLatencyEngine.Indicators.Statistics;

/// <summary>What a <see cref="ChangePointDetector"/> assumes of the series.</summary>
/// <param name="MeanRunLength">Inputs between two changes on average, above 1: the hazard is its reciprocal.</param>
/// <param name="Mean">Prior mean of a run.</param>
/// <param name="MeanWeight">How many inputs the prior mean counts for, above 0.</param>
/// <param name="Variance">What the variance of a run is guessed to be, above 0: the scale of the prior.</param>
/// <param name="RunLengthMax">Run lengths told apart, 3 to 4,096; longer ones count as the longest.</param>
/// <param name="RecentLength">Run lengths up to this one count as a recent change, 1 to RunLengthMax - 2.</param>
public sealed record ChangePointParameters(
    double MeanRunLength, double Mean, double MeanWeight, double Variance, int RunLengthMax, int RecentLength)
{
    private const int RunLengthHighest = 4_096;

    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    internal void CheckOrThrow()
    {
        Check(MeanRunLength > 1 && double.IsFinite(MeanRunLength), "meanRunLength", MeanRunLength, "above 1");
        Check(double.IsFinite(Mean), "mean", Mean, "finite");
        Check(MeanWeight > 0 && double.IsFinite(MeanWeight), "meanWeight", MeanWeight, "above 0");
        Check(Variance > 0 && double.IsFinite(Variance), "variance", Variance, "above 0");
        Check(RunLengthMax is >= 3 and <= RunLengthHighest, "runLengthMax", RunLengthMax, $"3 to {RunLengthHighest}");
        bool isRecent = RecentLength >= 1 && RecentLength <= RunLengthMax - 2;
        Check(isRecent, "recentLength", RecentLength, "1 to runLengthMax - 2");
    }

    private static void Check(bool isValid, string name, double value, string allowed)
    {
        if (!isValid)
            throw new ArgumentException($"{name} out of range: {name}={value}; allowed {allowed}");
    }
}
