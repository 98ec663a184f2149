namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// What the venue does wrong on purpose, so that a client's answer to it can be tested. Every number counts from 1,
/// over the whole life of the venue; 0 means never. Each happens once, but where it says otherwise.
/// </summary>
public sealed record SimulatedFaults
{
    /// <summary>
    /// Before the Nth frame, bytes are sent that are no WebSocket frame (reserved bits and a reserved opcode).
    /// </summary>
    public long MalformedWebSocketFrameAt { get; init; }

    /// <summary>The Nth frame is sent with its last byte cut off: the JSON is broken, the frame is lost.</summary>
    public long BrokenJsonAt { get; init; }

    /// <summary>The Nth depth frame is not sent: a gap.</summary>
    public long DropDepthFrameAt { get; init; }

    /// <summary>Before the Nth frame, it is sent once more under a symbol that nobody knows.</summary>
    public long UnknownSymbolAt { get; init; }

    /// <summary>
    /// From the Nth depth frame on, the first frame with levels is sent with a price that does not fit the tick.
    /// </summary>
    public long OffTickDepthAt { get; init; }

    /// <summary>The Nth application message over FIX is sent with a wrong CheckSum(10).</summary>
    public long GarbleFixMessageAt { get; init; }

    /// <summary>The FIX connection is cut, without Logout, once N orders have come.</summary>
    public long DropFixConnectionAfterOrders { get; init; }

    /// <summary>The Nth fill is never reported; an answer about the order or the account knows it.</summary>
    public long HideFillAt { get; init; }

    /// <summary>The Nth report of an order is not copied to the drop copy.</summary>
    public long DropCopyAt { get; init; }

    /// <summary>
    /// The Nth fill is taken back (150=H) after it was reported; an order that it had filled is over.
    /// </summary>
    public int BustFillAt { get; init; }

    /// <summary>With the Nth OrderMassStatusRequest(AF), an order lies in the book that no client sent.</summary>
    public int ForeignOrderAt { get; init; }

    /// <summary>From the Nth RequestForPositions(AN) on, the first instrument's position is stated wrong.</summary>
    public int WrongPositionFrom { get; init; }

    /// <summary>By how many lots.</summary>
    public long WrongPositionLots { get; init; } = 1;

    /// <summary>
    /// From the Nth request about the whole account on, BusinessMessageReject(j) says that there is no such message.
    /// </summary>
    public int RefuseAccountRequestsFrom { get; init; }

    /// <summary>
    /// From the Nth TradeCaptureReportRequest(AD) on, BusinessMessageReject(j) says that there is no such message.
    /// </summary>
    public int RefuseTradesFrom { get; init; }

    /// <summary>The Nth trade that answers such a request is told twice.</summary>
    public int DuplicateTradeAt { get; init; }

    /// <summary>Every Nth order is rejected for no reason of its own.</summary>
    public int RejectEveryNthOrder { get; init; }
}
