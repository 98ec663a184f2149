using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.OrderEntry;

/// <summary>
/// One request about one order, whatever its kind; a kind reads what its dialect's fields need. Prices in ticks,
/// quantities in lots.
/// </summary>
public struct OrderEntryRequest
{
    public long ClOrdId;            // ClOrdID(11): of this request; of the order for a status request.
    public long OriginalClOrdId;    // OrigClOrdID(41) of a cancel or replace; else 0.
    public long PriceTicks;         // Price(44) of a limit order.
    public long QtyLots;            // OrderQty(38).
    public long PositionTicket;     // PosMaintRptID(721) to add to or close; 0 for none.
    public int InstrumentIndex;
    public ushort StrategyIndex;    // Whose order it is: for what keeps our own from meeting.
    public Side Side;
    public OrderType Type;
    public TimeInForce TimeInForce;

    /// <summary>The request that an engine's output stands for.</summary>
    public static OrderEntryRequest From(in EngineEvent output) => new()
    {
        ClOrdId = output.Kind == EventKind.StatusRequest && output.Order.VenueOrderId != 0
            ? output.Order.VenueOrderId
            : output.Order.OrderId,
        OriginalClOrdId = output.Order.OriginalOrderId != 0 && output.Order.VenueOrderId != 0
            ? output.Order.VenueOrderId
            : output.Order.OriginalOrderId,
        PriceTicks = output.Order.PriceTicks,
        QtyLots = output.Order.QtyLots,
        InstrumentIndex = output.InstrumentIndex,
        StrategyIndex = output.Order.StrategyIndex,
        Side = output.Side,
        Type = output.Order.Type,
        TimeInForce = output.Order.TimeInForce,
    };
}
