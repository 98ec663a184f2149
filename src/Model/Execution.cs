using System;
using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>
/// An ExecutionReport(35=8) or OrderCancelReject(35=9), as the order table needs it. Quantities are lots and as the
/// venue states them; the order table compares them with its own sums.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct Execution
{
    public const int SizeBytes = 88;

    [FieldOffset(0)] public long OrderId;          // ClOrdID(11); OrigClOrdID(41) where a request is answered.
    [FieldOffset(8)] public long RequestId;        // ClOrdID(11) of the change answered; StatusReqID(790); else 0.
    [FieldOffset(8)] public long ExecRefIdHash;    // Hash of ExecRefID(19); of TradeCorrect and TradeCancel alone.
    [FieldOffset(16)] public long LastPriceTicks;  // LastPx(31) of a fill; Price(44) of an order not sent from here.
    [FieldOffset(24)] public long LastQtyLots;     // LastQty(32) of a fill; else 0.
    [FieldOffset(32)] public long CumQtyLots;      // CumQty(14).
    [FieldOffset(40)] public long LeavesQtyLots;   // LeavesQty(151).
    [FieldOffset(48)] public long FeeTickLots;     // Commission(12), absolute, in ticks times lots of the instrument.
    [FieldOffset(48)] public long StopPriceTicks;  // StopPx(99); this and what follows: see Type.
    [FieldOffset(48)] public long DisplayLots;     // MaxFloor(111), DisplayQty(1138) of a type without StopPx.
    [FieldOffset(56)] public long ExpireTimestampNs; // ExpireTime(126); of OrderStatus alone.
    [FieldOffset(56)] public long ExecIdHash;      // 64-bit hash of ExecID(17): the same report twice has the same.
    [FieldOffset(64)] public long VenueOrderIdHash; // 64-bit hash of OrderID(37).
    [FieldOffset(72)] public long MsgSeqNum;       // MsgSeqNum(34): recovery asks the venue for what follows.
    [FieldOffset(80)] public ExecType ExecType;
    [FieldOffset(81)] public OrderStatus Status;   // OrdStatus(39).
    [FieldOffset(82)] public ushort RejectReason;  // OrdRejReason(103) or CxlRejReason(102).
    [FieldOffset(84)] public FillFacts Facts;      // Of a fill, its correction, an order not sent from here; 636.
    [FieldOffset(85)] public RestatementReason Reason; // ExecRestatementReason(378), where nobody asked for it.
    [FieldOffset(86)] public OrderType Type;       // Of an order not sent from here, except with a fill; else None.
    [FieldOffset(87)] public TimeInForce TimeInForce;
}

/// <summary>What a report says of a fill besides lots, price and fee. Journaled, so never renumbered.</summary>
[Flags]
public enum FillFacts : byte
{
    None = 0,
    FeeStated = 1,        // Commission(12) was there, were it 0: no fee is worked out for the fill.
    LiquidityAdded = 2,   // LastLiquidityInd(851) 1: the order rested, the maker's rate applies.
    LiquidityRemoved = 4, // LastLiquidityInd(851) 2 or 3.
    Opens = 8,            // PositionEffect(77) O: of a hedging account, to the side of the fill.
    Closes = 16,          // PositionEffect(77) C: out of the other side.
    NotWorking = 32,      // WorkingIndicator(636) N: of an order that is accepted and does not work yet.
    Working = 64,         // WorkingIndicator(636) Y.
}

/// <summary>
/// ExecType(150), with the values of FIX 4.2 partial and full fill folded into Trade. Journaled, so never renumbered.
/// </summary>
public enum ExecType : byte
{
    None = 0,
    New = 1,
    Trade = 2,
    Canceled = 3,
    Replaced = 4,
    PendingCancel = 5,
    Rejected = 6,
    PendingNew = 7,
    Expired = 8,
    OrderStatus = 9,
    TradeCorrect = 10,
    TradeCancel = 11,
    DoneForDay = 12,
    Suspended = 13,
    Other = 14,
    Restated = 15,
    Triggered = 16,
}

/// <summary>OrdStatus(39), and the states of an order in our own table. Journaled, so never renumbered.</summary>
public enum OrderStatus : byte
{
    None = 0,
    PendingNew = 1,
    New = 2,
    PartiallyFilled = 3,
    PendingCancel = 4,
    Filled = 5,
    Canceled = 6,
    Rejected = 7,
    Expired = 8,
    Denied = 9,
    Other = 10,
    PendingReplace = 11,
    Held = 12,
    Triggered = 13,
    Suspended = 14,
}
