using System;
using System.Collections.Generic;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Replay;
using LowLatencyEngine.Engine.Snapshots;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Snapshots;

/// <summary>A snapshot and the rest of the journal make the state that the whole journal makes.</summary>
public sealed class SnapshotReplayTests : IDisposable
{
    private readonly EngineRun _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Snapshot_and_tail_equal_the_full_replay_wherever_the_cut_is(int seed)
    {
        List<EngineEvent> inputs = RandomInputs.Create(_run.Configuration, seed, stepCount: 1_500);
        int inputCount = 0;
        var cuts = new List<long>();
        DecisionState live = _run.Write(inputs, (state, journal) =>
        {
            if (++inputCount % 61 != 0)
                return;

            long lastSequence = journal.NextSequence - 1;
            WriteSnapshot(state, lastSequence);
            cuts.Add(lastSequence);
        });
        ReplayResult full = JournalReplay.Run(_run.Folder, new DecisionState(_run.Configuration));
        Assert.Equal(live.Hash(), full.StateHash);
        Assert.True(cuts.Count > 20, $"cuts={cuts.Count}");

        foreach (long cut in cuts)
        {
            RestoredState restored = _run.Restore(untilSequence: cut);
            Assert.Equal(cut, restored.Sequence);

            ReplayResult tail = JournalReplay.Run(_run.Folder, restored.State, afterSequence: cut);

            Assert.Null(tail.Difference);
            Assert.Equal(cut + 1, tail.FromSequence);
            Assert.Equal(full.Records - cut, tail.Records);
            Assert.Equal(full.StateHash, tail.StateHash);
            Assert.Equal(EngineRun.Hashes(live), EngineRun.Hashes(restored.State));
        }

        Assert.Empty(_run.Said);
    }

    [Fact]
    public void A_snapshot_of_the_last_record_leaves_nothing_to_replay()
    {
        long lastSequence = 0;
        DecisionState live = _run.Write(
            RandomInputs.Create(_run.Configuration, seed: 13, stepCount: 300),
            (_, journal) => lastSequence = journal.NextSequence - 1);
        WriteSnapshot(live, lastSequence);
        RestoredState restored = _run.Restore();

        ReplayResult tail = JournalReplay.Run(_run.Folder, restored.State, afterSequence: restored.Sequence);

        Assert.Equal(0, tail.Records);
        Assert.Equal(live.Hash(), tail.StateHash);
    }

    [Fact]
    public void Where_there_is_no_snapshot_the_state_is_new()
    {
        _run.Write(RandomInputs.Create(_run.Configuration, seed: 14, stepCount: 50), (_, _) => { });

        RestoredState restored = _run.Restore();

        Assert.Equal(0, restored.Sequence);
        Assert.Equal(new DecisionState(_run.Configuration).Hash(), restored.State.Hash());
        Assert.Empty(_run.Said);
    }

    private void WriteSnapshot(DecisionState state, long lastSequence)
    {
        var image = new StateImage(state, (int)StateImage.MeasureBytes(state));
        Assert.True(image.TryTake(lastSequence));
        Assert.True(SnapshotRestore.TryReadRecordCrc(_run.Folder, lastSequence, out uint crc));
        using var folder = new SnapshotFolder(_run.Folder, lastSequence, keepCount: 1_000);
        folder.Write(image, new SnapshotIdentity(_run.Configuration.DecisionHash, crc));
    }
}
