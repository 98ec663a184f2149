using System;
using System.Collections.Generic;
using System.IO;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Replay;
using LowLatencyEngine.Engine.Snapshots;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Snapshots;

/// <summary>No damage goes unseen, and a snapshot that cannot be used costs time, never the state.</summary>
public sealed class SnapshotDamageTests : IDisposable
{
    private readonly EngineRun _run = new();
    private readonly DecisionState _live;
    private readonly string _newest;
    private readonly byte[] _bytes;

    public SnapshotDamageTests()
    {
        List<EngineEvent> inputs = RandomInputs.Create(_run.Configuration, seed: 21, stepCount: 500);
        _live = _run.WriteWithSnapshots(inputs, everyRecords: 150);
        _newest = _run.Snapshots()[0];
        _bytes = File.ReadAllBytes(_newest);
    }

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Finds_damage_in_every_byte_of_the_header()
    {
        for (int offset = 0; offset < SnapshotFormat.HeaderSizeBytes; offset++)
            AssertRefused(offset, mask: (byte)(1 << (offset % 8)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Finds_damage_in_any_byte_of_the_sections(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 100; i++)
            AssertRefused(random.Next(SnapshotFormat.HeaderSizeBytes, _bytes.Length), mask: (byte)random.Next(1, 256));
    }

    [Fact]
    public void Finds_that_bytes_are_missing_or_too_many()
    {
        var random = new Random(Seed: 3);
        const int headerSizeBytes = SnapshotFormat.HeaderSizeBytes;
        List<int> lengths = [0, 1, headerSizeBytes - 1, headerSizeBytes, _bytes.Length - 1];
        for (int i = 0; i < 50; i++)
            lengths.Add(random.Next(_bytes.Length));

        foreach (int length in lengths)
        {
            File.WriteAllBytes(_newest, _bytes[..length]);
            Assert.NotEqual(SnapshotFault.None, SnapshotRestore.TryRestore(_newest, _run.Configuration, out _));
        }

        File.WriteAllBytes(_newest, [.. _bytes, 0]);
        Assert.Equal(
            SnapshotFault.SectionDamaged, SnapshotRestore.TryRestore(_newest, _run.Configuration, out _));
    }

    [Fact]
    public void Names_the_damaged_one_and_takes_the_one_before_until_none_is_left()
    {
        List<string> snapshots = _run.Snapshots();
        Assert.Equal(SnapshotTaker.KeepCount, snapshots.Count);
        for (int damaged = 0; damaged < snapshots.Count; damaged++)
        {
            Flip(snapshots[damaged], SnapshotFormat.HeaderSizeBytes + 9);

            RestoredState restored = _run.Restore();

            long expected = damaged + 1 < snapshots.Count ? SnapshotName.SequenceOf(snapshots[damaged + 1]) : 0;
            Assert.Equal(expected, restored.Sequence);
            string expectedWords = $"file={snapshots[damaged]}, cause=SectionDamaged";
            Assert.Contains(expectedWords, _run.Said[^1], StringComparison.Ordinal);
            ReplayResult tail = JournalReplay.Run(_run.Folder, restored.State, afterSequence: restored.Sequence);
            Assert.Equal(_live.Hash(), tail.StateHash);
        }
    }

    [Fact]
    public void Refuses_the_snapshot_of_another_configuration()
    {
        EngineConfiguration other = TestConfiguration.Create(_run.Folder, messagesMax: 400);

        Assert.Equal(SnapshotFault.OtherConfiguration, SnapshotRestore.TryRestore(_newest, other, out _));
    }

    [Fact]
    public void Refuses_the_snapshot_of_another_journal()
    {
        using var other = new EngineRun();
        other.Write(RandomInputs.Create(other.Configuration, seed: 22, stepCount: 900), (_, _) => { });
        string foreign = Path.Combine(other.Folder, Path.GetFileName(_newest));
        File.Copy(_newest, foreign);

        Assert.Equal(SnapshotFault.OtherJournal, SnapshotRestore.TryRestore(foreign, other.Configuration, out _));
    }

    [Fact]
    public void Refuses_the_snapshot_of_a_record_that_the_journal_does_not_have()
    {
        string renamed = SnapshotName.Of(_run.Folder, SnapshotName.SequenceOf(_newest) + 100_000);
        File.Copy(_newest, renamed);

        Assert.Equal(SnapshotFault.OtherJournal, SnapshotRestore.TryRestore(renamed, _run.Configuration, out _));
    }

    [Fact]
    public void A_half_written_one_is_not_looked_at()
    {
        File.Move(_newest, _newest + SnapshotName.WritingExtension);

        Assert.NotEqual(SnapshotName.SequenceOf(_newest), _run.Restore().Sequence);
        Assert.Empty(_run.Said);
    }

    private void AssertRefused(int offset, byte mask)
    {
        byte[] damaged = [.. _bytes];
        damaged[offset] ^= mask;
        File.WriteAllBytes(_newest, damaged);
        Assert.True(
            SnapshotFault.None != SnapshotRestore.TryRestore(_newest, _run.Configuration, out _),
            $"damage was not seen: offset={offset}, mask={mask}");
    }

    private static void Flip(string path, int offset)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[offset] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
