namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// A message that waits for the session: a report, or a refusal of a message the venue does not know.
/// </summary>
internal sealed record OutgoingMessage(VenueReport? Report, BusinessReject? Refusal);

/// <summary>BusinessMessageReject(35=j).</summary>
/// <param name="RefSeqNum">RefSeqNum(45).</param>
/// <param name="RefMsgType">RefMsgType(372).</param>
internal sealed record BusinessReject(long RefSeqNum, string RefMsgType);
