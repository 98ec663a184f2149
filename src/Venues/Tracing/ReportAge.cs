namespace LowLatencyEngine.Venues.Tracing;

/// <summary>
/// How a report compares in time with the newest one that moved its order. Times alone decide little: resends change
/// SendingTime(52), some venues repeat TransactTime(60). So they are asked only where the content is in doubt.
/// </summary>
internal sealed class ReportAge
{
    private long? _transactNs;
    private long? _sentNs;

    /// <summary>The report moved the order.</summary>
    public void Note(OrderMessage report)
    {
        if (report.TransactNs is not null && (_transactNs is null || report.TransactNs >= _transactNs))
            _transactNs = report.TransactNs;

        if (report.SentNs is not null && (_sentNs is null || report.SentNs >= _sentNs))
            _sentNs = report.SentNs;
    }

    /// <summary>Surely newer: what it reports happened after all that is known.</summary>
    public bool IsNewer(OrderMessage report) => report.TransactNs > _transactNs;

    /// <summary>Surely older: happened before, and was sent before.</summary>
    public bool IsOlder(OrderMessage report) =>
        report.TransactNs < _transactNs && (report.SentNs is null || _sentNs is null || report.SentNs < _sentNs);
}
