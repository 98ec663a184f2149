using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Snapshots;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Snapshots;

/// <summary>A state saved mid-run and loaded into a fresh one goes on with the same outputs, byte for byte.</summary>
public sealed class StateRoundTripTests
{
    private static readonly EngineConfiguration Configuration = TestConfiguration.Create();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Goes_on_alike_when_it_is_saved_and_loaded_again_and_again(int seed) =>
        Compare(Configuration, seed, outputsMin: 500);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Goes_on_alike_while_stops_close_positions(int seed)
    {
        (long firedCount, long midwayCount) = Compare(TestConfiguration.CreateWithStops(), seed, 400);
        Assert.True(firedCount > 0, "no stop fired: the run proves too little");
        Assert.True(midwayCount > 0, "no snapshot was taken while a position was being closed");
    }

    [Fact]
    public void Every_section_changes_in_a_run_but_the_reports_between_inputs()
    {
        List<EngineEvent> inputs = RandomInputs.Create(Configuration, seed: 5, stepCount: 3_000);
        var runner = new Runner(new DecisionState(Configuration));
        Dictionary<string, long> before = EngineRun.Hashes(runner.State);
        var changed = new SortedSet<string>(StringComparer.Ordinal);
        foreach (EngineEvent input in inputs)
        {
            runner.Take(input);
            foreach ((string name, long hash) in EngineRun.Hashes(runner.State))
            {
                if (hash != before[name])
                    changed.Add(name);
            }
        }

        changed.Remove("reports"); // Denials wait there, if the run has any.
        Assert.Equal(
            ["analysis", "orderSlots", "orders", "outbox", "positions", "risk", "session", "strategies"], changed);
    }

    [Fact]
    public void Sections_that_wait_for_the_next_input_are_saved_too()
    {
        EngineConfiguration tight = TestConfiguration.Create(messagesMax: 2); // Most orders are denied.
        List<EngineEvent> inputs = RandomInputs.Create(tight, seed: 6, stepCount: 1_000);
        var straight = new Runner(new DecisionState(tight));
        var interrupted = new Runner(new DecisionState(tight));
        int waitingCount = 0;
        foreach (EngineEvent input in inputs)
        {
            straight.Take(input);
            interrupted.Take(input);
            if (straight.State.Reports.Count > 0)
            {
                if (waitingCount++ % 8 == 0)
                    interrupted = interrupted.Reload(tight);
            }

            Assert.Equal(straight.State.Hash(StateSection.Strategies), interrupted.State.Hash(StateSection.Strategies));
        }

        Assert.True(waitingCount > 10, $"waitingCount={waitingCount}: the run proves too little");
        Assert.Equal(EngineRun.Hashes(straight.State), EngineRun.Hashes(interrupted.State));
    }

    /// <summary>Stops that fired, and how many snapshots found one at work.</summary>
    private static (long FiredCount, long MidwayCount) Compare(
        EngineConfiguration configuration, int seed, int outputsMin)
    {
        List<EngineEvent> inputs = RandomInputs.Create(configuration, seed, stepCount: 3_000);
        var straight = new Runner(new DecisionState(configuration));
        var interrupted = new Runner(new DecisionState(configuration));
        (long firedCount, long midwayCount, int outputCount) = (0, 0, 0);
        for (int i = 0; i < inputs.Count; i++)
        {
            straight.Take(inputs[i]);
            interrupted.Take(inputs[i]);
            Assert.True(straight.Outputs.SequenceEqual(interrupted.Outputs), $"outputs differ: seed={seed}, input={i}");
            outputCount += straight.State.Outbox.Count;
            firedCount += straight.FiredCount;
            if (i % 53 != 0)
                continue;

            midwayCount += straight.State.Stops.WorkCount;
            Assert.Equal(EngineRun.Hashes(straight.State), EngineRun.Hashes(interrupted.State));
            interrupted = interrupted.Reload(configuration);
            Assert.Equal(EngineRun.Hashes(straight.State), EngineRun.Hashes(interrupted.State));
        }

        Assert.Equal(EngineRun.Hashes(straight.State), EngineRun.Hashes(interrupted.State));
        Assert.True(outputCount > outputsMin, $"outputs={outputCount}: the run proves too little");
        Assert.True(straight.State.Positions.OfInstrument(0).FillCount > 50, "too few fills");
        return (firedCount, midwayCount);
    }

    /// <summary>A state and the pipeline around it.</summary>
    private sealed class Runner
    {
        private readonly PipelineScript.Counts _counts;
        private readonly Pipeline<PipelineScript.CountLog, PipelineScript.NoSink> _pipeline;

        public Runner(DecisionState state, long recordCount = 0)
        {
            State = state;
            _counts = new PipelineScript.Counts { Records = recordCount };
            _pipeline = new(state, new PipelineScript.CountLog(_counts), default);
        }

        public DecisionState State { get; }

        /// <summary>Stops that fired with the latest input.</summary>
        public int FiredCount => State.Outbox.Events.ToArray().Count(e => e.Kind == EventKind.StopFired);

        public ReadOnlySpan<byte> Outputs => MemoryMarshal.AsBytes(State.Outbox.Events);

        public void Take(EngineEvent input) => _pipeline.OnEvent(ref input, sequence: 0, endOfBatch: true);

        public Runner Reload(EngineConfiguration configuration)
        {
            var image = new StateImage(State, (int)StateImage.MeasureBytes(State));
            Assert.True(image.TryTake(sequence: 1));
            var fresh = new DecisionState(configuration);
            foreach (StateSection section in StateSections.All)
            {
                StateTransfer load = StateTransfer.Load(image[section]);
                fresh.Transfer(section, ref load);
                Assert.Equal(image[section].Length, load.SizeBytes);
            }

            return new Runner(fresh, _counts.Records);
        }
    }
}
