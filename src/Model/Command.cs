using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>An operator's word, as an event: journaled and replayed like everything else.</summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
public struct Command
{
    [FieldOffset(0)] public CommandKind Kind;
    [FieldOffset(4)] public uint UserCode;  // 1 + uid of the account that asked, as the kernel says; 0: not known.
    [FieldOffset(8)] public long RequestId; // Of the control door; the acknowledgement carries it.
    [FieldOffset(16)] public long Argument; // Strategy index, order id for CancelOrder; else 0.
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

    // Of risk; each carries a RiskAct. 6 to 15 are left to the order table.
    LimitSet = 16,
    ScopeHalt = 17,
    ScopeReduce = 18,
    ScopeResume = 19,
    OrderProbe = 20,
    OrderSend = 21,
    OperatorAlive = 22,
    ScopeFlatten = 23,

    /// <summary>An order that the engine holds; carries <see cref="HeldTerms"/> behind the act.</summary>
    OrderHold = 24,

    /// <summary>What the gate would say of that order now.</summary>
    OrderHoldProbe = 25,

    /// <summary>
    /// Other terms for an order, held or at the venue: which order in LinkedOrderId, which terms in Options.
    /// </summary>
    OrderHoldReplace = 26,

    /// <summary>What the account of UserCode is called, in Act.Who: before its first command of a life.</summary>
    UserNamed = 27,

    // Of accounts, likewise with a RiskAct. 32 to 47 are left to them.
    AccountFunding = 32, // Argument: ticks times lots received. Act.QtyLots: hash of the payment's id.
}
