using LowLatencyEngine.Venues.Simulated.Auctions;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// A message that waits for the session: a report, a refusal of a message the venue does not know, a position, a trade,
/// or a phase.
/// </summary>
internal sealed record OutgoingMessage(
    VenueReport? Report, BusinessReject? Refusal, PositionStatement? Position = null,
    TradeStatement? Trade = null)
{
    /// <summary>What the venue does with orders from now on.</summary>
    public VenuePhase? Phase { get; init; }
}

/// <summary>BusinessMessageReject(35=j).</summary>
/// <param name="RefSeqNum">RefSeqNum(45).</param>
/// <param name="RefMsgType">RefMsgType(372).</param>
internal sealed record BusinessReject(long RefSeqNum, string RefMsgType);
