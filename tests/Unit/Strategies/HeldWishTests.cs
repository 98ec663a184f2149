using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Strategies;
using LowLatencyEngine.Unit.Analysis;
using Xunit;

namespace LowLatencyEngine.Unit.Strategies;

/// <summary>Held orders as a strategy asks for them, without the engine that keeps them.</summary>
public sealed class HeldWishTests
{
    private readonly ProbeStrategy _probe = new("probe", 0);
    private readonly ScriptedMarket _market;

    public HeldWishTests() => _market = new ScriptedMarket(_probe).Open();

    [Fact]
    public void A_bracket_is_one_call_and_three_wishes_that_name_each_other()
    {
        BracketIds ids = default;
        _probe.OnMarketDo = context => ids = context.HoldBracket(
            HeldWish.Limit(0, Side.Buy, qtyLots: 10, priceTicks: 100),
            HeldWish.Limit(0, Side.Sell, qtyLots: 10, priceTicks: 120),
            HeldWish.Stop(0, Side.Sell, qtyLots: 10, triggerPriceTicks: 90) with { Source = TriggerSource.Quote });
        _market.Quote(100, 101);

        Assert.Equal(
            [
                (1L, HeldKind.Immediate, HeldLink.None, 0L, 0L),
                (2L, HeldKind.Immediate, HeldLink.AfterFill, 1L, 0L),
                (3L, HeldKind.Stop, HeldLink.OneUpdatesOther, 2L, 90L),
            ],
            Wishes());
        Assert.Equal([false, true, true], _market.Outbox.Events.ToArray().Select(wish => wish.Flags.Closes()));
        Assert.Equal(new BracketIds(new(1), new(2), new(3)), ids);
        Assert.Equal(3, _market.Set.ContextOf(0).OpenOrderCount);
        Assert.Equal((10L, 20L), (OpenLots(Side.Buy), OpenLots(Side.Sell)));
    }

    [Fact]
    public void A_pair_is_one_call_and_two_wishes()
    {
        _probe.OnMarketDo = context => context.HoldPair(
            HeldWish.Stop(0, Side.Buy, 10, 110), HeldWish.Stop(0, Side.Sell, 10, 90), sharesLots: false);
        _market.Quote(100, 101);
        Assert.Equal(
            [(1L, HeldKind.Stop, HeldLink.None, 0L, 110L), (2L, HeldKind.Stop, HeldLink.OneCancelsOther, 1L, 90L)],
            Wishes());
    }

    [Fact]
    public void A_held_order_is_cancelled_also_while_the_venue_is_away()
    {
        OrderId id = default;
        _probe.OnMarketDo = context => id = context.Hold(HeldWish.Trailing(0, Side.Sell, 10, distanceTicks: 5));
        _market.Quote(100, 101);
        _market.Send(MarketEvents.Venue(VenueState.Disconnected));
        _probe.OnMarketDo = context => Assert.True(context.Cancel(id));
        _market.Quote(99, 100);
        EngineEvent cancel = Assert.Single(_market.Outbox.Events.ToArray());
        Assert.Equal((EventKind.CancelOrder, id.Value), (cancel.Kind, cancel.Order.OriginalOrderId));
    }

    [Fact]
    public void A_replace_of_a_held_order_is_one_wish_that_gives_all_terms_and_names_the_order()
    {
        OrderId id = default;
        _probe.OnMarketDo = context => id = context.Hold(HeldWish.Stop(0, Side.Buy, 10, triggerPriceTicks: 110));
        _market.Quote(100, 101);
        HeldWish other = HeldWish.Stop(0, Side.Buy, 7, triggerPriceTicks: 112).WithLimit(115) with
        {
            ExpireTimestampNs = 9, Source = TriggerSource.Mid,
        };
        _probe.OnMarketDo = context => Assert.True(context.ReplaceHeld(id, in other));
        _market.Quote(99, 100);
        EngineEvent wish = Assert.Single(_market.Outbox.Events.ToArray());
        Assert.Equal(
            (EventKind.HoldOrder, id.Value, 0, Side.Buy, 7L, 115L),
            (wish.Kind, wish.Order.OriginalOrderId, wish.InstrumentIndex, wish.Side, wish.Order.QtyLots,
                wish.Order.PriceTicks));
        Assert.Equal(
            (HeldOptions.GivesAll, 112L, 9L, HeldLink.None, 0L),
            (wish.Held.Options, wish.Held.TriggerPriceTicks, wish.Held.ExpireTimestampNs, wish.Held.Link,
                wish.Held.LinkedOrderId));
        Assert.NotEqual(id.Value, wish.Order.OrderId);
        Assert.Equal((1, 10L), (_market.Set.ContextOf(0).OpenOrderCount, OpenLots(Side.Buy)));
    }

    [Fact]
    public void What_is_not_open_or_is_being_cancelled_is_not_replaced()
    {
        OrderId id = default;
        HeldWish stop = HeldWish.Stop(0, Side.Buy, 10, triggerPriceTicks: 110);
        _probe.OnMarketDo = context =>
        {
            Assert.False(context.ReplaceHeld(new OrderId(99), in stop));
            id = context.Hold(in stop);
        };
        _market.Quote(100, 101);
        _probe.OnMarketDo = context =>
        {
            context.Cancel(id);
            Assert.False(context.ReplaceHeld(id, in stop));
        };
        _market.Quote(99, 100);
        Assert.Equal(EventKind.CancelOrder, Assert.Single(_market.Outbox.Events.ToArray()).Kind);
    }

    [Fact]
    public void What_follows_the_market_or_only_adds_liquidity_says_so()
    {
        _probe.OnMarketDo = context =>
        {
            context.Hold(HeldWish.Pegged(0, Side.Buy, 10, HeldKind.PegMid).WithLimit(105) with
            {
                Amount = -2, StepTicks = 3, Options = HeldOptions.PostOnly,
            });
            context.Hold(HeldWish.MarketToLimit(0, Side.Sell, 10));
        };
        _market.Quote(100, 101);
        ref readonly EngineEvent pegged = ref _market.Outbox.Events[0];
        Assert.Equal(
            (HeldKind.PegMid, -2L, (byte)3, HeldOptions.PostOnly, OrderType.Limit, TimeInForce.GoodTillCancel),
            (pegged.Held.Kind, pegged.Held.Amount, pegged.Held.StepTicks, pegged.Held.Options, pegged.Order.Type,
                pegged.Order.TimeInForce));
        ref readonly EngineEvent toLimit = ref _market.Outbox.Events[1];
        Assert.Equal(
            (HeldKind.MarketToLimit, OrderType.Market, TimeInForce.GoodTillCancel),
            (toLimit.Held.Kind, toLimit.Order.Type, toLimit.Order.TimeInForce));
    }

    [Fact]
    public void Nothing_of_a_bracket_is_placed_where_there_is_no_room_for_all_of_it()
    {
        var market = new ScriptedMarket(
            outboxCapacity: 16, StrategySetParameters.Default with { OpenOrderCountMax = 2 }, _probe).Open();
        var seen = new List<BracketIds>();
        HeldWish wish = HeldWish.Limit(0, Side.Buy, 10, 100);
        _probe.OnMarketDo = context => seen.Add(context.HoldBracket(in wish, in wish, in wish));
        market.Quote(100, 101);
        Assert.Equal([default], seen);
        Assert.Equal((0, 1L), (market.Outbox.Count, market.Set.ContextOf(0).RefusedCount));
    }

    [Fact]
    public void What_closes_a_leg_is_marked_and_nothing_else()
    {
        _probe.OnMarketDo = context =>
        {
            context.Sell(0, 101, 5);
            context.CloseLong(0, 102, 3);
            context.CloseShort(0, 99, 2);
            context.Hold(HeldWish.Stop(0, Side.Sell, 1, 90) with { Closes = true });
        };
        _market.Quote(100, 101);
        Assert.Equal(
            [(Side.Sell, 5L, false), (Side.Sell, 3L, true), (Side.Buy, 2L, true), (Side.Sell, 1L, true)],
            _market.Outbox.Events.ToArray().Select(wish => (wish.Side, wish.Order.QtyLots, wish.Flags.Closes())));
    }

    [Fact]
    public void Legs_are_what_reports_tell_apart_and_else_one_side_of_the_position()
    {
        StrategyContext context = _market.Set.ContextOf(0);
        Report(new OrderReport { StrategyPositionLots = -4 });
        Assert.Equal((0L, 4L), context.Legs(0));
        Report(new OrderReport { StrategyPositionLots = 3 });
        Assert.Equal((3L, 0L), context.Legs(0));
        Report(new OrderReport { StrategyPositionLots = 3, StrategyLongLots = 5, HasLegs = true });
        Assert.Equal((5L, 2L), context.Legs(0));
        Report(new OrderReport { StrategyPositionLots = 3 }); // Of what the engine holds: it moves nothing.
        Assert.Equal((5L, 2L), context.Legs(0));

        void Report(OrderReport report) =>
            _market.Report(report with { OrderId = 1, Kind = OrderReportKind.Filled, Status = OrderStatus.Filled });
    }

    private long OpenLots(Side side) => _market.Set.ContextOf(0).OpenLots(0, side);

    private (long Id, HeldKind Kind, HeldLink Link, long LinkedId, long TriggerTicks)[] Wishes()
    {
        var wishes = new List<(long, HeldKind, HeldLink, long, long)>();
        foreach (ref readonly EngineEvent wish in _market.Outbox.Events)
        {
            Assert.Equal(EventKind.HoldOrder, wish.Kind);
            ref readonly HeldTerms terms = ref wish.Held;
            wishes.Add((wish.Order.OrderId, terms.Kind, terms.Link, terms.LinkedOrderId, terms.TriggerPriceTicks));
        }

        return [.. wishes];
    }
}
