using System;
using System.Linq;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Unit.Engine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Closing;

/// <summary>A closing that shrinks, stalls, is told and goes on, through the whole pipeline without an allocation.
/// </summary>
[Collection(ByteCounting.Name)]
public sealed class ClosingByteTests
{
    private readonly LimitDriver _engine = new();

    [Fact]
    public void A_closing_that_stalls_and_goes_on_allocates_nothing()
    {
        Script();
        Assert.Equal(
            [StallChange.Stalled, StallChange.Resumed, StallChange.Stalled, StallChange.Resumed],
            _engine.Outputs.Where(o => o.Kind == EventKind.ClosingStalled).Select(o => o.Stall.Change));
        Run([.. _engine.Inputs]); // Warm up: the first calls pay for the JIT.
        Assert.Equal(0, Run([.. _engine.Inputs]));
    }

    private long Run(EngineEvent[] inputs)
    {
        var state = new DecisionState(_engine.Configuration);
        var pipeline = new Pipeline<PipelineScript.CountLog, PipelineScript.NoSink>(
            state, new PipelineScript.CountLog(new PipelineScript.Counts()), default);
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < inputs.Length; i++)
            pipeline.OnEvent(ref inputs[i], sequence: 0, endOfBatch: true);

        return GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
    }

    private void Script()
    {
        _engine.Send(_engine.Order(Side.Buy));
        Fill();
        _engine.SetLimit(RiskScope.Instrument, LimitId.OrderNotional, 1);
        EngineEvent flatten = _engine.Command(CommandKind.ScopeFlatten);
        flatten.Act.Scope = RiskScope.Firm;
        _engine.Feed(flatten);
        Time(ticks: 30);
        _engine.SetLimit(RiskScope.Instrument, LimitId.OrderNotional, LimitCatalog.Range(LimitId.OrderNotional).Max);
        Time(ticks: 10);
        Fill();
        EngineEvent halt = _engine.Command(CommandKind.ScopeHalt);
        halt.Act.Scope = RiskScope.Instrument;
        _engine.Feed(halt);
        Time(ticks: 50);
        halt.Command.Kind = CommandKind.ScopeResume;
        _engine.Feed(halt);
        for (int second = 0; second < 30; second++)
        {
            Time(ticks: 10);
            if (_engine.State.Orders.OpenCount > 0)
                Fill();
        }
    }

    private void Fill() => _engine.Answer(
        ExecType.Trade, OrderStatus.Filled, _engine.Sent.Last(e => e.Kind == EventKind.NewOrder).Order.QtyLots,
        LimitDriver.BidTicks);

    private void Time(int ticks)
    {
        for (int i = 0; i < ticks; i++)
        {
            _engine.NowNs += 100_000_000;
            _engine.Timer();
        }
    }
}
