using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>
/// What a command of an operator is about, and who gave it and why: stands behind <see cref="Command"/> in the record.
/// The command's Argument holds the value of a limit or the price of an order, in ticks.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct RiskAct
{
    public const int SizeBytes = 64;
    public const int EventOffset = EngineEvent.PayloadOffset + 24;

    [FieldOffset(0)] public long QtyLots;      // Of an order; else 0.
    [FieldOffset(8)] public int ScopeIndex;    // Dense index within the scope; of an order, the strategy.
    [FieldOffset(12)] public RiskScope Scope;
    [FieldOffset(13)] public byte LimitCode;   // Which limit, as Risk numbers them.
    [FieldOffset(13)] public TimeInForce TimeInForce; // Of an order, in its place; None for what the type says.
    [FieldOffset(14)] public LimitTier Tier;
    [FieldOffset(15)] public OrderType OrderType;
    [FieldOffset(16)] public ActName Who;
    [FieldOffset(28)] public ActReason Reason;
}

/// <summary>What of a limit is set. Journaled, so never renumbered.</summary>
public enum LimitTier : byte
{
    None = 0,
    Hard = 1,   // Denies.
    Soft = 2,   // Warns.
    Shadow = 3, // 1: would have denied is counted, nothing is denied; 0: the limit holds.
    Override = 4, // Hard for ten minutes, then what it was; always by two persons.
}

/// <summary>Up to twelve bytes of UTF-8, zero-padded.</summary>
[InlineArray(SizeBytes)]
public struct ActName
{
    public const int SizeBytes = 12;

    private byte _first;
}

/// <summary>Up to 36 bytes of UTF-8, zero-padded.</summary>
[InlineArray(SizeBytes)]
public struct ActReason
{
    public const int SizeBytes = 36;

    private byte _first;
}
