using System.Linq;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Held;

/// <summary>Single orders that the engine holds, through the whole pipeline.</summary>
public sealed class HeldOrderTests
{
    private const long Mid = HeldScript.MidTicks;

    private readonly HeldScript _script = new();

    [Fact]
    public void A_stop_is_kept_until_the_price_comes_and_is_one_order_to_risk_all_the_time()
    {
        long id = _script.Stop(Side.Buy, 10, Mid + 50);
        Assert.Empty(_script.TakeSent());
        Assert.Equal((1, 10L), (_script.Held.Count, _script.ReservedLots(Side.Buy)));

        _script.Trade(Mid + 49);
        Assert.Empty(_script.TakeSent());
        _script.Trade(Mid + 70);
        EngineEvent part = _script.TakeOne(EventKind.NewOrder);
        Assert.Equal((id, OrderType.Market, 10L, 0L),
            (part.Order.ParentOrderId, part.Order.Type, part.Order.QtyLots, part.Order.PriceTicks));
        Assert.Equal(10, _script.ReservedLots(Side.Buy));

        _script.Acknowledge(part.Order.OrderId);
        _script.Fill(part.Order.OrderId, 4);
        Assert.Equal((4L, 6L), (_script.PositionLots, _script.ReservedLots(Side.Buy)));
        _script.Canceled(part.Order.OrderId);
        Assert.Equal((0, 4L, 0L), (_script.Held.Count, _script.PositionLots, _script.ReservedLots(Side.Buy)));
        Assert.Equal(0, _script.State.Risk.ExposureOf(0).OpenOrderCount);
    }

    [Fact]
    public void A_stop_limit_becomes_a_limit_order_that_stays_and_is_cancelled_under_its_first_id()
    {
        long id = _script.Stop(Side.Sell, 10, Mid - 50, Mid - 60);
        _script.Trade(Mid - 50);
        EngineEvent part = _script.TakeOne(EventKind.NewOrder);
        Assert.Equal((OrderType.Limit, Mid - 60, TimeInForce.GoodTillCancel),
            (part.Order.Type, part.Order.PriceTicks, part.Order.TimeInForce));
        _script.Acknowledge(part.Order.OrderId);

        _script.Command(CommandKind.CancelOrder, id);
        Assert.Equal(part.Order.OrderId, _script.TakeOne(EventKind.CancelOrder).Order.OriginalOrderId);
        _script.Fill(part.Order.OrderId, 3); // Crosses the cancel.
        _script.Canceled(part.Order.OrderId);
        Assert.Equal((0, -3L, 0L), (_script.Held.Count, _script.PositionLots, _script.ReservedLots(Side.Sell)));
    }

    [Fact]
    public void A_cancel_of_what_is_only_held_needs_no_venue()
    {
        long id = _script.Stop(Side.Buy, 10, Mid + 50);
        _script.Session(VenueState.Disconnected);
        _script.Command(CommandKind.CancelOrder, id);
        Assert.Equal("HeldOrderChange", _script.Outputs);
        Assert.Equal((id, HeldChange.Canceled), (_script.LastChange.Order.OrderId, _script.LastChange.Held.Change));
        Assert.Equal((0, 0L), (_script.Held.Count, _script.ReservedLots(Side.Buy)));
        Assert.Empty(_script.TakeSent());
    }

    [Theory]
    [InlineData(CommandKind.Halt)]
    [InlineData(CommandKind.ScopeHalt)]
    [InlineData(CommandKind.ScopeFlatten)]
    [InlineData(CommandKind.CancelAll)]
    public void Whatever_cancels_open_orders_ends_held_ones(CommandKind kind)
    {
        _script.Stop(Side.Buy, 10, Mid + 50);
        _script.Command(kind);
        _script.Trade(Mid + 60);
        Assert.Equal((0, 0L), (_script.Held.Count, _script.ReservedLots(Side.Buy)));
        Assert.Empty(_script.TakeSent());
    }

    [Fact]
    public void The_gate_judges_a_wish_when_it_is_made_and_again_when_it_goes_out()
    {
        _script.Stop(Side.Buy, 200_000_000, Mid + 50); // Above the largest order.
        Assert.Equal(RiskVerdict.OrderQtyOutOfRange, _script.State.OperatorOrders.Outcome.Verdict);
        Assert.Equal("OrderDenied", _script.Outputs);

        _script.Stop(Side.Buy, 10, Mid + 50, Mid + 900_000); // A limit far outside the band.
        Assert.Equal(1, _script.Held.Count);
        _script.Trade(Mid + 50);
        Assert.Equal("HeldOrderChange OrderDenied HeldOrderChange", _script.Outputs);
        Assert.Equal(HeldChange.Denied, _script.LastChange.Held.Change);
        Assert.Equal((0, 0L), (_script.Held.Count, _script.ReservedLots(Side.Buy)));
        Assert.Empty(_script.TakeSent());
    }

    [Fact]
    public void What_is_triggered_while_no_order_can_leave_goes_out_afterwards()
    {
        _script.Stop(Side.Buy, 10, Mid + 50);
        _script.Session(VenueState.Disconnected);
        _script.Trade(Mid + 60);
        Assert.Empty(_script.TakeSent());
        Assert.Equal(OrderStatus.Triggered, _script.Held.Slots[0].Status);

        _script.Session(VenueState.Ready);
        _script.Quote(Mid);
        Assert.Equal(10, _script.TakeOne(EventKind.NewOrder).Order.QtyLots);
    }

    [Fact]
    public void An_iceberg_shows_a_part_at_a_time_and_never_more_than_it_has()
    {
        var terms = new HeldTerms { Kind = HeldKind.Iceberg, Amount = 10 };
        _script.Hold(Side.Buy, 35, Mid - 10, terms);
        foreach (long expectedLots in new long[] { 10, 10, 10, 5 })
        {
            EngineEvent part = _script.TakeOne(EventKind.NewOrder);
            Assert.Equal((expectedLots, Mid - 10), (part.Order.QtyLots, part.Order.PriceTicks));
            Assert.Equal(35, _script.ReservedLots(Side.Buy) + _script.PositionLots);
            Assert.Equal(1, _script.State.Risk.ExposureOf(0).OpenOrderCount);
            _script.Acknowledge(part.Order.OrderId);
            _script.Fill(part.Order.OrderId, 3);
            Assert.Empty(_script.TakeSent());
            _script.Fill(part.Order.OrderId, expectedLots - 3);
        }

        Assert.Empty(_script.TakeSent());
        Assert.Equal((0, 35L, 0L), (_script.Held.Count, _script.PositionLots, _script.ReservedLots(Side.Buy)));
    }

    [Fact]
    public void What_expires_is_ended_by_the_time_of_events_also_at_the_venue()
    {
        long expireNs = _script.NowNs + 1_000_000;
        var limit = new HeldTerms { Kind = HeldKind.Immediate, ExpireTimestampNs = expireNs };
        _script.Hold(Side.Buy, 10, Mid - 10, limit);
        EngineEvent part = _script.TakeOne(EventKind.NewOrder);
        _script.Acknowledge(part.Order.OrderId);
        _script.Hold(Side.Buy, 7, 0, new HeldTerms
        {
            Kind = HeldKind.Stop,
            Source = TriggerSource.Last,
            TriggerPriceTicks = Mid + 50,
            ExpireTimestampNs = expireNs,
        });
        _script.Timer();
        Assert.Equal((2, 17L), (_script.Held.Count, _script.ReservedLots(Side.Buy)));

        _script.Timer(aheadNs: 1_000_000);
        Assert.Equal(part.Order.OrderId, _script.TakeOne(EventKind.CancelOrder).Order.OriginalOrderId);
        Assert.Equal((7L, HeldChange.Expired), (_script.LastChange.Order.QtyLots, _script.LastChange.Held.Change));
        _script.Timer();
        Assert.Empty(_script.TakeSent()); // The cancel is on its way.
        _script.Canceled(part.Order.OrderId);
        Assert.Equal((0, 0L), (_script.Held.Count, _script.ReservedLots(Side.Buy)));
    }

    [Fact]
    public void Nothing_is_looked_at_while_nothing_is_held()
    {
        for (int i = 0; i < 100; i++)
            _script.Trade(Mid + i);

        Assert.Equal((0, 0, long.MaxValue), (_script.Held.Count, _script.Held.DueCount, _script.Held.NextExpiryNs));
        Assert.Equal(0, _script.Held.Slots.Length);
    }

    [Fact]
    public void A_part_that_the_message_rate_refuses_goes_out_with_a_later_timer()
    {
        var tight = new HeldScript(messagesMax: 2);
        tight.Stop(Side.Buy, 1, Mid + 50); // The wish has taken what the second has for orders.
        tight.Trade(Mid + 50);
        Assert.Empty(tight.TakeSent());
        Assert.Equal(RiskVerdict.MessageRateLimit, tight.Log.Last(e => e.Kind == EventKind.OrderDenied).Order.Verdict);
        Assert.Equal(OrderStatus.Triggered, tight.Held.Slots[0].Status);
        tight.Quote(Mid);
        Assert.Empty(tight.TakeSent());
        tight.Timer(aheadNs: 2_000_000_000);
        Assert.Equal(1, tight.TakeOne(EventKind.NewOrder).Order.QtyLots);
        Assert.Equal(1, tight.ReservedLots(Side.Buy));
    }

    /// <summary>Target and stop beside the market; what the gate would say of an entry to buy.</summary>
    [Theory]
    [InlineData(100, -100, RiskVerdict.Accepted)]
    [InlineData(4_000_000, -100, RiskVerdict.PriceOutsideBand)] // The target.
    [InlineData(100, -Mid, RiskVerdict.UnsupportedOrder)] // A stop without a price.
    public void A_question_about_a_bracket_is_about_its_exits_too(
        long targetTicks, long stopTicks, RiskVerdict expected)
    {
        var terms = new HeldTerms
        {
            Kind = HeldKind.Bracket,
            Source = TriggerSource.Last,
            Amount = Mid + targetTicks,
            TriggerPriceTicks = Mid + stopTicks,
        };
        Assert.Equal(expected, Probe(10, Mid - 10, terms));
    }

    [Fact]
    public void A_question_what_the_gate_would_say_holds_nothing()
    {
        var terms = new HeldTerms
        {
            Kind = HeldKind.Stop, Source = TriggerSource.Last, TriggerPriceTicks = Mid + 50,
        };
        Assert.Equal(RiskVerdict.Accepted, Probe(10, priceTicks: 0, terms));
    }

    private RiskVerdict Probe(long qtyLots, long priceTicks, HeldTerms terms)
    {
        EngineEvent command = default;
        EngineEvents.Begin(ref command, EventKind.Command, EventSource.Operator, _script.NowNs).Command =
            new Command { Kind = CommandKind.OrderHoldProbe, Argument = priceTicks };
        command.InstrumentIndex = 0;
        command.Side = Side.Buy;
        command.Act.QtyLots = qtyLots;
        command.Act.OrderType = priceTicks == 0 ? OrderType.Market : OrderType.Limit;
        command.Held = terms;
        _script.Feed(command);
        Assert.Equal((0, 0L, ""), (_script.Held.Count, _script.ReservedLots(Side.Buy), _script.Outputs));
        return _script.State.OperatorOrders.Outcome.Verdict;
    }
}
