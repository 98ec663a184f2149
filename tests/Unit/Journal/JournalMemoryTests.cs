using System;
using System.Globalization;
using LowLatencyEngine.Journal;
using Xunit;

namespace LowLatencyEngine.Unit.Journal;

/// <summary>
/// Whoever looks through a journal takes memory for one window of it and a little for each segment, whatever its size.
/// LLE_JOURNAL_MB sets the size; more than a gigabyte takes some ten seconds.
/// </summary>
[Collection(ByteCounting.Name)]
public sealed class JournalMemoryTests
{
    private const string SizeVariable = "LLE_JOURNAL_MB";
    private const int SizeMbDefault = 48;
    private const long SegmentSizeBytes = 8 << 20;
    private const long WindowBytesMax = 1 << 20;
    private const long BytesPerSegmentMax = 16 << 10;

    [Fact]
    public void Verifying_and_reading_take_memory_for_a_window_and_not_for_the_journal()
    {
        using var journal = new TempJournal();
        long count = Fill(journal);
        long allowedBytes = WindowBytesMax + journal.Segments.Count * BytesPerSegmentMax;

        long beforeBytes = GC.GetAllocatedBytesForCurrentThread();
        JournalReport report = JournalScan.Verify(journal.Folder);
        long verifyBytes = GC.GetAllocatedBytesForCurrentThread() - beforeBytes;
        long readCount = Read(journal);
        long readBytes = GC.GetAllocatedBytesForCurrentThread() - beforeBytes - verifyBytes;

        Assert.True(report.Ok);
        Assert.Equal(count, report.Records);
        Assert.Equal(count, readCount);
        Assert.InRange(verifyBytes, 0, allowedBytes);
        Assert.InRange(readBytes, 0, allowedBytes);
    }

    private static long Fill(TempJournal journal)
    {
        int sizeMb = Environment.GetEnvironmentVariable(SizeVariable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : SizeMbDefault;
        long count = ((long)sizeMb << 20) / JournalFormat.RecordSizeBytes;
        using JournalWriter writer = journal.Open(SegmentSizeBytes);
        byte[] record = new byte[JournalFormat.RecordSizeBytes];
        for (long i = 0; i < count; i++)
        {
            Assert.True(writer.TryWaitForRoom(1, TempJournal.Patience));
            record[^1] = (byte)(i | 1);
            writer.Append(record);
        }

        return count;
    }

    private static long Read(TempJournal journal)
    {
        using JournalReader reader = JournalReader.Open(journal.Folder);
        byte[] record = new byte[JournalFormat.RecordSizeBytes];
        while (reader.TryRead(record))
        {
        }

        reader.CheckEndOrThrow();
        return reader.NextSequence - 1;
    }
}
