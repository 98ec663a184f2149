using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>
/// What came of an operator's command, for whoever audits: stands behind the command in the journal, and once more
/// where an override of a limit ends by itself. Who is the name that was claimed; User and UserCode are the account
/// that asked, as the kernel knows it, its name cut to twelve bytes.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct OperatorAct
{
    public const int SizeBytes = 88;

    [FieldOffset(0)] public long Before;       // Of LimitSet: the value of the tier before, as people tell it; else 0.
    [FieldOffset(8)] public long After;        // Of LimitSet: the value asked for; else the command's argument.
    [FieldOffset(16)] public uint UserCode;    // 1 + uid.
    [FieldOffset(20)] public ushort ScopeIndex;
    [FieldOffset(22)] public CommandKind Kind;
    [FieldOffset(23)] public ActOutcome Outcome; // None of orders: what came of them stands in their own records.
    [FieldOffset(24)] public RiskScope Scope;
    [FieldOffset(25)] public byte LimitCode;
    [FieldOffset(26)] public LimitTier Tier;
    [FieldOffset(28)] public ActName Who;
    [FieldOffset(40)] public ActName User;
    [FieldOffset(52)] public ActReason Reason;
}

/// <summary>What came of an act of an operator. Journaled, so never renumbered.</summary>
public enum ActOutcome : byte
{
    None = 0,
    Done = 1,

    /// <summary>A second person must set the same.</summary>
    Proposed = 2,

    /// <summary>There is no such limit or scope, or the value is out of range.</summary>
    Refused = 3,

    /// <summary>A breaker is only armed again by somebody with a name.</summary>
    NeedsName = 4,

    /// <summary>In force until the override that runs ends; then the limit is what it was before that.</summary>
    Narrowed = 5,

    /// <summary>As many overrides run as can be kept.</summary>
    Full = 6,

    /// <summary>An override is over: the limit is what it was before.</summary>
    Ended = 7,
}
