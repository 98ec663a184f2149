using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>
/// Part of the answer to an <see cref="AccountRequest"/>. Orders come as executions of type OrderStatus before the end
/// of their answer; positions come as reports of this kind.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 88)]
public struct AccountReport
{
    [FieldOffset(0)] public long RequestId;     // Of the request answered.
    [FieldOffset(8)] public long PositionLots;  // Of a position: long less short; several of one instrument add up.
    [FieldOffset(16)] public long PriceTicks;   // Of a position: SettlPrice(730); 0 where it is not stated.
    [FieldOffset(24)] public long ReportCount;  // Of an end: reports that came.
    [FieldOffset(32)] public long TotalCount;   // Of an end: TotNumReports(911) or TotalNumPosReports(727).
    [FieldOffset(72)] public long MsgSeqNum;    // MsgSeqNum(34), where an execution has its own.
    [FieldOffset(80)] public AccountReportKind Kind;
    // The rest is reserved, written as zero.
}

/// <summary>What a report says. Journaled, so never renumbered.</summary>
public enum AccountReportKind : byte
{
    None = 0,
    OrdersEnd = 1,
    OrdersRefused = 2,
    Position = 3,
    PositionsEnd = 4,
    PositionsRefused = 5,
}
