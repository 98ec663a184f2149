using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// What the venue tells of an order: an ExecutionReport(35=8), or an OrderCancelReject(35=9) where
/// <see cref="IsCancelReject"/>. Immutable: taken at the moment of the event.
/// </summary>
public sealed record VenueReport
{
    /// <summary>ExecType(150); meaningless for a cancel reject.</summary>
    public ExecType ExecType { get; init; }

    public bool IsCancelReject { get; init; }

    /// <summary>The refused request was a replace: CxlRejResponseTo(434) says so.</summary>
    public bool IsOfReplace { get; init; }

    /// <summary>ClOrdID(11): of the order, or of the cancel that is answered.</summary>
    public required string ClOrdId { get; init; }

    /// <summary>OrigClOrdID(41): the order, where a cancel is answered; else null.</summary>
    public string? OrigClOrdId { get; init; }

    /// <summary>OrderID(37), the venue's; "NONE" for an order it does not know.</summary>
    public string OrderId { get; init; } = "NONE";

    /// <summary>ExecID(17): unique for ever, also across restarts of the venue; "0" for a status.</summary>
    public string ExecId { get; init; } = "0";

    /// <summary>ExecRefID(19): the fill that is taken back; else null.</summary>
    public string? ExecRefId { get; init; }

    /// <summary>Null for a symbol the venue does not know.</summary>
    public Instrument? Instrument { get; init; }

    /// <summary>Symbol(55), as the client wrote it.</summary>
    public string Symbol { get; init; } = "";

    public Side Side { get; init; }

    public OrderType Type { get; init; }

    public TimeInForce TimeInForce { get; init; }

    /// <summary>PositionEffect(77) of the order.</summary>
    public PositionEffect Effect { get; init; }

    /// <summary>OrderQty(38), as the client wrote it.</summary>
    public string Qty { get; init; } = "0";

    /// <summary>Price(44), as the client wrote it; null for a market order.</summary>
    public string? Price { get; init; }

    /// <summary>StopPx(99), as the client wrote it; null for an order that waits for no price.</summary>
    public string? StopPrice { get; init; }

    /// <summary>MaxFloor(111), as the client wrote it; null where all is shown.</summary>
    public string? DisplayQty { get; init; }

    /// <summary>ExpireTime(126), nanoseconds since the Unix epoch; 0 where there is none.</summary>
    public long ExpireTimestampNs { get; init; }

    /// <summary>OrdStatus(39).</summary>
    public OrderStatus Status { get; init; }

    /// <summary>LastPx(31); 0 where nothing is filled.</summary>
    public long LastPriceTicks { get; init; }

    /// <summary>LastQty(32); 0 where nothing is filled.</summary>
    public long LastQtyLots { get; init; }

    /// <summary>CumQty(14).</summary>
    public long CumQtyLots { get; init; }

    /// <summary>LeavesQty(151).</summary>
    public long LeavesQtyLots { get; init; }

    /// <summary>Sum of price times quantity over all fills, ticks times lots: AvgPx(6) is this over CumQty.</summary>
    public Int128 CumTickLots { get; init; }

    /// <summary>Commission(12), ticks times lots.</summary>
    public long FeeTickLots { get; init; }

    /// <summary>OrdRejReason(103) or CxlRejReason(102).</summary>
    public int RejectReason { get; init; }

    /// <summary>ExecRestatementReason(378) of what nobody asked for; else None.</summary>
    public RestatementReason Reason { get; init; }

    /// <summary>Part of the answer to a mass request; else null.</summary>
    public MassStatusPart? Mass { get; init; }

    /// <summary>StatusReqID(790) of the question that is answered; else null.</summary>
    public string? StatusReqId { get; init; }

    /// <summary>Text(58); empty where there is nothing to say.</summary>
    public string Text { get; init; } = "";
}
