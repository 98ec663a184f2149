using System.Threading;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// What the venue has done so far: whoever reads that a request was received may read the reports that it made, too.
/// Written under the venue's lock or by the conductor; any thread may read.
/// </summary>
public sealed class VenueCounters
{
    private long _framesPlayed;
    private long _undecodableFrames;
    private long _passesPlayed;
    private long _ordersReceived;
    private long _cancelsReceived;
    private long _replacesReceived;
    private long _queriesReceived;
    private long _fillsReported;
    private long _reportsMade;
    private long _rejectsMade;
    private long _logonsRefused;
    private long _connectionsEnded;

    /// <summary>Frames of the source, REST answers included.</summary>
    public long FramesPlayed => Volatile.Read(ref _framesPlayed);

    /// <summary>Frames the venue could not read; subscribers got them all the same.</summary>
    public long UndecodableFrames => Volatile.Read(ref _undecodableFrames);

    /// <summary>Times the whole source was played.</summary>
    public long PassesPlayed => Volatile.Read(ref _passesPlayed);

    public long OrdersReceived => Volatile.Read(ref _ordersReceived);

    public long CancelsReceived => Volatile.Read(ref _cancelsReceived);

    /// <summary>OrderCancelReplaceRequests.</summary>
    public long ReplacesReceived => Volatile.Read(ref _replacesReceived);

    public long QueriesReceived => Volatile.Read(ref _queriesReceived);

    public long FillsReported => Volatile.Read(ref _fillsReported);

    /// <summary>Reports of every kind, fills and rejects included.</summary>
    public long ReportsMade => Volatile.Read(ref _reportsMade);

    /// <summary>Orders and cancels that were rejected.</summary>
    public long RejectsMade => Volatile.Read(ref _rejectsMade);

    /// <summary>Connections turned away because another one holds the session.</summary>
    public long LogonsRefused => Volatile.Read(ref _logonsRefused);

    /// <summary>Order entry connections that are over, as far as the venue has noticed.</summary>
    public long ConnectionsEnded => Volatile.Read(ref _connectionsEnded);

    internal void CountFrame(bool isDecodable)
    {
        Interlocked.Increment(ref _framesPlayed);
        if (!isDecodable)
            Interlocked.Increment(ref _undecodableFrames);
    }

    internal void CountPass() => Interlocked.Increment(ref _passesPlayed);

    internal void CountOrder() => Interlocked.Increment(ref _ordersReceived);

    internal void CountCancel() => Interlocked.Increment(ref _cancelsReceived);

    internal void CountReplace() => Interlocked.Increment(ref _replacesReceived);

    internal void CountQuery() => Interlocked.Increment(ref _queriesReceived);

    internal void CountLogonRefused() => Interlocked.Increment(ref _logonsRefused);

    internal void CountConnectionEnded() => Interlocked.Increment(ref _connectionsEnded);

    internal void CountReport(VenueReport report)
    {
        Interlocked.Increment(ref _reportsMade);
        if (report.LastQtyLots > 0)
            Interlocked.Increment(ref _fillsReported);

        if (report.IsCancelReject || report.ExecType == Model.ExecType.Rejected)
            Interlocked.Increment(ref _rejectsMade);
    }
}
