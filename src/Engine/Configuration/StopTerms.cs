using LowLatencyEngine.Risk.Bars;
using LowLatencyEngine.Risk.Stops;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>The stop of a strategy: the same in each instrument, measured in each by itself.</summary>
/// <param name="Rules">When a position is to be closed.</param>
/// <param name="Bars">Of the average true range; null where no rule counts in ranges.</param>
public sealed record StopTerms(StopRules Rules, BarTerms? Bars);
