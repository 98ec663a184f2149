using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using LowLatencyEngine.Journal;
using Xunit;
using Xunit.Abstractions;

namespace LowLatencyEngine.Unit.Journal;

public sealed class RecordChainTests(ITestOutputHelper output)
{
    private const uint ReflectedPolynomial = 0x82F6_3B78;

    [Fact]
    public void Crc_of_a_record_is_the_crc_of_all_its_bytes_whatever_the_way_it_is_computed()
    {
        const int seed = 20_260_131;
        output.WriteLine($"seed={seed}");
        var random = new Random(seed);
        byte[] record = new byte[JournalFormat.RecordSizeBytes];
        for (int i = 0; i < 2_000; i++)
        {
            random.NextBytes(record);
            var predecessor = (uint)random.NextInt64(1L << 32);
            uint expected = BitByBit(record, predecessor);
            Assert.Equal(expected, RecordChain.Compute(record, predecessor));
            Assert.Equal(
                expected, RecordChain.ComputeInOrder(MemoryMarshal.Cast<byte, ulong>(record), predecessor));
        }
    }

    [Fact]
    public void Every_bit_of_record_and_predecessor_counts_but_those_of_the_crc_itself()
    {
        byte[] record = new byte[JournalFormat.RecordSizeBytes];
        uint zero = RecordChain.Compute(record, predecessorCrc: 0);
        for (int bit = 0; bit < record.Length * 8; bit++)
        {
            record[bit / 8] ^= (byte)(1 << (bit % 8));
            bool isCrc = bit / 8 is >= JournalFormat.Crc32COffset and < JournalFormat.Crc32COffset + sizeof(uint);
            Assert.Equal(isCrc, RecordChain.Compute(record, predecessorCrc: 0) == zero);
            record[bit / 8] = 0;
        }

        for (int bit = 0; bit < 32; bit++)
            Assert.NotEqual(zero, RecordChain.Compute(record, 1u << bit));
    }

    [Fact]
    public void Continues_the_published_check_value()
    {
        // RFC 3720 B.4: 32 bytes of zeros give 8A9136AA; here as the start of a record's predecessor.
        Assert.Equal(0x8A91_36AAu, RecordChain.Crc32C(new byte[32]));
        byte[] record = new byte[JournalFormat.RecordSizeBytes];
        BinaryPrimitives.WriteInt64LittleEndian(record, 1);
        byte[] all = new byte[32 + record.Length];
        record.CopyTo(all.AsSpan(32));
        Assert.Equal(RecordChain.Crc32C(all), RecordChain.Compute(record, 0x8A91_36AA));
    }

    // The definition, one bit at a time.
    private static uint BitByBit(ReadOnlySpan<byte> record, uint predecessor)
    {
        uint crc = ~predecessor;
        for (int i = 0; i < record.Length; i++)
        {
            bool isCrc = i is >= JournalFormat.Crc32COffset and < JournalFormat.Crc32COffset + sizeof(uint);
            crc ^= isCrc ? 0u : record[i];
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) != 0 ? ReflectedPolynomial : 0);
        }

        return ~crc;
    }
}
