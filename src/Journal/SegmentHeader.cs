using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;

namespace LowLatencyEngine.Journal;

/// <summary>
/// What stands at the head of a segment. Written once; see <see cref="JournalFormat"/> for the picture.
/// </summary>
/// <param name="FirstSequence">Of the first record; also in the file's name.</param>
/// <param name="SegmentSizeBytes">Size of the whole file.</param>
/// <param name="InstrumentTableHash">Of the table that the records' instrument indexes point into.</param>
/// <param name="CreationTimeNs">When the segment was prepared, ns since the Unix epoch, UTC.</param>
/// <param name="JournalId">
/// The same in all segments of a journal: creation time of its first, ns since the Unix epoch.
/// </param>
public readonly record struct SegmentHeader(
    long FirstSequence,
    long SegmentSizeBytes,
    long InstrumentTableHash,
    long CreationTimeNs,
    long JournalId)
{
    /// <summary>CRC of the record before the first one, or what the journal id gives for the very first.</summary>
    public uint PredecessorCrc { get; init; }

    /// <summary>The engine that created the segment; a later one may have gone on in it.</summary>
    public string EngineBuild { get; init; } = "";

    /// <summary>First sequence that has no room in the segment any more.</summary>
    public long EndSequence => FirstSequence + JournalFormat.CapacityOf(SegmentSizeBytes);

    /// <summary>Fills <paramref name="target"/>, at least 192 bytes, with the header. Allocates nothing.</summary>
    public void Write(Span<byte> target)
    {
        Span<byte> header = target[..JournalFormat.CleanEndSequenceOffset];
        header.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(header[JournalFormat.MagicOffset..], JournalFormat.Magic);
        WriteUInt32(header, JournalFormat.VersionOffset, JournalFormat.Version);
        WriteUInt32(header, JournalFormat.HeaderSizeOffset, JournalFormat.HeaderSizeBytes);
        WriteUInt32(header, JournalFormat.RecordSizeOffset, JournalFormat.RecordSizeBytes);
        WriteUInt32(header, JournalFormat.PredecessorCrcOffset, PredecessorCrc);
        WriteInt64(header, JournalFormat.FirstSequenceOffset, FirstSequence);
        WriteInt64(header, JournalFormat.SegmentSizeOffset, SegmentSizeBytes);
        WriteInt64(header, JournalFormat.InstrumentTableHashOffset, InstrumentTableHash);
        WriteInt64(header, JournalFormat.CreationTimeOffset, CreationTimeNs);
        WriteInt64(header, JournalFormat.JournalIdOffset, JournalId);
        Span<byte> build = header.Slice(JournalFormat.EngineBuildOffset, JournalFormat.EngineBuildSizeBytes);
        Encoding.UTF8.GetBytes(EngineBuild, build);
        Seal(header);
    }

    /// <summary>Renews the header's own CRC after a field was changed in place.</summary>
    internal static void Seal(Span<byte> header) => BinaryPrimitives.WriteUInt32LittleEndian(
        header[JournalFormat.HeaderCrcOffset..], RecordChain.Crc32C(header[..JournalFormat.HeaderCrcOffset]));

    /// <summary>Reads a whole header page.</summary>
    /// <returns><see cref="JournalDamageCause.None"/>, or the first thing that is wrong with it.</returns>
    public static JournalDamageCause Read(ReadOnlySpan<byte> page, out SegmentHeader header)
    {
        Debug.Assert(page.Length == JournalFormat.HeaderSizeBytes);
        header = default;
        if (BinaryPrimitives.ReadUInt64LittleEndian(page[JournalFormat.MagicOffset..]) != JournalFormat.Magic)
            return JournalDamageCause.ForeignFile;

        uint crc = ReadUInt32(page, JournalFormat.HeaderCrcOffset);
        if (crc != RecordChain.Crc32C(page[..JournalFormat.HeaderCrcOffset]))
            return JournalDamageCause.HeaderDamaged;

        if (ReadUInt32(page, JournalFormat.VersionOffset) > JournalFormat.Version)
            return JournalDamageCause.NewerVersion;

        ReadOnlySpan<byte> build = page.Slice(JournalFormat.EngineBuildOffset, JournalFormat.EngineBuildSizeBytes);
        header = new SegmentHeader(
            FirstSequence: ReadInt64(page, JournalFormat.FirstSequenceOffset),
            SegmentSizeBytes: ReadInt64(page, JournalFormat.SegmentSizeOffset),
            InstrumentTableHash: ReadInt64(page, JournalFormat.InstrumentTableHashOffset),
            CreationTimeNs: ReadInt64(page, JournalFormat.CreationTimeOffset),
            JournalId: ReadInt64(page, JournalFormat.JournalIdOffset))
        {
            PredecessorCrc = ReadUInt32(page, JournalFormat.PredecessorCrcOffset),
            EngineBuild = Encoding.UTF8.GetString(build.TrimEnd((byte)0)),
        };
        return HasKnownShape(page, in header) ? JournalDamageCause.None : JournalDamageCause.HeaderDamaged;
    }

    // A file of another layout whose CRC happens to hold must not lead to offsets outside of it.
    private static bool HasKnownShape(ReadOnlySpan<byte> page, in SegmentHeader header) =>
        ReadUInt32(page, JournalFormat.HeaderSizeOffset) == JournalFormat.HeaderSizeBytes &&
        ReadUInt32(page, JournalFormat.RecordSizeOffset) == JournalFormat.RecordSizeBytes &&
        header.FirstSequence > 0 &&
        header.SegmentSizeBytes is >= JournalFormat.SegmentSizeBytesMin and <= JournalFormat.SegmentSizeBytesMax &&
        header.SegmentSizeBytes % JournalFormat.HeaderSizeBytes == 0;

    private static void WriteUInt32(Span<byte> header, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(header[offset..], value);

    private static void WriteInt64(Span<byte> header, int offset, long value) =>
        BinaryPrimitives.WriteInt64LittleEndian(header[offset..], value);

    private static uint ReadUInt32(ReadOnlySpan<byte> page, int offset) =>
        BinaryPrimitives.ReadUInt32LittleEndian(page[offset..]);

    private static long ReadInt64(ReadOnlySpan<byte> page, int offset) =>
        BinaryPrimitives.ReadInt64LittleEndian(page[offset..]);
}
