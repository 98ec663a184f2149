using System;
using System.IO;
using System.Threading;
using LowLatencyEngine.Journal;
using Xunit;

namespace LowLatencyEngine.Unit.Journal;

public sealed class JournalReaderTests
{
    [Fact]
    public void Reads_from_every_sequence_there_is_and_from_the_one_after()
    {
        using TempJournal journal = TempJournal.WithRecords(100);
        for (long from = 1; from <= 101; from++)
            Assert.Equal(100, journal.ReadAndCheck(from));

        Assert.Equal(100, journal.ReadAndCheck(fromSequence: 0));
    }

    [Fact]
    public void Shows_the_header_of_the_segment_it_is_in()
    {
        using TempJournal journal = TempJournal.WithRecords(40);
        using JournalReader reader = JournalReader.Open(journal.Folder, fromSequence: 33);

        Assert.Equal(TempJournal.InstrumentTableHash, reader.Header.InstrumentTableHash);
        Assert.Equal("test 1.0", reader.Header.EngineBuild);
        Assert.Equal(33, reader.Header.FirstSequence);
        Assert.InRange(reader.Header.CreationTimeNs, reader.Header.JournalId, long.MaxValue);
    }

    [Theory]
    [InlineData(102, "record is not in the journal yet: fromSequence=102")]
    [InlineData(5_000, "record is not in the journal yet: fromSequence=5000")]
    public void Refuses_a_sequence_that_is_not_there_yet(long fromSequence, string expected)
    {
        using TempJournal journal = TempJournal.WithRecords(100);
        JournalException refused = Assert.Throws<JournalException>(
            () => JournalReader.Open(journal.Folder, fromSequence));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_sequence_that_has_been_archived()
    {
        using TempJournal journal = TempJournal.WithRecords(100);
        File.Delete(journal.Segments[0]);

        JournalException refused = Assert.Throws<JournalException>(
            () => JournalReader.Open(journal.Folder, fromSequence: 32));
        Assert.Contains("firstSequence=33", refused.Message, StringComparison.Ordinal);
        Assert.Equal(100, journal.ReadAndCheck(fromSequence: 33));
        Assert.True(JournalScan.Verify(journal.Folder).Ok);
    }

    [Fact]
    public void Refuses_a_folder_without_a_journal()
    {
        using var journal = new TempJournal();
        JournalException empty = Assert.Throws<JournalException>(() => JournalReader.Open(journal.Folder));
        Assert.Contains("no journal in the folder", empty.Message, StringComparison.Ordinal);
        string folder = Path.Combine(journal.Folder, "missing");
        JournalException missing = Assert.Throws<JournalException>(() => JournalReader.Open(folder));
        Assert.Contains("no such journal folder", missing.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(JournalMode.Process)]
    [InlineData(JournalMode.Power)]
    public void Follows_a_writer_through_segments_and_restarts(JournalMode mode)
    {
        const int lives = 4;
        const int recordsPerLife = 1_500;
        using var journal = new TempJournal();
        JournalWriter writer = journal.Open(mode: mode);
        TempJournal.Append(writer, count: 1);
        writer.Flush();

        long readThrough = 0;
        bool isWriting = true;
        Exception? failure = null;
        using JournalReader reader = JournalReader.Open(journal.Folder);
        var follower = new Thread(() => failure = Record.Exception(() =>
        {
            while (Volatile.Read(ref isWriting) || readThrough < lives * recordsPerLife + 1)
            {
                long last = TempJournal.ReadAndCheck(reader);
                Volatile.Write(ref readThrough, last);
                Thread.Yield();
            }
        }));
        follower.Start();
        for (int life = 0; life < lives; life++)
        {
            TempJournal.Append(writer, recordsPerLife);
            writer.Dispose();
            writer = journal.Open(mode: mode);
        }

        writer.Dispose();
        Volatile.Write(ref isWriting, false);
        Assert.True(follower.Join(TempJournal.Patience), $"follower is stuck after {Volatile.Read(ref readThrough)}");
        Assert.Null(failure);
        Assert.Equal(lives * recordsPerLife + 1, readThrough);
    }

    [Fact]
    public void Half_written_record_is_not_seen_until_it_is_whole()
    {
        using TempJournal journal = TempJournal.KilledWithRecords(10);
        string segment = journal.Segments[0];
        using JournalReader reader = JournalReader.Open(journal.Folder, fromSequence: 11);
        byte[] record = new byte[JournalFormat.RecordSizeBytes];
        TempJournal.FillRecord(record, sequence: 11);
        ReadOnlySpan<byte> before = File.ReadAllBytes(segment).AsSpan((int)TempJournal.OffsetOf(10));
        RecordChain.Stamp(record, sequence: 11, RecordChain.CrcOf(before));

        byte[] target = new byte[JournalFormat.RecordSizeBytes];
        Assert.False(reader.TryRead(target));
        TempJournal.Overwrite(segment, TempJournal.OffsetOf(11) + 8, record.AsSpan(8));
        Assert.False(reader.TryRead(target));
        TempJournal.Overwrite(segment, TempJournal.OffsetOf(11), record.AsSpan(0, 8));
        Assert.True(reader.TryRead(target));
        TempJournal.CheckRecord(target, sequence: 11);
    }

    [Theory]
    [InlineData(5, JournalDamageCause.ChecksumMismatch)]
    [InlineData(32, JournalDamageCause.ChecksumMismatch)] // Last of its segment: what is later is in the next file.
    [InlineData(70, JournalDamageCause.ChecksumMismatch)]
    public void Damaged_record_is_an_error_and_never_skipped(long sequence, JournalDamageCause cause)
    {
        using TempJournal journal = TempJournal.WithRecords(100);
        int index = (int)((sequence - 1) / 32);
        long offset = TempJournal.OffsetOf(sequence, firstSequence: 1 + index * 32);
        TempJournal.FlipBit(journal.Segments[index], offset + 77);

        using JournalReader reader = JournalReader.Open(journal.Folder);
        JournalException found = ReadToError(reader);
        Assert.Equal(new JournalDamage(journal.Segments[index], offset, sequence, cause), found.Damage);
        Assert.Equal(sequence, reader.NextSequence);
    }

    [Fact]
    public void Hole_of_many_pages_is_found_by_waiting_and_by_checking_the_end()
    {
        using TempJournal journal = TempJournal.WithRecords(8_000, segmentSizeBytes: 2 << 20);
        byte[] zeros = new byte[1_000 * JournalFormat.RecordSizeBytes]; // More than the reader's buffer.
        TempJournal.Overwrite(journal.Segments[0], TempJournal.OffsetOf(2_001), zeros);

        using JournalReader reader = JournalReader.Open(journal.Folder);
        Assert.Equal(2_000, TempJournal.ReadAndCheck(reader));
        JournalException checkedEnd = Assert.Throws<JournalException>(reader.CheckEndOrThrow);
        JournalException waited = ReadToError(reader);

        Assert.Equal(2_001, checkedEnd.Damage!.Sequence);
        Assert.Equal(2_001, waited.Damage!.Sequence);
        Assert.Equal(JournalDamageCause.EmptyRecord, waited.Damage.Cause);
    }

    [Fact]
    public void End_that_moves_on_while_it_is_checked_is_no_damage()
    {
        using var journal = new TempJournal();
        using JournalWriter writer = journal.Open(segmentSizeBytes: 2 << 20);
        TempJournal.Append(writer, count: 1_500); // Ends within what the check reads first.
        using JournalReader reader = JournalReader.Open(journal.Folder);
        Assert.Equal(1_500, TempJournal.ReadAndCheck(reader));
        int readCount = 0;
        reader.ScanningOn = () =>
        {
            if (readCount++ % 8 == 0)
                TempJournal.Append(writer, count: 1_000); // Beyond what was read, in this look and in the next.
        };

        reader.CheckEndOrThrow();

        Assert.True(readCount > 8, "the first look found nothing, so there was no second");
        Assert.True(JournalScan.Verify(journal.Folder, reader.ScanningOn).Ok);
        Assert.Equal(writer.NextSequence - 1, TempJournal.ReadAndCheck(reader));
    }

    [Fact]
    public void Hole_is_found_while_the_journal_grows()
    {
        using var journal = new TempJournal();
        using JournalWriter writer = journal.Open(segmentSizeBytes: 2 << 20);
        TempJournal.Append(writer, count: 1_500);
        TempJournal.Overwrite(journal.Segments[0], TempJournal.OffsetOf(1_201), new byte[300 * 128]);
        using JournalReader reader = JournalReader.Open(journal.Folder);
        Assert.Equal(1_200, TempJournal.ReadAndCheck(reader));
        int readCount = 0;
        reader.ScanningOn = () =>
        {
            if (readCount++ % 8 == 0)
                TempJournal.Append(writer, count: 1_000);
        };

        Assert.Equal(1_201, Assert.Throws<JournalException>(reader.CheckEndOrThrow).Damage!.Sequence);
        JournalDamage found = Assert.Single(JournalScan.Verify(journal.Folder, reader.ScanningOn).Damage);
        Assert.Equal(1_201, found.Sequence);
    }

    [Fact]
    public void Next_segment_of_another_journal_is_an_error()
    {
        using TempJournal journal = TempJournal.WithRecords(32);
        using TempJournal other = TempJournal.WithRecords(40);
        File.Copy(other.Segments[1], Path.Combine(journal.Folder, Path.GetFileName(other.Segments[1])));

        using JournalReader reader = JournalReader.Open(journal.Folder);
        Assert.Equal(JournalDamageCause.ForeignSegment, ReadToError(reader).Damage!.Cause);
    }

    [Fact]
    public void Header_that_is_read_while_it_is_being_written_is_read_again()
    {
        using TempJournal journal = TempJournal.WithRecords(40);
        byte[] whole = TearHeader(journal.Segments[1]);
        using JournalReader reader = JournalReader.Open(journal.Folder);
        int lookCount = 0;
        reader.ReadingHeaderAgain = () =>
        {
            if (++lookCount == 3)
                TempJournal.Overwrite(journal.Segments[1], offset: 0, whole);
        };

        Assert.Equal(40, TempJournal.ReadAndCheck(reader));
        Assert.Equal(3, lookCount);
    }

    [Fact]
    public void Header_that_stays_torn_is_damaged_after_a_bounded_number_of_looks()
    {
        using TempJournal journal = TempJournal.WithRecords(40);
        TearHeader(journal.Segments[1]);
        using JournalReader reader = JournalReader.Open(journal.Folder);
        int lookCount = 0;
        reader.ReadingHeaderAgain = () => lookCount++;

        Assert.Equal(JournalDamageCause.HeaderDamaged, ReadToError(reader).Damage!.Cause);
        Assert.InRange(lookCount, 10, 1_000);
    }

    /// <summary>Leaves the first half of the header, as a copy of the kernel that was looked at half way.</summary>
    private static byte[] TearHeader(string path)
    {
        byte[] whole = File.ReadAllBytes(path);
        byte[] torn = [.. whole];
        torn.AsSpan()[JournalFormat.FirstSequenceOffset..JournalFormat.HeaderCrcOffset].Clear();
        TempJournal.Overwrite(path, offset: 0, torn);
        return whole;
    }

    [Fact]
    public void Reader_neither_locks_nor_changes_what_it_reads()
    {
        using TempJournal journal = TempJournal.WithRecords(10);
        using JournalReader reader = JournalReader.Open(journal.Folder);
        using JournalWriter writer = journal.Open();
        TempJournal.Append(writer, count: 10);

        Assert.Equal(20, TempJournal.ReadAndCheck(reader));
    }

    private static JournalException ReadToError(JournalReader reader)
    {
        byte[] record = new byte[JournalFormat.RecordSizeBytes];
        for (int i = 0; i < 100_000; i++)
        {
            if (Record.Exception(() => reader.TryRead(record)) is JournalException found)
                return found;
        }

        throw new InvalidOperationException("the reader found nothing wrong");
    }
}
