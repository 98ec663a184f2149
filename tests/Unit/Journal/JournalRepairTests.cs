using System;
using System.IO;
using System.Linq;
using LowLatencyEngine.Journal;
using Xunit;

namespace LowLatencyEngine.Unit.Journal;

public sealed class JournalRepairTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(96)]
    [InlineData(99)]
    public void Cuts_after_any_record_and_keeps_the_originals(long sequence)
    {
        using TempJournal journal = TempJournal.WithRecords(100);
        byte[][] originals = journal.Segments.Select(File.ReadAllBytes).ToArray();

        JournalRepairResult result = JournalRepair.CutAfter(journal.Folder, sequence);

        Assert.Equal(sequence, result.LastSequence);
        Assert.Equal(sequence, journal.ReadAndCheck());
        Assert.All(result.KeptFiles, file => Assert.EndsWith(".damaged", file, StringComparison.Ordinal));
        foreach (string kept in result.KeptFiles)
            Assert.Contains(originals, original => original.AsSpan().SequenceEqual(File.ReadAllBytes(kept)));

        using (JournalWriter writer = journal.Open())
            TempJournal.Append(writer, count: 40);

        Assert.Equal(sequence + 40, journal.ReadAndCheck());
    }

    [Fact]
    public void Does_what_the_refusal_advised()
    {
        using TempJournal journal = TempJournal.WithRecords(100);
        TempJournal.FlipBit(journal.Segments[1], TempJournal.OffsetOf(40, 33) + 50);
        JournalException refused = Assert.Throws<JournalException>(() => journal.Open());

        JournalRepair.CutAfter(journal.Folder, refused.Damage!.Sequence - 1);

        Assert.Equal(39, journal.ReadAndCheck());
    }

    [Fact]
    public void Removing_a_damaged_clean_end_keeps_all_records()
    {
        using TempJournal journal = TempJournal.WithRecords(100);
        TempJournal.FlipBit(journal.Segments[3], 4_000);
        JournalDamage damage = Assert.Single(JournalScan.Verify(journal.Folder).Damage);
        Assert.Equal(JournalDamageCause.CleanEndDamaged, damage.Cause);

        JournalRepair.CutAfter(journal.Folder, sequence: 100);

        Assert.True(JournalScan.Verify(journal.Folder).Ok);
        Assert.Equal(100, journal.ReadAndCheck());
    }

    [Fact]
    public void Second_repair_keeps_its_originals_under_another_name()
    {
        using TempJournal journal = TempJournal.WithRecords(30);
        JournalRepair.CutAfter(journal.Folder, sequence: 20);
        JournalRepairResult second = JournalRepair.CutAfter(journal.Folder, sequence: 10);

        Assert.EndsWith(".damaged-2", Assert.Single(second.KeptFiles), StringComparison.Ordinal);
        Assert.Equal(10, journal.ReadAndCheck());
    }

    [Theory]
    [InlineData(50, "record to keep is damaged itself: to=50, firstDamagedSequence=40", "--to 39")]
    [InlineData(0, "record to keep is not in the journal: to=0", "firstSequence=1")]
    public void Refuses_what_would_not_be_a_journal(long sequence, string expected, string advice)
    {
        using TempJournal journal = TempJournal.WithRecords(100);
        TempJournal.FlipBit(journal.Segments[1], TempJournal.OffsetOf(40, 33) + 50);

        JournalException refused = Assert.Throws<JournalException>(
            () => JournalRepair.CutAfter(journal.Folder, sequence));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.Contains(advice, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_record_after_the_last()
    {
        using TempJournal journal = TempJournal.WithRecords(20);
        JournalException refused = Assert.Throws<JournalException>(
            () => JournalRepair.CutAfter(journal.Folder, sequence: 21));
        Assert.Contains("lastSequence=20", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_journal_that_an_engine_writes()
    {
        using var journal = new TempJournal();
        using JournalWriter writer = journal.Open();
        TempJournal.Append(writer, count: 20);

        JournalException refused = Assert.Throws<JournalException>(
            () => JournalRepair.CutAfter(journal.Folder, sequence: 10));
        Assert.Contains("written by another engine", refused.Message, StringComparison.Ordinal);
    }
}
