using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Model;
using LowLatencyEngine.Strategies;
using LowLatencyEngine.Unit.Analysis;
using Xunit;

namespace LowLatencyEngine.Unit.Strategies;

public sealed class StrategySetTests
{
    private readonly ProbeStrategy _first = new("first", 0);
    private readonly ProbeStrategy _second = new("second", 0, 1);
    private readonly ScriptedMarket _market;

    public StrategySetTests()
    {
        _market = new ScriptedMarket(_first, _second).Open();
        _first.Calls.Clear();
        _second.Calls.Clear();
    }

    [Fact]
    public void Events_go_to_those_who_are_interested_in_index_order()
    {
        _market.Send(MarketEvents.Trade(Side.Buy, 100, 1));
        _market.Send(MarketEvents.Quote(1, (1, 1), (2, 1)).Of(1));
        _market.Send(MarketEvents.Feed(FeedState.Gap).Of(-1));
        _market.Send(MarketEvents.Timer());

        Assert.Equal(["market Trade 0", "market FeedStatus 0", "timer"], _first.Calls);
        Assert.Equal(
            ["market Trade 0", "market Quote 1", "market FeedStatus 0", "market FeedStatus 1", "timer"], _second.Calls);
    }

    [Fact]
    public void Of_a_book_message_only_the_last_record_is_told()
    {
        _market.Send(MarketEvents.Book(Side.Buy, 1, EventFlags.ClearsBook, [(100, 1)]));
        _market.Send(MarketEvents.Book(Side.Sell, 1, EventFlags.EndOfMessage, [(101, 1)]));
        Assert.Equal(["market BookUpdate 0"], _first.Calls);
    }

    [Fact]
    public void A_report_goes_to_the_orders_strategy_and_an_operators_to_none()
    {
        _market.Report(new OrderReport { OrderId = 5, StrategyIndex = 1, Kind = OrderReportKind.Closed });
        _market.Report(new OrderReport { OrderId = 6, StrategyIndex = OrderRequest.OperatorStrategyIndex });
        Assert.Empty(_first.Calls);
        Assert.Equal(["order 5 Closed"], _second.Calls);
    }

    [Fact]
    public void Of_what_the_engine_sends_for_itself_a_strategy_hears_the_fills_alone()
    {
        var report = new OrderReport { OrderId = 5, IsEngines = true, Side = Side.Sell, OpenLots = 7 };
        _market.Report(report with { Kind = OrderReportKind.Acknowledged, Status = OrderStatus.New });
        _market.Report(report with { Kind = OrderReportKind.Denied, Status = OrderStatus.Denied });
        _market.Report(report with { Kind = OrderReportKind.Closed, Status = OrderStatus.Rejected });
        _market.Send(MarketEvents.Timer());
        Assert.Equal(["timer"], _first.Calls);
        Assert.Equal(0, _market.Set.ContextOf(0).OpenOrderCount);
        Assert.Empty(_market.TakeOutputs());

        OrderReport fill = report with
        {
            Kind = OrderReportKind.Filled, Status = OrderStatus.PartiallyFilled, FilledLots = 2, OpenLots = 5,
            StrategyPositionLots = -2,
        };
        _market.Report(fill);
        Assert.Equal(["timer", "order 5 Filled"], _first.Calls);
        Assert.Equal(-2, _market.Set.ContextOf(0).PositionLots(0));
        Assert.Equal(0, _market.Set.ContextOf(0).OpenOrderCount);
        Assert.Empty(_market.TakeOutputs());
    }

    [Theory]
    [InlineData(OrderReportKind.Denied, OrderStatus.Denied, false, true)]
    [InlineData(OrderReportKind.Closed, OrderStatus.Rejected, false, true)]
    [InlineData(OrderReportKind.Denied, OrderStatus.Denied, true, false)]
    [InlineData(OrderReportKind.Filled, OrderStatus.Rejected, true, false)]
    public void A_refusal_counts_for_the_strategy_that_wished(
        OrderReportKind kind, OrderStatus status, bool isEngines, bool expected) =>
        Assert.Equal(
            expected, new OrderReport { Kind = kind, Status = status, IsEngines = isEngines }.IsRefused());

    [Fact]
    public void An_order_carries_what_the_strategy_asked_for_and_its_cause()
    {
        _first.OnMarketDo = context => context.SubmitLimit(1, Side.Sell, -5, 7, TimeInForce.FillOrKill);
        var e = MarketEvents.Trade(Side.Buy, 100, 1);
        e.Sequence = 44;
        _market.Send(e);

        var expected = new EngineEvent
        {
            Kind = EventKind.NewOrder,
            Source = EventSource.Engine,
            Flags = EventFlags.EndOfMessage,
            SchemaVersion = EngineEvent.CurrentSchemaVersion,
            ReceiveTimestampNs = _market.NowNs,
            InstrumentIndex = 1,
            Side = Side.Sell,
            Order = new OrderRequest
            {
                OrderId = 1,
                PriceTicks = -5,
                QtyLots = 7,
                CauseSequence = 44,
                StrategyIndex = 0,
                Type = OrderType.Limit,
                TimeInForce = TimeInForce.FillOrKill,
            },
        };
        Assert.Equal(
            MemoryMarshal.AsBytes(new ReadOnlySpan<EngineEvent>(in expected)),
            MemoryMarshal.AsBytes(_market.Outbox.Events));
    }

    [Fact]
    public void Nothing_is_placed_before_the_venue_is_ready()
    {
        var probe = new ProbeStrategy("probe", 0);
        var market = new ScriptedMarket(probe);
        var seen = new List<bool>();
        probe.OnMarketDo = context =>
        {
            Assert.Equal(context.IsTradingAllowed ? TradingBlocks.None : TradingBlocks.VenueNotReady, context.Blocks);
            seen.Add(context.Buy(0, priceTicks: 100, qtyLots: 1) != default);
        };

        market.Quote(100, 101);
        market.Send(MarketEvents.Venue(VenueState.LoggedOn));
        market.Quote(100, 101);
        market.Send(MarketEvents.Venue(VenueState.Ready));
        market.Quote(100, 101);
        market.Send(MarketEvents.Venue(VenueState.Disconnected));
        market.Quote(100, 101);

        Assert.Equal(["1 buy 1 @ 100"], market.TakeOutputs());
        Assert.Equal([false, false, true, false], seen);
    }

    [Fact]
    public void A_halt_cancels_every_open_order_and_blocks_new_ones_until_resumed()
    {
        PlaceOneEach();
        _market.Command(CommandKind.Halt);
        Assert.Equal(["3 cancel 1", "4 cancel 2"], _market.TakeOutputs());
        Assert.True(_market.Set.IsHalted);

        _market.Quote(100, 101);
        _market.Command(CommandKind.Halt); // Said twice, sent once.
        Assert.Empty(_market.TakeOutputs());
        Assert.Equal(TradingBlocks.Halted, _market.Set.ContextOf(0).Blocks);

        _market.Command(CommandKind.Resume);
        _market.Quote(100, 101);
        Assert.Equal(["5 buy 1 @ 100", "6 buy 1 @ 100"], _market.TakeOutputs());
    }

    [Fact]
    public void Cancel_all_cancels_and_goes_on()
    {
        PlaceOneEach();
        _market.Command(CommandKind.CancelAll);
        _market.Quote(100, 101);
        Assert.Equal(["3 cancel 1", "4 cancel 2", "5 buy 1 @ 100", "6 buy 1 @ 100"], _market.TakeOutputs());
    }

    [Fact]
    public void A_stopped_strategy_has_its_orders_cancelled_sees_no_market_and_still_hears_of_its_orders()
    {
        PlaceOneEach();
        _market.Command(CommandKind.StrategyStop, argument: 1);
        Assert.Equal(["3 cancel 2"], _market.TakeOutputs());
        Assert.False(_market.Set.IsStarted(1));
        _second.Calls.Clear();

        _market.Send(MarketEvents.Timer());
        _market.Quote(100, 101);
        _market.Fill(2);
        Assert.Equal(["4 buy 1 @ 100"], _market.TakeOutputs());
        Assert.Equal(["order 2 Filled"], _second.Calls);

        _market.Command(CommandKind.StrategyStart, argument: 1);
        _market.Quote(100, 101);
        Assert.Equal(["5 buy 1 @ 100", "6 buy 1 @ 100"], _market.TakeOutputs());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void A_command_for_an_unknown_strategy_is_counted(long argument)
    {
        _market.Command(CommandKind.StrategyStop, argument);
        Assert.Equal(1, _market.Set.UnknownStrategyCommandCount);
        Assert.True(_market.Set.IsStarted(0) && _market.Set.IsStarted(1));
    }

    [Fact]
    public void Halted_and_stopped_outlive_a_restart()
    {
        _market.Command(CommandKind.Halt);
        _market.Command(CommandKind.StrategyStop, argument: 0);
        _market.Send(MarketEvents.Start());
        Assert.True(_market.Set.IsHalted);
        const TradingBlocks expected = TradingBlocks.Halted | TradingBlocks.Stopped | TradingBlocks.VenueNotReady;
        Assert.Equal(expected, _market.Set.ContextOf(0).Blocks);
        Assert.Equal("restart", _first.Calls[^1]);
    }

    [Fact]
    public void Cancels_wait_for_the_venue_and_those_lost_with_it_are_sent_again()
    {
        PlaceOneEach();
        _market.Command(CommandKind.CancelAll);
        _market.Send(MarketEvents.Venue(VenueState.Disconnected));
        _market.Send(MarketEvents.Timer());
        Assert.Equal(["3 cancel 1", "4 cancel 2"], _market.TakeOutputs());

        _market.Fill(2);
        _market.Send(MarketEvents.Venue(VenueState.LoggedOn));
        Assert.Equal(["5 cancel 1"], _market.TakeOutputs());
    }

    [Fact]
    public void A_cancel_the_outbox_had_no_room_for_is_sent_with_the_next_event()
    {
        var probe = new ProbeStrategy("probe", 0) { OnMarketDo = BuyOne };
        var market = new ScriptedMarket(outboxCapacity: 1, StrategySetParameters.Default, probe);
        market.Send(MarketEvents.Venue(VenueState.Ready));
        market.Quote(100, 101);
        market.Quote(100, 101);
        market.Command(CommandKind.CancelAll);
        market.Send(MarketEvents.Timer());
        Assert.Equal(["1 buy 1 @ 100", "2 buy 1 @ 100", "3 cancel 1", "4 cancel 2"], market.TakeOutputs());
    }

    [Fact]
    public void An_order_beyond_the_limit_of_open_orders_is_refused_and_counted()
    {
        var probe = new ProbeStrategy("probe", 0) { OnMarketDo = BuyOne };
        var market = new ScriptedMarket(16, StrategySetParameters.Default with { OpenOrderCountMax = 2 }, probe).Open();
        for (int i = 0; i < 4; i++)
            market.Quote(100, 101);

        Assert.Equal(2, market.Set.ContextOf(0).OpenOrderCount);
        Assert.True(market.Set.ContextOf(0).RefusedCount > 0);
        market.Fill(1);
        market.Quote(100, 101);
        Assert.Equal("3 buy 1 @ 100", market.TakeOutputs()[^1]);
    }

    [Fact]
    public void An_order_in_answer_to_a_denial_is_blocked()
    {
        PlaceOneEach();
        _first.OnOrderDo = context =>
        {
            Assert.Equal(TradingBlocks.TellingDenial, context.Blocks);
            Assert.Equal(default, context.Buy(0, priceTicks: 100, qtyLots: 1));
        };
        _market.Close(1, OrderStatus.Denied);
        Assert.Empty(_market.TakeOutputs());
        Assert.True(_market.Set.ContextOf(0).IsTradingAllowed);
    }

    [Fact]
    public void Open_lots_and_position_follow_the_reports()
    {
        StrategyContext context = _market.Set.ContextOf(0);
        _first.OnMarketDo = c => c.Sell(0, priceTicks: 101, qtyLots: 10);
        _market.Quote(100, 101);
        _first.OnMarketDo = _ => { };
        Assert.Equal((0, 10), (context.OpenLots(0, Side.Buy), context.OpenLots(0, Side.Sell)));

        _market.Fill(1, lots: 4);
        Assert.Equal((6, -4), (context.OpenLots(0, Side.Sell), context.PositionLots(0)));

        _market.Close(1, OrderStatus.Canceled);
        Assert.Equal((0, -4, 0), (context.OpenLots(0, Side.Sell), context.PositionLots(0), context.OpenOrderCount));
    }

    [Fact]
    public void A_denial_that_states_no_position_moves_none()
    {
        PlaceOneEach();
        _market.Fill(1);
        _market.Report(new OrderReport { OrderId = 99, Kind = OrderReportKind.Denied, Status = OrderStatus.Denied });
        Assert.Equal(1, _market.Set.ContextOf(0).PositionLots(0));
    }

    [Fact]
    public void Cancelling_what_is_not_open_says_so()
    {
        PlaceOneEach();
        _first.OnMarketDo = context =>
        {
            Assert.True(context.Cancel(new OrderId(1)));
            Assert.True(context.Cancel(new OrderId(1)));
            Assert.False(context.Cancel(new OrderId(2))); // Another strategy's.
            Assert.False(context.Cancel(default));
        };
        _second.OnMarketDo = _ => { };
        _market.Quote(100, 101);
        Assert.Equal(["3 cancel 1"], _market.TakeOutputs());
    }

    [Fact]
    public void Names_are_unique_and_found()
    {
        StrategySet set = _market.Set;
        Assert.Equal((0, 1, -1), (set.IndexOf("first"), set.IndexOf("second"), set.IndexOf("third")));
        Assert.Equal(2, set.Count);
        Assert.Same(_second, _market.Set[1]);
        Assert.Throws<ArgumentException>(() => new ScriptedMarket(new ProbeStrategy("a"), new ProbeStrategy("a")));
        Assert.Throws<ArgumentException>(() => new ProbeStrategy(" "));
    }

    [Fact]
    public void Bad_bounds_are_all_named_at_once()
    {
        var bad = new StrategySetParameters(OpenOrderCountMax: 0, CancelRetryNs: 0);
        Assert.Equal(
            [
                "openOrderCountMax out of range: openOrderCountMax=0; allowed 1 to 4096",
                "cancelRetryNs out of range: cancelRetryNs=0; allowed 1000000 to 3600000000000",
            ],
            bad.Validate());
        Assert.Throws<ArgumentException>(
            () => new StrategySet([], new MarketAnalysis(1, AnalysisParameters.Default), new Outbox(1), bad));
    }

    private static void BuyOne(StrategyContext context) => context.Buy(0, priceTicks: 100, qtyLots: 1);

    private void PlaceOneEach()
    {
        _first.OnMarketDo = BuyOne;
        _second.OnMarketDo = BuyOne;
        _market.Quote(100, 101);
        Assert.Equal(["1 buy 1 @ 100", "2 buy 1 @ 100"], _market.TakeOutputs());
    }
}
