using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>OrderCancelRequest(35=F).</summary>
/// <param name="ClOrdId">ClOrdID(11) of the request itself.</param>
/// <param name="OrigClOrdId">OrigClOrdID(41), the order meant.</param>
/// <param name="Symbol">Symbol(55), echoed where the order is unknown.</param>
/// <param name="Side">Side(54), echoed where the order is unknown.</param>
public sealed record VenueCancel(string ClOrdId, string OrigClOrdId, string Symbol, Side Side);
