namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// A message that waits for the session: a report, a refusal of a message the venue does not know, a position, or a
/// trade.
/// </summary>
internal sealed record OutgoingMessage(
    VenueReport? Report, BusinessReject? Refusal, PositionStatement? Position = null,
    TradeStatement? Trade = null);

/// <summary>BusinessMessageReject(35=j).</summary>
/// <param name="RefSeqNum">RefSeqNum(45).</param>
/// <param name="RefMsgType">RefMsgType(372).</param>
internal sealed record BusinessReject(long RefSeqNum, string RefMsgType);
