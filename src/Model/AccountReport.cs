using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>
/// Part of the answer to an <see cref="AccountRequest"/>. Orders come as executions of type OrderStatus before the end
/// of their answer; positions and trades come as reports of this kind.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 88)]
public struct AccountReport
{
    [FieldOffset(0)] public long RequestId;     // Of the request answered.
    [FieldOffset(8)] public long PositionLots;  // Long less short; those of one instrument add up. Of a trade: lots.
    [FieldOffset(16)] public long PriceTicks;   // SettlPrice(730), 0 where it is not stated; LastPx(31) of a trade.
    [FieldOffset(24)] public long ReportCount;  // Of an end: reports that came.
    [FieldOffset(32)] public long TotalCount;   // Of an end: TotNumReports(911), or tags 727 or 748.
    [FieldOffset(40)] public long OrderId;      // Of a trade, as an execution has them from here on.
    [FieldOffset(40)] public long ShortLots;    // Of a position: of its lots those that are short, at least 0.
    [FieldOffset(48)] public long ExecIdHash;
    [FieldOffset(56)] public long VenueOrderIdHash;
    [FieldOffset(64)] public long FeeTickLots;
    [FieldOffset(72)] public long MsgSeqNum;    // MsgSeqNum(34), where an execution has its own.
    [FieldOffset(80)] public AccountReportKind Kind;
    [FieldOffset(81)] public FillFacts Facts;   // Of a trade.
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
    Trade = 6,
    TradesEnd = 7,
    TradesRefused = 8,
}
