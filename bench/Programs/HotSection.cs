using System;

namespace LowLatencyEngine.Programs;

/// <summary>
/// What a program's hot loops allocated and how often the collector ran meanwhile. Begin and end on the hot thread.
/// </summary>
internal sealed class HotSection
{
    private long _bytesBefore;
    private int _collectionsBefore;

    /// <summary>Bytes the thread allocated in all sections so far.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>Collections of any generation in all sections so far.</summary>
    public int CollectionCount { get; private set; }

    public void Begin()
    {
        _collectionsBefore = Collections();
        _bytesBefore = GC.GetAllocatedBytesForCurrentThread();
    }

    public void End()
    {
        AllocatedBytes += GC.GetAllocatedBytesForCurrentThread() - _bytesBefore;
        CollectionCount += Collections() - _collectionsBefore;
    }

    private static int Collections() => GC.CollectionCount(0) + GC.CollectionCount(1) + GC.CollectionCount(2);
}
