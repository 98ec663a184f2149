namespace LowLatencyEngine.PriceAction;

/// <summary>When a break of structure counts as confirmed and when as failed.</summary>
public sealed record StructureParameters
{
    /// <summary>A close beyond the level by this many ATR(14) confirms; 0: any close beyond does.</summary>
    public double ConfirmAtr { get; init; }

    /// <summary>So many closes beyond the level confirm, at least 1.</summary>
    public int ConfirmCloses { get; init; } = 1;

    /// <summary>A close inside within so many bars after the break fails it.</summary>
    public int FailBars { get; init; } = 3;
}
