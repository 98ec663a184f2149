using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Telemetry;

/// <summary>
/// The engine's figures in a mapped file, for other processes to read without asking the engine. Hot threads store into
/// it in place: no lock, no kernel call, no allocation after construction. Each field has one writing thread; see each
/// method.
/// </summary>
/// <remarks>
/// The file belongs on a memory file system, see <see cref="MemoryFolder"/>: on a disk the kernel write-protects its
/// pages whenever it writes them back, and the next store then waits for it.
/// </remarks>
public sealed class TelemetryWriter : IDisposable
{
    /// <summary>Values up to one minute are told apart, to three digits.</summary>
    private static readonly LatencyBuckets Buckets = new(60_000_000_000, significantDigits: 3);

    private readonly MappedRegion _region; // Never unmapped: a hot thread may store into it until the process ends.
    private readonly LatencyHistogram[] _histograms = new LatencyHistogram[TelemetryLayout.LatencyKindCount];
    private readonly Lock _lanesLock = new();
    private readonly int _instrumentCount;
    private int _laneCount;

    /// <summary>Creates the file, or replaces the one that an engine which is gone has left.</summary>
    /// <param name="path">Where; the folder must exist.</param>
    /// <param name="instruments">Described in the file.</param>
    /// <param name="clock">The engine's; asked once, here.</param>
    /// <exception cref="IOException">The file belongs to an engine that runs, or it cannot be made.</exception>
    /// <exception cref="ArgumentException">
    /// A name does not fit its field, or there are too many instruments.
    /// </exception>
    public TelemetryWriter(string path, InstrumentTable instruments, IClock clock)
    {
        ThrowIfInUse(path);
        Path = path;
        _instrumentCount = instruments.Count;

        // Readers find either the old file or the whole new one, never a part.
        string newPath = $"{path}.{Environment.ProcessId}.new";
        try
        {
            _region = MappedRegion.Create(newPath, TelemetryLayout.FileSizeBytes(_instrumentCount, Buckets));
            WriteHeader(clock);
            for (int i = 0; i < _instrumentCount; i++)
            {
                int offset = TelemetryLayout.InstrumentOffset(i);
                Span<byte> description = _region.Bytes(offset, TelemetryLayout.InstrumentVersionOffset);
                InstrumentDescription.Write(instruments[i], description);
            }

            for (int kind = 0; kind < _histograms.Length; kind++)
            {
                int offset = TelemetryLayout.HistogramOffset((LatencyKind)kind, _instrumentCount, Buckets);
                _histograms[kind] = new LatencyHistogram(Buckets, _region, offset);
                _histograms[kind].Reset();
            }

            File.Move(newPath, path, overwrite: true);
        }
        catch
        {
            _region?.Dispose();
            File.Delete(newPath);
            throw;
        }
    }

    /// <summary>Where the file is.</summary>
    public string Path { get; }

    /// <summary>Gives a thread a lane to count in. Set-up only; any thread; a lane is never given back.</summary>
    /// <param name="name">Shown to readers; at most 64 bytes of UTF-8.</param>
    /// <exception cref="InvalidOperationException">All lanes are taken.</exception>
    public TelemetryLane OpenLane(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        lock (_lanesLock)
        {
            if (_laneCount == TelemetryLayout.LaneCountMax)
            {
                throw new InvalidOperationException(
                    $"no telemetry lane is free: name={name}, laneCountMax={TelemetryLayout.LaneCountMax}; " +
                    "use fewer threads");
            }

            return new TelemetryLane(_region, _laneCount++, name);
        }
    }

    /// <summary>A lane for what one market data feed has seen; readers tell it from a thread's by its name.</summary>
    /// <param name="feedName">At most 32 bytes of UTF-8.</param>
    /// <exception cref="InvalidOperationException">All lanes are taken.</exception>
    public TelemetryLane OpenFeedLane(string feedName) => OpenLane(TelemetryLayout.FeedLanePrefix + feedName);

    /// <summary>Says which feed carries an instrument. Set-up only.</summary>
    public void NameFeed(int instrumentIndex, string feedName) => InstrumentDescription.WriteFeed(
        feedName, _region.Bytes(OffsetOf(instrumentIndex), TelemetryLayout.InstrumentVersionOffset));

    /// <summary>
    /// The histogram of <paramref name="kind"/>, in the file. Only the thread named there records into it.
    /// </summary>
    public LatencyHistogram Histogram(LatencyKind kind) => _histograms[(int)kind];

    /// <summary>Stores a gauge. One thread per gauge.</summary>
    public void Set(Gauge gauge, long value) => Volatile.Write(ref _region.At<long>(OffsetOf(gauge)), value);

    /// <summary>
    /// Says that the engine is alive. One thread, at least once a second; see
    /// <see cref="TelemetryReader.HeartbeatAgeNsMax"/>.
    /// </summary>
    /// <param name="nowNs">Engine clock.</param>
    public void Beat(long nowNs) =>
        Volatile.Write(ref _region.At<long>(TelemetryLayout.HeartbeatTimestampNsOffset), nowNs);

    /// <summary>
    /// The gauges of an instrument, to be changed in place; readers wait for <see cref="EndUpdate"/>. Decision thread
    /// only.
    /// </summary>
    public ref InstrumentGauges BeginUpdate(int instrumentIndex)
    {
        int offset = OffsetOf(instrumentIndex);
        ref long version = ref _region.At<long>(offset + TelemetryLayout.InstrumentVersionOffset);
        Debug.Assert((version & 1) == 0, "the previous update was not ended");
        version++;
        // No store to the gauges may pass the odd version; pairs with the read barrier in TelemetryReader.TryRead.
        Volatile.WriteBarrier();
        return ref _region.At<InstrumentGauges>(offset + TelemetryLayout.InstrumentGaugesOffset);
    }

    /// <summary>Makes the changes since <see cref="BeginUpdate"/> visible as one. Decision thread only.</summary>
    public void EndUpdate(int instrumentIndex)
    {
        ref long version = ref _region.At<long>(OffsetOf(instrumentIndex) + TelemetryLayout.InstrumentVersionOffset);
        Debug.Assert((version & 1) == 1, "no update was begun");
        Volatile.Write(ref version, version + 1); // Release: pairs with the acquire in TelemetryReader.TryRead.
    }

    /// <summary>Tells readers that the engine stopped in good order. The file stays, with its last figures.</summary>
    public void Dispose() => Volatile.Write(ref _region.At<long>(TelemetryLayout.StoppedOffset), 1);

    private static int OffsetOf(Gauge gauge)
    {
        Debug.Assert((uint)gauge < TelemetryLayout.GaugeSlotCount);
        return TelemetryLayout.GaugeOffset(gauge);
    }

    // Always checked: an index from a broken event must not reach another block of the file.
    private int OffsetOf(int instrumentIndex)
    {
        if ((uint)instrumentIndex >= (uint)_instrumentCount)
            ThrowNoSuchInstrument(instrumentIndex);

        return TelemetryLayout.InstrumentOffset(instrumentIndex);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowNoSuchInstrument(int instrumentIndex) => throw new ArgumentOutOfRangeException(
        nameof(instrumentIndex),
        $"no such instrument: instrumentIndex={instrumentIndex}, instrumentCount={_instrumentCount}");

    private static void ThrowIfInUse(string path)
    {
        if (!File.Exists(path))
            return;

        try
        {
            using TelemetryReader reader = TelemetryReader.OpenOrThrow(path);
            if (reader.Liveness(reader.NowNs) is not (TelemetryLiveness.Live or TelemetryLiveness.Stalled))
                return;

            throw new IOException(
                $"telemetry file belongs to an engine that runs: path={path}, processId={reader.ProcessId}; " +
                "stop that engine or give this one another path");
        }
        catch (InvalidDataException)
        {
            // Left by another version, or not whole: nobody can be reading it, so it is replaced.
        }
    }

    private void WriteHeader(IClock clock)
    {
        long nowNs = clock.NowNs;
        WriteWord(TelemetryLayout.StartMonotonicNsOffset, MonotonicNs());
        WriteWord(TelemetryLayout.StartTimestampNsOffset, nowNs);
        WriteWord(TelemetryLayout.HeartbeatTimestampNsOffset, nowNs);
        WriteWord(TelemetryLayout.VersionOffset, TelemetryLayout.Version);
        WriteWord(TelemetryLayout.SizeBytesOffset, _region.SizeBytes);
        WriteWord(TelemetryLayout.InstrumentCountOffset, _instrumentCount);
        WriteWord(TelemetryLayout.HighestTrackableNsOffset, Buckets.HighestTrackableNs);
        WriteWord(TelemetryLayout.SignificantDigitsOffset, Buckets.SignificantDigits);
        WriteWord(TelemetryLayout.ProcessIdOffset, Environment.ProcessId);
        WriteWord(TelemetryLayout.ProcessStartTicksOffset, ProcessIdentity.StartTicksOf(Environment.ProcessId));
        WriteWord(TelemetryLayout.MagicOffset, TelemetryLayout.Magic);
    }

    private void WriteWord(int offset, long value) => _region.At<long>(offset) = value;

    /// <summary>The machine's monotonic clock, which all its processes share.</summary>
    internal static long MonotonicNs() => (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
}
