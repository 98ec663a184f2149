using System;

namespace LowLatencyEngine.Strategies;

/// <summary>
/// Why a strategy may not place orders now; it may always cancel. In the state hash, so never renumbered.
/// </summary>
[Flags]
public enum TradingBlocks : byte
{
    None = 0,

    /// <summary>An operator stopped the strategy, or it was never started.</summary>
    Stopped = 1,

    /// <summary>An operator halted trading.</summary>
    Halted = 2,

    /// <summary>The session to the broker is not <see cref="Model.VenueState.Ready"/>.</summary>
    VenueNotReady = 4,

    /// <summary>
    /// The strategy is being told of a denial: an order in answer could be denied again, without end.
    /// </summary>
    TellingDenial = 8,
}
