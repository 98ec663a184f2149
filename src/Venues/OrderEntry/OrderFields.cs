using System;

namespace LowLatencyEngine.Venues.OrderEntry;

/// <summary>Fields of a request that a dialect may ask for, beyond the ids that every dialect has.</summary>
[Flags]
public enum OrderFields
{
    None = 0,
    HandlInst = 1 << 0,
    Account = 1 << 1,
    Symbol = 1 << 2,
    Side = 1 << 3,
    TransactTime = 1 << 4,
    OrderQty = 1 << 5,
    OrdType = 1 << 6,

    /// <summary>Price(44), where the order is a limit order.</summary>
    Price = 1 << 7,
    TimeInForce = 1 << 8,

    /// <summary>PosMaintRptID(721), where the request names a position.</summary>
    PositionTicket = 1 << 9,

    /// <summary>StopPx(99), where the order waits for a price.</summary>
    StopPx = 1 << 10,

    /// <summary>ExpireTime(126), where the order is good till a date.</summary>
    ExpireTime = 1 << 11,

    /// <summary>ExecInst(18), where the order may only add liquidity.</summary>
    ExecInst = 1 << 12,

    /// <summary>MaxFloor(111), where the order shows less than it has.</summary>
    MaxFloor = 1 << 13,

    /// <summary>DisplayQty(1138), which took the place of MaxFloor in FIX 5.0.</summary>
    DisplayQty = 1 << 14,

    /// <summary>PositionEffect(77), where the account of the order hedges.</summary>
    PositionEffect = 1 << 15,

    /// <summary>SelfMatchPreventionID(2362) and its instruction, where the session is told to send them.</summary>
    SelfTrade = 1 << 16,

    /// <summary>TriggerPriceType(1107), where the order waits for another price than the last trade's.</summary>
    TriggerPriceType = 1 << 17,
}
