using System;
using System.Threading;

namespace LowLatencyEngine.Engine.Telemetry;

/// <summary>
/// The counters of one thread. Only that thread calls it; readers in other processes see each store on its own. A few
/// nanoseconds a call; allocates nothing; never fails.
/// </summary>
public sealed class TelemetryLane
{
    private readonly MappedRegion _region;
    private readonly int _offset;
    private long _allocatedBytesAtStart;

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

    /// <summary>
    /// The zero point of <see cref="PublishAllocatedBytes"/>: called by the thread itself when it is warm.
    /// </summary>
    public void StartAllocationCount()
    {
        _allocatedBytesAtStart = GC.GetAllocatedBytesForCurrentThread();
        PublishAllocatedBytes();
    }

    /// <summary>
    /// Publishes what the calling thread has allocated since <see cref="StartAllocationCount"/>. No kernel call.
    /// </summary>
    public void PublishAllocatedBytes()
    {
        Span<long> slot = _region.Int64s(_offset + TelemetryLayout.LaneAllocatedBytesOffset, 1);
        Volatile.Write(ref slot[0], GC.GetAllocatedBytesForCurrentThread() - _allocatedBytesAtStart);
    }
}
