using System.Collections.Generic;

namespace LowLatencyEngine.Analysis.Quality;

/// <summary>How live data is watched; the same for every instrument. Immutable.</summary>
public sealed record QualityParameters
{
    /// <summary>
    /// From when on data counts as broken; <see cref="QualityLimits.PriceUnit"/> comes from the instrument.
    /// </summary>
    public QualityLimits Limits { get; init; } = new();

    /// <summary>When the market is open.</summary>
    public TradingHours Hours { get; init; } = TradingHours.Always;

    /// <summary>Rules that make the instrument unfit where they are broken; the others only warn.</summary>
    public DataRules UnfitRules { get; init; } = DataRules.BadTick | DataRules.Price | DataRules.Quantity;

    /// <summary>How long it stays unfit after the last such record, in nanoseconds.</summary>
    public long UnfitNs { get; init; } = 1_000_000_000;

    internal void Validate(List<string> errors)
    {
        if (UnfitNs < 0)
            errors.Add($"quality.unfitSeconds out of range: unfitNs={UnfitNs}; allowed 0 and above");

        if (Limits.SilenceNs <= 0 || Limits.StaleNs <= 0)
        {
            errors.Add($"quality.silenceSeconds and staleSeconds must be above 0: silenceNs={Limits.SilenceNs}, " +
                $"staleNs={Limits.StaleNs}");
        }
    }
}
