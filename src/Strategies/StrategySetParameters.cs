using System.Collections.Generic;

namespace LowLatencyEngine.Strategies;

/// <summary>Bounds that hold for every strategy.</summary>
/// <param name="OpenOrderCountMax">Orders a strategy may have open, 1 to 4,096.</param>
/// <param name="CancelRetryNs">Event time before a cancel that the venue refused is tried again, 1 ms to 1 h in
/// ns.</param>
public sealed record StrategySetParameters(int OpenOrderCountMax, long CancelRetryNs)
{
    /// <summary>Sizes of entries that are worked out for strategies; null where all keep to their own.</summary>
    public SizeTable? Sizes { get; init; }

    /// <summary>64 orders, one second.</summary>
    public static StrategySetParameters Default { get; } = new(OpenOrderCountMax: 64, CancelRetryNs: 1_000_000_000);

    /// <summary>One text per fault; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new ParameterFaults();
        faults.AddIfOutside("openOrderCountMax", OpenOrderCountMax, min: 1, max: 4_096);
        faults.AddIfOutside("cancelRetryNs", CancelRetryNs, min: 1_000_000, max: 3_600_000_000_000);
        return faults.Texts;
    }
}
