using System.Collections.Generic;

namespace LowLatencyEngine.Engine.Reporting;

/// <summary>What one market data feed came to.</summary>
/// <param name="Name">As configured.</param>
/// <param name="Venue">Its venue in the catalog, or fix.</param>
/// <param name="Symbols">Instruments it carried.</param>
/// <param name="Frames">Messages received.</param>
/// <param name="Refused">Messages or entries that could not be used.</param>
/// <param name="Gaps">Times that something was missing.</param>
/// <param name="Connects">Connections made.</param>
public sealed record FeedReport(
    string Name, string Venue, IReadOnlyList<string> Symbols, long Frames, long Refused, long Gaps, long Connects);
