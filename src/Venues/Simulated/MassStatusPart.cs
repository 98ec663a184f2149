namespace LowLatencyEngine.Venues.Simulated;

/// <summary>What makes a status report part of the answer to an OrderMassStatusRequest(35=AF).</summary>
/// <param name="RequestId">MassStatusReqID(584), as the client wrote it.</param>
/// <param name="TotalCount">TotNumReports(911); 0 where no order is open.</param>
/// <param name="IsLast">LastRptRequested(912).</param>
public sealed record MassStatusPart(string RequestId, int TotalCount, bool IsLast);
