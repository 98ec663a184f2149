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

    [Theory]
    [InlineData(RiskScope.Firm, LimitId.Credit, 0)]
    [InlineData(RiskScope.Account, LimitId.WindowValue, 0)]
    [InlineData(RiskScope.Venue, LimitId.OpenOrders, 0)]
    [InlineData(RiskScope.Strategy, LimitId.OrdersPerSecond, 1)]
    [InlineData(RiskScope.Instrument, LimitId.OrdersPerSecond, 1)]
    [InlineData(RiskScope.Instrument, LimitId.OpenOrders, 0)]
    [InlineData(RiskScope.Instrument, LimitId.WindowQty, 0)]
    [InlineData(RiskScope.Instrument, LimitId.OrderToTrade, 0)]
    public void No_limit_on_what_has_been_traded_keeps_a_position_open(RiskScope scope, LimitId id, long value)
    {
        _engine.SetLimit(scope, LimitId.OrdersPerSecond, value: 1); // From now on an order at once is one too many.
        Hold(LimitDriver.OrderLots);
        _engine.SetLimit(scope, id, value);
        Assert.NotEqual(RiskVerdict.Accepted, _engine.Probe(_engine.Order(Side.Sell)).Verdict);
        int sentBefore = _engine.Sent.Count;
        Flatten(scope);
        Assert.Equal([EventKind.NewOrder], KindsAfter(sentBefore));
        Assert.Equal((Side.Sell, LimitDriver.OrderLots), (_engine.Sent[^1].Side, _engine.Sent[^1].Order.QtyLots));
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Follows_a_breaker_that_halts_where_that_is_configured(bool isConfigured)
    {
        LimitDriver engine = HaltedByLoss(isConfigured);
        TimerAfterASecond(engine);
        EngineEvent[] closing = [.. engine.Sent.Where(e => e.Kind == EventKind.NewOrder).Skip(1)];
        Assert.Equal(isConfigured ? [(Side.Sell, LimitDriver.OrderLots)] : [],
            closing.Select(e => (e.Side, e.Order.QtyLots)));
        Assert.Equal(RiskVerdict.LossLimit, engine.Probe(engine.Order(Side.Sell)).Verdict); // Nobody else may.
        Assert.True(engine.State.Risk.IsHalted);
    }

    [Fact]
    public void Cancels_once_what_a_halt_finds_open_and_closes_only_when_that_is_gone()
    {
        var engine = new LimitDriver(flattensOnHalt: true);
        Buy(engine);
        engine.Send(engine.Order(Side.Sell));
        engine.Answer(ExecType.New, OrderStatus.New);
        int sentBefore = engine.Sent.Count;
        Halt(engine);
        TimerAfterASecond(engine);
        Assert.Equal([EventKind.CancelOrder], engine.Sent.Skip(sentBefore).Select(e => e.Kind));
        engine.Answer(ExecType.Canceled, OrderStatus.Canceled, requestId: engine.Sent[^1].Order.OrderId);
        TimerAfterASecond(engine);
        Assert.Equal(
            [EventKind.CancelOrder, EventKind.NewOrder], engine.Sent.Skip(sentBefore).Select(e => e.Kind));
    }

    [Fact]
    public void Does_not_close_what_an_operator_halted_beside_the_breaker()
    {
        LimitDriver engine = HaltedByLoss(isConfigured: true);
        engine.Answer(ExecType.Canceled, OrderStatus.Canceled);
        EngineEvent kill = engine.Command(CommandKind.ScopeHalt);
        kill.Act.Scope = RiskScope.Instrument;
        engine.Feed(kill);
        int sentBefore = engine.Sent.Count;
        TimerAfterASecond(engine);
        Assert.Equal(sentBefore, engine.Sent.Count);

        EngineEvent resume = engine.Command(CommandKind.ScopeResume);
        resume.Act.Scope = RiskScope.Instrument;
        engine.Feed(resume);
        Assert.Equal(EventKind.NewOrder, engine.Sent[^1].Kind);
    }

    [Theory]
    [InlineData(Side.Sell, 0L, RiskVerdict.Accepted)]
    [InlineData(Side.Sell, 1L, RiskVerdict.LossLimit)]
    [InlineData(Side.Buy, 0L, RiskVerdict.LossLimit)]
    public void What_flattens_passes_a_halt_as_a_reduction_only(Side side, long moreLots, RiskVerdict expected)
    {
        LimitDriver engine = HaltedByLoss(isConfigured: false);
        EngineEvent order = default;
        order.Kind = EventKind.NewOrder;
        order.Flags = EventFlags.Flattens;
        order.ReceiveTimestampNs = engine.NowNs;
        order.Side = side;
        order.Order.Type = OrderType.Market;
        order.Order.TimeInForce = TimeInForce.ImmediateOrCancel;
        order.Order.QtyLots = LimitDriver.OrderLots + moreLots;
        order.Order.StrategyIndex = OrderRequest.OperatorStrategyIndex;
        RiskMarket market = engine.State.RiskFeed.MarketOf(in order, engine.NowNs);
        Assert.Equal(expected, engine.State.Risk.Probe(in order, in market));
    }

    /// <summary>Holds an order's worth, dearly bought.</summary>
    private static LimitDriver HaltedByLoss(bool isConfigured)
    {
        var engine = new LimitDriver(flattensOnHalt: isConfigured);
        Buy(engine);
        Halt(engine);
        return engine;
    }

    private static void Buy(LimitDriver engine)
    {
        engine.Timer();
        engine.Send(engine.Order(Side.Buy));
        engine.Answer(ExecType.Trade, OrderStatus.Filled, LimitDriver.OrderLots, LimitDriver.AskTicks + 100_000);
    }

    private static void Halt(LimitDriver engine)
    {
        engine.SetLimit(RiskScope.Firm, LimitId.LossHalt, 0);
        engine.Timer();
        Assert.True(engine.State.Risk.IsHalted);
    }

    private static void TimerAfterASecond(LimitDriver engine)
    {
        engine.NowNs += 1_000_000_000;
        engine.Timer();
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
