using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// A hard limit that holds another value for a while. All zeros where there is none. In the state and on the risk
/// board; 88 bytes without padding.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = SizeBytes)]
public struct LimitOverride
{
    public const int SizeBytes = 88;

    /// <summary>Most that run at once.</summary>
    public const int CountMax = 8;

    public long EndNs;      // When it ends, engine clock; 0 where there is none.
    public long Before;     // What the limit held and goes back to, as people tell it.
    public int Row;         // Of the scope.
    public int LimitCode;
    public uint UserCode;   // 1 + uid of the account that set it in force; 0: not known.
    public ActName First;   // Who proposed it; empty where one person was enough.
    public ActName Who;     // Who set it in force.
    public ActReason Reason;

    /// <summary>Which limit.</summary>
    public readonly LimitId Id => (LimitId)LimitCode;
}
