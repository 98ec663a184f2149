using System;
using System.Diagnostics;
using System.Numerics;
using System.Runtime;
using System.Threading;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Engine.Telemetry;

/// <summary>
/// The counters of one thread. Only that thread calls it; readers in other processes see each store on its own. A few
/// nanoseconds a call; allocates nothing; never fails.
/// </summary>
public sealed class TelemetryLane
{
    private const int BatchSizeClassCount = Counter.BatchesOf128AndMore - Counter.BatchesOf1 + 1;

    private readonly MappedRegion _region;
    private readonly int _offset;
    private long _allocatedBytesAtStart;
    private long _compiledMethodsAtStart;
    private ThreadUsage _usageAtStart;

    internal TelemetryLane(MappedRegion region, int lane, string name)
    {
        _region = region;
        _offset = TelemetryLayout.LaneOffset(lane);
        Name = name;
        InstrumentDescription.WriteText(name, region.Bytes(_offset, TelemetryLayout.LaneNameBytes));
    }

    /// <summary>Name of the thread, as readers show it.</summary>
    public string Name { get; }

    private Span<long> Counters =>
        _region.Int64s(_offset + TelemetryLayout.LaneCountersOffset, TelemetryLayout.CounterSlotCount);

    /// <summary>Adds 1.</summary>
    public void Increment(Counter counter) => Add(counter, 1);

    /// <summary>Adds <paramref name="count"/>, which is not negative.</summary>
    public void Add(Counter counter, long count)
    {
        // A plain load: only this thread stores here. Release: a reader that sees this sees what was counted before it.
        ref long slot = ref Counters[(int)counter];
        Volatile.Write(ref slot, slot + count);
    }

    /// <summary>Counts a batch of <paramref name="eventCount"/> events, at least one, by its size.</summary>
    public void CountBatch(int eventCount)
    {
        Debug.Assert(eventCount > 0);
        int sizeClass = Math.Min(BitOperations.Log2((uint)eventCount), BatchSizeClassCount - 1);
        Increment(Counter.BatchesOf1 + sizeClass);
    }

    /// <summary>
    /// The zero point of <see cref="PublishAllocatedBytes"/> and <see cref="PublishUsage"/>: called by the thread
    /// itself when it is warm.
    /// </summary>
    public void StartCounts()
    {
        _ = ThreadUsage.TryReadCurrentThread(out _usageAtStart); // Its first call compiles and allocates.
        PublishUsage();
        _allocatedBytesAtStart = GC.GetAllocatedBytesForCurrentThread();
        _compiledMethodsAtStart = JitInfo.GetCompiledMethodCount(currentThread: true);
        _ = ThreadUsage.TryReadCurrentThread(out _usageAtStart);
        PublishAllocatedBytes();
        PublishUsage();
    }

    /// <summary>
    /// Publishes what the calling thread has allocated since <see cref="StartCounts"/>. No kernel call.
    /// </summary>
    public void PublishAllocatedBytes()
    {
        Span<long> slot = _region.Int64s(_offset + TelemetryLayout.LaneAllocatedBytesOffset, 1);
        Volatile.Write(ref slot[0], GC.GetAllocatedBytesForCurrentThread() - _allocatedBytesAtStart);
    }

    /// <summary>
    /// Publishes what disturbed the calling thread since <see cref="StartCounts"/>: methods compiled for it, context
    /// switches, page faults. One kernel call, about a microsecond: a few times a second.
    /// </summary>
    public void PublishUsage()
    {
        if (!ThreadUsage.TryReadCurrentThread(out ThreadUsage usage))
            return;

        ThreadUsage since = usage.Since(in _usageAtStart);
        Set(Counter.CompiledMethods, JitInfo.GetCompiledMethodCount(currentThread: true) - _compiledMethodsAtStart);
        Set(Counter.VoluntarySwitches, since.VoluntarySwitchCount);
        Set(Counter.InvoluntarySwitches, since.InvoluntarySwitchCount);
        Set(Counter.PageFaults, since.MinorFaultCount + since.MajorFaultCount);
    }

    /// <summary>Publishes a total that is counted elsewhere.</summary>
    public void Set(Counter counter, long total) => Volatile.Write(ref Counters[(int)counter], total);
}
