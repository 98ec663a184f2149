using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Journal.Archive;
using Xunit;

namespace LowLatencyEngine.Unit.Journal;

public sealed class JournalArchiveTests
{
    private const int Count = 100; // Three full segments of 32 records and 4 in the last.

    [Fact]
    public void Archived_journal_reads_as_before_from_every_sequence()
    {
        using TempJournal journal = TempJournal.WithRecords(Count);
        JournalReport before = JournalScan.Verify(journal.Folder);
        ArchiveResult result = Archive(journal);

        Assert.Equal(3, result.Archived);
        Assert.Equal(3 * TempJournal.SmallestSegmentBytes, result.OriginalBytes);
        Assert.Single(journal.Segments);
        Assert.Equal(3, Archives(journal).Length);
        Assert.Equal(before.ToString(), JournalScan.Verify(journal.Folder).ToString());
        for (long from = 1; from <= Count + 1; from++)
            Assert.Equal(Count, journal.ReadAndCheck(from));
    }

    [Fact]
    public void Second_pass_finds_nothing_to_do_and_a_writer_goes_on_behind_it()
    {
        using TempJournal journal = TempJournal.WithRecords(Count);
        Archive(journal);
        Assert.Equal(new ArchiveResult(0, 0, 0, 0, 0), Archive(journal));
        using (JournalWriter writer = JournalWriter.Open(journal.Options(), out JournalRecovery recovery))
        {
            Assert.Equal((1, Count), (recovery.Report.FirstSequence, recovery.Report.LastSequence));
            TempJournal.Append(writer, count: 60);
            Assert.Equal(1, Archive(journal).Archived); // The one that was the last; the writer is in the one after.
            TempJournal.Append(writer, count: 60);
        }

        Assert.Equal(Count + 120, journal.ReadAndCheck());
    }

    [Fact]
    public void Reader_that_holds_a_segment_while_it_is_archived_reads_on()
    {
        using TempJournal journal = TempJournal.WithRecords(Count);
        using JournalReader reader = JournalReader.Open(journal.Folder);
        byte[] record = new byte[JournalFormat.RecordSizeBytes];
        Assert.True(reader.TryRead(record));
        Archive(journal);

        Assert.Equal(Count, TempJournal.ReadAndCheck(reader));
    }

    [ProgramFact("lz4")]
    public void Archive_is_what_the_lz4_tool_reads()
    {
        using TempJournal journal = TempJournal.WithRecords(Count);
        byte[] original = File.ReadAllBytes(journal.Segments[0]);
        Archive(journal);
        string unpacked = Path.Combine(journal.Folder, "unpacked");
        using Process tool = Process.Start("lz4", ["-d", "-q", Archives(journal)[0], unpacked]);
        tool.WaitForExit();

        Assert.Equal(0, tool.ExitCode);
        Assert.Equal(original, File.ReadAllBytes(unpacked));
    }

    [Fact]
    public void Every_flipped_bit_and_every_truncation_of_an_archive_is_found()
    {
        using TempJournal journal = TempJournal.WithRecords(40);
        Archive(journal);
        string path = Archives(journal)[0];
        byte[] bytes = File.ReadAllBytes(path);
        int unseen = 0;
        for (int bit = 0; bit < bytes.Length * 8; bit += ExhaustiveStep)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(path, bytes);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            unseen += JournalScan.Verify(journal.Folder).Ok ? 1 : 0;
        }

        for (int sizeBytes = 0; sizeBytes < bytes.Length; sizeBytes += ExhaustiveStep)
        {
            File.WriteAllBytes(path, bytes.AsSpan(0, sizeBytes).ToArray());
            unseen += JournalScan.Verify(journal.Folder).Ok ? 1 : 0;
        }

        File.WriteAllBytes(path, [.. bytes, 0]);
        unseen += JournalScan.Verify(journal.Folder).Ok ? 1 : 0;
        Assert.Equal(0, unseen);
        File.WriteAllBytes(path, bytes);
        Assert.True(JournalScan.Verify(journal.Folder).Ok);
    }

    [Fact]
    public void Damaged_segment_is_refused_and_stays()
    {
        using TempJournal journal = TempJournal.WithRecords(Count);
        TempJournal.FlipBit(journal.Segments[1], TempJournal.OffsetOf(40, firstSequence: 33) + 50);
        JournalException refused = Assert.Throws<JournalException>(() => Archive(journal));

        Assert.Equal(40, refused.Damage!.Sequence);
        Assert.Equal(3, journal.Segments.Count);
        Assert.Equal(["journal-00000000000000000001.lle.lz4"], Archives(journal).Select(Path.GetFileName));
        Assert.Empty(Directory.GetFiles(journal.Folder, "*.archiving"));
    }

    [Fact]
    public void Segment_beside_its_archive_counts_and_is_archived_again()
    {
        using TempJournal journal = TempJournal.WithRecords(Count);
        byte[] original = File.ReadAllBytes(journal.Segments[0]);
        string path = journal.Segments[0];
        Archive(journal);
        File.WriteAllBytes(path, original); // As a process leaves it that dies between rename and delete.
        File.WriteAllBytes(path + ".lz4.archiving", [1, 2, 3]);
        File.WriteAllBytes(path + ".lz4", [1, 2, 3]);

        Assert.Equal(Count, journal.ReadAndCheck());
        Assert.Equal(1, Archive(journal).Archived);
        Assert.Equal(Count, journal.ReadAndCheck());
        Assert.Empty(Directory.GetFiles(journal.Folder, "*.archiving"));
    }

    [Fact]
    public void Retention_deletes_the_oldest_archives_but_nothing_that_a_restart_needs()
    {
        using TempJournal journal = TempJournal.WithRecords(Count);
        var policy = new ArchivePolicy { KeepBytes = 0 };
        Assert.Equal(0, Archive(journal, policy).Deleted);

        Assert.Equal(1, Archive(journal, policy with { NeededFrom = () => 64 }).Deleted);
        Assert.Equal(33, JournalScan.Verify(journal.Folder).FirstSequence);
        long keptBytes = Archives(journal).Sum(p => new FileInfo(p).Length);
        Assert.Equal(0, Archive(journal, policy with { KeepBytes = keptBytes, NeededFrom = () => 97 }).Deleted);
        Assert.Equal(2, Archive(journal, policy with { NeededFrom = () => 97 }).Deleted);
        Assert.Equal(Count, journal.ReadAndCheck(fromSequence: 97));
    }

    [Fact]
    public void Retention_by_age_and_the_age_of_what_is_archived_follow_the_files_time()
    {
        using TempJournal journal = TempJournal.WithRecords(Count);
        var longAgo = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(journal.Segments[0], longAgo);
        var policy = new ArchivePolicy
        {
            OlderThan = TimeSpan.FromDays(1), KeepAge = TimeSpan.FromDays(2), NeededFrom = () => Count,
        };
        ArchiveResult result = Archive(journal, policy with { KeepAge = null });
        Assert.Equal((1, 0), (result.Archived, result.Deleted));
        Assert.Equal(longAgo, File.GetLastWriteTimeUtc(Archives(journal)[0]));

        Assert.Equal(1, Archive(journal, policy).Deleted);
        Assert.Equal(33, JournalScan.Verify(journal.Folder).FirstSequence);
    }

    [Fact]
    public void Reader_overtaken_by_retention_is_told()
    {
        using TempJournal journal = TempJournal.WithRecords(Count);
        using JournalReader reader = JournalReader.Open(journal.Folder);
        Archive(journal, new ArchivePolicy { KeepBytes = 0, NeededFrom = () => Count });

        // The segment in hand is read to its end; the next one is gone.
        Assert.Equal(32, TempJournal.ReadAndCheck(reader));
        byte[] record = new byte[JournalFormat.RecordSizeBytes];
        JournalException told = Assert.Throws<JournalException>(() =>
        {
            for (int i = 0; i < 1_000; i++)
                reader.TryRead(record);
        });
        Assert.Contains("nextSequence=33, firstSequence=97", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Repair_and_restart_take_a_segment_out_of_its_archive()
    {
        using TempJournal journal = TempJournal.WithRecords(Count);
        Archive(journal);
        JournalRepair.CutAfter(journal.Folder, sequence: 50);
        Assert.Equal(50, journal.ReadAndCheck());

        using TempJournal other = TempJournal.WithRecords(Count);
        Archive(other);
        File.Delete(other.Segments[0]); // The newest archive is the end now.
        using (JournalWriter writer = other.Open())
            TempJournal.Append(writer, count: 10);

        Assert.Equal(106, other.ReadAndCheck());
        Assert.Equal(2, Archives(other).Length);
    }

    [Fact]
    public void One_process_archives_at_a_time()
    {
        using TempJournal journal = TempJournal.WithRecords(Count);
        using JournalArchiver first = JournalArchiver.Open(journal.Folder, new ArchivePolicy());
        JournalException refused = Assert.Throws<JournalException>(
            () => JournalArchiver.Open(journal.Folder, new ArchivePolicy()));
        Assert.Contains("archived by another process", refused.Message, StringComparison.Ordinal);
    }

    // All bits where the long run asks for it, else a sample with a step that is no multiple of eight.
    private static int ExhaustiveStep =>
        Environment.GetEnvironmentVariable("LLE_JOURNAL_EXHAUSTIVE") is null ? 7 : 1;

    private static ArchiveResult Archive(TempJournal journal, ArchivePolicy? policy = null)
    {
        using JournalArchiver archiver = JournalArchiver.Open(journal.Folder, policy ?? new ArchivePolicy());
        return archiver.Run();
    }

    private static string[] Archives(TempJournal journal) =>
        Directory.GetFiles(journal.Folder, "*.lle.lz4").Order(StringComparer.Ordinal).ToArray();
}
