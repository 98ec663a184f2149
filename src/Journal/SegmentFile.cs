using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.IO;

namespace LowLatencyEngine.Journal;

/// <summary>
/// A segment as it lies in the folder: its header, judged on its own, without its records and neighbours.
/// </summary>
/// <param name="Path">Folder and name.</param>
/// <param name="NameSequence">First sequence according to the file's name; 0 where the name is not a segment's.</param>
/// <param name="Cause">What is wrong with the header; None for a good one and for a segment never used.</param>
/// <param name="IsUnused">Prepared, but the writer never got there: no magic, no record.</param>
internal sealed record SegmentFile(string Path, long NameSequence, JournalDamageCause Cause, bool IsUnused)
{
    public SegmentHeader Header { get; init; }

    public long LengthBytes { get; init; }

    public CleanEndState CleanEnd { get; init; }

    /// <summary>Last sequence according to the clean-end mark; 0 where there is none.</summary>
    public long CleanEndSequence { get; init; }

    /// <summary>Closed and compressed; never the journal's last.</summary>
    public bool IsArchived => SegmentName.IsArchived(Path);

    /// <summary>What it means when the segment cannot be read.</summary>
    public JournalDamageCause UnreadableCause =>
        IsArchived ? JournalDamageCause.ArchiveDamaged : JournalDamageCause.ReadError;

    /// <summary>
    /// Reads the header page, and the whole file where the header is blank. Uses <paramref name="buffer"/> as scratch.
    /// </summary>
    public static SegmentFile Inspect(string path, Span<byte> buffer)
    {
        Debug.Assert(buffer.Length >= JournalFormat.HeaderSizeBytes);
        long nameSequence = SegmentName.SequenceOf(path);
        SegmentFile Bad(JournalDamageCause cause, long lengthBytes) =>
            new(path, nameSequence, cause, IsUnused: false) { LengthBytes = lengthBytes };

        try
        {
            using SegmentSource source = SegmentSource.Open(path);
            long length = source.LengthBytes;
            if (length == 0)
                return Bad(JournalDamageCause.EmptyFile, length);

            Span<byte> page = buffer[..JournalFormat.HeaderSizeBytes];
            page.Clear();
            source.Read(page, offset: 0);
            if (nameSequence > 0 && BinaryPrimitives.ReadUInt64LittleEndian(page) == 0)
            {
                return HasRecords(source, buffer)
                    ? Bad(JournalDamageCause.HeaderDamaged, length)
                    : Bad(JournalDamageCause.None, length) with { IsUnused = true };
            }

            JournalDamageCause cause = SegmentHeader.Read(page, out SegmentHeader header);
            CleanEndState cleanEnd = Journal.CleanEnd.Read(page, out long cleanEndSequence);
            if (cause == JournalDamageCause.None)
                cause = Judge(in header, nameSequence, length);

            return new SegmentFile(path, nameSequence, cause, IsUnused: false)
            {
                Header = header,
                LengthBytes = length,
                CleanEnd = cleanEnd,
                CleanEndSequence = cleanEndSequence,
            };
        }
        catch (IOException)
        {
            return Bad(
                SegmentName.IsArchived(path) ? JournalDamageCause.ArchiveDamaged : JournalDamageCause.ReadError,
                lengthBytes: 0);
        }
    }

    private static JournalDamageCause Judge(in SegmentHeader header, long nameSequence, long lengthBytes)
    {
        if (nameSequence != header.FirstSequence)
            return JournalDamageCause.NameMismatch;

        return lengthBytes > header.SegmentSizeBytes ? JournalDamageCause.FileTooLong : JournalDamageCause.None;
    }

    private static bool HasRecords(SegmentSource source, Span<byte> buffer)
    {
        long offset = JournalFormat.HeaderSizeBytes;
        while (true)
        {
            int count = source.Read(buffer, offset);
            if (buffer[..count].IndexOfAnyExcept((byte)0) >= 0)
                return true;

            if (count < buffer.Length)
                return false;

            offset += count;
        }
    }
}
