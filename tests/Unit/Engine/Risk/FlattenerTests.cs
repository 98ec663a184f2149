using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Risk;

/// <summary>What an operator's word to flatten does, through the whole pipeline.</summary>
public sealed class FlattenerTests
{
    private readonly LimitDriver _engine = new();

    [Theory]
    [InlineData(RiskScope.Firm)]
    [InlineData(RiskScope.Strategy)]
    [InlineData(RiskScope.Instrument)]
    public void Cancels_what_is_open_and_then_closes_what_is_held(RiskScope scope)
    {
        Hold(LimitDriver.OrderLots);
        _engine.Send(_engine.Order(Side.Buy));
        _engine.Answer(ExecType.New, OrderStatus.New);
        int sentBefore = _engine.Sent.Count;

        Flatten(scope);
        Assert.Equal([EventKind.CancelOrder], KindsAfter(sentBefore));
        _engine.Answer(ExecType.Canceled, OrderStatus.Canceled, requestId: _engine.Sent[^1].Order.OrderId);
        _engine.NowNs += 1_000_000_000;
        _engine.Timer();

        Assert.Equal([EventKind.CancelOrder, EventKind.NewOrder], KindsAfter(sentBefore));
        EngineEvent closing = _engine.Sent[^1];
        Assert.Equal(
            (Side.Sell, OrderType.Market, LimitDriver.OrderLots),
            (closing.Side, closing.Order.Type, closing.Order.QtyLots));
        _engine.Answer(ExecType.Trade, OrderStatus.Filled, LimitDriver.OrderLots, LimitDriver.BidTicks);
        _engine.NowNs += 2_000_000_000;
        _engine.Timer();
        Assert.Equal(2, KindsAfter(sentBefore).Count);
        Assert.Equal(0, _engine.State.Positions.OfInstrument(0).Lots);
    }

    [Fact]
    public void Tries_again_no_sooner_than_a_second_later()
    {
        Hold(LimitDriver.OrderLots);
        int sentBefore = _engine.Sent.Count;
        Flatten(RiskScope.Firm);
        _engine.Answer(ExecType.Canceled, OrderStatus.Canceled);
        _engine.NowNs += 999_999_999;
        _engine.Timer();
        Assert.Single(KindsAfter(sentBefore));
        _engine.NowNs += 1;
        _engine.Timer();
        Assert.Equal(2, KindsAfter(sentBefore).Count);
    }

    [Fact]
    public void Leaves_a_scope_alone_that_was_resumed()
    {
        Hold(LimitDriver.OrderLots);
        Flatten(RiskScope.Firm);
        _engine.Answer(ExecType.Canceled, OrderStatus.Canceled);
        EngineEvent resume = _engine.Command(CommandKind.ScopeResume);
        resume.Act.Scope = RiskScope.Firm;
        _engine.Feed(resume);
        int sentBefore = _engine.Sent.Count;
        _engine.NowNs += 2_000_000_000;
        _engine.Timer();
        Assert.Empty(KindsAfter(sentBefore));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Follows_a_breaker_that_reduces_where_that_is_configured(bool isConfigured)
    {
        var engine = new LimitDriver(flattensOnReduce: isConfigured);
        engine.Timer();
        engine.Send(engine.Order(Side.Buy));
        engine.Answer(ExecType.Trade, OrderStatus.Filled, LimitDriver.OrderLots, LimitDriver.AskTicks + 100_000);
        int sentBefore = engine.Sent.Count;
        engine.SetLimit(RiskScope.Firm, LimitId.LossReduce, 0);
        engine.NowNs += 1_000_000_000;
        engine.Timer();
        engine.NowNs += 1_000_000_000;
        engine.Timer();
        Assert.Equal(isConfigured, engine.Sent.Skip(sentBefore).Any(e => e.Kind == EventKind.NewOrder));
    }

    private void Hold(long lots)
    {
        Assert.Equal(RiskVerdict.Accepted, _engine.Send(_engine.Order(Side.Buy, qtyLots: lots)));
        _engine.Answer(ExecType.Trade, OrderStatus.Filled, lots, LimitDriver.AskTicks);
    }

    private void Flatten(RiskScope scope)
    {
        EngineEvent command = _engine.Command(CommandKind.ScopeFlatten);
        command.Act.Scope = scope;
        command.Act.ScopeIndex = scope == RiskScope.Strategy ? _engine.OperatorIndex : 0;
        _engine.Feed(command);
    }

    private List<EventKind> KindsAfter(int count) => [.. _engine.Sent.Skip(count).Select(e => e.Kind)];
}
