using System;

namespace LowLatencyEngine.Engine.Telemetry;

/// <summary>
/// Layout of the telemetry file: written in place by the engine's hot threads, mapped read-only by whoever looks.
/// Little-endian; every field is aligned to its size; each block of one writing thread starts on a cache line of its
/// own.
/// </summary>
/// <remarks>
/// <code>
///   0      magic, version, sizes, process, start                 written once, before the file gets its name
///   192    heartbeat                                             its own cache line
///   256    stopped                                               its own cache line
///   4,096  gauges        64 x one cache line, value first        one thread each
///   8,192  lanes         16 x 1,024 bytes                        one thread each, or one of all feeds
///            0   name, UTF-8, zero-padded
///            64  bytes allocated
///            128 counters, 64 x 8 bytes
///  24,576  instruments   count x 512 bytes
///            0   description: names, tick, lot, multiplier       written once
///            256 version, gauges                                 decision thread, seqlock
///   ...    latency histograms, one per LatencyKind               one thread each
/// </code>
/// A change of any number here is a change of <see cref="Version"/>. A new <see cref="Counter"/> or <see cref="Gauge"/>
/// is not: it takes a free slot, which reads 0 in older files.
/// </remarks>
internal static class TelemetryLayout
{
    public const long Magic = 0x315945_4C45544C; // "LTELEY1", read as a little-endian number.
    public const int Version = 3;

    public const int MagicOffset = 0;
    public const int VersionOffset = 8;
    public const int SizeBytesOffset = 16;
    public const int InstrumentCountOffset = 24;
    public const int HighestTrackableNsOffset = 32;
    public const int SignificantDigitsOffset = 40;
    public const int ProcessIdOffset = 48;
    public const int ProcessStartTicksOffset = 56;     // Kernel's start time of the process: an id alone is used again.
    public const int StartTimestampNsOffset = 64;      // Engine clock.
    public const int StartMonotonicNsOffset = 72;      // The machine's monotonic clock at the same moment.
    public const int HeartbeatTimestampNsOffset = 192; // Engine clock.
    public const int StoppedOffset = 256;              // 1 once the engine has stopped in good order.

    public const int CacheLineBytes = 64;

    public const int GaugesOffset = 4_096;
    public const int GaugeSlotCount = 64;

    public const int LanesOffset = 8_192;
    public const int LaneCountMax = 16;
    public const int LaneSizeBytes = 1_024;
    public const int LaneNameBytes = 64;
    public const int LaneAllocatedBytesOffset = 64;
    public const int LaneCountersOffset = 128;
    public const int CounterSlotCount = 64;
    public const string FeedLanePrefix = "feed:"; // Of the lane of a feed, which is no thread.

    public const int InstrumentsOffset = 24_576;
    public const int InstrumentSizeBytes = 512;
    public const int InstrumentCountMax = 4_096;
    public const int InstrumentVersionOffset = 256;
    public const int InstrumentGaugesOffset = 264;

    /// <summary>Number of <see cref="LatencyKind"/> values.</summary>
    public const int LatencyKindCount = 9;

    public static int GaugeOffset(Gauge gauge) => GaugesOffset + (int)gauge * CacheLineBytes;

    public static int LaneOffset(int lane) => LanesOffset + lane * LaneSizeBytes;

    public static int InstrumentOffset(int instrumentIndex) =>
        InstrumentsOffset + instrumentIndex * InstrumentSizeBytes;

    public static int HistogramOffset(LatencyKind kind, int instrumentCount, LatencyBuckets buckets) =>
        InstrumentOffset(instrumentCount) + (int)kind * HistogramSizeBytes(buckets);

    /// <summary>Length of the whole file.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More instruments than there is room for.</exception>
    public static int FileSizeBytes(int instrumentCount, LatencyBuckets buckets)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(instrumentCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(instrumentCount, InstrumentCountMax);
        return checked(InstrumentOffset(instrumentCount) + LatencyKindCount * HistogramSizeBytes(buckets));
    }

    private static int HistogramSizeBytes(LatencyBuckets buckets)
    {
        int sizeBytes = checked(LatencyHistogram.WordCountOf(buckets) * sizeof(long));
        return (sizeBytes + CacheLineBytes - 1) / CacheLineBytes * CacheLineBytes;
    }
}
