using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>A difference between our books and the venue's, and what was done about it.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
public struct ReconcileBreak
{
    [FieldOffset(0)] public long OrderId;        // ClOrdID(11); 0 where it is about no order.
    [FieldOffset(8)] public long OwnLots;        // As our books had it; of StatusUnanswered the orders in doubt.
    [FieldOffset(16)] public long VenueLots;     // As the venue has it.
    [FieldOffset(24)] public long PriceTicks;    // At which the difference was booked; 0 where nothing was.
    [FieldOffset(32)] public long ExecIdHash;    // Id of the synthetic fill; 0 where there is none.
    [FieldOffset(40)] public long CauseSequence; // Journal sequence of the input that showed it.
    [FieldOffset(48)] public long RequestId;     // Of the question; 0 for one about a single order.
    [FieldOffset(56)] public BreakKind Kind;
    [FieldOffset(57)] public BreakAction Action;
    [FieldOffset(58)] public BreakLeg Leg;       // Of a position of a hedging account; else None.
}

/// <summary>Which leg a break is about; its lots are at least 0 then. Journaled, so never renumbered.</summary>
public enum BreakLeg : byte
{
    None = 0,
    Long = 1,
    Short = 2,
}

/// <summary>What differs. Journaled, so never renumbered.</summary>
public enum BreakKind : byte
{
    None = 0,

    /// <summary>The venue has filled lots of which no report came: filled lots.</summary>
    MissedFill = 1,

    /// <summary>The venue has closed an order that was open here: open lots.</summary>
    ClosedAtVenue = 2,

    /// <summary>The venue has an open order that we do not know: open lots.</summary>
    ForeignOrder = 3,

    /// <summary>Position that no fill of ours explains: lots held.</summary>
    Position = 4,

    /// <summary>No answer to the question for all orders: each is asked about by itself.</summary>
    OrdersUnanswered = 5,

    /// <summary>No answer about positions: they are not compared.</summary>
    PositionsUnanswered = 6,

    /// <summary>No answer about single orders: they stay in doubt, and new orders stay blocked.</summary>
    StatusUnanswered = 7,

    /// <summary>A fill came for which a difference had been booked: lots of the fill, and of it those new.</summary>
    ResidualExplained = 8,

    /// <summary>A trade that the venue named and no report had told: filled lots, at its own price.</summary>
    MissedTrade = 9,

    /// <summary>No answer to the question for trades: status and positions tell what is missing.</summary>
    TradesUnanswered = 10,

    /// <summary>A trade that its order has no lots left for: filled lots, and what they would be.</summary>
    TradeUnbooked = 11,

    /// <summary>Fills of order session and drop copy differ: lots held, and as the copies would have it.</summary>
    CopiedPosition = 12,

    /// <summary>An order's open lots differ from those of its latest copy: open lots.</summary>
    CopiedOrder = 13,

    /// <summary>The session of the drop copy is down: nothing is compared with it.</summary>
    CopiesMissing = 14,
}

/// <summary>What was done about a break. Journaled, so never renumbered.</summary>
public enum BreakAction : byte
{
    None = 0,

    /// <summary>Our books were put right.</summary>
    Booked = 1,

    /// <summary>Nothing; it is known now.</summary>
    Left = 2,

    /// <summary>A cancel was sent.</summary>
    CancelSent = 3,

    /// <summary>Trading was halted until an operator has looked.</summary>
    Halted = 4,

    /// <summary>The order was taken in as the operator's: it counts in exposure and can be cancelled.</summary>
    Adopted = 5,

    /// <summary>Only what makes positions smaller passes until an operator has looked.</summary>
    Reduced = 6,
}
