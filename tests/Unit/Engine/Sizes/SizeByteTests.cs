using System;
using System.Collections.Generic;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk.Sizing;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Sizes;

[Collection(ByteCounting.Name)]
public sealed class SizeByteTests
{
    private const string All = """
        "fixedFraction": { "fraction": 0.01, "stopTicks": 1000 }, "fixedNotional": { "weight": 0.5 },
        "averageTrueRange": { "fraction": 0.01, "multiple": 2 }, "volatilityTarget": { "sigma": 1 },
        "kelly": { "fraction": 0.5, "meanExcess": 0.001 }, "bars": { "seconds": 1, "count": 3 },
        "metaLabel": { "qtyMax": "0.1" }
        """;

    [Fact]
    public void Sizing_allocates_nothing()
    {
        EngineConfiguration configuration = SizeBench.Configure(All, isStarted: true, slope: "0.01");
        EngineEvent[] inputs = [.. Inputs(configuration)];
        EngineEvent[] again = [.. inputs];
        Run(configuration, inputs, out _); // Warm up: the first calls pay for the JIT.

        long allocatedBytes = Run(configuration, again, out DecisionState state);

        Assert.Equal(0, allocatedBytes);
        Assert.InRange(state.Sizes.Told(0, Side.Sell).Lots, 1, 1_000);
        Assert.NotEqual(SizeBound.None, state.Sizes.Told(0, Side.Sell).Bound);
    }

    private static long Run(EngineConfiguration configuration, EngineEvent[] inputs, out DecisionState state)
    {
        state = new DecisionState(configuration);
        var pipeline = new Pipeline<PipelineScript.CountLog, PipelineScript.NoSink>(
            state, new PipelineScript.CountLog(new PipelineScript.Counts()), default);
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < inputs.Length; i++)
            pipeline.OnEvent(ref inputs[i], sequence: 0, endOfBatch: true);

        return GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
    }

    private static IEnumerable<EngineEvent> Inputs(EngineConfiguration configuration)
    {
        foreach (EngineEvent opening in PipelineScript.Opening(configuration))
            yield return opening;

        for (int i = 0; i < 1_000; i++)
        {
            long nowNs = (i + 4) * 100_000_000L;
            yield return PipelineScript.Quote(nowNs, i, SizeBench.MidTicks + (i * 37 % 500));
            EngineEvent timer = default;
            yield return EngineEvents.Begin(ref timer, EventKind.Timer, EventSource.Clock, nowNs);
        }
    }
}
