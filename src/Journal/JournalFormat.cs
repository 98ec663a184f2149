using System.Diagnostics;

namespace LowLatencyEngine.Journal;

/// <summary>
/// The layout of a journal on disk, and its only place in the code; FORMAT.md beside this file says the same byte by
/// byte. All numbers are little endian. Change it only together with <see cref="Version"/>.
/// </summary>
/// <remarks>
/// A journal is a folder of segments <c>journal-FIRSTSEQUENCE.lle</c>. Only the last one may be partly used.
/// <code>
///  segment:  0            4096        4224        4352                            segment size
///           +------------+-----------+-----------+------------------+------------+
///           | header page| record 0  | record 1  | ...              | zeros      |   record of sequence S is at
///           +------------+-----------+-----------+------------------+------------+   4096 + 128 * (S - first sequence)
///
///  header:   0     8       12     16     20          24       32      40         48       56      64          160
///           +-----+-------+------+------+-----------+--------+-------+----------+--------+-------+-----------+----
///           |magic|version|header|record|predecessor|first   |segment|instrument|creation|journal|engine     |
///           |     |       |size  |size  |crc        |sequence|size   |table hash|time ns |id     |build, UTF8|
///           +-----+-------+------+------+-----------+--------+-------+----------+--------+-------+-----------+----
///
///              160      188        192       200        204      208                             4096
///           ---+--------+----------+---------+----------+--------+------------------------------+
///              |zeros   |header crc|clean end|clean end |mark crc|zeros                         |
///              |        |of 0..187 |sequence |record crc|of 192..|                              |
///           ---+--------+----------+---------+----------+--------+------------------------------+
///
///  record:   0          8                 36      40                               128
///           +----------+-----------------+-------+--------------------------------+
///           | sequence | caller's bytes  | crc   | caller's bytes                 |
///           +----------+-----------------+-------+--------------------------------+
/// </code>
/// A record's CRC-32C goes over all its 128 bytes, the CRC field taken as zero, and continues the CRC of the record
/// before it (of the segment before it, for the first of a segment): a removed, repeated or swapped record breaks the
/// chain.
/// </remarks>
public static class JournalFormat
{
    /// <summary>The bytes "LLEJRNL" and a line feed. Zero in a segment that was prepared and never used.</summary>
    public const ulong Magic = 0x0A4C_4E52_4A45_4C4C;

    /// <summary>Of this layout. A reader refuses a newer one.</summary>
    public const uint Version = 1;

    /// <summary>One page, so that records neither share a page nor a sector with the header.</summary>
    public const int HeaderSizeBytes = 4_096;

    /// <summary>Every record has this size, so that record N is found by multiplication.</summary>
    public const int RecordSizeBytes = 128;

    public const long SegmentSizeBytesMin = 2 * HeaderSizeBytes;
    public const long SegmentSizeBytesMax = 1L << 32;

    // Offsets in a record.
    public const int SequenceOffset = 0;
    public const int Crc32COffset = 36;

    // Offsets in the header page.
    public const int MagicOffset = 0;
    public const int VersionOffset = 8;
    public const int HeaderSizeOffset = 12;
    public const int RecordSizeOffset = 16;
    public const int PredecessorCrcOffset = 20;
    public const int FirstSequenceOffset = 24;
    public const int SegmentSizeOffset = 32;
    public const int InstrumentTableHashOffset = 40;
    public const int CreationTimeOffset = 48;
    public const int JournalIdOffset = 56;
    public const int EngineBuildOffset = 64;
    public const int EngineBuildSizeBytes = 96;
    public const int HeaderCrcOffset = 188;

    // The clean end: written when the journal is closed in order, zero while it is open.
    public const int CleanEndSequenceOffset = 192;
    public const int CleanEndRecordCrcOffset = 200;
    public const int CleanEndMarkCrcOffset = 204;
    public const int HeaderUsedSizeBytes = 208;

    /// <summary>Records that a segment of this size holds.</summary>
    public static long CapacityOf(long segmentSizeBytes) => (segmentSizeBytes - HeaderSizeBytes) / RecordSizeBytes;

    /// <summary>
    /// Where the record is, in bytes from the start of the segment that begins with <paramref name="firstSequence"/>.
    /// </summary>
    public static long OffsetOf(long sequence, long firstSequence)
    {
        Debug.Assert(sequence >= firstSequence);
        return HeaderSizeBytes + (sequence - firstSequence) * RecordSizeBytes;
    }
}
