using System;
using LowLatencyEngine.Journal;
using Xunit;

namespace LowLatencyEngine.Unit.Journal;

[Collection(ByteCounting.Name)]
public sealed class JournalAllocationTests
{
    private const int SegmentSizeBytes = 1 << 20; // 8,160 records.

    [Theory]
    [InlineData(JournalMode.Process)]
    [InlineData(JournalMode.Power)]
    public void Appending_allocates_nothing_not_even_into_a_new_segment(JournalMode mode)
    {
        using var journal = new TempJournal();
        using JournalWriter writer = journal.Open(SegmentSizeBytes, mode);
        AppendFast(writer, count: 10_000); // Warm up, with a change of segment.

        long before = GC.GetAllocatedBytesForCurrentThread();
        AppendFast(writer, count: 20_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Reading_and_waiting_at_the_end_allocate_nothing()
    {
        using TempJournal journal = TempJournal.WithRecords(7_000, SegmentSizeBytes);
        Span<byte> record = stackalloc byte[JournalFormat.RecordSizeBytes];
        using JournalReader reader = JournalReader.Open(journal.Folder);
        for (int i = 0; i < 1_000; i++)
            Assert.True(reader.TryRead(record));

        using JournalReader waiting = JournalReader.Open(journal.Folder, fromSequence: 7_001);
        Poll(waiting, count: 100); // Warm up the waiting.
        long before = GC.GetAllocatedBytesForCurrentThread();
        int count = 0;
        while (reader.TryRead(record))
            count++;

        long polls = Poll(reader, count: 50);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal((6_000, 0L), (count, polls));
    }

    [Theory]
    [InlineData(JournalMode.Process)]
    [InlineData(JournalMode.Power)]
    public void Preparing_and_syncing_segments_allocates_nothing(JournalMode mode)
    {
        using var journal = new TempJournal();
        var track = new SegmentTrack(slotCount: 4, nextSequence: 1);
        var preparer = new SegmentPreparer(track, journal.Options(mode: mode), journalId: 1);
        var flusher = new JournalFlusher(track, journal.Options(mode: mode), nextSequence: 1);
        WorkThrough(track, preparer, flusher, segmentCount: 3);

        long before = GC.GetAllocatedBytesForCurrentThread();
        WorkThrough(track, preparer, flusher, segmentCount: 20);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        for (int slot = 0; slot < track.SlotCount; slot++)
        {
            track[slot].Unmap();
            track[slot].Close();
        }

        Assert.Null(track.Failure);
        Assert.Equal(0, allocated);
    }

    // What the threads do beside a writer, on this one.
    private static void WorkThrough(
        SegmentTrack track, SegmentPreparer preparer, JournalFlusher flusher, int segmentCount)
    {
        long capacity = JournalFormat.CapacityOf(TempJournal.SmallestSegmentBytes);
        for (int i = 0; i < segmentCount; i++)
        {
            while (preparer.Step())
            {
            }

            track.NextSequence += Math.Min(capacity, track.PreparedThrough - track.NextSequence);
            while (flusher.Step())
            {
            }
        }
    }

    private static int Poll(JournalReader reader, int count)
    {
        Span<byte> record = stackalloc byte[JournalFormat.RecordSizeBytes];
        int found = 0;
        for (int i = 0; i < count; i++)
            found += reader.TryRead(record) ? 1 : 0;

        return found;
    }

    private static void AppendFast(JournalWriter writer, int count)
    {
        Span<byte> record = stackalloc byte[JournalFormat.RecordSizeBytes];
        for (int i = 0; i < count; i++)
        {
            if (writer.RoomRecords == 0)
                Assert.True(writer.TryWaitForRoom(1, TempJournal.Patience));

            writer.Append(record);
        }
    }
}
