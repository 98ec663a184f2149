using System.Diagnostics;

namespace LowLatencyEngine.Programs;

/// <summary>The monotonic clock (CLOCK_MONOTONIC), about 25 ns a look.</summary>
internal static class Ticks
{
    private static readonly double NsPerTick = 1e9 / Stopwatch.Frequency;

    public static long NowNs => (long)(Stopwatch.GetTimestamp() * NsPerTick);

    /// <summary>
    /// The clock's own count: for times so short that turning it into nanoseconds would be part of them.
    /// </summary>
    public static long Raw => Stopwatch.GetTimestamp();

    /// <summary>A difference of two counts.</summary>
    public static double ToNs(long rawTicks) => rawTicks * NsPerTick;
}
