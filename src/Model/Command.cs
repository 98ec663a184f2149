using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>An operator's word, as an event: journaled and replayed like everything else.</summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
public struct Command
{
    [FieldOffset(0)] public CommandKind Kind;
    [FieldOffset(8)] public long RequestId; // Of the control door; the acknowledgement carries it.
    [FieldOffset(16)] public long Argument; // Strategy index for StrategyStart and StrategyStop, order id for CancelOrder; else 0.
}

/// <summary>What an operator can ask. Journaled, so never renumbered.</summary>
public enum CommandKind : byte
{
    None = 0,
    Halt = 1,
    Resume = 2,
    CancelAll = 3,
    StrategyStart = 4,
    StrategyStop = 5,
    CancelOrder = 6,
}
