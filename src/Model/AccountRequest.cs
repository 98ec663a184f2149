using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>A question to the venue about the account as a whole.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
public struct AccountRequest
{
    [FieldOffset(0)] public long RequestId;     // MassStatusReqID(584), PosReqID(710) or TradeRequestID(568).
    [FieldOffset(8)] public long CauseSequence; // Journal sequence of the input that it was written with.
    [FieldOffset(16)] public AccountRequestKind Kind;
    [FieldOffset(24)] public long FromTimestampNs; // Of trades: venue's time of the first that is asked for; else 0.
}

/// <summary>What is asked. Journaled, so never renumbered.</summary>
public enum AccountRequestKind : byte
{
    None = 0,

    /// <summary>OrderMassStatusRequest(AF): every open order.</summary>
    Orders = 1,

    /// <summary>RequestForPositions(AN): every position.</summary>
    Positions = 2,

    /// <summary>TradeCaptureReportRequest(AD): every trade from a time on.</summary>
    Trades = 3,
}
