namespace LowLatencyEngine.Model;

/// <summary>
/// What an execution changed, as the order table worked it out: risk moves exposure by it, strategies learn of their
/// orders by it. Lives only while one input is worked on; never journaled (replay derives it again).
/// </summary>
public struct OrderReport
{
    public long OrderId;              // The order, not the cancel that was answered.
    public int InstrumentIndex;
    public ushort StrategyIndex;
    public Side Side;
    public OrderStatus Status;        // After the change.
    public OrderReportKind Kind;
    public RestatementReason Reason;  // Why the venue did what nobody asked for; else None.
    public long PriceTicks;           // Limit price of the order; 0 for a market order.
    public long FillPriceTicks;       // Of this fill; 0 where FilledLots is 0.
    public long FilledLots;           // Newly filled by this report; 0 where it fills nothing; below 0 for a bust.
    public long ReleasedLots;         // Reserved lots that will not fill; below 0: filled ones that were not reserved.
    public long OpenLots;             // Still open after the change.
    public long ReservedLots;         // The same, or what a pending replace would make of it where that is more.
    public long DroppedPriceTicks;    // Limit that a replace left behind, or did not reach.
    public bool HasDroppedPrice;      // Whether there is one.
    public bool HasFoundPrice;        // Whether PriceTicks is that of a replace which was not sent from here.
    public long StrategyPositionLots; // Of the order's strategy in its instrument, after the change.
    public long StrategyLongLots;     // Of it, what is long apart, where HasLegs.
    public bool ClosesLeg;            // What the order has open is on its way out of a leg.
    public bool IsEngines;            // The engine sent it to close or to undo; its strategy never wished for it.
    public bool HasLegs;              // Whether the account hedges, and its legs are told.
    public long LongLegLots;          // What it is long in the instrument, after the change.
    public long ShortLegLots;         // What it is short there; at least 0 likewise.
}

/// <summary>Which kind of change an <see cref="OrderReport"/> tells.</summary>
public enum OrderReportKind : byte
{
    None = 0,
    Acknowledged = 1,

    /// <summary>Lots filled; the order may be closed by it too: then OpenLots is 0.</summary>
    Filled = 2,
    Closed = 3,
    CancelRejected = 4,
    Denied = 5,

    /// <summary>
    /// A fill was cancelled or corrected: FilledLots is the change, below zero where lots were taken back.
    /// </summary>
    Corrected = 6,

    /// <summary>Price and quantity are what a replace asked for.</summary>
    Replaced = 7,
    ReplaceRejected = 8,

    /// <summary>An open order that nobody here sent is the operator's from now on.</summary>
    Adopted = 9,

    /// <summary>The engine holds the order, or holds on to the rest of it.</summary>
    Held = 10,
}
