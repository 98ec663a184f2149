using System;
using System.Text;

namespace LowLatencyEngine.Journal;

/// <summary>What a journal survives. A configuration value, never journaled.</summary>
public enum JournalMode : byte
{
    None = 0,

    /// <summary>
    /// A record counts as kept once it is in the mapped file: it survives the death of the process, not of the machine.
    /// </summary>
    Process = 1,

    /// <summary>
    /// A record counts as kept once fdatasync has returned: it survives power loss. Commits are by group.
    /// </summary>
    Power = 2,
}

/// <summary>Where a journal is and how it is written.</summary>
/// <param name="Folder">Created where it is missing. One engine at a time.</param>
/// <param name="SegmentSizeBytes">
/// A multiple of 4,096 from 8 KiB to 4 GiB, header page included; <see cref="DefaultSegmentSizeBytes"/> fits most.
/// Segments that exist keep their size.
/// </param>
/// <param name="Mode">What the journal survives, and so when an order may leave.</param>
/// <param name="InstrumentTableHash">
/// Of the table the records' instrument indexes point into; a journal with another is refused.
/// </param>
/// <param name="EngineBuild">Version text for the headers, at most 96 bytes of UTF-8.</param>
public sealed record JournalOptions(
    string Folder, long SegmentSizeBytes, JournalMode Mode, long InstrumentTableHash, string EngineBuild)
{
    /// <summary>524,256 records.</summary>
    public const long DefaultSegmentSizeBytes = 64L << 20;

    private const int PreparedSegmentCountMax = 16;

    /// <summary>Segments kept ready beside the one being written, 1 to 16. Each costs its size on disk.</summary>
    public int PreparedSegmentCount { get; init; } = 1;

    /// <summary>With less left on the disk than this, <see cref="JournalWriter.Space"/> warns.</summary>
    public long LowWaterBytes { get; init; } = 16 * SegmentSizeBytes;

    /// <summary>
    /// With less left than this, no new order should be accepted: it is kept for what must still be written.
    /// </summary>
    public long StopWaterBytes { get; init; } = 2 * SegmentSizeBytes;

    /// <summary>Stamps the creation time of segments; never asked on the writer's thread after opening.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Of a journal that is created: a copy takes its original's, so that their chains are one.</summary>
    internal long? JournalId { get; init; }

    /// <summary>The calls that a full or broken disk makes fail; tests replace it.</summary>
    internal IStorage Storage { get; init; } = LinuxStorage.Instance;

    /// <summary>The clock's time, nanoseconds since the Unix epoch, UTC.</summary>
    internal long NowNs() =>
        Clock.GetUtcNow().Subtract(DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    /// <summary>Refuses what cannot work, before a file is touched.</summary>
    /// <exception cref="JournalException">One of the values is out of its range.</exception>
    internal void ValidateOrThrow()
    {
        if (!OperatingSystem.IsLinux() || !BitConverter.IsLittleEndian)
            throw new JournalException("the journal needs Linux on a little-endian processor; run the engine there");

        if (string.IsNullOrWhiteSpace(Folder))
            throw new JournalException("journal folder is empty; set journal.folder to a folder on a local disk");

        if (SegmentSizeBytes % JournalFormat.HeaderSizeBytes != 0 ||
            SegmentSizeBytes is < JournalFormat.SegmentSizeBytesMin or > JournalFormat.SegmentSizeBytesMax)
        {
            throw new JournalException(
                $"journal segment size must be a multiple of {JournalFormat.HeaderSizeBytes} " +
                $"from {JournalFormat.SegmentSizeBytesMin} to {JournalFormat.SegmentSizeBytesMax}: " +
                $"segmentSizeBytes={SegmentSizeBytes}; {DefaultSegmentSizeBytes} fits most");
        }

        if (Mode is not (JournalMode.Process or JournalMode.Power))
            throw new JournalException($"journal mode is unknown: mode={Mode}; set it to process or power");

        if (PreparedSegmentCount is < 1 or > PreparedSegmentCountMax)
        {
            throw new JournalException(
                $"prepared segments must be 1 to {PreparedSegmentCountMax}: " +
                $"preparedSegmentCount={PreparedSegmentCount}; 1 fits most");
        }

        if (StopWaterBytes < 0 || LowWaterBytes < StopWaterBytes)
        {
            throw new JournalException(
                $"journal water marks must rise: stopWaterBytes={StopWaterBytes}, lowWaterBytes={LowWaterBytes}; " +
                "warn at more free space than stop");
        }

        if (Encoding.UTF8.GetByteCount(EngineBuild) > JournalFormat.EngineBuildSizeBytes)
        {
            throw new JournalException(
                $"engine build text is too long: engineBuild={EngineBuild}; " +
                $"use at most {JournalFormat.EngineBuildSizeBytes} bytes of UTF-8");
        }
    }
}
