using System;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders.Held;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Held;

/// <summary>What an operator says of held orders at the control door, and what comes of it.</summary>
public sealed class HoldRequestsTests
{
    private const long Mid = HeldScript.MidTicks; // 60000.00; the market is one tick wide on each side of it.

    private readonly HeldScript _script = new();

    [Theory]
    [InlineData("market pegged", HeldKind.PegPrimary, 0, 0, HeldOptions.None)]
    [InlineData("market pegged peg=mid offset=-0.02 step=0.03", HeldKind.PegMid, -2, 3, HeldOptions.None)]
    [InlineData("60010 pegged peg=market", HeldKind.PegMarket, 0, 0, HeldOptions.None)]
    [InlineData("market pegged post-only=end", HeldKind.PegPrimary, 0, 0, HeldOptions.PostOnly)]
    [InlineData("market mtl", HeldKind.MarketToLimit, 0, 0, HeldOptions.None)]
    [InlineData("59990 limit post-only=end", HeldKind.Immediate, 0, 0, HeldOptions.PostOnly)]
    [InlineData("59990 limit post-only=reprice", HeldKind.Immediate, 0, 0, HeldOptions.PostOnly | HeldOptions.Reprices)]
    public void Sends_what_follows_the_market_or_only_adds_liquidity(
        string terms, HeldKind kind, long amount, byte stepTicks, HeldOptions options)
    {
        Assert.Matches("^ok [0-9]+ order=[0-9]+$", _script.Ask($"send BTCUSDT buy 0.0000001 {terms}"));
        HeldTerms kept = _script.Log.Last(e => e.Kind == EventKind.HoldOrder).Held;
        Assert.Equal((kind, amount, stepTicks, options), (kept.Kind, kept.Amount, kept.StepTicks, kept.Options));
        Assert.Equal(10, _script.TakeOne(EventKind.NewOrder).Order.QtyLots);
    }

    [Theory]
    [InlineData("market pegged peg=best", "name=--peg, value=best")]
    [InlineData("market pegged step=0", "name=--step")]
    [InlineData("market pegged step=2.56", "name=--step")]
    [InlineData("market pegged stop=60010", "--stop-price does not belong")]
    [InlineData("market pegged post-only=maybe", "name=--post-only")]
    [InlineData("market mtl post-only=end", "--post-only does not belong")]
    [InlineData("market limit post-only=end", "adds liquidity")]
    [InlineData("60000 limit", "nothing is to be held")]
    [InlineData("market peg", "type=peg; use limit")]
    public void Refuses_terms_that_make_no_sense(string terms, string expected)
    {
        string answer = _script.Ask($"send BTCUSDT buy 0.0000001 {terms}");
        Assert.StartsWith("refused", answer, StringComparison.Ordinal);
        Assert.Contains(expected, answer, StringComparison.Ordinal);
        Assert.Empty(_script.TakeSent());
        Assert.Equal(0, _script.Held.Count);
    }

    [Theory]
    [InlineData("market pegged peg=mid", "ok")]
    [InlineData("market mtl", "ok")]
    [InlineData("60010 limit post-only=end", "ok")] // It would end; the gate has nothing against it.
    public void A_question_about_one_sends_and_keeps_nothing(string terms, string expected)
    {
        Assert.StartsWith(expected, _script.Ask($"probe BTCUSDT buy 0.0000001 {terms}"), StringComparison.Ordinal);
        Assert.StartsWith("refused", _script.Ask($"probe BTCUSDT buy 5 {terms}"), StringComparison.Ordinal);
        Assert.Empty(_script.TakeSent());
        Assert.Equal(0, _script.Held.Count);
    }

    [Fact]
    public void A_stop_that_waits_is_changed_here()
    {
        long id = _script.Stop(Side.Buy, 10, Mid + 50);
        string answer = _script.Ask($"replace {id} qty=0.00000015 stop=60000.80 expire=9000000000000000000");
        Assert.EndsWith($"order={id} changed here", answer, StringComparison.Ordinal);
        HeldOrder order = _script.Held.Slots[0];
        Assert.Equal((15L, Mid + 80, 9_000_000_000_000_000_000L),
            (order.QtyLots, order.TriggerPriceTicks, order.ExpireTimestampNs));
        _script.Ask($"replace {id} expire=never");
        Assert.Equal((15L, Mid + 80, 0L), (
            _script.Held.Slots[0].QtyLots, _script.Held.Slots[0].TriggerPriceTicks,
            _script.Held.Slots[0].ExpireTimestampNs));
        Assert.Empty(_script.TakeSent());
    }

    [Fact]
    public void A_part_that_is_out_is_changed_at_the_venue_by_its_own_id_or_its_orders()
    {
        long id = _script.Hold(
            Side.Buy, 10, Mid - 10, new HeldTerms { Kind = HeldKind.Immediate, Options = HeldOptions.PostOnly });
        long partId = _script.TakeOne(EventKind.NewOrder).Order.OrderId;
        _script.Acknowledge(partId);
        string answer = _script.Ask($"replace {partId} price=59999.80");
        EngineEvent replace = _script.TakeOne(EventKind.ReplaceOrder);
        Assert.EndsWith(
            $"order={id} replace={replace.Order.OrderId} sent to the venue", answer, StringComparison.Ordinal);
        Assert.Equal((partId, Mid - 20, 10L),
            (replace.Order.OriginalOrderId, replace.Order.PriceTicks, replace.Order.QtyLots));
        Assert.EndsWith("another replace of it is on its way, or it has filled",
            _script.Ask($"replace {id} price=59999.70"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_ordinary_order_is_changed_at_the_venue()
    {
        long id = _script.Send(Side.Buy, 10, Mid - 10);
        _script.TakeSent();
        _script.Acknowledge(id);
        Assert.Contains("is of orders that the engine holds", _script.Ask($"replace {id} stop=60000"),
            StringComparison.Ordinal);
        Assert.EndsWith("sent to the venue", _script.Ask($"replace {id} qty=0.00000005"), StringComparison.Ordinal);
        EngineEvent replace = _script.TakeOne(EventKind.ReplaceOrder);
        Assert.Equal((id, Mid - 10, 5L),
            (replace.Order.OriginalOrderId, replace.Order.PriceTicks, replace.Order.QtyLots));
    }

    [Fact]
    public void What_follows_the_market_gets_another_offset_step_and_cap()
    {
        long id = _script.Hold(Side.Buy, 10, Mid + 100, new HeldTerms { Kind = HeldKind.PegPrimary });
        long partId = _script.TakeOne(EventKind.NewOrder).Order.OrderId;
        _script.Acknowledge(partId);
        string answer = _script.Ask($"replace {id} offset=-0.05 step=0.02 price=none");
        Assert.StartsWith("ok", answer, StringComparison.Ordinal);
        HeldOrder order = _script.Held.Slots[0];
        Assert.Equal((-5L, 2L, 0L), (order.Amount, order.StepTicks, order.PriceTicks));
        _script.Timer();
        Assert.Equal(Mid - 6, _script.TakeOne(EventKind.ReplaceOrder).Order.PriceTicks);
    }

    [Theory]
    [InlineData("offset=25bp", "value=25bp")] // It trails by a price distance.
    [InlineData("offset=0.05 display=0.00000001", "--display does not belong")]
    [InlineData("qty=0", "name=--qty")]
    [InlineData("qty=x", "name=--qty")]
    [InlineData("price=none", "name=--price")]
    [InlineData("price=60000", "a market order has no limit")]
    [InlineData("expire=0", "name=--expire")]
    [InlineData("peg=mid", "--peg does not belong")]
    [InlineData("", "does not belong")]
    public void Refuses_a_replace_that_makes_no_sense(string terms, string expected)
    {
        long id = _script.Hold(Side.Sell, 10, 0, new HeldTerms
        {
            Kind = HeldKind.TrailingTicks, Source = TriggerSource.Last, Amount = 10,
        });
        string answer = _script.Ask($"replace {id} {terms}");
        Assert.StartsWith("refused", answer, StringComparison.Ordinal);
        Assert.Contains(expected, answer, StringComparison.Ordinal);
        Assert.Equal(10, _script.Held.Slots[0].Amount);
    }

    [Theory]
    [InlineData("replace 999 qty=1", "order=999")]
    [InlineData("replace x qty=1", "id=x")]
    [InlineData("replace", "--help")]
    public void Refuses_a_replace_of_what_is_not_there(string words, string expected)
    {
        string answer = _script.Ask(words);
        Assert.StartsWith("refused", answer, StringComparison.Ordinal);
        Assert.Contains(expected, answer, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replace_that_gives_nothing_changes_nothing()
    {
        long id = _script.Stop(Side.Buy, 10, Mid + 50);
        HeldOrder before = _script.Held.Slots[0];
        _script.Replace(id, HeldOptions.None);
        Assert.Equal(("", RiskVerdict.Accepted, id), (
            _script.Outputs, _script.State.OperatorOrders.Outcome.Verdict, _script.State.OperatorOrders.LastOrderId));
        Assert.Equal((0, HeldKind.Stop), _script.State.OperatorOrders.Found);
        Assert.Equal(before, _script.Held.Slots[0]);
    }

    [Fact]
    public void A_replace_behind_a_cancel_that_is_on_its_way_is_told_as_refused()
    {
        long id = _script.Send(Side.Buy, 10, Mid - 500);
        _script.Acknowledge(id);
        _script.Command(CommandKind.CancelOrder, id);
        _script.Replace(id, HeldOptions.GivesQty, qtyLots: 20);
        Assert.Equal(
            ("OrderDenied", RiskVerdict.UnknownOrder),
            (_script.Outputs, _script.State.OperatorOrders.Outcome.Verdict));
    }
}
