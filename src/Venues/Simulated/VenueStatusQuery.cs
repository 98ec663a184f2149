using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>OrderStatusRequest(35=H).</summary>
/// <param name="ClOrdId">ClOrdID(11) of the order asked about.</param>
/// <param name="Symbol">Symbol(55), echoed where the order is unknown.</param>
/// <param name="Side">Side(54), echoed where the order is unknown.</param>
public sealed record VenueStatusQuery(string ClOrdId, string Symbol, Side Side)
{
    /// <summary>StatusReqID(790), which the answer repeats; null where there is none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Part of the answer to a mass request; null where the order alone was asked about.</summary>
    public MassStatusPart? Mass { get; init; }
}
