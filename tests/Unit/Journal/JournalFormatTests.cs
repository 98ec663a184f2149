using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Journal;

public sealed class JournalFormatTests
{
    [Fact]
    public void Record_is_an_engine_event_and_its_header_fields_are_where_the_event_has_them()
    {
        Assert.Equal(EngineEvent.SizeBytes, JournalFormat.RecordSizeBytes);
        var probe = new EngineEvent { Sequence = -1, Crc32C = uint.MaxValue };
        byte[] bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<EngineEvent>(in probe)).ToArray();
        byte[] expected = new byte[EngineEvent.SizeBytes];
        expected.AsSpan(JournalFormat.SequenceOffset, sizeof(long)).Fill(0xFF);
        expected.AsSpan(JournalFormat.Crc32COffset, sizeof(uint)).Fill(0xFF);
        Assert.Equal(expected, bytes);
    }

    [Fact]
    public void Header_has_its_fields_at_the_documented_bytes()
    {
        byte[] page = new byte[JournalFormat.HeaderSizeBytes];
        Header().Write(page);

        Assert.Equal("LLEJRNL\n"u8.ToArray(), page[..8]);
        Assert.Equal(1u, BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(8)));
        Assert.Equal(4_096u, BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(12)));
        Assert.Equal(128u, BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(16)));
        Assert.Equal(0xCAFE_F00D, BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(20)));
        Assert.Equal(33, BinaryPrimitives.ReadInt64LittleEndian(page.AsSpan(24)));
        Assert.Equal(8_192, BinaryPrimitives.ReadInt64LittleEndian(page.AsSpan(32)));
        Assert.Equal(-5, BinaryPrimitives.ReadInt64LittleEndian(page.AsSpan(40)));
        Assert.Equal(1_700_000_000_000_000_000, BinaryPrimitives.ReadInt64LittleEndian(page.AsSpan(48)));
        Assert.Equal(1_600_000_000_000_000_000, BinaryPrimitives.ReadInt64LittleEndian(page.AsSpan(56)));
        Assert.Equal("engine 1.2", Encoding.UTF8.GetString(page.AsSpan(64, 96)).TrimEnd('\0'));
        Assert.All(page[160..188], b => Assert.Equal(0, b));
        uint crc = BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(188));
        Assert.Equal(RecordChain.Crc32C(page.AsSpan(0, 188)), crc);
        Assert.All(page[192..], b => Assert.Equal(0, b));
    }

    [Fact]
    public void Header_reads_back_as_it_was_written()
    {
        byte[] page = new byte[JournalFormat.HeaderSizeBytes];
        Header().Write(page);

        Assert.Equal(JournalDamageCause.None, SegmentHeader.Read(page, out SegmentHeader read));
        Assert.Equal(Header(), read);
        Assert.Equal(33 + 32, read.EndSequence);
    }

    [Fact]
    public void Crc_is_crc32c_as_its_authors_check_it()
    {
        // The check value of CRC-32/ISCSI, and 32 zero bytes of RFC 3720 B.4.
        Assert.Equal(0xE306_9283, RecordChain.Crc32C("123456789"u8));
        Assert.Equal(0x8A91_36AA, RecordChain.Crc32C(new byte[32]));
    }

    [Fact]
    public void Chain_is_the_crc32c_of_everything_so_far_with_the_crc_fields_as_zeros()
    {
        byte[] first = RandomRecord(seed: 1);
        byte[] second = RandomRecord(seed: 2);
        uint genesis = RecordChain.GenesisOf(journalId: 7);
        uint firstCrc = RecordChain.Stamp(first, sequence: 1, genesis);
        uint secondCrc = RecordChain.Stamp(second, sequence: 2, firstCrc);

        byte[] everything = [.. BitConverter.GetBytes(7L), .. WithoutCrc(first), .. WithoutCrc(second)];
        Assert.Equal(SlowCrc32C(everything), secondCrc);
        Assert.True(RecordChain.Holds(second, sequence: 2, firstCrc));
        Assert.False(RecordChain.Holds(second, sequence: 2, genesis));
        Assert.False(RecordChain.Holds(second, sequence: 3, firstCrc));
    }

    [Fact]
    public void Segment_names_sort_like_their_first_sequences()
    {
        long[] sequences = [1, 9, 10, 524_257, long.MaxValue];
        string[] names = sequences.Select(SegmentName.Of).ToArray();

        Assert.Equal("journal-00000000000000000001.lle", names[0]);
        Assert.Equal(names, names.Order(StringComparer.Ordinal));
        Assert.Equal(sequences, names.Select(SegmentName.SequenceOf));
    }

    [Theory]
    [InlineData("journal-1.lle")]
    [InlineData("journal-00000000000000000001.lle.damaged")]
    [InlineData("journal-0000000000000000000x.lle")]
    [InlineData("journal-99999999999999999999.lle")]
    [InlineData("notes.lle")]
    public void Other_names_are_no_segments(string name) => Assert.Equal(0, SegmentName.SequenceOf(name));

    [Fact]
    public void Values_that_others_depend_on_are_frozen()
    {
        Assert.Equal(
            ["None=0", "ChecksumMismatch=1", "SequenceMismatch=2", "EmptyRecord=3", "HeaderDamaged=4", "ForeignFile=5",
             "NewerVersion=6", "EmptyFile=7", "MissingSegment=8", "ForeignSegment=9", "InstrumentTableMismatch=10",
             "FileTooShort=11", "ReadError=12", "RecordsMissingAtEnd=13", "NameMismatch=14", "FileTooLong=15",
             "CleanEndDamaged=16", "ArchiveDamaged=17"],
            NumberedNames<JournalDamageCause>());
        Assert.Equal(["None=0", "Ample=1", "Low=2", "Critical=3"], NumberedNames<JournalSpace>());
        Assert.Equal(["None=0", "Process=1", "Power=2"], NumberedNames<JournalMode>());
        Assert.Equal(
            ["None=0", "DiskFull=1", "IoError=2", "ReadOnly=3", "TooManyFiles=4", "OutOfMemory=5", "Other=6"],
            NumberedNames<JournalFailureKind>());
        Assert.Equal(1u, JournalFormat.Version);
    }

    [Fact]
    public void Format_document_names_every_offset_of_the_code()
    {
        string? document = FindDocument();
        Assert.NotNull(document);
        string text = File.ReadAllText(document);
        int[] offsets =
        [
            JournalFormat.MagicOffset, JournalFormat.VersionOffset, JournalFormat.HeaderSizeOffset,
            JournalFormat.RecordSizeOffset,
            JournalFormat.PredecessorCrcOffset, JournalFormat.FirstSequenceOffset, JournalFormat.SegmentSizeOffset,
            JournalFormat.InstrumentTableHashOffset, JournalFormat.CreationTimeOffset, JournalFormat.JournalIdOffset,
            JournalFormat.EngineBuildOffset, JournalFormat.HeaderCrcOffset, JournalFormat.CleanEndSequenceOffset,
            JournalFormat.CleanEndRecordCrcOffset, JournalFormat.CleanEndMarkCrcOffset,
            JournalFormat.HeaderUsedSizeBytes,
        ];
        Assert.All(offsets, offset => Assert.Contains($"| {offset} |", text, StringComparison.Ordinal));
    }

    private static SegmentHeader Header() => new(
        FirstSequence: 33,
        SegmentSizeBytes: 8_192,
        InstrumentTableHash: -5,
        CreationTimeNs: 1_700_000_000_000_000_000,
        JournalId: 1_600_000_000_000_000_000)
    {
        PredecessorCrc = 0xCAFE_F00D,
        EngineBuild = "engine 1.2",
    };

    private static IEnumerable<string> NumberedNames<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(value => $"{value}={Convert.ToInt32(value)}");

    private static byte[] RandomRecord(int seed)
    {
        byte[] record = new byte[JournalFormat.RecordSizeBytes];
        new Random(seed).NextBytes(record);
        return record;
    }

    private static byte[] WithoutCrc(byte[] record)
    {
        byte[] copy = [.. record];
        copy.AsSpan(36, 4).Clear();
        return copy;
    }

    // Bit by bit, with the reversed polynomial.
    private static uint SlowCrc32C(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0x82F6_3B78);
        }

        return ~crc;
    }

    private static string? FindDocument()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "src", "Journal", "FORMAT.md");
            if (File.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
