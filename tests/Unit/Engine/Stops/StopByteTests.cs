using System;
using System.Collections.Generic;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Unit.Engine.Snapshots;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Stops;

/// <summary>Strategies that trade and are stopped out, through the whole pipeline, without an allocation.</summary>
[Collection(ByteCounting.Name)]
public sealed class StopByteTests
{
    private readonly EngineConfiguration _configuration = TestConfiguration.CreateWithStops();

    [Fact]
    public void A_session_in_which_stops_close_positions_allocates_nothing()
    {
        List<EngineEvent> inputs = RandomInputs.Create(_configuration, seed: 4, stepCount: 8_000);
        Run([.. inputs], out _); // Warm up: the first calls pay for the JIT.

        long allocatedBytes = Run([.. inputs], out long firedCount);

        Assert.Equal(0, allocatedBytes);
        Assert.True(firedCount > 2, $"firedCount={firedCount}: the run proves too little");
    }

    private long Run(EngineEvent[] inputs, out long firedCount)
    {
        firedCount = 0;
        var state = new DecisionState(_configuration);
        var pipeline = new Pipeline<PipelineScript.CountLog, PipelineScript.NoSink>(
            state, new PipelineScript.CountLog(new PipelineScript.Counts()), default);
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < inputs.Length; i++)
        {
            pipeline.OnEvent(ref inputs[i], sequence: 0, endOfBatch: true);
            foreach (ref readonly EngineEvent output in state.Outbox.Events)
                firedCount += output.Kind == EventKind.StopFired ? 1 : 0;
        }

        return GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
    }
}
