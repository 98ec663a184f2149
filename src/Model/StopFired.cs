using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>
/// A position that has met its stop and is to be closed: which leg of which strategy, why, and the prices. The header's
/// side is that of the orders that close it, and the journal sequence of the input at which it fired is their cause.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
public struct StopFired
{
    [FieldOffset(0)] public long StopTicks;      // Where the stop was; 0 where a position is closed by its age alone.
    [FieldOffset(8)] public long SeenTicks;      // The price that was held against it.
    [FieldOffset(16)] public long EntryTicks;    // Price of the entry that the stop is measured from.
    [FieldOffset(24)] public long BestTicks;     // Best price since.
    [FieldOffset(32)] public long QtyLots;       // Of the leg when it fired.
    [FieldOffset(40)] public long CauseSequence; // Journal sequence of the input at which it fired.
    [FieldOffset(48)] public ushort StrategyIndex;
    [FieldOffset(50)] public StopReason Reason;
}

/// <summary>Why a position is to be closed. Journaled, so never renumbered.</summary>
public enum StopReason : byte
{
    None = 0,
    Price = 1,
    Time = 2,
}
