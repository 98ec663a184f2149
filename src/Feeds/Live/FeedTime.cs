using System;

namespace LowLatencyEngine.Feeds.Live;

/// <summary>Durations at the border to the framework.</summary>
internal static class FeedTime
{
    /// <summary>Whole 100 ns ticks; the rest is cut off.</summary>
    public static TimeSpan SpanOf(long durationNs) => TimeSpan.FromTicks(durationNs / 100);
}
