using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Programs.RiskAndOrders;

/// <summary>
/// What looking at the clocks costs: the median of two looks with nothing between. It is taken off each time that lies
/// between two looks, and is a figure itself, so that what was seen can be had back.
/// </summary>
/// <param name="WallTicks">Of the monotonic clock, as it counts.</param>
/// <param name="ThreadNs">Of the processor time of the thread, a system call.</param>
internal readonly record struct Looks(long WallTicks, double ThreadNs)
{
    private const int Count = 10_001;

    public static Looks Measure()
    {
        var wallTicks = new Samples(Count);
        var threadNs = new Samples(Count);
        for (int i = 0; i < Count; i++)
        {
            long startTicks = Ticks.Raw;
            wallTicks.Add(Ticks.Raw - startTicks);
            long startNs = ThreadCpuTime.NowNs;
            threadNs.Add(ThreadCpuTime.NowNs - startNs);
        }

        return new Looks((long)wallTicks.Median, threadNs.Median);
    }

    public void AddTo(Figures figures) =>
        figures.Add("lookNs", Ticks.ToNs(WallTicks)).Add("threadLookNs", ThreadNs);
}
