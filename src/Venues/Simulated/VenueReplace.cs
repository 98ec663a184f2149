
namespace LowLatencyEngine.Venues.Simulated;

/// <summary>OrderCancelReplaceRequest(35=G). Numbers are still text, as in <see cref="VenueNewOrder"/>.</summary>
/// <param name="Ids">ClOrdID(11) and OrigClOrdID(41), and what is echoed where the order is unknown.</param>
/// <param name="Qty">OrderQty(38), of the whole order.</param>
/// <param name="Price">Price(44); null for a market order.</param>
public sealed record VenueReplace(VenueCancel Ids, string Qty, string? Price)
{
    /// <summary>StopPx(99); null where it stays, or the order has none.</summary>
    public string? StopPrice { get; init; }

    /// <summary>MaxFloor(111) or DisplayQty(1138); null where all of it is shown.</summary>
    public string? DisplayQty { get; init; }

    /// <summary>ExpireTime(126), nanoseconds since the Unix epoch; 0 where it stays, or the order has none.</summary>
    public long ExpireTimestampNs { get; init; }
}
