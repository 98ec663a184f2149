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
    public long StatusReqId;        // StatusReqID(790) of a status request: the order as the engine knows it; else 0.
    public long PriceTicks;         // Price(44) of an order with a limit.
    public long QtyLots;            // OrderQty(38).
    public long PositionTicket;     // PosMaintRptID(721) to add to or close; 0 for none.
    public int InstrumentIndex;
    public ushort StrategyIndex;    // Whose order it is: for what keeps our own from meeting.
    public Side Side;
    public OrderType Type;
    public TimeInForce TimeInForce;
    public PositionEffect PositionEffect; // PositionEffect(77) of an order of a hedging account; else None.
    public OrderTerms Terms;        // Of a new order or a replace.
    public bool IsPostOnly;         // ExecInst(18) 6.
    public TriggerSource Trigger;   // TriggerPriceType(1107); nothing is said of the last trade, and of None.

    /// <summary>The request that an engine's output stands for.</summary>
    public static OrderEntryRequest From(in EngineEvent output) => new()
    {
        ClOrdId = output.Kind == EventKind.StatusRequest && output.Order.VenueOrderId != 0
            ? output.Order.VenueOrderId
            : output.Order.OrderId,
        OriginalClOrdId = output.Order.OriginalOrderId != 0 && output.Order.VenueOrderId != 0
            ? output.Order.VenueOrderId
            : output.Order.OriginalOrderId,
        StatusReqId = output.Kind == EventKind.StatusRequest ? output.Order.OrderId : 0,
        PriceTicks = output.Order.PriceTicks,
        QtyLots = output.Order.QtyLots,
        InstrumentIndex = output.InstrumentIndex,
        StrategyIndex = output.Order.StrategyIndex,
        Side = output.Side,
        Type = output.Order.Type,
        TimeInForce = output.Order.TimeInForce,
        Terms = output.Terms,
        IsPostOnly = (output.Flags & EventFlags.PostOnly) != EventFlags.None,
        Trigger = output.Flags.Trigger(),
    };
}

/// <summary>PositionEffect(77): what an order does to the legs of its account.</summary>
public enum PositionEffect : byte
{
    None = 0,
    Open = (byte)'O',
    Close = (byte)'C',
}
