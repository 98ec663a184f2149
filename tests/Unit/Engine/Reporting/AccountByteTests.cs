using System;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Unit.Engine.Configuration;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Reporting;

/// <summary>Funding, and balances whose worth moves, cost the pipeline no memory.</summary>
[Collection(ByteCounting.Name)]
public sealed class AccountByteTests
{
    private const long NsPerHour = 3_600_000_000_000;
    private const int WarmUpHours = 200;

    private readonly EngineConfiguration _configuration = AccountReaderTests.Read(
        "\"accounts\": [ { \"currency\": \"EUR\", \"balance\": \"100000\", \"marginShare\": 0.5 } ], " +
        "\"rates\": [ { \"currency\": \"EUR\", \"instrument\": \"EURUSD\" } ], " +
        "\"funding\": [ { \"instrument\": \"DAX\", \"everyHours\": 1, \"rate\": \"0.0001\" } ]");
    private readonly DecisionState _state;
    private readonly Pipeline<PipelineScript.CountLog, PipelineScript.NoSink> _pipeline;

    public AccountByteTests()
    {
        _state = new DecisionState(_configuration);
        _pipeline = new(_state, new PipelineScript.CountLog(new PipelineScript.Counts()), default);
        foreach (EngineEvent opening in PipelineScript.Opening(_configuration))
        {
            for (int i = 0; i < (opening.Kind == EventKind.FeedStatus ? 3 : 1); i++)
                Feed(opening with { InstrumentIndex = i });
        }

        _state.Positions.Apply(new Fill
        {
            InstrumentIndex = 0, StrategyIndex = OrderRequest.OperatorStrategyIndex, Side = Side.Buy, QtyLots = 100,
            PriceTicks = 1_000_000, FeeTickLots = 0,
        });
    }

    [Fact]
    public void Nothing_is_allocated_when_funding_falls_due_and_a_rate_moves()
    {
        for (int hour = 1; hour <= WarmUpHours; hour++)
            Pass(hour);

        Int128 fundingBefore = _state.Positions.OfAccount(0, 0).FundingTickLots;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int hour = WarmUpHours + 1; hour <= WarmUpHours + 100; hour++)
            Pass(hour);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(-100 * 10_000, (long)(_state.Positions.OfAccount(0, 0).FundingTickLots - fundingBefore));
    }

    private void Pass(int hour)
    {
        long nowNs = hour * NsPerHour;
        Feed(PipelineScript.Quote(nowNs, 2 * hour, midTicks: 1_000_000));
        Feed(PipelineScript.Quote(nowNs, (2 * hour) + 1, midTicks: 10_850 + (hour % 7)) with { InstrumentIndex = 1 });
        EngineEvent timer = default;
        Feed(EngineEvents.Begin(ref timer, EventKind.Timer, EventSource.Clock, nowNs));
    }

    private void Feed(EngineEvent input) => _pipeline.OnEvent(ref input, sequence: 0, endOfBatch: true);
}
