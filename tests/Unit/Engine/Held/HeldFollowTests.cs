using System.Linq;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Held;

/// <summary>Orders whose price follows the market, or must not meet it, through the whole pipeline.</summary>
public sealed class HeldFollowTests
{
    private const long Mid = HeldScript.MidTicks; // The market is one tick wide on each side of it.

    private readonly HeldScript _script = new();

    [Theory]
    [InlineData(HeldKind.PegPrimary, Side.Buy, -2, 0, Mid - 3)]
    [InlineData(HeldKind.PegPrimary, Side.Sell, 2, 0, Mid + 3)]
    [InlineData(HeldKind.PegMid, Side.Buy, 0, 0, Mid)]
    [InlineData(HeldKind.PegMarket, Side.Buy, 0, 0, Mid + 1)]
    [InlineData(HeldKind.PegMarket, Side.Sell, 0, Mid + 10, Mid + 10)] // Capped.
    [InlineData(HeldKind.MarketToLimit, Side.Sell, 0, 0, Mid - 1)]
    public void Goes_out_at_once_at_its_reference(
        HeldKind kind, Side side, long offsetTicks, long capTicks, long expectedTicks)
    {
        _script.Hold(side, 10, capTicks, new HeldTerms { Kind = kind, Amount = offsetTicks });
        EngineEvent part = _script.TakeOne(EventKind.NewOrder);
        Assert.Equal((OrderType.Limit, TimeInForce.GoodTillCancel, expectedTicks),
            (part.Order.Type, part.Order.TimeInForce, part.Order.PriceTicks));
        Assert.Equal(10, _script.ReservedLots(side));
    }

    [Fact]
    public void Follows_by_replaces_once_the_market_has_moved_far_enough()
    {
        _script.Hold(Side.Buy, 10, 0, new HeldTerms { Kind = HeldKind.PegPrimary, StepTicks = 3 });
        EngineEvent part = _script.TakeOne(EventKind.NewOrder);
        _script.Acknowledge(part.Order.OrderId);
        _script.Quote(Mid + 2);
        Assert.Empty(_script.TakeSent());
        _script.Quote(Mid + 3);
        EngineEvent replace = _script.TakeOne(EventKind.ReplaceOrder);
        Assert.Equal((part.Order.OrderId, 10L, Mid + 2),
            (replace.Order.OriginalOrderId, replace.Order.QtyLots, replace.Order.PriceTicks));
        _script.Quote(Mid + 20);
        Assert.Empty(_script.TakeSent()); // One replace at a time.
        _script.Replaced(in replace);
        Assert.Equal(Mid + 19, _script.TakeOne(EventKind.ReplaceOrder).Order.PriceTicks);
        Assert.Equal(10, _script.ReservedLots(Side.Buy));
    }

    [Fact]
    public void Never_takes_the_messages_that_are_kept_for_cancels()
    {
        var tight = new HeldScript(messagesMax: 4);
        tight.Hold(Side.Buy, 10, 0, new HeldTerms { Kind = HeldKind.PegPrimary });
        tight.Acknowledge(tight.TakeOne(EventKind.NewOrder).Order.OrderId);
        for (int i = 1; i < 20; i++)
        {
            tight.Quote(Mid + (i * 5));
            foreach (EngineEvent replace in tight.TakeSent())
                tight.Replaced(in replace);
        }

        Assert.DoesNotContain(tight.Log, e => e.Kind == EventKind.OrderDenied);
        Assert.InRange(tight.Log.Count(e => e.Kind == EventKind.ReplaceOrder), 0, 3);
    }

    [Fact]
    public void Is_replaced_once_where_another_order_makes_the_same_input_be_looked_at_again()
    {
        var first = new HeldTerms { Kind = HeldKind.PegMid };
        long[] parts = new long[2];
        for (int i = 0; i < parts.Length; i++)
        {
            _script.Hold(Side.Sell, 10 + i, 0, first);
            parts[i] = _script.TakeOne(EventKind.NewOrder).Order.OrderId;
            _script.Acknowledge(parts[i]);
        }

        _script.Hold(Side.Buy, 5, 0, new HeldTerms
        {
            Kind = HeldKind.Stop, Source = TriggerSource.Quote, TriggerPriceTicks = Mid + 40,
        });
        _script.Quote(Mid + 50);
        Assert.Equal(parts, _script.TakeSent().Where(e => e.Kind == EventKind.ReplaceOrder)
            .Select(e => e.Order.OriginalOrderId));
        Assert.DoesNotContain(_script.Log, e => e.Kind == EventKind.OrderDenied);
        Assert.Equal((5L, 21L), (_script.ReservedLots(Side.Buy), _script.ReservedLots(Side.Sell)));
    }

    [Fact]
    public void Does_not_follow_its_own_quote()
    {
        _script.Hold(Side.Buy, 10, 0, new HeldTerms { Kind = HeldKind.PegPrimary, Amount = 1 });
        EngineEvent part = _script.TakeOne(EventKind.NewOrder);
        _script.Acknowledge(part.Order.OrderId);
        Assert.Equal(Mid, part.Order.PriceTicks);
        _script.QuoteBid(Mid, 10); // Alone there, and no depth tells who is behind.
        Assert.Empty(_script.TakeSent());
        _script.QuoteBid(Mid, 11);
        Assert.Equal(Mid + 1, _script.TakeOne(EventKind.ReplaceOrder).Order.PriceTicks);
    }

    [Fact]
    public void What_may_only_add_liquidity_steps_back_or_ends()
    {
        var terms = new HeldTerms { Kind = HeldKind.Immediate, Options = HeldOptions.PostOnly };
        _script.Hold(Side.Buy, 10, Mid + 1, terms);
        Assert.Empty(_script.TakeSent());
        Assert.Equal((HeldChange.WouldTrade, 0), (_script.LastChange.Held.Change, _script.Held.Count));
        Assert.Equal(0, _script.ReservedLots(Side.Buy));

        terms.Options |= HeldOptions.Reprices;
        _script.Hold(Side.Buy, 10, Mid + 5, terms);
        Assert.Equal(Mid, _script.TakeOne(EventKind.NewOrder).Order.PriceTicks);
        _script.Hold(Side.Sell, 10, Mid + 5, terms);
        Assert.Equal(Mid + 5, _script.TakeOne(EventKind.NewOrder).Order.PriceTicks);
    }
}
