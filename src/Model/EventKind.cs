namespace LowLatencyEngine.Model;

/// <summary>
/// What an <see cref="EngineEvent"/> says. Values reach the journal: they are numbered for ever. Below 64 are inputs
/// (they come out of the inbound ring and are replayed); from 64 on are outputs (the decision thread derives them from
/// inputs).
/// </summary>
public enum EventKind : byte
{
    None = 0,

    // Market data.
    BookUpdate = 1,
    Quote = 2,
    Trade = 3,
    FeedStatus = 4,
    ForcedOrder = 5, // A liquidation the venue reports: an order, not a trade; the payload is that of a trade.

    // From the broker.
    Execution = 16,
    CancelReject = 17,
    VenueStatus = 18,
    AccountReport = 19,
    DropCopy = 20,       // A copy of an execution that came over another session; the payload is that of an execution.
    DropCopyStatus = 21, // Of that session; the payload is that of a venue status.
    SessionStatus = 22,  // The phase that the venue is in.

    // From the engine's surroundings.
    EngineStart = 32,
    Timer = 33,
    Command = 34,

    // Outputs.
    NewOrder = 64,
    CancelOrder = 65,
    StatusRequest = 66,
    OrderDenied = 67,
    EngineFailure = 68,
    Analysis = 69,
    ReplaceOrder = 70,
    AccountRequest = 71,
    ReconcileBreak = 72,
    HoldOrder = 73,
    HeldOrderChange = 74,
    StopFired = 75,
    ClosingStalled = 76,
    FundingPayment = 80, // 77 to 79 are left to orders.
    OperatorAct = 81,
}

/// <summary>Questions about <see cref="EventKind"/> that more than one project asks.</summary>
public static class EventKinds
{
    private const byte FirstOutput = 64;

    /// <summary>True for what the decision thread derives; false for what it is given.</summary>
    public static bool IsOutput(this EventKind kind) => (byte)kind >= FirstOutput;

    /// <summary>True for the kinds of output that a venue thread turns into a message to the broker.</summary>
    public static bool IsSentToVenue(this EventKind kind) =>
        kind is EventKind.NewOrder or EventKind.CancelOrder or EventKind.StatusRequest or EventKind.ReplaceOrder
            or EventKind.AccountRequest;

    /// <summary>True for an output that is sent: not for a replace that waits for the one before it.</summary>
    public static bool IsSentToVenue(this in EngineEvent output) => output.Kind.IsSentToVenue() && !output.Waits();

    /// <summary>True for the record of a replace that waits for the one before it.</summary>
    public static bool Waits(this in EngineEvent output) =>
        output.Kind == EventKind.ReplaceOrder && output.Order.Verdict == RiskVerdict.Waiting;

    /// <summary>True for outputs about one order: risk writes its verdict into them before they leave.</summary>
    public static bool IsJudged(this EventKind kind) =>
        kind is EventKind.NewOrder or EventKind.CancelOrder or EventKind.StatusRequest or EventKind.ReplaceOrder
            or EventKind.HoldOrder;
}
