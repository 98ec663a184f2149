using System.Threading;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Feeds;

/// <summary>A clock that a test sets. Any thread.</summary>
internal sealed class ManualClock : IClock
{
    private long _nowNs = 1_000_000_000;

    public long NowNs => Volatile.Read(ref _nowNs);

    public void Advance(long durationNs) => Interlocked.Add(ref _nowNs, durationNs);
}
