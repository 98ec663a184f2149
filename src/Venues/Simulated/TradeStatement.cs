namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// One message of the answer to a TradeCaptureReportRequest(35=AD): the acknowledgement(35=AQ), or a trade(35=AE).
/// </summary>
/// <param name="RequestId">TradeRequestID(568), as the client wrote it.</param>
/// <param name="TotalCount">TotNumTradeReports(748).</param>
/// <param name="Trade">Null for the acknowledgement, which goes first.</param>
/// <param name="IsLast">LastRptRequested(912).</param>
internal sealed record TradeStatement(string RequestId, int TotalCount, VenueTrade? Trade, bool IsLast);

/// <summary>A fill that stands, and when it was made.</summary>
/// <param name="Report">As it was reported, or would have been.</param>
/// <param name="TimestampNs">Venue's clock.</param>
internal sealed record VenueTrade(VenueReport Report, long TimestampNs);
