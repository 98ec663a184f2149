using System;

namespace LowLatencyEngine.Risk;

/// <summary>What a venue takes beside type and time in force.</summary>
[Flags]
public enum OrderInstructions : byte
{
    None = 0,

    /// <summary>An order may show less than it has.</summary>
    Display = 1,

    /// <summary>An order may be only one that adds liquidity.</summary>
    PostOnly = 2,

    /// <summary>
    /// What waits for a price may be immediate-or-cancel or fill-or-kill, counted from when the price has come.
    /// </summary>
    ImmediateStops = 4,

    /// <summary>What waits for a price may wait for the one that it would trade with.</summary>
    QuoteTriggers = 8,

    /// <summary>It may wait for the price half-way between bid and ask.</summary>
    MidTriggers = 16,
}
