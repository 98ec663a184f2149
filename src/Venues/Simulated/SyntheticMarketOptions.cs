using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>One instrument of a synthetic market.</summary>
/// <param name="Instrument">Names and steps.</param>
/// <param name="StartPriceTicks">Where the price begins, and what it returns to in the long run; at least
/// 1,000.</param>
/// <param name="TypicalQtyLots">Size of a usual order; at least 1.</param>
public sealed record SyntheticInstrument(Instrument Instrument, long StartPriceTicks, long TypicalQtyLots);

/// <summary>What a synthetic market is like. The same options give the same bytes on every machine.</summary>
public sealed record SyntheticMarketOptions
{
    /// <summary>At least one.</summary>
    public required IReadOnlyList<SyntheticInstrument> Instruments { get; init; }

    public long Seed { get; init; } = 1;

    /// <summary>
    /// Things that happen (an order, a cancel, a trade) per second of recorded time and instrument; 1 to 1,000,000.
    /// </summary>
    public int EventsPerSecond { get; init; } = 200;

    /// <summary>
    /// Ticks by which the fair price usually moves in a second, bursts of momentum apart; 0 to 10,000.
    /// </summary>
    public int VolatilityTicks { get; init; } = 20;

    /// <summary>Frames after which it ends; null for a market without end.</summary>
    public long? FrameCountMax { get; init; }

    /// <summary>
    /// Receive time of the first frame, ns since the Unix epoch, UTC. Fixed, so that a seed gives the same bytes.
    /// </summary>
    public long StartTimestampNs { get; init; } = 1_735_689_600_000_000_000; // 2025-01-01.
}
