using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Journal.Archive;
using Xunit;

namespace LowLatencyEngine.Unit.Journal;

public sealed class JournalIndexTests
{
    private const int StampOffset = 8;

    [Fact]
    public void Knows_sequences_and_stamps_of_every_closed_segment()
    {
        using TempJournal journal = WithStamps(sequence => sequence * 10 + (sequence % 2 == 0 ? 15 : 0), count: 100);
        JournalIndex index = Updated(journal);

        Assert.Equal(
            [new SegmentSpan(1, 32, 10, 335), new(33, 64, 330, 655), new(65, 96, 650, 975)], index.Segments);
        Assert.Equal(index.Segments, JournalIndex.Load(journal.Folder, StampOffset).Segments);
        Assert.True(JournalScan.Verify(journal.Folder).Ok);
    }

    [Theory]
    [InlineData(1, 0, 9, 97)] // Before everything: only the last segment is not known to be free of it.
    [InlineData(1, 0, 10, 1)]
    [InlineData(1, 400, 500, 33)]
    [InlineData(40, 400, 500, 40)]
    [InlineData(70, 400, 500, 97)]
    [InlineData(1, 320, 330, 1)]
    [InlineData(1, 2_000, 3_000, 97)]
    [InlineData(99, 0, 9, 99)]
    public void Skips_segments_that_hold_no_stamp_of_the_range(long sequence, long from, long to, long expected)
    {
        using TempJournal journal = WithStamps(s => s * 10, count: 100);
        Assert.Equal(expected, Updated(journal).SkipTo(sequence, from, to));
    }

    [Fact]
    public void Never_skips_a_record_that_a_search_of_everything_finds()
    {
        var random = new Random(7);
        long[] stamps = Enumerable.Range(0, 200).Select(i => (long)(i * 10 + random.Next(-300, 300))).ToArray();
        using TempJournal journal = WithStamps(sequence => stamps[sequence - 1], stamps.Length);
        JournalIndex index = Updated(journal);
        for (int i = 0; i < 300; i++)
        {
            long from = random.Next(-400, 2_400);
            long to = from + random.Next(0, 200);
            int first = Array.FindIndex(stamps, s => s >= from && s <= to);
            long reached = index.SkipTo(1, from, to);
            Assert.True(first < 0 || reached <= first + 1, $"seed=7, from={from}, to={to}, reached={reached}");
        }
    }

    [Fact]
    public void Is_only_a_cache()
    {
        using TempJournal journal = WithStamps(sequence => sequence, count: 100);
        JournalIndex whole = Updated(journal);
        string path = Path.Combine(journal.Folder, JournalIndex.FileName);
        byte[] bytes = File.ReadAllBytes(path);
        for (int i = 0; i < SegmentSpan.SizeBytes; i++)
        {
            bytes[i] ^= 4;
            File.WriteAllBytes(path, bytes);
            bytes[i] ^= 4;
            Assert.Equal(whole.Segments.Skip(1), JournalIndex.Load(journal.Folder, StampOffset).Segments);
        }

        Assert.Empty(JournalIndex.Load(journal.Folder, stampOffset: 16).Segments);
        Assert.Equal(whole.Segments, Updated(journal).Segments);
    }

    [Fact]
    public void Covers_archived_segments_and_forgets_deleted_ones()
    {
        using TempJournal journal = WithStamps(sequence => sequence, count: 100);
        var policy = new ArchivePolicy { KeepBytes = 0, NeededFrom = () => 65 };
        using (JournalArchiver archiver = JournalArchiver.Open(journal.Folder, policy))
            archiver.Run();

        Assert.Equal([new SegmentSpan(65, 96, 65, 96)], Updated(journal).Segments);
    }

    private static JournalIndex Updated(TempJournal journal)
    {
        JournalIndex index = JournalIndex.Load(journal.Folder, StampOffset);
        index.Update();
        return index;
    }

    private static TempJournal WithStamps(Func<long, long> stampOf, int count)
    {
        var journal = new TempJournal();
        using JournalWriter writer = journal.Open();
        byte[] record = new byte[JournalFormat.RecordSizeBytes];
        for (int sequence = 1; sequence <= count; sequence++)
        {
            Assert.True(writer.TryWaitForRoom(1, TempJournal.Patience));
            BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(StampOffset), stampOf(sequence));
            writer.Append(record);
        }

        return journal;
    }
}
