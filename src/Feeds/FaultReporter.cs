using System;

namespace LowLatencyEngine.Feeds;

/// <summary>
/// Lets one report per kind and second through. Callers ask <see cref="IsDue"/>, which counts, and only then compose
/// a text. Owner: the feed's loop.
/// </summary>
public sealed class FaultReporter(Action<FeedFault> onFault)
{
    private const long IntervalNs = 1_000_000_000;

    private readonly Slot[] _slots = new Slot[((int)FeedFaultKind.BookMissing + 1) * FrameVerdicts.Count];

    /// <summary>Counts one fault; true when it is to be told now.</summary>
    public bool IsDue(FeedFaultKind kind, FrameVerdict verdict, long nowNs)
    {
        ref Slot slot = ref SlotOf(kind, verdict);
        slot.Count++;
        return !slot.HasReported || nowNs - slot.LastReportNs >= IntervalNs;
    }

    /// <summary>Tells what <see cref="IsDue"/> counted.</summary>
    public void Tell(FeedFaultKind kind, FrameVerdict verdict, long nowNs, string detail)
    {
        ref Slot slot = ref SlotOf(kind, verdict);
        long count = slot.Count;
        slot = new Slot { HasReported = true, LastReportNs = nowNs };
        onFault(new FeedFault(kind, verdict, nowNs, count, detail));
    }

    /// <summary>Counts and, when due, tells a fault whose text costs nothing or is rare.</summary>
    public void Report(FeedFaultKind kind, long nowNs, string detail)
    {
        if (IsDue(kind, FrameVerdict.None, nowNs))
            Tell(kind, FrameVerdict.None, nowNs, detail);
    }

    private ref Slot SlotOf(FeedFaultKind kind, FrameVerdict verdict) =>
        ref _slots[(int)kind * FrameVerdicts.Count + (int)verdict];

    private struct Slot
    {
        public long Count;
        public long LastReportNs;
        public bool HasReported;
    }
}
