using System;
using System.IO;
using LowLatencyEngine.Journal;
using Xunit;

namespace LowLatencyEngine.Unit.Journal;

/// <summary>Every way, not a sample of ways, in which a small journal can lose bits: none goes unseen.</summary>
public sealed class JournalExhaustiveTests
{
    private const int Count = 40; // A full segment of 32 records and 8 in the second.
    private const int SecondFirst = 33;
    private const int SectorBytes = 512;

    // LLE_JOURNAL_EXHAUSTIVE=1: all 524,288 bits of 64 KiB instead of those of 8 KiB. Takes minutes.
    private static bool IsLongRun => Environment.GetEnvironmentVariable("LLE_JOURNAL_EXHAUSTIVE") is not null;

    [Fact]
    public void Truncation_at_every_byte_of_the_last_three_records_is_told_and_recovered_from()
    {
        using TempJournal killed = TempJournal.KilledWithRecords(Count);
        long begin = TempJournal.OffsetOf(Count - 2, SecondFirst);
        long end = TempJournal.OffsetOf(Count + 1, SecondFirst);
        for (long sizeBytes = begin; sizeBytes < end; sizeBytes++)
        {
            using TempJournal journal = killed.CopyAsKilled();
            TempJournal.Truncate(journal.Segments[1], sizeBytes);
            long wholeRecords = SecondFirst - 1 + JournalFormat.CapacityOf(sizeBytes);
            long halfBytes = sizeBytes - TempJournal.OffsetOf(wholeRecords + 1, SecondFirst);

            using (JournalWriter writer = JournalWriter.Open(journal.Options(), out JournalRecovery recovery))
            {
                Assert.Equal(8_192 - sizeBytes, recovery.Report.ShortfallBytes);
                Assert.Equal(wholeRecords, recovery.Report.LastSequence);
                Assert.InRange(recovery.CutBytes, 0, halfBytes); // A half-written record may end in zeros.
                Assert.Contains("truncated", recovery.ToString(), StringComparison.Ordinal);
                TempJournal.Append(writer, count: 3);
            }

            Assert.Equal(wholeRecords + 3, journal.ReadAndCheck());
        }
    }

    [Fact]
    public void Truncation_after_a_clean_end_is_refused_at_every_byte()
    {
        using TempJournal journal = TempJournal.WithRecords(Count);
        byte[] whole = File.ReadAllBytes(journal.Segments[1]);
        long begin = TempJournal.OffsetOf(Count - 2, SecondFirst);
        for (long sizeBytes = TempJournal.OffsetOf(Count + 1, SecondFirst) - 1; sizeBytes >= begin; sizeBytes--)
        {
            File.WriteAllBytes(journal.Segments[1], whole.AsSpan(0, (int)sizeBytes).ToArray());
            JournalReport report = JournalScan.Verify(journal.Folder);
            Assert.False(report.Ok);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_flipped_bit_of_a_whole_segment_is_found(bool wasClosed)
    {
        int count = IsLongRun ? 450 : 20;
        int segmentSizeBytes = IsLongRun ? 65_536 : 8_192;
        using TempJournal journal = wasClosed
            ? TempJournal.WithRecords(count, segmentSizeBytes)
            : TempJournal.KilledWithRecords(count, segmentSizeBytes);
        string path = journal.Segments[0];
        byte[] bytes = File.ReadAllBytes(path);
        Assert.Equal(segmentSizeBytes, bytes.Length);
        int unseen = 0;
        int refused = 0;
        using (FileStream file = File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            for (int bit = 0; bit < bytes.Length * 8; bit++)
            {
                WriteByte(file, bit / 8, (byte)(bytes[bit / 8] ^ (1 << (bit % 8))));
                JournalReport report = JournalScan.Verify(journal.Folder);
                bool isSeen = !report.Ok || report.TornTailBytes > 0;
                unseen += isSeen ? 0 : 1;
                refused += report.Ok ? 0 : 1;
                WriteByte(file, bit / 8, bytes[bit / 8]);
            }
        }

        // Header page and all records, without the last one where no clean end says that there must be one; the rest is
        // torn.
        int provenBytes = 4_096 + (wasClosed ? count : count - 1) * JournalFormat.RecordSizeBytes;
        Assert.Equal(0, unseen);
        Assert.Equal(provenBytes * 8, refused);
        Assert.True(JournalScan.Verify(journal.Folder).Ok);
    }

    [Fact]
    public void Every_zeroed_sector_is_found()
    {
        using TempJournal journal = TempJournal.WithRecords(Count);
        for (int segment = 0; segment < 2; segment++)
        {
            byte[] bytes = File.ReadAllBytes(journal.Segments[segment]);
            for (int offset = 0; offset < bytes.Length; offset += SectorBytes)
            {
                bool isZero = bytes.AsSpan(offset, SectorBytes).IndexOfAnyExcept((byte)0) < 0;
                TempJournal.Overwrite(journal.Segments[segment], offset, new byte[SectorBytes]);
                Assert.Equal(isZero, JournalScan.Verify(journal.Folder).Ok);
                TempJournal.Overwrite(journal.Segments[segment], 0, bytes);
            }
        }
    }

    [Theory]
    [InlineData(SectorBytes)]
    [InlineData(JournalFormat.RecordSizeBytes)]
    public void Every_swap_of_two_sectors_or_records_is_found(int sizeBytes)
    {
        using TempJournal journal = TempJournal.KilledWithRecords(Count);
        string path = journal.Segments[1];
        byte[] bytes = File.ReadAllBytes(path);
        long end = TempJournal.OffsetOf(Count + 1, SecondFirst);
        for (long first = JournalFormat.HeaderSizeBytes; first < end; first += sizeBytes)
        {
            for (long second = first + sizeBytes; second < end; second += sizeBytes)
            {
                JournalRecoveryTests.Swap(path, first, second, sizeBytes);
                Assert.False(JournalScan.Verify(journal.Folder).Ok);
                TempJournal.Overwrite(path, 0, bytes);
            }
        }
    }

    [Fact]
    public void Every_removed_and_every_repeated_record_is_found()
    {
        using TempJournal journal = TempJournal.KilledWithRecords(Count);
        string path = journal.Segments[1];
        byte[] bytes = File.ReadAllBytes(path);
        int end = (int)TempJournal.OffsetOf(Count + 1, SecondFirst);
        for (int offset = JournalFormat.HeaderSizeBytes; offset < end; offset += JournalFormat.RecordSizeBytes)
        {
            byte[] next = bytes.AsSpan(offset, end - offset).ToArray();
            TempJournal.Overwrite(path, offset + JournalFormat.RecordSizeBytes, next); // Repeated; the rest moves up.
            JournalReport repeated = JournalScan.Verify(journal.Folder);
            Assert.True(!repeated.Ok || repeated.TornTailBytes == JournalFormat.RecordSizeBytes);
            TempJournal.Overwrite(path, 0, bytes);

            if (offset + JournalFormat.RecordSizeBytes == end)
                continue; // The last one removed is a journal that ends before it.

            TempJournal.Overwrite(path, offset, bytes.AsSpan(offset + JournalFormat.RecordSizeBytes, end - offset));
            JournalReport removed = JournalScan.Verify(journal.Folder);
            Assert.True(!removed.Ok || (removed.LastSequence == Count - 2 && removed.TornTailBytes > 0));
            TempJournal.Overwrite(path, 0, bytes);
        }
    }

    private static void WriteByte(FileStream file, int offset, byte value)
    {
        file.Position = offset;
        file.WriteByte(value);
        file.Flush();
    }
}
