using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>Four numbers that are never there.</summary>
public readonly record struct NotCausalValue(double First, double Second, double Third, double Fourth);

/// <summary>
/// Place of columns whose reference rewrites its past without a bound (deviation channels over the whole history,
/// ZigZag): they keep their names in the set and have no value (NaN), because no bar knows it.
/// </summary>
public struct NotCausal : IBarStatistic<NotCausalValue>
{
    public readonly int WarmUpCount => int.MaxValue;

    public readonly NotCausalValue Next(in Bar bar) => new(double.NaN, double.NaN, double.NaN, double.NaN);

    public readonly void Transfer(ref StateTransfer state)
    {
    }
}
