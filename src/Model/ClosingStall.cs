using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>
/// The closing of a position by the engine that does not come on, or comes on again: what is left of the leg, since
/// when, and why. The header's side is that of the orders that close it.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
public struct ClosingStall
{
    [FieldOffset(0)] public long LeftLots;         // Still held; 0 where all is closed.
    [FieldOffset(8)] public long SinceTimestampNs; // Event time at which the closing began, or last closed something.
    [FieldOffset(16)] public long TriedLots;       // Of the order sent or refused last; 0 before the first.
    [FieldOffset(24)] public RiskDenial Denial;    // The values behind a refusal; else zero.
    [FieldOffset(48)] public ushort StrategyIndex; // Whose position it is; OperatorStrategyIndex for an operator's.
    [FieldOffset(50)] public ushort DenialScopeIndex;
    [FieldOffset(52)] public RiskScope DenialScope; // Whose limit refuses, or whose halt stands in the way; else None.
    [FieldOffset(53)] public RiskVerdict Verdict;   // On the order tried last; NotChecked before the first.
    [FieldOffset(54)] public StallCause Cause;      // What stands in the way now.
    [FieldOffset(55)] public StallChange Change;
}

/// <summary>What keeps a position from being closed. Journaled, so never renumbered.</summary>
public enum StallCause : byte
{
    None = 0,

    /// <summary>Our own risk refuses the orders.</summary>
    Refused = 1,
    MarketUnfit = 2,

    /// <summary>The session is not ready, orders are in doubt, or the account is not reconciled.</summary>
    SessionDown = 3,

    /// <summary>Somebody, a storm of rejects or the dead-man timer has halted it.</summary>
    Halted = 4,

    /// <summary>Orders are open there that do not end, perhaps the closing one.</summary>
    OpenOrders = 5,

    /// <summary>Orders pass and fill nothing.</summary>
    Unfilled = 6,
}

/// <summary>What became of a closing. Journaled, so never renumbered.</summary>
public enum StallChange : byte
{
    None = 0,
    Stalled = 1,

    /// <summary>Some of it has been closed since.</summary>
    Resumed = 2,
    Closed = 3,

    /// <summary>Nobody wants it closed any more.</summary>
    GivenUp = 4,
}
