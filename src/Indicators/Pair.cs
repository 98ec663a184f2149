namespace LowLatencyEngine.Indicators;

/// <summary>One input of a statistic of two series.</summary>
/// <param name="X">From the first series.</param>
/// <param name="Y">From the second series, at the same time.</param>
public readonly record struct Pair(double X, double Y);
