namespace LowLatencyEngine.Indicators.Averages;

/// <summary>What <see cref="Mavp"/> takes: a number, and how many of the last numbers to average.</summary>
/// <param name="Value">The number.</param>
/// <param name="Period">A count; its fraction is cut off, then it is held between the kernel's limits.</param>
public readonly record struct VariablePeriodInput(double Value, double Period);
