using System;
using System.Collections.Generic;
using System.IO;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Replay;
using LowLatencyEngine.Engine.Snapshots;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Journal.Archive;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Snapshots;

/// <summary>What an archive may delete, so that a restart still finds all that it needs.</summary>
public sealed class SnapshotRetentionTests : IDisposable
{
    private readonly EngineRun _run = new(segmentSizeBytes: 32 << 10);
    private readonly DecisionState _live;
    private readonly List<string> _snapshots;

    public SnapshotRetentionTests()
    {
        List<EngineEvent> inputs = RandomInputs.Create(_run.Configuration, seed: 41, stepCount: 900);
        _live = _run.WriteWithSnapshots(inputs, everyRecords: 150);
        _snapshots = _run.Snapshots();
    }

    public void Dispose() => _run.Dispose();

    [Fact]
    public void What_the_oldest_usable_snapshot_needs_is_kept()
    {
        Assert.Equal(SnapshotName.SequenceOf(_snapshots[^1]), NeededFrom());
        Assert.Empty(_run.Said);

        Damage(_snapshots[^1]);
        Assert.Equal(SnapshotName.SequenceOf(_snapshots[^2]), NeededFrom());
    }

    [Fact]
    public void Nothing_is_given_up_for_a_single_snapshot()
    {
        Damage(_snapshots[0]);
        Damage(_snapshots[1]);

        Assert.Equal(1, NeededFrom());
        Assert.Contains("usableSnapshots=1", _run.Said[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_snapshot_still_leads_to_the_state_when_the_archive_has_deleted_what_it_may()
    {
        var policy = new ArchivePolicy { KeepBytes = 0, NeededFrom = NeededFrom };
        using (JournalArchiver archiver = JournalArchiver.Open(_run.Folder, policy))
            Assert.True(archiver.Run().Deleted > 0);

        Assert.Throws<JournalException>(() => JournalReader.Open(_run.Folder, fromSequence: 1));
        foreach (string snapshot in _snapshots)
        {
            RestoredState restored = _run.Restore(untilSequence: SnapshotName.SequenceOf(snapshot));
            ReplayResult tail = JournalReplay.Run(_run.Folder, restored.State, afterSequence: restored.Sequence);

            Assert.Equal(SnapshotName.SequenceOf(snapshot), restored.Sequence);
            Assert.Equal(_live.Hash(), tail.StateHash);
        }
    }

    private long NeededFrom() => SnapshotRetention.NeededFrom(_run.Configuration, _run.Say);

    private static void Damage(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
