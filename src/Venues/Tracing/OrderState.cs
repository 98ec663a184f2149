using System.Collections.Generic;

namespace LowLatencyEngine.Venues.Tracing;

/// <summary>
/// State of one order, a chain of replaces included, after a message. Quantities as the wire has them.
/// </summary>
public sealed record OrderState
{
    /// <summary>The open id of the chain: that of the last replace that was accepted.</summary>
    public string? ClOrdID { get; init; }

    public string? OrderID { get; init; }

    /// <summary>OrdStatus(39) of the chain; 0 where nothing is known of the order.</summary>
    public char OrdStatus { get; init; }

    public PendingKind Pending { get; init; }

    /// <summary>Ids of the requests that are not answered, oldest first.</summary>
    public required IReadOnlyList<string> PendingClOrdIDs { get; init; }

    /// <summary>Null where it was never stated, as for an order by amount.</summary>
    public decimal? OrderQty { get; init; }

    public decimal CumQty { get; init; }

    public decimal LeavesQty { get; init; }

    public decimal AvgPx { get; init; }

    public OrderReject? LastReject { get; init; }
}
