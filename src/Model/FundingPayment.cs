using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>
/// What an account received or paid for holding a position over an instant of a funding schedule, or why it could not
/// be worked out. Money is ticks times lots of the record's instrument.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
public struct FundingPayment
{
    [FieldOffset(0)] public long DueTimestampNs; // The instant, ns since the Unix epoch.
    [FieldOffset(8)] public long PositionLots;   // Below zero for short.
    [FieldOffset(16)] public long MarkTicks;     // At which the position was valued; 0 where there is no price.
    [FieldOffset(24)] public long RatePpb;       // Billionths of the value; above zero longs pay shorts.
    [FieldOffset(32)] public long TickLots;      // Received; below zero for paid.
    [FieldOffset(40)] public long PaymentId;     // Of instant, account and instrument: it is booked once.
    [FieldOffset(48)] public long CauseSequence; // Journal sequence of the input that showed that it was due.
    [FieldOffset(56)] public int AccountIndex;
    [FieldOffset(60)] public FundingOutcome Outcome;
}

/// <summary>What became of a payment that was due. Journaled, so never renumbered.</summary>
public enum FundingOutcome : byte
{
    None = 0,

    /// <summary>It is in the books.</summary>
    Booked = 1,

    /// <summary>The schedule has no rate: nothing is booked, an operator books what the venue says.</summary>
    RateMissing = 2,

    /// <summary>The position has no price: likewise.</summary>
    MarkMissing = 3,
}
