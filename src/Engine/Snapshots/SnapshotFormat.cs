namespace LowLatencyEngine.Engine.Snapshots;

/// <summary>
/// The layout of a snapshot on disk, and its only place in the code. All numbers are little endian. Change it only
/// together with <see cref="Version"/>.
/// </summary>
/// <remarks>
/// <c>snapshot-SEQUENCE.lls</c> lies in the journal's folder and is never changed once it has that name.
/// <code>
///   0     8       12     16    24            32       40     44      48           96            508     512
///  +-----+-------+------+-----+-------------+--------+------+-------+------------+-------------+-------+----------+
///  |magic|version|header|code |configuration|sequence|record|section|engine build| table: name,| header|sections, |
///  |     |       |size  |hash |hash         |        |crc   |count  |UTF-8       | offset, size|crc    |in order  |
///  +-----+-------+------+-----+-------------+--------+------+-------+------------+ crc, zeros  +-------+----------+
///
///  entry of the table:   0            16       24     32    36      40
///                       +------------+--------+------+-----+-------+
///                       | name, UTF-8| offset | size | crc | zeros |
///                       +------------+--------+------+-----+-------+
/// </code>
/// Sequence and record CRC are those of the last journal record that the state has worked on. Because the journal's
/// CRCs are chained, they name one history: a snapshot of another one does not fit.
/// </remarks>
public static class SnapshotFormat
{
    /// <summary>The bytes "LLESNAP" and a line feed.</summary>
    public const ulong Magic = 0x0A50_414E_5345_4C4C;

    /// <summary>Of this layout; a reader takes no other. The code hash guards what lies in the sections.</summary>
    public const uint Version = 1;

    public const int HeaderSizeBytes = 512;

    // Offsets in the header.
    public const int MagicOffset = 0;
    public const int VersionOffset = 8;
    public const int HeaderSizeOffset = 12;
    public const int CodeHashOffset = 16;
    public const int ConfigurationHashOffset = 24;
    public const int SequenceOffset = 32;
    public const int RecordCrcOffset = 40;
    public const int SectionCountOffset = 44;
    public const int EngineBuildOffset = 48;
    public const int EngineBuildSizeBytes = 48;
    public const int TableOffset = 96;
    public const int HeaderCrcOffset = 508; // Of everything before it.

    // Offsets in an entry of the table.
    public const int EntrySizeBytes = 40;
    public const int EntryNameOffset = 0;
    public const int EntryOffsetOffset = 16;
    public const int EntrySizeOffset = 24;
    public const int EntryCrcOffset = 32;
}
