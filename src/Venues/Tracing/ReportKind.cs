namespace LowLatencyEngine.Venues.Tracing;

/// <summary>
/// What an ExecutionReport(8) reports: ExecType(150) of FIX 4.4, to which the older versions are brought. The value is
/// the code.
/// </summary>
public enum ReportKind : byte
{
    None = 0,
    New = (byte)'0',
    DoneForDay = (byte)'3',
    Canceled = (byte)'4',
    Replaced = (byte)'5',
    PendingCancel = (byte)'6',
    Stopped = (byte)'7',
    Rejected = (byte)'8',
    Suspended = (byte)'9',
    PendingNew = (byte)'A',
    Calculated = (byte)'B',
    Expired = (byte)'C',
    Restated = (byte)'D',
    PendingReplace = (byte)'E',

    /// <summary>A fill, partial or not.</summary>
    Trade = (byte)'F',

    /// <summary>An earlier fill was other than reported; ExecRefID(19) names it.</summary>
    TradeCorrect = (byte)'G',

    /// <summary>An earlier fill is void; ExecRefID(19) names it.</summary>
    TradeCancel = (byte)'H',

    /// <summary>The answer to a question: nothing has happened.</summary>
    OrderStatus = (byte)'I',

    /// <summary>The price that the order waited for has come.</summary>
    Triggered = (byte)'L',
}
