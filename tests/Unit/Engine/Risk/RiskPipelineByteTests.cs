using System;
using System.Collections.Generic;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Risk;

/// <summary>
/// A trading session through the whole pipeline with every limit of every scope set and timers between.
/// </summary>
[Collection(ByteCounting.Name)]
public sealed class RiskPipelineByteTests
{
    private const int InputsPerTimer = 20;

    private readonly EngineConfiguration _configuration = LimitDriver.Configure(isAuction: false);

    [Fact]
    public void A_session_with_every_limit_set_allocates_nothing()
    {
        EngineEvent[] inputs = [.. WithTimers(PipelineScript.Trading(_configuration))];
        EngineEvent[] again = [.. inputs];
        Run(inputs, out _); // Warm up: the first calls pay for the JIT.

        long allocatedBytes = Run(again, out DecisionState state);

        Assert.Equal(0, allocatedBytes);
        Assert.True(state.Risk.ScopeOf(0).ExecutedMicros > 0, "nothing was traded");
        Assert.True(state.Risk.Limits[0, LimitId.Volatility].IsSet, "limits were not set");
    }

    /// <summary>Bytes of the inputs alone; what is made before and loosened by command does not count.</summary>
    private long Run(EngineEvent[] inputs, out DecisionState state)
    {
        state = new DecisionState(_configuration);
        var pipeline = new Pipeline<PipelineScript.CountLog, PipelineScript.NoSink>(
            state, new PipelineScript.CountLog(new PipelineScript.Counts()), default);
        foreach (EngineEvent act in LooseLimits())
            Feed(act);

        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < inputs.Length; i++)
            pipeline.OnEvent(ref inputs[i], sequence: 0, endOfBatch: true);

        return GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;

        void Feed(EngineEvent act) => pipeline.OnEvent(ref act, sequence: 0, endOfBatch: true);
    }

    private static IEnumerable<EngineEvent> LooseLimits()
    {
        foreach (RiskScope scope in Enum.GetValues<RiskScope>())
        {
            foreach (LimitDescription limit in LimitCatalog.All.ToArray())
            {
                if (scope == RiskScope.None || !LimitCatalog.Holds(scope, limit.Id))
                    continue;

                EngineEvent act = default;
                EngineEvents.Begin(ref act, EventKind.Command, EventSource.Operator, nowNs: 1);
                (long min, long max) = LimitCatalog.Range(limit.Id);
                act.Command = new Command
                {
                    Kind = CommandKind.LimitSet, Argument = limit.IsMinimum ? min : max,
                };
                act.Act.Scope = scope;
                act.Act.LimitCode = (byte)limit.Id;
                act.Act.Tier = LimitTier.Hard;
                ActText.TryWrite("alice", act.Act.Who);
                yield return act;
            }
        }
    }

    private static IEnumerable<EngineEvent> WithTimers(List<EngineEvent> inputs)
    {
        for (int i = 0; i < inputs.Count; i++)
        {
            yield return inputs[i];
            if (i % InputsPerTimer != 0)
                continue;

            EngineEvent timer = default;
            yield return EngineEvents.Begin(
                ref timer, EventKind.Timer, EventSource.Clock, inputs[i].ReceiveTimestampNs);
        }
    }
}
