namespace LowLatencyEngine.PriceAction;

/// <summary>What differs between the lives of gaps, order blocks and supply or demand zones.</summary>
public sealed record ZoneRules
{
    /// <summary>Zones kept a side, at least 1; one more pushes the oldest out.</summary>
    public int Capacity { get; init; } = 100;

    /// <summary>Bars after which a zone is forgotten.</summary>
    public int AgeBarsMax { get; init; } = int.MaxValue;

    /// <summary>Filled by trading at the far edge; else by trading beyond it.</summary>
    public bool FillsOnTouch { get; init; }

    /// <summary>Its life is over once filled.</summary>
    public bool EndsWhenFilled { get; init; }

    /// <summary>Every return into the zone counts as a touch, not only the first.</summary>
    public bool CountsTouches { get; init; }

    /// <summary>Put into its events.</summary>
    public PriceScale Scale { get; init; }
}
