using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>
/// The one record of the system: slot of the rings, record of the journal, message of shared memory. Blittable, 128
/// bytes, written byte for byte: change the layout only together with <see cref="CurrentSchemaVersion"/>.
/// </summary>
/// <remarks>
/// <code>
///   0        8          16        24           28   29    30     32      34   35    36    40                127
///  +--------+----------+---------+------------+----+------+------+-------+----+-----+-----+------------------+
///  |sequence|receive ns|venue ns |instrument  |kind|source|flags |schema |side|count|crc  |payload, by kind  |
///  +--------+----------+---------+------------+----+------+------+-------+----+-----+-----+------------------+
/// </code>
/// Sequence and CRC are the journal's: zero in a ring. Bytes that a kind does not use are zero.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct EngineEvent
{
    public const int SizeBytes = 128;
    public const int PayloadOffset = 40;
    public const ushort CurrentSchemaVersion = 1;

    [FieldOffset(0)] public long Sequence;           // Journal sequence, from 1, no gaps; 0 until journaled.
    [FieldOffset(8)] public long ReceiveTimestampNs; // Engine clock, ns since the epoch; an output has its cause's.
    [FieldOffset(16)] public long VenueTimestampNs;  // Venue clock, ns since the Unix epoch; 0 where it gives none.
    [FieldOffset(24)] public int InstrumentIndex;    // Dense index into the instrument table; -1 for none.
    [FieldOffset(28)] public EventKind Kind;
    [FieldOffset(29)] public EventSource Source;
    [FieldOffset(30)] public EventFlags Flags;
    [FieldOffset(32)] public ushort SchemaVersion;
    [FieldOffset(34)] public Side Side;              // Of the levels, of the aggressor, of the order.
    [FieldOffset(35)] public byte Count;             // Levels in a book update.
    [FieldOffset(36)] public uint Crc32C;            // The journal's, over the whole record; see the journal's format.

    [FieldOffset(PayloadOffset)] public BookUpdate Book;         // BookUpdate
    [FieldOffset(PayloadOffset)] public Quote Quote;             // Quote
    [FieldOffset(PayloadOffset)] public Trade Trade;             // Trade, ForcedOrder
    [FieldOffset(PayloadOffset)] public FeedStatus Feed;         // FeedStatus
    [FieldOffset(PayloadOffset)] public Execution Execution;     // Execution, CancelReject
    [FieldOffset(PayloadOffset)] public VenueStatus Venue;       // VenueStatus
    [FieldOffset(PayloadOffset)] public SessionStatus Session;   // SessionStatus
    [FieldOffset(PayloadOffset)] public EngineStart Start;       // EngineStart
    [FieldOffset(PayloadOffset)] public TimerDue Timer;          // Timer
    [FieldOffset(PayloadOffset)] public Command Command;         // Command
    [FieldOffset(RiskAct.EventOffset)] public RiskAct Act;       // Command, beside it, where it is one of risk
    [FieldOffset(PayloadOffset)] public OrderRequest Order;      // Requests to the venue, OrderDenied
    [FieldOffset(RiskDenial.EventOffset)] public RiskDenial Denial; // OrderDenied, behind the order
    [FieldOffset(OrderTerms.EventOffset)] public OrderTerms Terms; // NewOrder, ReplaceOrder, behind the order
    [FieldOffset(HeldTerms.EventOffset)] public HeldTerms Held;  // HoldOrder, HeldOrderChange; Command that holds one
    [FieldOffset(PayloadOffset)] public EngineFailure Failure;   // EngineFailure
    [FieldOffset(PayloadOffset)] public AnalysisEvent Analysis;  // Analysis
    [FieldOffset(PayloadOffset)] public AccountReport Account;   // AccountReport
    [FieldOffset(PayloadOffset)] public AccountRequest Question; // AccountRequest
    [FieldOffset(PayloadOffset)] public ReconcileBreak Break;    // ReconcileBreak
    [FieldOffset(PayloadOffset)] public FundingPayment Funding;  // FundingPayment
    [FieldOffset(PayloadOffset)] public StopFired Stop;          // StopFired
    [FieldOffset(PayloadOffset)] public ClosingStall Stall;      // ClosingStalled
    [FieldOffset(PayloadOffset)] public OperatorAct Done;        // OperatorAct
}
