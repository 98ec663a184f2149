using System;
using System.IO;
using LowLatencyEngine.Journal;
using Xunit;
using Xunit.Abstractions;

namespace LowLatencyEngine.Unit.Journal;

/// <summary>
/// Random lives of a journal: append, die at any moment or close, lose the end of a record, open again.
/// </summary>
public sealed class JournalProperties(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_happens_between_lives_every_appended_record_is_there(int seed)
    {
        output.WriteLine($"seed={seed}");
        var random = new Random(seed);
        TempJournal journal = new();
        try
        {
            long appended = 0;
            for (int life = 0; life < 25; life++)
            {
                long segmentSizeBytes = 4_096 * random.Next(2, 8);
                JournalMode mode = random.Next(2) == 0 ? JournalMode.Process : JournalMode.Power;
                JournalOptions options = journal.Options(segmentSizeBytes, mode) with
                {
                    PreparedSegmentCount = random.Next(1, 4),
                };
                using JournalWriter writer = JournalWriter.Open(options, out JournalRecovery recovery);
                Assert.Equal(appended, recovery.Report.LastSequence);
                Assert.Equal(appended + 1, writer.NextSequence);

                int count = random.Next(0, 200);
                TempJournal.Append(writer, count);
                appended += count;
                if (random.Next(3) == 0)
                    continue; // Closed in order.

                writer.Flush(); // In power mode only what is durable is promised.
                TempJournal killed = journal.CopyAsKilled();
                writer.Dispose();
                journal.Dispose();
                journal = killed;
                TearNextRecord(journal, appended, random);
            }

            Assert.Equal(appended, appended == 0 ? 0 : journal.ReadAndCheck());
        }
        finally
        {
            journal.Dispose();
        }
    }

    // The record that was being appended: any part of it, the sequence not yet.
    private static void TearNextRecord(TempJournal journal, long appended, Random random)
    {
        foreach (string path in journal.Segments)
        {
            byte[] page = File.ReadAllBytes(path).AsSpan(0, JournalFormat.HeaderSizeBytes).ToArray();
            bool isTheOne = SegmentHeader.Read(page, out SegmentHeader header) == JournalDamageCause.None &&
                header.FirstSequence <= appended && header.EndSequence > appended + 1;
            if (!isTheOne || random.Next(2) == 0)
                continue;

            byte[] part = new byte[random.Next(1, 120)];
            random.NextBytes(part);
            TempJournal.Overwrite(path, TempJournal.OffsetOf(appended + 1, header.FirstSequence) + 8, part);
        }
    }
}
