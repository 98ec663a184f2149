using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Replay;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Replay;

/// <summary>
/// A journal written by the pipeline replays to the same bytes; one that was tampered with, or cut, does not hide it.
/// </summary>
public sealed class JournalReplayTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lle-replay-").FullName;
    private readonly EngineConfiguration _configuration;

    public JournalReplayTests() => _configuration = TestConfiguration.Create(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Makes_every_output_and_the_state_again()
    {
        long hash = Write(PipelineScript.Trading(_configuration)).Hash();

        ReplayResult result = JournalReplay.Run(_folder, new DecisionState(_configuration));

        Assert.True(result.IsIdentical);
        Assert.True(result.Outputs > 10, $"outputs={result.Outputs}");
        Assert.Equal(hash, result.StateHash);
    }

    [Fact]
    public void Shows_the_first_output_that_other_limits_decide_otherwise()
    {
        Write(PipelineScript.Trading(_configuration));
        EngineConfiguration tighter = TestConfiguration.Create(_folder, messagesMax: 2);

        ReplayResult result = JournalReplay.Run(_folder, new DecisionState(tighter));

        Assert.False(result.IsIdentical);
        Assert.Equal(EventKind.OrderDenied, result.Difference!.Replayed!.Value.Kind);
        Assert.Equal(EventKind.NewOrder, result.Difference.Journaled!.Value.Kind);
    }

    [Fact]
    public void Gives_the_outputs_that_a_crash_kept_from_the_journal_whatever_record_it_ends_with()
    {
        Write(PipelineScript.Trading(_configuration));
        List<EngineEvent> records = ReadAll(_folder);
        int firstOutput = records.FindIndex(r => r.Kind.IsOutput());
        int lastOfGroup = firstOutput;
        while (records[lastOfGroup + 1].Kind.IsOutput())
            lastOfGroup++;

        for (int end = firstOutput; end <= lastOfGroup + 1; end++)
        {
            string cut = Path.Combine(_folder, $"cut-{end}");
            Copy(records.Take(end), cut);

            ReplayResult result = JournalReplay.Run(cut, new DecisionState(_configuration));

            Assert.True(result.IsIdentical);
            Assert.Equal(
                records.Skip(end).Take(lastOfGroup + 1 - end).Select(r => (r.Sequence, r.Kind, r.Order.OrderId)),
                result.MissingOutputs.Select(r => (r.Sequence, r.Kind, r.Order.OrderId)));
        }
    }

    [Fact]
    public void Finds_an_output_that_no_input_explains()
    {
        Write(PipelineScript.Trading(_configuration));
        List<EngineEvent> records = ReadAll(_folder);
        EngineEvent foreign = records.First(r => r.Kind == EventKind.NewOrder);
        int place = records.FindIndex(r => r.Kind == EventKind.FeedStatus);
        records.Insert(place + 1, foreign);
        string tampered = Path.Combine(_folder, "tampered");
        Copy(records, tampered);

        ReplayResult result = JournalReplay.Run(tampered, new DecisionState(_configuration));

        Assert.Equal(place + 2, result.Difference!.Sequence);
        Assert.Null(result.Difference.Replayed);
    }

    private DecisionState Write(IEnumerable<EngineEvent> inputs)
    {
        var state = new DecisionState(_configuration);
        using JournalWriter journal = Open(_folder);
        var pipeline = new Pipeline<JournalLog, PipelineScript.NoSink>(state, new JournalLog(journal), default);
        foreach (EngineEvent input in inputs)
        {
            EngineEvent slot = input;
            Assert.True(journal.TryWaitForRoom(DecisionState.OutboxCapacity + 1, TimeSpan.FromMinutes(1)));
            pipeline.OnEvent(ref slot, sequence: 0, endOfBatch: true);
        }

        return state;
    }

    private void Copy(IEnumerable<EngineEvent> records, string folder)
    {
        Directory.CreateDirectory(folder);
        using JournalWriter journal = Open(folder);
        foreach (EngineEvent record in records)
        {
            EngineEvent copy = record;
            Assert.True(journal.TryWaitForRoom(1, TimeSpan.FromMinutes(1)));
            journal.Append(MemoryMarshal.AsBytes(new Span<EngineEvent>(ref copy)));
        }
    }

    private JournalWriter Open(string folder) => JournalWriter.Open(
        new JournalOptions(folder, 1 << 20, JournalMode.Process, _configuration.Instruments.ContentHash(), "test"),
        out _);

    private static List<EngineEvent> ReadAll(string folder)
    {
        var records = new List<EngineEvent>();
        using JournalReader reader = JournalReader.Open(folder);
        var record = new EngineEvent();
        while (reader.TryRead(MemoryMarshal.AsBytes(new Span<EngineEvent>(ref record))))
            records.Add(record);

        return records;
    }
}
