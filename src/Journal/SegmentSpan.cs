using System;
using System.Buffers.Binary;
using System.Diagnostics;

namespace LowLatencyEngine.Journal;

/// <summary>What the index knows of one closed segment.</summary>
/// <param name="FirstSequence">Of its first record.</param>
/// <param name="LastSequence">Of its last record.</param>
/// <param name="StampMin">Smallest stamp of its records; what a stamp is, the index's user says.</param>
/// <param name="StampMax">Largest stamp of its records. Stamps need not rise from record to record.</param>
public readonly record struct SegmentSpan(long FirstSequence, long LastSequence, long StampMin, long StampMax)
{
    // Layout in the index file: the four numbers, then journal id, stamp offset, and a CRC of all before it.
    internal const int SizeBytes = 48;

    private const int JournalIdOffset = 32;
    private const int StampOffsetOffset = 40;
    private const int CrcOffset = 44;

    /// <summary>True where a record with a stamp in this range may be in the segment; both ends count.</summary>
    public bool MayHold(long stampFrom, long stampTo) => StampMin <= stampTo && StampMax >= stampFrom;

    internal void Write(Span<byte> target, long journalId, int stampOffset)
    {
        Debug.Assert(target.Length == SizeBytes);
        BinaryPrimitives.WriteInt64LittleEndian(target, FirstSequence);
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], LastSequence);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], StampMin);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], StampMax);
        BinaryPrimitives.WriteInt64LittleEndian(target[JournalIdOffset..], journalId);
        BinaryPrimitives.WriteInt32LittleEndian(target[StampOffsetOffset..], stampOffset);
        BinaryPrimitives.WriteUInt32LittleEndian(target[CrcOffset..], RecordChain.Crc32C(target[..CrcOffset]));
    }

    /// <summary>False for an entry of another journal, with other stamps, or damaged: it counts as not there.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> source, long journalId, int stampOffset, out SegmentSpan span)
    {
        Debug.Assert(source.Length == SizeBytes);
        span = new SegmentSpan(
            BinaryPrimitives.ReadInt64LittleEndian(source),
            BinaryPrimitives.ReadInt64LittleEndian(source[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[24..]));
        return BinaryPrimitives.ReadUInt32LittleEndian(source[CrcOffset..]) ==
                RecordChain.Crc32C(source[..CrcOffset]) &&
            BinaryPrimitives.ReadInt64LittleEndian(source[JournalIdOffset..]) == journalId &&
            BinaryPrimitives.ReadInt32LittleEndian(source[StampOffsetOffset..]) == stampOffset;
    }
}
