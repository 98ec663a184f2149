namespace LowLatencyEngine.Engine.Configuration;

/// <summary>
/// How our books are compared with the venue's account after a logon. Off: only single orders in doubt are asked after.
/// </summary>
public sealed record ReconcileConfiguration
{
    /// <summary>Whether open orders and positions are asked for at all.</summary>
    public bool IsOn { get; init; }

    /// <summary>Every open order is asked for with one OrderMassStatusRequest(AF).</summary>
    public bool AsksOrders { get; init; }

    /// <summary>Positions are asked for with RequestForPositions(AN).</summary>
    public bool AsksPositions { get; init; }

    /// <summary>Trades that no report has told are asked for with TradeCaptureReportRequest(AD).</summary>
    public bool AsksTrades { get; init; }

    /// <summary>So much earlier than the last trade known they are asked for, in nanoseconds.</summary>
    public long TradesMarginNs { get; init; } = 60_000_000_000;

    /// <summary>How long an answer may take, in nanoseconds of event time.</summary>
    public long PatienceNs { get; init; } = 5_000_000_000;

    /// <summary>How often one thing is asked for before it counts as unanswered.</summary>
    public int AttemptsMax { get; init; } = 3;

    /// <summary>Positions that differ, and answers that do not come.</summary>
    public BreakPolicy Breaks { get; init; }

    /// <summary>Between two comparisons while trading goes on, in nanoseconds; 0 for none.</summary>
    public long EveryNs { get; init; }

    /// <summary>
    /// Age at which a request that nobody answered is asked after, in nanoseconds, to within one such age; 0 for never.
    /// </summary>
    public long InFlightNs { get; init; }

    /// <summary>
    /// For so long after a fill its instrument's position is not compared while trading goes on, in nanoseconds.
    /// </summary>
    public long RecentNs { get; init; } = 5_000_000_000;

    /// <summary>Lots of an instrument that may differ while trading goes on.</summary>
    public long ToleranceLots { get; init; }

    /// <summary>What a position beyond the tolerance leads to while trading goes on.</summary>
    public DriftPolicy Drift { get; init; } = DriftPolicy.Reduce;

    /// <summary>Comparison with a drop copy; null for none.</summary>
    public DropCopyConfiguration? DropCopy { get; init; }

    /// <summary>Orders that are open at the venue and not here.</summary>
    public ForeignOrderPolicy ForeignOrders { get; init; }
}

/// <summary>What a difference of positions leads to.</summary>
public enum BreakPolicy
{
    /// <summary>Trading halts, with our books as they are, until an operator resumes it.</summary>
    Halt = 0,

    /// <summary>The venue is believed: the difference is booked to the operator.</summary>
    Book = 1,
}

/// <summary>What a position that has come to differ leads to.</summary>
public enum DriftPolicy
{
    /// <summary>It is told.</summary>
    Alert = 0,

    /// <summary>Only what makes positions smaller passes, until an operator arms the rest again.</summary>
    Reduce = 1,

    /// <summary>Trading halts, until an operator resumes it.</summary>
    Halt = 2,
}

/// <summary>What becomes of an open order that we do not know.</summary>
public enum ForeignOrderPolicy
{
    /// <summary>It stays; what it fills is booked to the operator.</summary>
    Leave = 0,

    /// <summary>It is taken in and cancelled at once.</summary>
    Cancel = 1,

    /// <summary>It is taken in as the operator's: counted in exposure, listed, cancellable.</summary>
    Adopt = 2,
}
