using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Snapshots;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Snapshots;

/// <summary>
/// A journal in a folder of its own, written by the pipeline, with snapshots beside it; gone when disposed.
/// </summary>
internal sealed class EngineRun : IDisposable
{
    private readonly List<string> _said = [];

    private readonly long _segmentSizeBytes;

    /// <param name="segmentSizeBytes">Of the journal.</param>
    /// <param name="configure">What makes a configuration of the folder; the usual one without.</param>
    public EngineRun(long segmentSizeBytes = 1 << 20, Func<string, EngineConfiguration>? configure = null)
    {
        _segmentSizeBytes = segmentSizeBytes;
        Folder = Directory.CreateTempSubdirectory("lle-snapshot-").FullName;
        Configuration = configure is null ? TestConfiguration.Create(Folder) : configure(Folder);
    }

    public string Folder { get; }

    public EngineConfiguration Configuration { get; }

    /// <summary>What an operator would have read.</summary>
    public IReadOnlyList<string> Said => _said;

    public void Say(string line) => _said.Add(line);

    /// <summary>Runs the inputs; after each, <paramref name="afterInput"/> is shown state and journal.</summary>
    public DecisionState Write(IEnumerable<EngineEvent> inputs, Action<DecisionState, JournalWriter> afterInput)
    {
        var state = new DecisionState(Configuration);
        using JournalWriter journal = JournalWriter.Open(
            new JournalOptions(
                Folder, _segmentSizeBytes, JournalMode.Process, Configuration.Instruments.ContentHash(), "test"),
            out _);
        var pipeline = new Pipeline<JournalLog, PipelineScript.NoSink>(state, new JournalLog(journal), default);
        foreach (EngineEvent input in inputs)
        {
            EngineEvent slot = input;
            Assert.True(journal.TryWaitForRoom(DecisionState.OutboxCapacity + 1, TimeSpan.FromMinutes(1)));
            pipeline.OnEvent(ref slot, sequence: 0, endOfBatch: true);
            afterInput(state, journal);
        }

        return state;
    }

    /// <summary>Runs the inputs with a snapshot every so many records, each on disk before the next input.</summary>
    public DecisionState WriteWithSnapshots(IEnumerable<EngineEvent> inputs, long everyRecords)
    {
        SnapshotTaker? taker = null;
        DecisionState state = Write(inputs, (current, journal) =>
        {
            taker ??= new SnapshotTaker(
                Configuration with { SnapshotEveryRecords = everyRecords }, current, lastSequence: 0, Say);
            TakeIfDue(taker, journal);
            taker.WriteIfTaken();
        });
        taker!.Dispose();
        return state;
    }

    /// <summary>Snapshots, the newest first.</summary>
    public List<string> Snapshots() => SnapshotName.List(Folder);

    public RestoredState Restore(long untilSequence = long.MaxValue) =>
        SnapshotRestore.Newest(Configuration, untilSequence, Say);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Does what the decision thread does: copies ahead, and takes a snapshot where one is due.</summary>
    public static void TakeIfDue(SnapshotTaker taker, JournalWriter journal)
    {
        if (taker.IsDue(journal.NextSequence - 1))
            taker.Advance(journal.NextSequence - 1, journal.TailCrc);
    }

    /// <summary>Hash of each section, by name.</summary>
    public static Dictionary<string, long> Hashes(DecisionState state) =>
        StateSections.All.ToArray().ToDictionary(StateSections.Name, state.Hash);
}
