using System;
using System.Linq;
using System.Threading.Tasks;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Risk;

/// <summary>What gives way when two of our own orders would meet, mode by mode.</summary>
[Collection(ByteCounting.Name)]
public sealed class SelfTradeTests
{
    private const long PriceTicks = 6_000_010;

    [Theory]
    [InlineData("cancelNew", 0, "new 100", 100)]
    [InlineData("cancelNew", 1, "SelfTrade", 0)]
    [InlineData("cancelOld", 0, "new 100", 100)]
    [InlineData("cancelOld", 1, "cancel 1; new 100", 100)]
    [InlineData("cancelBoth", 0, "new 100", 100)]
    [InlineData("cancelBoth", 1, "cancel 1; SelfTrade", 0)]
    [InlineData("decrement", 0, "new 100", 100)]
    [InlineData("decrement", 1, "cancel 1; new 60", 60)]
    public void Something_gives_way_from_the_price_on_at_which_two_orders_meet(
        string mode, int distanceTicks, string expected, long reservedLots)
    {
        var script = new SelfTradeScript(mode);
        script.Send(Side.Sell, PriceTicks, lots: 40);
        Assert.Equal(expected, script.Send(Side.Buy, PriceTicks - 1 + distanceTicks, lots: 100));
        Exposure held = script.State.Risk.ExposureOf(0);
        Assert.Equal((reservedLots, 40), (held.OpenBuyLots, held.OpenSellLots)); // Until the cancel is confirmed.
        Assert.Equal(held.OpenSellLots, script.State.Orders.SumReservedLots(0, Side.Sell));
        Assert.Equal(held.OpenBuyLots, script.State.Orders.SumReservedLots(0, Side.Buy));
    }

    // Rest: 20 at the price, 30 one better, 50 at the price again, 70 one beyond it.
    [Theory]
    [InlineData(10, "replace 2 to 20; SelfTrade")]
    [InlineData(30, "cancel 2; SelfTrade")]
    [InlineData(31, "cancel 2; replace 1 to 19; SelfTrade")]
    [InlineData(50, "cancel 2; cancel 1; SelfTrade")]
    [InlineData(51, "cancel 2; cancel 1; replace 3 to 49; SelfTrade")]
    [InlineData(99, "cancel 2; cancel 1; replace 3 to 1; SelfTrade")]
    [InlineData(100, "cancel 2; cancel 1; cancel 3; SelfTrade")]
    [InlineData(101, "cancel 2; cancel 1; cancel 3; new 1")]
    public void Decrementing_takes_the_overlap_from_both_by_price_and_age(long lots, string expected)
    {
        var script = new SelfTradeScript("decrement");
        script.Send(Side.Sell, PriceTicks, lots: 20);
        script.Send(Side.Sell, PriceTicks - 1, lots: 30);
        script.Send(Side.Sell, PriceTicks, lots: 50);
        script.Send(Side.Sell, PriceTicks + 1, lots: 70);
        Assert.Equal(expected, script.Send(Side.Buy, PriceTicks, lots));
        Exposure held = script.State.Risk.ExposureOf(0);
        Assert.Equal((Math.Max(0, lots - 100), 170), (held.OpenBuyLots, held.OpenSellLots));
    }

    [Fact]
    public void A_partly_filled_order_shrinks_to_what_is_filled_and_what_is_left()
    {
        var script = new SelfTradeScript("decrement");
        script.Engine.Send(script.Engine.Order(Side.Sell, qtyLots: 40));
        script.Engine.Answer(ExecType.Trade, OrderStatus.PartiallyFilled, filledLots: 10);
        EngineEvent buy = SelfTradeScript.Order(Side.Buy, priceTicks: 6_011_000, lots: 15);
        Assert.Equal("replace 0 to 25; SelfTrade", script.Take(buy)); // Which the script did not number.
    }

    [Theory]
    [InlineData("cancelOld", "new 100")]
    [InlineData("cancelBoth", "SelfTrade")]
    [InlineData("decrement", "new 60")]
    public void An_order_whose_cancel_is_on_its_way_is_gone_for_an_order_behind_it_alone(string mode, string expected)
    {
        var script = new SelfTradeScript(mode);
        script.Send(Side.Sell, PriceTicks, lots: 40);
        script.Take(script.Cancel(1));
        Assert.Equal(expected, script.Send(Side.Buy, PriceTicks, lots: 100));
    }

    [Theory]
    [InlineData("cancelOld")]
    [InlineData("cancelBoth")]
    [InlineData("decrement")]
    public void What_is_refused_for_another_reason_cancels_nothing(string mode)
    {
        var script = new SelfTradeScript(mode);
        script.Send(Side.Sell, PriceTicks, lots: 40);
        Assert.Equal("OrderQtyOutOfRange", script.Send(Side.Buy, PriceTicks, lots: 100_000_041));
    }

    [Theory]
    [InlineData("cancelOld")]
    [InlineData("decrement")]
    public void An_order_that_the_order_table_has_no_room_for_cancels_nothing_and_leaves_no_trace(string mode)
    {
        var script = new SelfTradeScript(mode);
        script.Send(Side.Sell, PriceTicks, lots: 40);
        script.Send(Side.Sell, PriceTicks, lots: 50);
        Outbox outbox = script.State.Outbox;
        for (int i = 2; i < OrderTable.DefaultCapacitySlots; i++)
            outbox.TakeOrderId(); // The next two ids need the places of the two that rest.

        EngineEvent buy = SelfTradeScript.Order(Side.Buy, PriceTicks, lots: 100);
        EngineEvent less = SelfTradeScript.Order(Side.Buy, PriceTicks - 1, lots: 3);
        Assert.Equal("OrderTableFull; OrderTableFull", script.Take(buy, less));
        foreach (ref readonly Order resting in script.State.Orders.OpenOrders)
            Assert.Equal((0, 0), (resting.PendingCancelId, resting.PendingReplaceId));

        Exposure held = script.State.Risk.ExposureOf(0);
        Assert.Equal((0, 90, 2), (held.OpenBuyLots, held.OpenSellLots, held.OpenOrderCount));
        Assert.Equal("new 3", script.Take(less));
    }

    [Fact]
    public void A_replace_that_follows_the_cancel_of_its_order_cancels_nothing_else()
    {
        var script = new SelfTradeScript("cancelOld");
        script.Send(Side.Sell, PriceTicks, lots: 40);
        script.Send(Side.Buy, PriceTicks - 5, lots: 9);
        Assert.Equal(
            "cancel 2; UnknownOrder", script.Take(script.Cancel(2), script.Replace(2, PriceTicks, lots: 12)));
    }

    [Fact]
    public void Whatever_one_input_causes_can_be_withdrawn() =>
        Assert.InRange(DecisionState.OutboxCapacity, 1, PreTradeRisk.WithdrawalsMax);

    [Fact]
    public void More_orders_than_the_outbox_has_room_for_make_the_new_one_give_way()
    {
        var script = new SelfTradeScript("cancelOld");
        for (int i = 0; i < DecisionState.OutboxCapacity; i++)
            Assert.Equal("new 1", script.Send(Side.Sell, PriceTicks + i, lots: 1));

        Assert.Equal("SelfTrade", script.Send(Side.Buy, PriceTicks + 63, lots: 1));
        Assert.EndsWith("cancel 63; new 1", script.Send(Side.Buy, PriceTicks + 62, lots: 1));
    }

    [Fact]
    public void A_market_order_meets_every_order_of_the_other_side()
    {
        var script = new SelfTradeScript("cancelOld");
        script.Send(Side.Sell, PriceTicks + 500, lots: 40);
        Assert.Equal("cancel 1; new 7", script.Send(Side.Buy, priceTicks: 0, lots: 7));
    }

    [Theory]
    [InlineData("cancelNew", "SelfTrade")]
    [InlineData("cancelOld", "cancel 1; replace 2 to 12")]
    [InlineData("cancelBoth", "cancel 1; SelfTrade")]
    [InlineData("decrement", "SelfTrade")]
    public void A_replace_to_a_price_that_meets_another_is_held_to_the_same_rules(string mode, string expected)
    {
        var script = new SelfTradeScript(mode);
        script.Send(Side.Sell, PriceTicks, lots: 40);
        script.Send(Side.Buy, PriceTicks - 5, lots: 9);
        Assert.Equal(expected, script.Take(script.Replace(2, PriceTicks, lots: 12)));
    }

    [Fact]
    public void An_order_with_a_replace_on_its_way_meets_at_the_better_price_and_cannot_shrink()
    {
        var script = new SelfTradeScript("decrement");
        script.Send(Side.Sell, PriceTicks, lots: 40);
        script.Take(script.Replace(1, PriceTicks - 3, lots: 50));
        Assert.Equal("cancel 1; SelfTrade", script.Send(Side.Buy, PriceTicks - 3, lots: 10));
    }

    [Theory]
    [InlineData("cancelOld")]
    [InlineData("cancelBoth")]
    [InlineData("decrement")]
    public void Of_two_orders_of_one_input_that_meet_the_second_is_refused(string mode)
    {
        var script = new SelfTradeScript(mode);
        EngineEvent sell = SelfTradeScript.Order(Side.Sell, PriceTicks, lots: 5);
        EngineEvent buy = SelfTradeScript.Order(Side.Buy, PriceTicks, lots: 6);
        Assert.Equal("new 5; SelfTrade", script.Take(sell, buy));
    }

    [Fact]
    public void A_cancel_that_was_wished_behind_the_order_goes_before_it()
    {
        var script = new SelfTradeScript("cancelOld");
        script.Send(Side.Sell, PriceTicks, lots: 40);
        EngineEvent buy = SelfTradeScript.Order(Side.Buy, PriceTicks, lots: 6);
        Assert.Equal("cancel 1; new 6", script.Take(buy, script.Cancel(1)));
    }

    [Fact]
    public void The_question_what_the_gate_would_say_reckons_with_what_gives_way()
    {
        var script = new SelfTradeScript("cancelOld");
        script.Send(Side.Sell, PriceTicks, lots: 40);
        EngineEvent buy = script.Engine.Order(Side.Buy, qtyLots: 9);
        buy.Command.Argument = PriceTicks;
        Assert.Equal(RiskVerdict.Accepted, script.Engine.Probe(buy).Verdict);
        Assert.Equal(1, script.State.Orders.OpenCount);
        Assert.Equal(RiskVerdict.Accepted, script.Engine.Send(buy));
        Assert.Equal(
            [EventKind.CancelOrder, EventKind.NewOrder],
            script.State.Outbox.Events.ToArray().Select(e => e.Kind));
        Assert.Equal(script.State.Outbox[1].Order.OrderId, script.State.OperatorOrders.LastOrderId);
    }

    [Theory]
    [InlineData("cancelOld")]
    [InlineData("decrement")]
    public void Giving_way_allocates_nothing(string mode)
    {
        var script = new SelfTradeScript(mode);
        for (int i = 0; i < 12; i++)
            script.Send(Side.Sell, PriceTicks + i, lots: 40);

        EngineEvent[] few = [SelfTradeScript.Order(Side.Buy, PriceTicks, lots: 1)];
        EngineEvent[] many = [SelfTradeScript.Order(Side.Buy, PriceTicks + 11, lots: 500)];
        script.Put(few);
        script.Put(few);
        script.Put(few); // Numbers of orders have room.
        long before = GC.GetAllocatedBytesForCurrentThread();
        script.Put(many);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // Our bid rests at 99.50 and our offer comes to it; the venue's market is 99.00 to 101.00.
    [Theory]
    [InlineData("cancelNew", "1", 1)]
    [InlineData("cancelOld", "1 C1 2", 1)]
    [InlineData("cancelBoth", "1 C1", 0)]
    [InlineData("decrement", "1 C1 2", 1)]
    public async Task The_venue_gets_the_cancel_first_and_no_two_orders_of_ours_that_meet(
        string mode, string sent, int openCount)
    {
        await using FixLimitBench engine = await FixLimitBench.StartAsync(selfTrade: mode);
        engine.Pass(Side.Buy, priceTicks: 9_950, lots: 1_000_000);
        if (openCount > 0 && mode != "cancelNew")
            engine.Pass(Side.Sell, priceTicks: 9_950, lots: 3_000_000);
        else
            engine.Refuse(RiskVerdict.SelfTrade, RiskScope.Instrument, (Side.Sell, 9_950, 3_000_000));

        engine.RunUntil(() => engine.State.Orders.OpenCount == openCount);
        Assert.Equal(sent, engine.Sent());
        Assert.Equal(0, engine.State.Positions.OfInstrument(0).Lots);
        long offeredLots = mode == "decrement" ? 2_000_000 : mode == "cancelOld" ? 3_000_000 : 0;
        Assert.Equal(offeredLots, engine.State.Risk.ExposureOf(0).OpenSellLots);
    }
}
