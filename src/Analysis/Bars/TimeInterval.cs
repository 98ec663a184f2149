namespace LowLatencyEngine.Analysis.Bars;

/// <summary>A span of time, its end not included.</summary>
/// <param name="BeginNs">Nanoseconds since the Unix epoch.</param>
/// <param name="EndNs">First instant that no longer belongs.</param>
public readonly record struct TimeInterval(long BeginNs, long EndNs)
{
    /// <summary>Whether an instant belongs.</summary>
    public bool Contains(long timestampNs) => timestampNs >= BeginNs && timestampNs < EndNs;
}
