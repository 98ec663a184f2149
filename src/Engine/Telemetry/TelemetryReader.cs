using System;
using System.IO;
using System.Threading;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Telemetry;

/// <summary>
/// Reads the figures of an engine, of this machine, from its telemetry file. The engine does not notice. One thread;
/// allocates; needs no configuration. After the engine's restart the file is another one: open it again when
/// <see cref="Liveness"/> says so.
/// </summary>
public sealed class TelemetryReader : IDisposable
{
    /// <summary>An older heartbeat means a stalled engine.</summary>
    public const long HeartbeatAgeNsMax = 5_000_000_000;

    private const int ReadAttemptsMax = 10_000;

    private readonly MappedRegion _region;
    private readonly LatencyBuckets _buckets;

    private TelemetryReader(string path, MappedRegion region)
    {
        _region = region;
        bool hasHeader = region.SizeBytes >= TelemetryLayout.InstrumentsOffset;
        Require(path, hasHeader, $"sizeBytes={region.SizeBytes} is too short");
        Require(path, Word(TelemetryLayout.MagicOffset) == TelemetryLayout.Magic, "it is not a telemetry file");
        Require(
            path,
            Word(TelemetryLayout.VersionOffset) == TelemetryLayout.Version,
            $"version={Word(TelemetryLayout.VersionOffset)} but this program reads version={TelemetryLayout.Version}");

        long instrumentCount = Word(TelemetryLayout.InstrumentCountOffset);
        Require(
            path,
            instrumentCount is >= 0 and <= TelemetryLayout.InstrumentCountMax,
            $"instrumentCount={instrumentCount}");
        _buckets = ReadBuckets(path);
        long sizeBytes = TelemetryLayout.FileSizeBytes((int)instrumentCount, _buckets);
        Require(path, sizeBytes == region.SizeBytes, $"sizeBytes={region.SizeBytes} but its contents need {sizeBytes}");
        Instruments = ReadInstruments(path, (int)instrumentCount);
    }

    /// <summary>The instruments the engine trades, as described in the file.</summary>
    public InstrumentTable Instruments { get; }

    /// <summary>Process that writes or wrote the file.</summary>
    public int ProcessId => (int)Word(TelemetryLayout.ProcessIdOffset);

    /// <summary>When it started, engine clock.</summary>
    public long StartTimestampNs => Word(TelemetryLayout.StartTimestampNsOffset);

    /// <summary>Its last sign of life, engine clock.</summary>
    public long HeartbeatTimestampNs => Word(TelemetryLayout.HeartbeatTimestampNsOffset);

    /// <summary>The engine's clock now: its start plus what the machine's monotonic clock has made since.</summary>
    public long NowNs =>
        StartTimestampNs + (TelemetryWriter.MonotonicNs() - Word(TelemetryLayout.StartMonotonicNsOffset));

    /// <summary>Threads that count.</summary>
    public int LaneCount
    {
        get
        {
            int count = 0;
            while (count < TelemetryLayout.LaneCountMax && _region.Bytes(TelemetryLayout.LaneOffset(count), 1)[0] != 0)
                count++;

            return count;
        }
    }

    /// <summary>Maps the file at <paramref name="path"/>.</summary>
    /// <exception cref="FileNotFoundException">There is none: no engine has run here.</exception>
    /// <exception cref="InvalidDataException">It is not a telemetry file, or of another version.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static TelemetryReader OpenOrThrow(string path)
    {
        MappedRegion region = MappedRegion.OpenReadOnly(path);
        try
        {
            return new TelemetryReader(path, region);
        }
        catch
        {
            region.Dispose();
            throw;
        }
    }

    /// <summary>Whether the engine is alive at <paramref name="nowNs"/>, normally <see cref="NowNs"/>.</summary>
    public TelemetryLiveness Liveness(long nowNs)
    {
        if (Word(TelemetryLayout.StoppedOffset) != 0)
            return TelemetryLiveness.Stopped;

        if (ProcessIdentity.StartTicksOf(ProcessId) != Word(TelemetryLayout.ProcessStartTicksOffset))
            return TelemetryLiveness.Dead;

        return nowNs - HeartbeatTimestampNs > HeartbeatAgeNsMax ? TelemetryLiveness.Stalled : TelemetryLiveness.Live;
    }

    /// <summary>A counter, over all threads.</summary>
    public long Read(Counter counter)
    {
        long sum = 0;
        for (int lane = 0; lane < TelemetryLayout.LaneCountMax; lane++)
            sum += Read(counter, lane);

        return sum;
    }

    /// <summary>A counter of one thread.</summary>
    public long Read(Counter counter, int lane)
    {
        int offset = TelemetryLayout.LaneOffset(lane) + TelemetryLayout.LaneCountersOffset;
        return Volatile.Read(ref _region.Int64s(offset, TelemetryLayout.CounterSlotCount)[(int)counter]);
    }

    /// <summary>A gauge.</summary>
    public long Read(Gauge gauge) => Word(TelemetryLayout.GaugeOffset(gauge));

    /// <summary>Name of a thread that counts.</summary>
    public string LaneName(int lane) => InstrumentDescription.ReadText(
        _region.Bytes(TelemetryLayout.LaneOffset(lane), TelemetryLayout.LaneNameBytes));

    /// <summary>Name of the feed whose lane it is; empty for a thread's.</summary>
    public string FeedName(int lane)
    {
        string name = LaneName(lane);
        bool isFeed = name.StartsWith(TelemetryLayout.FeedLanePrefix, StringComparison.Ordinal);
        return isFeed ? name[TelemetryLayout.FeedLanePrefix.Length..] : "";
    }

    /// <summary>The lane of a feed.</summary>
    /// <exception cref="ArgumentException">No feed of that name.</exception>
    public int FindFeedLane(string feedName)
    {
        for (int lane = 0; lane < LaneCount; lane++)
        {
            if (FeedName(lane) == feedName)
                return lane;
        }

        throw new ArgumentException($"no such feed in the telemetry: name={feedName}");
    }

    /// <summary>Name of the feed that carries an instrument; empty in a file of an older engine.</summary>
    public string FeedOf(int instrumentIndex) => InstrumentDescription.ReadFeed(_region.Bytes(
        TelemetryLayout.InstrumentOffset(instrumentIndex), TelemetryLayout.InstrumentVersionOffset));

    /// <summary>What that thread has allocated since it was warm.</summary>
    public long AllocatedBytes(int lane) =>
        Word(TelemetryLayout.LaneOffset(lane) + TelemetryLayout.LaneAllocatedBytesOffset);

    /// <summary>All gauges of an instrument, of one moment.</summary>
    /// <returns>False where no consistent moment was seen: the engine died in the middle of an update.</returns>
    public bool TryRead(int instrumentIndex, out InstrumentGauges gauges)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(instrumentIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(instrumentIndex, Instruments.Count);
        int offset = TelemetryLayout.InstrumentOffset(instrumentIndex);
        ref long version = ref _region.At<long>(offset + TelemetryLayout.InstrumentVersionOffset);
        var spinner = default(SpinWait);
        for (int attempt = 0; attempt < ReadAttemptsMax; attempt++)
        {
            long before = Volatile.Read(ref version); // Acquire: pairs with the release in TelemetryWriter.EndUpdate.
            gauges = _region.At<InstrumentGauges>(offset + TelemetryLayout.InstrumentGaugesOffset);
            Volatile.ReadBarrier(); // The copy comes before the second read; pairs with BeginUpdate's barrier.
            if ((before & 1) == 0 && Volatile.Read(ref version) == before)
                return true;

            spinner.SpinOnce(sleep1Threshold: -1);
        }

        gauges = default;
        return false;
    }

    /// <summary>A copy of a histogram, to be asked at leisure.</summary>
    public LatencyHistogram Histogram(LatencyKind kind)
    {
        int offset = TelemetryLayout.HistogramOffset(kind, Instruments.Count, _buckets);
        var copy = new LatencyHistogram(_buckets);
        copy.CopyFrom(new LatencyHistogram(_buckets, _region, offset));
        return copy;
    }

    /// <summary>Unmaps the file.</summary>
    public void Dispose() => _region.Dispose();

    private static void Require(string path, bool condition, string fault)
    {
        if (!condition)
        {
            throw new InvalidDataException(
                $"telemetry file cannot be read: path={path}, {fault}; start the engine that owns it anew");
        }
    }

    private LatencyBuckets ReadBuckets(string path)
    {
        long highestTrackableNs = Word(TelemetryLayout.HighestTrackableNsOffset);
        long significantDigits = Word(TelemetryLayout.SignificantDigitsOffset);
        Require(path, highestTrackableNs is >= 2 and <= long.MaxValue / 2, $"highestTrackableNs={highestTrackableNs}");
        Require(
            path,
            significantDigits is >= 1 and <= LatencyBuckets.SignificantDigitsMax,
            $"significantDigits={significantDigits}");
        return new LatencyBuckets(highestTrackableNs, (int)significantDigits);
    }

    private InstrumentTable ReadInstruments(string path, int instrumentCount)
    {
        try
        {
            var instruments = new Instrument[instrumentCount];
            for (int i = 0; i < instrumentCount; i++)
            {
                int offset = TelemetryLayout.InstrumentOffset(i);
                Span<byte> description = _region.Bytes(offset, TelemetryLayout.InstrumentVersionOffset);
                instruments[i] = InstrumentDescription.Read(i, description);
            }

            return new InstrumentTable(instruments);
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            throw new InvalidDataException(
                $"telemetry file describes impossible instruments: path={path}; start the engine that owns it anew",
                exception);
        }
    }

    private long Word(int offset) => Volatile.Read(ref _region.At<long>(offset));
}
