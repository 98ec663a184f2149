using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LowLatencyEngine.Journal;

/// <summary>
/// CRC-32C (Castagnoli, RFC 3720 appendix B.4) of records, each continuing its predecessor's. Uses the processor's CRC
/// instruction where there is one; with carry-less multiplication beside it, three parts of a record at a time. Any
/// thread; allocates nothing.
/// </summary>
public static class RecordChain
{
    private const int WordCount = JournalFormat.RecordSizeBytes / sizeof(ulong);
    private const int CrcWord = JournalFormat.Crc32COffset / sizeof(ulong);

    // The CRC is the upper half of its word and counts as zero.
    private const ulong CrcWordMask = 0x0000_0000_FFFF_FFFF;

    // x^671, x^351 and x^991 modulo the polynomial, bits reflected.
    private const ulong Over88Bytes = 0x083A_6EEC;
    private const ulong Over48Bytes = 0xDDC0_152B;
    private const ulong Over128Bytes = 0x0D3B_6092;

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
        return Sse42.X64.IsSupported && Pclmulqdq.IsSupported
            ? ComputeInLanes(words, predecessorCrc)
            : ComputeInOrder(words, predecessorCrc);
    }

    /// <summary>One word after the other: 16 steps of three cycles, each waiting for the one before.</summary>
    internal static uint ComputeInOrder(ReadOnlySpan<ulong> words, uint predecessorCrc)
    {
        uint crc = ~predecessorCrc;
        for (int i = 0; i < CrcWord; i++)
            crc = BitOperations.Crc32C(crc, words[i]);

        // Masked instead of zeroed in place: a store of 4 bytes before a load of 8 would stall the load.
        crc = BitOperations.Crc32C(crc, words[CrcWord] & CrcWordMask);
        for (int i = CrcWord + 1; i < WordCount; i++)
            crc = BitOperations.Crc32C(crc, words[i]);

        return ~crc;
    }

    // A CRC is linear: the CRCs of three parts, and of what came before, each begun at zero, are moved over the bytes
    // that follow them (a multiplication by x^(8 * bytes - 33) modulo the polynomial; the last step supplies x^33) and
    // added. The parts do not wait for each other, and the predecessor is waited for by two steps instead of 16.
    private static uint ComputeInLanes(ReadOnlySpan<ulong> words, uint predecessorCrc)
    {
        ulong first = Sse42.X64.Crc32(0, words[0]);
        ulong second = Sse42.X64.Crc32(0, words[5]);
        ulong third = Sse42.X64.Crc32(0, words[10]);
        first = Sse42.X64.Crc32(first, words[1]);
        second = Sse42.X64.Crc32(second, words[6]);
        third = Sse42.X64.Crc32(third, words[11]);
        first = Sse42.X64.Crc32(first, words[2]);
        second = Sse42.X64.Crc32(second, words[7]);
        third = Sse42.X64.Crc32(third, words[12]);
        first = Sse42.X64.Crc32(first, words[3]);
        second = Sse42.X64.Crc32(second, words[8]);
        third = Sse42.X64.Crc32(third, words[13]);
        first = Sse42.X64.Crc32(first, words[CrcWord] & CrcWordMask);
        second = Sse42.X64.Crc32(second, words[9]);
        third = Sse42.X64.Crc32(third, words[14]);

        ulong moved = Move(first, Over88Bytes) ^ Move(second, Over48Bytes) ^ Move(~predecessorCrc, Over128Bytes);
        return ~(uint)Sse42.X64.Crc32(third, words[15] ^ moved);
    }

    private static ulong Move(ulong crc, ulong factor) => Pclmulqdq.CarrylessMultiply(
        Vector128.CreateScalar(crc), Vector128.CreateScalar(factor), control: 0).ToScalar();

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
