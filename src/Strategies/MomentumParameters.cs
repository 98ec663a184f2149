using System.Collections.Generic;

namespace LowLatencyEngine.Strategies;

/// <summary>How a <see cref="Momentum"/> follows one instrument.</summary>
public sealed record MomentumParameters
{
    private const double TicksMax = 1e9;
    private const long DayNs = 86_400_000_000_000;

    /// <summary>
    /// Size of an entry, and the largest position either way, in lots: 1 to 1e12. Where the engine works out sizes,
    /// theirs stands in its place.
    /// </summary>
    public required long OrderLots { get; init; }

    /// <summary>It enters when the fast average is more than so many ticks beyond the slow one, 0 to 1e9.</summary>
    public required double EntryThresholdTicks { get; init; }

    /// <summary>
    /// It leaves when the fast average is more than so many ticks beyond the slow one the other way, 0 to 1e9.
    /// </summary>
    public required double ExitThresholdTicks { get; init; }

    /// <summary>It leaves when the touch is at least so many ticks worse than its average entry, 1 to 1e9.</summary>
    public required long StopDistanceTicks { get; init; }

    /// <summary>
    /// So many ticks better than the entry's limit it closes with a limit order that is sent after the entry's fills,
    /// 0 to 1e9. Above 0 an entry is a bracket, left at this target or at the stop alone; 0 for none.
    /// </summary>
    public long TargetDistanceTicks { get; init; }

    /// <summary>Event time without an entry after a position was closed, 0 to one day in ns.</summary>
    public required long CooldownNs { get; init; }

    /// <summary>Event time without an order after one was refused, 1 ms to 1 h in ns.</summary>
    public required long RetryDelayNs { get; init; }

    /// <summary>Updates the slow average must have seen before the first entry, 2 to 1e9.</summary>
    public required long WarmUpCount { get; init; }

    /// <summary>
    /// How fast it grows surer of an entry, a tick of the averages' lead, 0 to 1e9: it states the probability
    /// 1 / (1 + exp(-slope lead)), one half without a lead. A claim, and only as good as the slope, which is fitted to
    /// the entries of a history (logistic regression of success on lead). 0 to state none.
    /// </summary>
    public double ProbabilitySlope { get; init; }

    /// <summary>Whether it states probabilities, so that entries can be sized by them.</summary>
    public bool StatesProbability => ProbabilitySlope > 0;

    /// <summary>One text per fault; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new ParameterFaults();
        faults.AddIfOutside("orderLots", OrderLots, min: 1, max: 1_000_000_000_000);
        faults.AddIfOutside("entryThresholdTicks", EntryThresholdTicks, min: 0, max: TicksMax);
        faults.AddIfOutside("exitThresholdTicks", ExitThresholdTicks, min: 0, max: TicksMax);
        faults.AddIfOutside("stopDistanceTicks", StopDistanceTicks, min: 1, max: (long)TicksMax);
        faults.AddIfOutside("targetDistanceTicks", TargetDistanceTicks, min: 0, max: (long)TicksMax);
        faults.AddIfOutside("cooldownNs", CooldownNs, min: 0, max: DayNs);
        faults.AddIfOutside("retryDelayNs", RetryDelayNs, min: 1_000_000, max: 3_600_000_000_000);
        faults.AddIfOutside("probabilitySlope", ProbabilitySlope, min: 0, max: TicksMax);
        faults.AddIfOutside("warmUpCount", WarmUpCount, min: 2, max: 1_000_000_000);
        return faults.Texts;
    }
}
