using System;
using System.Threading.Tasks;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Reconciliation;

/// <summary>
/// A life in which a venue names what no report told, recorded over FIX and run again without a byte.
/// </summary>
[Collection(ByteCounting.Name)]
public sealed class TradeCaptureByteTests
{
    [Fact]
    public async Task Asking_for_trades_and_booking_one_allocates_nothing()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults { HideFillAt = 1, DropFixConnectionAfterOrders = 2 }, """, "trades": true """);
        bench.RunUntilReady();
        bench.Buy("102.00", "0.75");
        bench.Buy("90.00", "0.25");
        bench.RunUntil(() => bench.State.SessionState == VenueState.Disconnected);
        bench.RunUntilReady();
        Assert.Contains(bench.Inputs, e =>
            e.Kind == EventKind.AccountReport && e.Account.Kind == AccountReportKind.Trade);
        Assert.Single(bench.Outputs, e => e.Kind == EventKind.ReconcileBreak);

        EngineEvent[] inputs = [.. bench.Inputs];
        Run(bench, inputs); // The first call pays for the JIT.
        Assert.Equal(0, Run(bench, inputs));
    }

    private static long Run(ReconcileBench bench, EngineEvent[] inputs)
    {
        var state = new DecisionState(bench.Configuration);
        var pipeline = new Pipeline<PipelineScript.CountLog, PipelineScript.NoSink>(
            state, new PipelineScript.CountLog(new PipelineScript.Counts()), default);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (ref EngineEvent input in inputs.AsSpan())
        {
            EngineEvent slot = input;
            pipeline.OnEvent(ref slot, sequence: 0, endOfBatch: true);
        }

        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(bench.State.Hash(), state.Hash());
        return bytes;
    }
}
