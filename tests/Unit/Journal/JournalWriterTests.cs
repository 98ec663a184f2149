using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using LowLatencyEngine.Journal;
using Xunit;

namespace LowLatencyEngine.Unit.Journal;

public sealed class JournalWriterTests
{
    [Theory]
    [InlineData(JournalMode.Process)]
    [InlineData(JournalMode.Power)]
    public void What_was_appended_is_read_back_across_lives_and_segments(JournalMode mode)
    {
        using var journal = new TempJournal();
        using (JournalWriter writer = JournalWriter.Open(journal.Options(mode: mode), out JournalRecovery first))
        {
            Assert.True(first.IsNew);
            Assert.Equal(1, writer.NextSequence);
            TempJournal.Append(writer, count: 75); // Two segments of 32 and a part of the third.
            Assert.Equal(76, writer.NextSequence);
        }

        using (JournalWriter writer = JournalWriter.Open(journal.Options(mode: mode), out JournalRecovery second))
        {
            Assert.False(second.IsNew);
            Assert.False(second.WasCrash);
            Assert.Equal(75, second.Report.LastSequence);
            Assert.Equal(76, writer.NextSequence);
            TempJournal.Append(writer, count: 25);
        }

        Assert.Equal(100, journal.ReadAndCheck());
        Assert.Equal(4, journal.Segments.Count);
        JournalReport report = JournalScan.Verify(journal.Folder);
        Assert.True(report.Ok);
        Assert.Equal((4, 100L), (report.Segments, report.Records));
        Assert.Equal((1L, 100L), (report.FirstSequence, report.LastSequence));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(64)]
    public void Goes_on_after_a_segment_that_is_nearly_just_or_more_than_full(int count)
    {
        foreach (JournalMode mode in new[] { JournalMode.Process, JournalMode.Power })
        {
            using var journal = new TempJournal();
            using (JournalWriter writer = journal.Open(mode: mode))
                TempJournal.Append(writer, count);

            using (JournalWriter writer = journal.Open(mode: mode))
            {
                Assert.Equal(count + 1, writer.NextSequence);
                TempJournal.Append(writer, count: 40);
            }

            Assert.Equal(count + 40, journal.ReadAndCheck());
            Assert.True(JournalScan.Verify(journal.Folder).WasClosed);
        }
    }

    [Fact]
    public void Append_stamps_sequence_and_chained_checksum_into_the_callers_record()
    {
        using var journal = new TempJournal();
        using JournalWriter writer = journal.Open();
        byte[] first = new byte[JournalFormat.RecordSizeBytes];
        byte[] second = new byte[JournalFormat.RecordSizeBytes];
        writer.Append(first);
        writer.Append(second);

        Assert.Equal(1, RecordChain.SequenceOf(first));
        Assert.True(RecordChain.Holds(second, sequence: 2, RecordChain.CrcOf(first)));
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Opening_and_closing_without_a_record_leaves_no_segment()
    {
        using var journal = new TempJournal();
        journal.Open().Dispose();
        journal.Open().Dispose();

        Assert.Empty(journal.Segments);
    }

    [Fact]
    public void Segments_keep_their_size_when_the_setting_changes()
    {
        using TempJournal journal = TempJournal.WithRecords(40, segmentSizeBytes: 8_192);
        using (JournalWriter writer = journal.Open(segmentSizeBytes: 65_536))
            TempJournal.Append(writer, count: 500);

        Assert.Equal(540, journal.ReadAndCheck());
        Assert.Equal(8_192, new FileInfo(journal.Segments[1]).Length);
        Assert.Equal(65_536, new FileInfo(journal.Segments[2]).Length);
    }

    [Fact]
    public void Second_writer_is_refused_and_told_who_holds_the_lock()
    {
        using var journal = new TempJournal();
        using (JournalWriter writer = journal.Open())
        {
            TempJournal.Append(writer, count: 1);
            JournalException refused = Assert.Throws<JournalException>(() => journal.Open());
            Assert.Contains(Path.Combine(journal.Folder, "journal.lock"), refused.Message, StringComparison.Ordinal);
            Assert.Contains($"processId={Environment.ProcessId};", refused.Message, StringComparison.Ordinal);
            TempJournal.Append(writer, count: 1);
        }

        using JournalWriter next = journal.Open();
        Assert.Equal(3, next.NextSequence);
    }

    [Fact]
    public void Record_of_another_size_is_refused()
    {
        using var journal = new TempJournal();
        using JournalWriter writer = journal.Open();

        Assert.Throws<JournalException>(() => writer.Append(new byte[127]));
        Assert.Throws<JournalException>(() => writer.Append(new byte[129]));
        Assert.Equal(1, writer.NextSequence);
    }

    [Fact]
    public void Process_mode_counts_a_record_as_durable_when_it_is_appended()
    {
        using var journal = new TempJournal();
        using JournalWriter writer = journal.Open();
        Assert.Equal(0, writer.DurableSequence);
        TempJournal.Append(writer, count: 5);
        Assert.Equal(5, writer.DurableSequence);
    }

    [Fact]
    public void Power_mode_makes_records_durable_on_request_and_by_itself()
    {
        using var journal = new TempJournal();
        using JournalWriter writer = journal.Open(mode: JournalMode.Power);
        TempJournal.Append(writer, count: 40);
        writer.RequestCommit();
        Assert.True(SpinWait.SpinUntil(() => writer.DurableSequence == 40, TempJournal.Patience));

        TempJournal.Append(writer, count: 1);
        Assert.True(SpinWait.SpinUntil(() => writer.DurableSequence == 41, TempJournal.Patience));
        using TempJournal copy = journal.CopyAsKilled();
        Assert.Equal(41, copy.ReadAndCheck());
    }

    [Theory]
    [InlineData(JournalMode.Process)]
    [InlineData(JournalMode.Power)]
    public void Flush_returns_with_everything_in_the_file(JournalMode mode)
    {
        using var journal = new TempJournal();
        using JournalWriter writer = journal.Open(mode: mode);
        writer.Flush();
        TempJournal.Append(writer, count: 70);
        writer.Flush();

        Assert.Equal(70, writer.DurableSequence);
        using TempJournal copy = journal.CopyAsKilled();
        Assert.Equal(70, copy.ReadAndCheck());
    }

    [Fact]
    public void Few_segments_are_mapped_however_many_are_written()
    {
        using var journal = new TempJournal();
        using JournalWriter writer = journal.Open();
        for (int round = 0; round < 50; round++)
        {
            TempJournal.Append(writer, count: 64);
            int mapped = CountMappings(journal.Folder);
            Assert.InRange(mapped, 1, 4); // Being written, prepared, just left, just created.
        }
    }

    public static TheoryData<string, JournalOptions> UnusableOptions()
    {
        var good = new JournalOptions("/tmp/x", 8_192, JournalMode.Process, InstrumentTableHash: 0, EngineBuild: "x");
        return new TheoryData<string, JournalOptions>
        {
            { "folder is empty", good with { Folder = " " } },
            { "segmentSizeBytes=8191", good with { SegmentSizeBytes = 8_191 } },
            { "segmentSizeBytes=4096", good with { SegmentSizeBytes = 4_096 } },
            { "mode=None", good with { Mode = JournalMode.None } },
            { "preparedSegmentCount=0", good with { PreparedSegmentCount = 0 } },
            { "preparedSegmentCount=17", good with { PreparedSegmentCount = 17 } },
            { "engine build text is too long", good with { EngineBuild = new string('x', 97) } },
        };
    }

    [Theory]
    [MemberData(nameof(UnusableOptions), DisableDiscoveryEnumeration = true)]
    public void Options_that_cannot_work_are_refused_with_their_value(string expected, JournalOptions options)
    {
        JournalException refused = Assert.Throws<JournalException>(() => JournalWriter.Open(options, out _));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    private static int CountMappings(string folder)
    {
        var files = new HashSet<string>();
        foreach (string line in File.ReadLines("/proc/self/maps"))
        {
            if (line.Contains(folder, StringComparison.Ordinal))
                files.Add(line[line.IndexOf('/', StringComparison.Ordinal)..]);
        }

        return files.Count;
    }
}
