using System;

namespace LowLatencyEngine.Orders;

/// <summary>
/// What was out of the ordinary about an execution. Each is counted; see <see cref="OrderTable.AnomalyCount"/>.
/// </summary>
[Flags]
public enum OrderAnomalies : ushort
{
    None = 0,

    /// <summary>Seen before, and nothing new in it: ignored.</summary>
    Duplicate = 1,

    /// <summary>
    /// CumQty(14) rose by more than the fill at hand: the fills between were made good at an assumed price.
    /// </summary>
    MissedFill = 2,

    /// <summary>A fill that had been made good came after all: price and fee were put right.</summary>
    MissedFillExplained = 4,

    /// <summary>A fill after the order was closed: booked.</summary>
    LateFill = 8,

    /// <summary>More filled than was ordered: booked; trading should halt.</summary>
    Overfill = 16,

    /// <summary>Of an order that the table does not know: its fills are booked to the operator.</summary>
    Foreign = 32,

    /// <summary>
    /// Numbers or states of the venue that contradict each other or what it said before: CumQty(14) is believed.
    /// </summary>
    Contradiction = 64,

    /// <summary>
    /// Numbers that cannot be (below zero, beyond 2^53): not booked, the order is in doubt; trading should halt.
    /// </summary>
    Malformed = 128,

    /// <summary>
    /// The correction or bust of a fill that is not known, or not any more: not booked, the position may be wrong;
    /// trading should halt.
    /// </summary>
    UnknownCorrection = 256,

    /// <summary>
    /// The refusal of a cancel that is not pending (any more): ignored. Expected when a fill overtakes a cancel.
    /// </summary>
    StaleCancelReject = 512,
}
