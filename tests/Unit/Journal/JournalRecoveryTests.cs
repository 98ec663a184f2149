using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using LowLatencyEngine.Journal;
using Xunit;

namespace LowLatencyEngine.Unit.Journal;

public sealed class JournalRecoveryTests
{
    /// <summary>What is done to a journal of 100 records in segments of 32, and what opening it must say.</summary>
    public static TheoryData<string, Action<TempJournal>, string[]> Damages { get; } = new()
    {
        {
            "bad record in the middle", j => TempJournal.FlipBit(j.Segments[1], TempJournal.OffsetOf(40, 33) + 50),
            ["checksum does not hold", "000033.lle, offsetBytes=4992, sequence=40",
             "ChecksumMismatch", "--to 39 --confirm"]
        },
        {
            "zeroed record in the middle",
            j => TempJournal.Overwrite(j.Segments[1], TempJournal.OffsetOf(41, 33), new byte[128]),
            ["zeros stand before later records", "sequence=41", "EmptyRecord", "--to 40 --confirm"]
        },
        {
            "two records swapped",
            j => Swap(j.Segments[2], TempJournal.OffsetOf(70, 65), TempJournal.OffsetOf(71, 65), sizeBytes: 128),
            ["stands in the wrong place", "sequence=70", "SequenceMismatch", "--to 69 --confirm"]
        },
        {
            "missing segment", j => File.Delete(j.Segments[1]),
            ["segment is missing", "000065.lle, offsetBytes=0, sequence=33", "MissingSegment",
             "backup", "--to 32 --confirm"]
        },
        {
            "foreign file by name", j => File.WriteAllText(Path.Combine(j.Folder, "notes.lle"), "hello"),
            ["not a journal segment", "notes.lle", "ForeignFile", "move the file out"]
        },
        {
            "foreign file under a segment's name", j => File.WriteAllText(j.Segments[3], new string('x', 8_192)),
            ["not a journal segment", "000097.lle", "ForeignFile", "move the file out"]
        },
        {
            "segment of another journal", ReplaceByAnotherJournals,
            ["belongs to another journal", "000065.lle", "ForeignSegment", "move the file out"]
        },
        {
            "newer version", j => PatchHeader(j.Segments[3], JournalFormat.VersionOffset, [2, 0, 0, 0]),
            ["newer format", "000097.lle", "NewerVersion", "start the newer engine"]
        },
        {
            "empty file", j => TempJournal.Truncate(j.Segments[3], sizeBytes: 0),
            ["has no bytes", "000097.lle", "EmptyFile", "--to 96 --confirm"]
        },
        {
            "damaged header", j => TempJournal.FlipBit(j.Segments[2], JournalFormat.CreationTimeOffset),
            ["header of the journal segment is damaged", "000065.lle", "HeaderDamaged", "--to 64 --confirm"]
        },
        {
            "zeroed header", j => TempJournal.Overwrite(j.Segments[3], 0, new byte[4_096]),
            ["header of the journal segment is damaged", "000097.lle", "HeaderDamaged", "--to 96 --confirm"]
        },
        {
            "segment never used before used ones", j => TempJournal.Overwrite(j.Segments[1], 0, new byte[8_192]),
            ["header of the journal segment is damaged", "000033.lle", "HeaderDamaged", "--to 32 --confirm"]
        },
        {
            "segment cut short in the middle", j => TempJournal.Truncate(j.Segments[1], TempJournal.OffsetOf(60, 33)),
            ["shorter than its header says", "sequence=60", "FileTooShort", "--to 59 --confirm"]
        },
        {
            "last record gone after a clean end",
            j => TempJournal.Overwrite(j.Segments[3], TempJournal.OffsetOf(100, 97), new byte[128]),
            ["closed in order with records that are gone", "sequence=100", "RecordsMissingAtEnd", "--to 99 --confirm"]
        },
        {
            "last record damaged after a clean end",
            j => TempJournal.FlipBit(j.Segments[3], TempJournal.OffsetOf(100, 97) + 127),
            ["checksum does not hold", "sequence=100", "ChecksumMismatch", "--to 99 --confirm"]
        },
        {
            "file cut short after a clean end", j => TempJournal.Truncate(j.Segments[3], TempJournal.OffsetOf(99, 97)),
            ["shorter than its header says", "sequence=99", "FileTooShort", "--to 98 --confirm"]
        },
        {
            "clean end damaged", j => TempJournal.FlipBit(j.Segments[3], JournalFormat.CleanEndSequenceOffset),
            ["clean-end mark", "sequence=101", "CleanEndDamaged", "--to 100 --confirm"]
        },
        {
            "renamed segment", j => File.Move(j.Segments[3], Path.Combine(j.Folder, SegmentName.Of(98))),
            ["another first sequence than its name", "000098.lle", "NameMismatch", "old name"]
        },
        {
            "file that goes on", j => TempJournal.Truncate(j.Segments[3], sizeBytes: 8_193),
            ["longer than its header says", "000097.lle", "FileTooLong"]
        },
        {
            "segment with another instrument table",
            j => PatchHeader(j.Segments[3], JournalFormat.InstrumentTableHashOffset, [9]),
            ["another instrument table than the first one", "000097.lle",
             "InstrumentTableMismatch", "move the file out"]
        },
    };

    [Theory]
    [MemberData(nameof(Damages), DisableDiscoveryEnumeration = true)]
    public void Damage_is_refused_with_place_cause_and_remedy(
        string name, Action<TempJournal> damage, string[] expected)
    {
        using TempJournal journal = TempJournal.WithRecords(100);
        damage(journal);
        string[] before = HashesOf(journal);

        JournalException refused = Assert.Throws<JournalException>(() => journal.Open());
        JournalReport report = JournalScan.Verify(journal.Folder);

        Assert.All(expected, part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
        if (refused.Message.Contains("lle journal repair", StringComparison.Ordinal))
            Assert.Contains($"--journal {journal.Folder} ", refused.Message, StringComparison.Ordinal);

        Assert.False(report.Ok, name);
        Assert.Equal(report.Damage[0], refused.Damage);
        Assert.Equal(before, HashesOf(journal)); // Refusing changes nothing.
    }

    [Fact]
    public void Journal_with_another_instrument_table_is_refused()
    {
        using TempJournal journal = TempJournal.WithRecords(1);
        JournalException refused = Assert.Throws<JournalException>(
            () => JournalWriter.Open(journal.Options() with { InstrumentTableHash = 7 }, out _));
        Assert.Contains(
            "journalInstrumentTableHash=0000000012345678, instrumentTableHash=0000000000000007",
            refused.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(100)]
    public void Killed_writers_records_are_all_found_again(int count)
    {
        using TempJournal journal = TempJournal.KilledWithRecords(count);
        using (JournalWriter writer = JournalWriter.Open(journal.Options(), out JournalRecovery recovery))
        {
            Assert.True(recovery.WasCrash);
            Assert.Equal((count, 0L), (recovery.Report.LastSequence, recovery.CutBytes));
            TempJournal.Append(writer, count: 50);
        }

        Assert.Equal(count + 50, journal.ReadAndCheck());
    }

    [Fact]
    public void Half_written_record_is_cut_and_the_bytes_are_told()
    {
        using TempJournal journal = TempJournal.KilledWithRecords(40);
        byte[] half = new byte[70];
        half.AsSpan(8).Fill(0xEE); // The sequence would have been stored last.
        TempJournal.Overwrite(journal.Segments[1], TempJournal.OffsetOf(41, 33), half);

        using (JournalWriter writer = JournalWriter.Open(journal.Options(), out JournalRecovery recovery))
        {
            Assert.Equal(70, recovery.CutBytes);
            Assert.Contains("lastSequence=40; cut 70 bytes", recovery.ToString(), StringComparison.Ordinal);
            TempJournal.Append(writer, count: 1);
        }

        Assert.Equal(41, journal.ReadAndCheck());
    }

    [Fact]
    public void Segment_whose_header_was_being_written_is_begun_anew()
    {
        using TempJournal journal = TempJournal.KilledWithRecords(32);
        string prepared = Path.Combine(journal.Folder, SegmentName.Of(33));
        File.WriteAllBytes(prepared, new byte[8_192]);
        TempJournal.Overwrite(prepared, JournalFormat.FirstSequenceOffset, [33]);
        File.WriteAllBytes(prepared + SegmentName.PreparingExtension, []);

        using (JournalWriter writer = JournalWriter.Open(journal.Options(), out JournalRecovery recovery))
        {
            Assert.Equal(1, recovery.UnusedSegmentsRemoved);
            TempJournal.Append(writer, count: 1);
        }

        Assert.Equal(33, journal.ReadAndCheck());
        Assert.Empty(Directory.GetFiles(journal.Folder, "*" + SegmentName.PreparingExtension));
    }

    [Fact]
    public void Half_of_a_clean_end_is_what_a_kill_leaves_and_no_damage()
    {
        using TempJournal journal = TempJournal.KilledWithRecords(10);
        TempJournal.Overwrite(journal.Segments[0], JournalFormat.CleanEndSequenceOffset, [10]);

        Assert.True(JournalScan.Verify(journal.Folder).Ok);
        using (JournalWriter writer = journal.Open())
            TempJournal.Append(writer, count: 1);

        Assert.Equal(11, journal.ReadAndCheck());
    }

    [Fact]
    public void All_damages_are_listed_not_only_the_first()
    {
        using TempJournal journal = TempJournal.WithRecords(100);
        TempJournal.FlipBit(journal.Segments[0], TempJournal.OffsetOf(7) + 60);
        TempJournal.Overwrite(journal.Segments[1], TempJournal.OffsetOf(40, 33), new byte[3 * 128]);
        TempJournal.FlipBit(journal.Segments[2], TempJournal.OffsetOf(80, 65) + JournalFormat.Crc32COffset);

        JournalReport report = JournalScan.Verify(journal.Folder);
        Assert.Equal(
            [(7, JournalDamageCause.ChecksumMismatch),
             (40, JournalDamageCause.EmptyRecord),
             (80, JournalDamageCause.ChecksumMismatch)],
            report.Damage.Select(d => ((int)d.Sequence, d.Cause)));
        Assert.Equal(95, report.Records);
    }

    private static string[] HashesOf(TempJournal journal) =>
        journal.Segments.Select(path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))).ToArray();

    private static void ReplaceByAnotherJournals(TempJournal journal)
    {
        using TempJournal other = TempJournal.WithRecords(100);
        File.Copy(other.Segments[2], journal.Segments[2], overwrite: true);
    }

    private static void PatchHeader(string path, long offset, byte[] bytes)
    {
        TempJournal.Overwrite(path, offset, bytes);
        byte[] header = File.ReadAllBytes(path)[..JournalFormat.CleanEndSequenceOffset];
        SegmentHeader.Seal(header);
        TempJournal.Overwrite(path, 0, header);
    }

    internal static void Swap(string path, long first, long second, int sizeBytes)
    {
        byte[] bytes = File.ReadAllBytes(path);
        TempJournal.Overwrite(path, first, bytes.AsSpan((int)second, sizeBytes));
        TempJournal.Overwrite(path, second, bytes.AsSpan((int)first, sizeBytes));
    }
}
