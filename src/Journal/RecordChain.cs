using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;

namespace LowLatencyEngine.Journal;

/// <summary>
/// CRC-32C (Castagnoli, RFC 3720 appendix B.4) of records, each continuing its predecessor's. Uses the processor's CRC
/// instruction where there is one: 16 steps of about 3 cycles a record. Any thread; allocates nothing.
/// </summary>
public static class RecordChain
{
    private const int WordCount = JournalFormat.RecordSizeBytes / sizeof(ulong);
    private const int CrcWord = JournalFormat.Crc32COffset / sizeof(ulong);

    // The CRC is the upper half of its word and counts as zero.
    private const ulong CrcWordMask = 0x0000_0000_FFFF_FFFF;

    /// <summary>
    /// What the first record of a journal continues: it makes the chains of two journals differ from the start.
    /// </summary>
    public static uint GenesisOf(long journalId) => ~BitOperations.Crc32C(~0u, (ulong)journalId);

    /// <summary>CRC-32C of <paramref name="bytes"/>, as headers use it.</summary>
    public static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        uint crc = ~0u;
        foreach (byte b in bytes)
            crc = BitOperations.Crc32C(crc, b);

        return ~crc;
    }

    /// <summary>
    /// The CRC that <paramref name="record"/> must carry after a record with <paramref name="predecessorCrc"/>.
    /// </summary>
    public static uint Compute(ReadOnlySpan<byte> record, uint predecessorCrc)
    {
        Debug.Assert(record.Length == JournalFormat.RecordSizeBytes);
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(record)[..WordCount];
        uint crc = ~predecessorCrc;
        for (int i = 0; i < CrcWord; i++)
            crc = BitOperations.Crc32C(crc, words[i]);

        // Masked instead of zeroed in place: a store of 4 bytes before a load of 8 would stall the load.
        crc = BitOperations.Crc32C(crc, words[CrcWord] & CrcWordMask);
        for (int i = CrcWord + 1; i < WordCount; i++)
            crc = BitOperations.Crc32C(crc, words[i]);

        return ~crc;
    }

    /// <summary>Writes sequence and CRC into <paramref name="record"/>.</summary>
    /// <returns>The CRC, which the next record continues.</returns>
    public static uint Stamp(Span<byte> record, long sequence, uint predecessorCrc)
    {
        BinaryPrimitives.WriteInt64LittleEndian(record, sequence);
        uint crc = Compute(record, predecessorCrc);
        BinaryPrimitives.WriteUInt32LittleEndian(record[JournalFormat.Crc32COffset..], crc);
        return crc;
    }

    /// <summary>True where <paramref name="record"/> has its place in the chain and all its bits.</summary>
    public static bool Holds(ReadOnlySpan<byte> record, long sequence, uint predecessorCrc) =>
        SequenceOf(record) == sequence && CrcOf(record) == Compute(record, predecessorCrc);

    public static long SequenceOf(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadInt64LittleEndian(record);

    public static uint CrcOf(ReadOnlySpan<byte> record) =>
        BinaryPrimitives.ReadUInt32LittleEndian(record[JournalFormat.Crc32COffset..]);
}
