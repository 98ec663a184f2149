namespace LowLatencyEngine.PriceAction;

/// <summary>What a <see cref="PriceActionStage"/> looks for, and how much it may keep.</summary>
public sealed record PriceActionParameters
{
    /// <summary>Length of window swings, for pools, sweeps and chart patterns.</summary>
    public int SwingLength { get; init; } = 10;

    /// <summary>Size of internal legs.</summary>
    public int InternalSize { get; init; } = 5;

    /// <summary>Size of swing legs; at most 500.</summary>
    public int SwingSize { get; init; } = 50;

    /// <summary>When breaks count as confirmed and failed.</summary>
    public StructureParameters Structure { get; init; } = new();

    /// <summary>Order blocks kept a side and scale.</summary>
    public int OrderBlockCapacity { get; init; } = 32;

    /// <summary>Open gaps kept a side.</summary>
    public int GapCapacity { get; init; } = 64;

    /// <summary>Bars after which order blocks are forgotten.</summary>
    public int ZoneAgeBarsMax { get; init; } = 2_000;

    /// <summary>Anchors of pools kept a side.</summary>
    public int PoolCapacity { get; init; } = 128;

    /// <summary>How close swings count as equal.</summary>
    public PoolTolerance PoolTolerance { get; init; } = new(0, 0.2);

    /// <summary>Bars within which a gap's fill is forecast.</summary>
    public int FillHorizonBars { get; init; } = 20;

    /// <summary>Bars within which a broken level may be reclaimed.</summary>
    public int ReclaimBars { get; init; } = 3;

    /// <summary>Bars within which a false move must show.</summary>
    public int FalseMoveBars { get; init; } = 10;

    /// <summary>Chart patterns too: shapes of closes and of pivots.</summary>
    public bool HasChartPatterns { get; init; } = true;

    /// <summary>Bars that a chart pattern may span.</summary>
    public int PatternBarsMax { get; init; } = 1_024;
}
