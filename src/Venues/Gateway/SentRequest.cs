using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>One new order or cancel as it was sent.</summary>
internal struct SentRequest
{
    public long OrderId;               // ClOrdID(11); 0 where there is none.
    public long OriginalOrderId;       // OrigClOrdID(41) of a cancel; else 0.
    public long PriceTicks;            // Limit price; 0 for a market order.
    public long UnacknowledgedSinceNs; // When a new order was sent; 0 once it is answered.
    public int InstrumentIndex;
    public EventKind Kind;
    public Side Side;
}
