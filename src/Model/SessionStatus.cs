using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>
/// The phase that a venue says it is in, TradingSessionStatus(35=h): of one instrument, or of all where the event names
/// none. It holds until the session to the venue is lost.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct SessionStatus
{
    [FieldOffset(0)] public SessionPhase Phase;
    [FieldOffset(8)] public long MsgSeqNum; // MsgSeqNum(34) under which it came.
}

/// <summary>Part of a trading day. Journaled, so never renumbered. In configurations by name.</summary>
public enum SessionPhase : byte
{
    Continuous = 0,
    Auction = 1,
    Closed = 2,

    /// <summary>Orders are taken, for the opening auction and for after it; nothing trades.</summary>
    PreOpen = 3,
    OpeningAuction = 4,
    ClosingAuction = 5,
}
