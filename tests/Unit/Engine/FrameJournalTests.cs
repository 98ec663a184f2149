using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Replay;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine;

/// <summary>Frames of a configuration in the whole pipeline: journaled, replayed, never sent, without a byte.</summary>
[Collection(ByteCounting.Name)]
public sealed class FrameJournalTests : IDisposable
{
    private const string Frames = """
        "analysis": {
          "frames": [
            { "kind": "ticks", "size": 2, "source": "bids", "priceAction": true, "condition": true },
            { "kind": "range", "size": 3, "source": "asks", "columns": ["EMA_5"], "priceAction": true },
            { "kind": "time", "size": "1s", "source": "asks", "columns": ["SMA_3"] }
          ],
          "flow": { }
        },
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("lle-frames-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The test configuration with price action and condition over quotes.</summary>
    public static EngineConfiguration Configuration(string journalFolder)
    {
        string text = TestConfiguration.Create(journalFolder).Source;
        int place = text.IndexOf("\"strategies\"", StringComparison.Ordinal);
        return EngineConfigurationFile.Read(
            ConfigurationText.Parse("test.json", Encoding.UTF8.GetBytes(text.Insert(place, Frames))));
    }

    [Fact]
    public void A_journal_with_facts_replays_byte_for_byte_to_the_same_state()
    {
        EngineConfiguration configuration = Configuration(_folder);
        List<EngineEvent> inputs = PipelineScript.Trading(configuration);
        long hash;
        var options = new JournalOptions(
            _folder, 1 << 20, JournalMode.Process, configuration.Instruments.ContentHash(), "test");
        using (JournalWriter journal = JournalWriter.Open(options, out _))
            hash = Run(configuration, new RoomyLog(journal), inputs, new SentOrders()).Hash();

        ReplayResult result = JournalReplay.Run(_folder, new DecisionState(configuration));

        Assert.True(result.IsIdentical, $"{result.Difference}");
        Assert.Equal(hash, result.StateHash);
        List<AnalysisEvent> facts = [.. ReadAll().Where(r => r.Kind == EventKind.Analysis).Select(r => r.Analysis)];
        Assert.True(facts.Count > 200, $"facts={facts.Count}");
        Assert.Equal([0, 1], facts.Select(f => (int)f.FrameIndex).Distinct().Order());
    }

    [Fact]
    public void Facts_change_no_order_and_are_never_sent()
    {
        EngineConfiguration without = TestConfiguration.Create(_folder);
        List<EngineEvent> inputs = PipelineScript.Trading(without);
        var expected = new SentOrders();
        var actual = new SentOrders();
        Run(without, new RecordLog([]), inputs, expected);
        Run(Configuration(_folder), new RecordLog([]), inputs, actual);

        Assert.True(expected.Events.Count > 10);
        Assert.All(actual.Events, e => Assert.True(e.Kind.IsSentToVenue()));
        Assert.Equal(
            expected.Events.Select(e => (e.Kind, e.Order.OrderId, e.Order.PriceTicks, e.Order.QtyLots)),
            actual.Events.Select(e => (e.Kind, e.Order.OrderId, e.Order.PriceTicks, e.Order.QtyLots)));
    }

    [Fact]
    public void The_same_inputs_give_the_same_records_twice_and_every_fact_follows_its_input()
    {
        EngineConfiguration configuration = Configuration(_folder);
        List<EngineEvent> inputs = PipelineScript.Trading(configuration);
        List<EngineEvent> first = [];
        List<EngineEvent> second = [];
        Run(configuration, new RecordLog(first), inputs, new SentOrders());
        Run(configuration, new RecordLog(second), inputs, new SentOrders());

        Assert.True(first.Count > inputs.Count);
        Assert.True(BytesOf(first).SequenceEqual(BytesOf(second)));
        long cause = 0;
        int facts = 0;
        foreach (EngineEvent record in first)
        {
            facts = record.Kind.IsOutput() ? facts + (record.Kind == EventKind.Analysis ? 1 : 0) : 0;
            cause = record.Kind.IsOutput() ? cause : record.ReceiveTimestampNs;
            Assert.Equal(cause, record.ReceiveTimestampNs);
            Assert.True(facts <= MarketAnalysis.FactsPerInputMax);
        }
    }

    [Fact]
    public void An_event_allocates_nothing_with_frames_and_price_action_on()
    {
        EngineConfiguration configuration = Configuration(_folder);
        EngineEvent[] inputs = [.. PipelineScript.Trading(configuration)];
        Work(new DecisionState(configuration), inputs);
        var state = new DecisionState(configuration);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Work(state, inputs);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated, 0, 512); // The pipeline's own counter and log, once.
        Assert.True(state.Analysis[0].Frames[0].PriceAction!.Stage.Count > 400);
    }

    private static void Work(DecisionState state, EngineEvent[] inputs)
    {
        var log = new PipelineScript.CountLog(new PipelineScript.Counts());
        var pipeline = new Pipeline<PipelineScript.CountLog, PipelineScript.NoSink>(state, log, default);
        foreach (EngineEvent input in inputs)
        {
            EngineEvent slot = input;
            pipeline.OnEvent(ref slot, sequence: 0, endOfBatch: true);
        }
    }

    private static DecisionState Run<TLog>(
        EngineConfiguration configuration, TLog log, List<EngineEvent> inputs, SentOrders sent)
        where TLog : struct, IRecordLog
    {
        var state = new DecisionState(configuration);
        var pipeline = new Pipeline<TLog, KeepingSink>(state, log, new KeepingSink(sent));
        foreach (EngineEvent input in inputs)
        {
            EngineEvent slot = input;
            pipeline.OnEvent(ref slot, sequence: 0, endOfBatch: true);
        }

        return state;
    }

    private static ReadOnlySpan<byte> BytesOf(List<EngineEvent> records) =>
        MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(records));

    private List<EngineEvent> ReadAll()
    {
        var records = new List<EngineEvent>();
        using JournalReader reader = JournalReader.Open(_folder);
        EngineEvent record = default;
        while (reader.TryRead(MemoryMarshal.AsBytes(new Span<EngineEvent>(ref record))))
            records.Add(record);

        return records;
    }

    private sealed class SentOrders
    {
        public List<EngineEvent> Events { get; } = [];
    }

    private readonly struct KeepingSink(SentOrders sent) : IOrderSink
    {
        public void Send(in EngineEvent output) => sent.Events.Add(output);
    }

    /// <summary>A journal that waits for its next segment.</summary>
    private readonly struct RoomyLog(JournalWriter journal) : IRecordLog
    {
        private readonly JournalLog _log = new(journal);

        public long NextSequence => _log.NextSequence;

        public void Append(ref EngineEvent record)
        {
            Assert.True(journal.TryWaitForRoom(1, TimeSpan.FromMinutes(1)));
            _log.Append(ref record);
        }
    }

    private readonly struct RecordLog(List<EngineEvent> records) : IRecordLog
    {
        public long NextSequence => records.Count + 1;

        public void Append(ref EngineEvent record)
        {
            record.Sequence = NextSequence;
            records.Add(record);
        }
    }
}
