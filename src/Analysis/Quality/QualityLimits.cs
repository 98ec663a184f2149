namespace LowLatencyEngine.Analysis.Quality;

/// <summary>From when on data counts as broken.</summary>
public readonly record struct QualityLimits()
{
    /// <summary>Longest silence of ticks while the market is open.</summary>
    public long SilenceNs { get; init; } = 300_000_000_000;

    /// <summary>Longest time a quote may stay the same while data comes in.</summary>
    public long StaleNs { get; init; } = 60_000_000_000;

    /// <summary>Prices handed in for one unit of the quote currency.</summary>
    public double PriceUnit { get; init; } = 1;

    /// <summary>How bad ticks are told.</summary>
    public BadTickParameters BadTick { get; init; } = new();
}
