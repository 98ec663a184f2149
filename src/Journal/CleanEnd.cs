using System;
using System.Buffers.Binary;
using System.Diagnostics;

namespace LowLatencyEngine.Journal;

/// <summary>What the clean-end mark of a header page says.</summary>
internal enum CleanEndState : byte
{
    None = 0,

    /// <summary>The journal was not closed in order, or is open.</summary>
    Absent = 1,

    /// <summary>Closed in order: the mark names the last record.</summary>
    Present = 2,

    /// <summary>Neither, or the page is not zero after it: bits were lost, but no record's.</summary>
    Damaged = 3,
}

/// <summary>
/// The mark that a journal closed in order leaves in its last segment: with it, even records lost from the very end are
/// found missing. Two words, the second stored last and removed first, so that a process killed in between leaves no
/// damage.
/// </summary>
internal static class CleanEnd
{
    public const int SizeBytes = JournalFormat.HeaderUsedSizeBytes - JournalFormat.CleanEndSequenceOffset;

    private const int CrcOffset = JournalFormat.CleanEndMarkCrcOffset - JournalFormat.CleanEndSequenceOffset;

    /// <summary>Fills the 16 bytes of the mark.</summary>
    public static void Write(Span<byte> mark, long lastSequence, uint lastCrc)
    {
        Debug.Assert(mark.Length == SizeBytes);
        BinaryPrimitives.WriteInt64LittleEndian(mark, lastSequence);
        BinaryPrimitives.WriteUInt32LittleEndian(mark[sizeof(long)..], lastCrc);
        BinaryPrimitives.WriteUInt32LittleEndian(mark[CrcOffset..], RecordChain.Crc32C(mark[..CrcOffset]));
    }

    public static CleanEndState Read(ReadOnlySpan<byte> page, out long lastSequence)
    {
        ReadOnlySpan<byte> mark = page.Slice(JournalFormat.CleanEndSequenceOffset, SizeBytes);
        lastSequence = BinaryPrimitives.ReadInt64LittleEndian(mark);
        if (page[JournalFormat.HeaderUsedSizeBytes..].IndexOfAnyExcept((byte)0) >= 0)
            return CleanEndState.Damaged;

        if (BinaryPrimitives.ReadInt64LittleEndian(mark[sizeof(long)..]) == 0)
            return CleanEndState.Absent;

        uint crc = BinaryPrimitives.ReadUInt32LittleEndian(mark[CrcOffset..]);
        return crc == RecordChain.Crc32C(mark[..CrcOffset]) ? CleanEndState.Present : CleanEndState.Damaged;
    }
}
