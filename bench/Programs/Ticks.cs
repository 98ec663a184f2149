using System.Diagnostics;

namespace LowLatencyEngine.Programs;

/// <summary>The monotonic clock (CLOCK_MONOTONIC), about 25 ns a look.</summary>
internal static class Ticks
{
    private static readonly double NsPerTick = 1e9 / Stopwatch.Frequency;

    public static long NowNs => (long)(Stopwatch.GetTimestamp() * NsPerTick);
}
