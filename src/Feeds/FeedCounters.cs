using System;
using System.Threading;

namespace LowLatencyEngine.Feeds;

/// <summary>
/// What a feed has seen since it was made. Written by the feed's loop alone, readable from any thread; the figures
/// are each right but not taken at one instant.
/// </summary>
public sealed class FeedCounters
{
    private readonly long[] _refusedByVerdict = new long[FrameVerdicts.Count];
    private long _frameCount;
    private long _eventCount;
    private long _gapCount;
    private long _overflowCount;
    private long _connectionCount;
    private long _connectFailureCount;
    private long _snapshotCount;
    private long _snapshotFailureCount;
    private long _ringFullCount;

    /// <summary>Frames received, refused ones included.</summary>
    public long FrameCount => Volatile.Read(ref _frameCount);

    /// <summary>Events published.</summary>
    public long EventCount => Volatile.Read(ref _eventCount);

    /// <summary>Breaks in the chain of update ids.</summary>
    public long GapCount => Volatile.Read(ref _gapCount);

    /// <summary>Times that more depth frames waited for a snapshot than there was room for.</summary>
    public long OverflowCount => Volatile.Read(ref _overflowCount);

    /// <summary>Connections made, the first included.</summary>
    public long ConnectionCount => Volatile.Read(ref _connectionCount);

    /// <summary>Connections made after the first.</summary>
    public long ReconnectCount => Math.Max(0, ConnectionCount - 1);

    /// <summary>Attempts to connect that failed.</summary>
    public long ConnectFailureCount => Volatile.Read(ref _connectFailureCount);

    /// <summary>Snapshots that made a book live.</summary>
    public long SnapshotCount => Volatile.Read(ref _snapshotCount);

    /// <summary>Snapshots that could not be fetched or read, or were too old to use.</summary>
    public long SnapshotFailureCount => Volatile.Read(ref _snapshotFailureCount);

    /// <summary>Times the ring had no room and the socket was left unread.</summary>
    public long RingFullCount => Volatile.Read(ref _ringFullCount);

    /// <summary>Frames refused for any reason.</summary>
    public long RefusedCount
    {
        get
        {
            long sum = 0;
            for (int i = 0; i < _refusedByVerdict.Length; i++)
                sum += Volatile.Read(ref _refusedByVerdict[i]);

            return sum;
        }
    }

    /// <summary>Frames refused for one reason.</summary>
    public long RefusedCountOf(FrameVerdict verdict) => Volatile.Read(ref _refusedByVerdict[(int)verdict]);

    internal void AddFrame(FrameVerdict verdict)
    {
        Add(ref _frameCount, 1);
        if (verdict.IsRefusal())
            Add(ref _refusedByVerdict[(int)verdict], 1);
    }

    internal void AddEvents(int count) => Add(ref _eventCount, count);

    internal void AddGap() => Add(ref _gapCount, 1);

    internal void AddOverflow() => Add(ref _overflowCount, 1);

    internal void AddConnection() => Add(ref _connectionCount, 1);

    internal void AddConnectFailure() => Add(ref _connectFailureCount, 1);

    internal void AddSnapshot() => Add(ref _snapshotCount, 1);

    internal void AddSnapshotFailure() => Add(ref _snapshotFailureCount, 1);

    internal void AddRingFull() => Add(ref _ringFullCount, 1);

    // One writer, so no interlocked addition. Release: pairs with the acquire in the properties.
    private static void Add(ref long counter, long count) => Volatile.Write(ref counter, counter + count);
}
