using System;
using System.Threading;
using LowLatencyEngine.Journal;
using Xunit;

namespace LowLatencyEngine.Unit.Journal;

public sealed class JournalSpaceTests
{
    private const long Low = 1_000_000;
    private const long Stop = 500_000;

    [Theory]
    [InlineData(Low, JournalSpace.Ample)]
    [InlineData(Low - 1, JournalSpace.Low)]
    [InlineData(Stop, JournalSpace.Low)]
    [InlineData(Stop - 1, JournalSpace.Critical)]
    [InlineData(0, JournalSpace.Critical)]
    public void State_is_known_when_the_journal_opens(long freeBytes, JournalSpace expected)
    {
        using var journal = new TempJournal();
        using JournalWriter writer = Open(journal, new FaultyStorage { FreeBytes = freeBytes });
        Assert.Equal(expected, writer.Space);
    }

    [Fact]
    public void State_follows_the_disk_while_nothing_is_appended_and_leaves_a_mark_only_with_an_eighth_more()
    {
        var storage = new FaultyStorage { FreeBytes = Stop - 1 };
        using var journal = new TempJournal();
        using JournalWriter writer = Open(journal, storage);
        storage.FreeBytes = Stop + Stop / 8 - 1;
        int measured = storage.CountOf(nameof(IStorage.MeasureFree));
        Assert.True(SpinWait.SpinUntil(
            () => storage.CountOf(nameof(IStorage.MeasureFree)) > measured + 1, TempJournal.Patience));
        Assert.Equal(JournalSpace.Critical, writer.Space);

        storage.FreeBytes = Stop + Stop / 8;
        Assert.True(SpinWait.SpinUntil(() => writer.Space == JournalSpace.Low, TempJournal.Patience));
        storage.FreeBytes = Low + Low / 8;
        Assert.True(SpinWait.SpinUntil(() => writer.Space == JournalSpace.Ample, TempJournal.Patience));
    }

    [Fact]
    public void Disk_that_does_not_tell_is_not_a_full_one()
    {
        var storage = new FaultyStorage();
        storage.Fail(nameof(IStorage.MeasureFree), FaultyStorage.IoError);
        using var journal = new TempJournal();
        using JournalWriter writer = Open(journal, storage);
        Assert.Equal(JournalSpace.None, writer.Space);
        Assert.False(writer.HasFailed);
    }

    [TmpfsFact]
    public void Real_disk_warns_then_stops_with_room_left_for_the_cancels()
    {
        using var disk = new SmallDisk(sizeBytes: 1 << 20);
        var options = new JournalOptions(
            disk.Folder, 65_536, JournalMode.Process, TempJournal.InstrumentTableHash, "test")
        {
            LowWaterBytes = 600_000, StopWaterBytes = 300_000,
        };
        using JournalWriter writer = JournalWriter.Open(options, out _);
        Assert.Equal(JournalSpace.Ample, writer.Space);
        while (writer.Space < JournalSpace.Low)
            TempJournal.Append(writer, count: 10);

        while (writer.Space < JournalSpace.Critical)
        {
            Assert.True(writer.NextSequence < 8_192, "the disk is full and the state does not say so");
            TempJournal.Append(writer, count: 1);
        }

        Assert.False(writer.HasFailed);
        TempJournal.Append(writer, count: 500); // Two cancels for each of 250 orders.
        Assert.False(writer.HasFailed);
    }

    [Fact]
    public void Marks_must_rise()
    {
        using var journal = new TempJournal();
        JournalOptions options = journal.Options() with { LowWaterBytes = 1, StopWaterBytes = 2 };
        JournalException refused = Assert.Throws<JournalException>(() => JournalWriter.Open(options, out _));
        Assert.Contains("stopWaterBytes=2, lowWaterBytes=1", refused.Message, StringComparison.Ordinal);
    }

    private static JournalWriter Open(TempJournal journal, FaultyStorage storage) => JournalWriter.Open(
        journal.Options() with { Storage = storage, LowWaterBytes = Low, StopWaterBytes = Stop }, out _);
}
