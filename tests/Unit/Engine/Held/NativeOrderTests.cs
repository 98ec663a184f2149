using System;
using System.Linq;
using System.Text;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Orders.Held;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Held;

/// <summary>
/// Held orders of kinds that the venue has: one part goes out at once and says all of it, and to risk and to its owner
/// it is one order as ever.
/// </summary>
[Collection(ByteCounting.Name)]
public sealed class NativeOrderTests
{
    private const long Mid = HeldScript.MidTicks;
    /// <summary>A venue that has everything.</summary>
    internal const string All = "\"orderTypes\": [\"stop\", \"stopLimit\", \"marketToLimit\", " +
        "\"marketIfTouched\", \"limitIfTouched\"], \"timesInForce\": [\"goodTillDate\"], " +
        "\"instructions\": [\"display\", \"postOnly\", \"immediateStops\"]";

    /// <summary>A venue that has stops.</summary>
    internal const string Stops = "\"orderTypes\": [\"stop\", \"stopLimit\", \"marketIfTouched\"]";

    private readonly HeldScript _script = new(Configuration(Stops));

    [Fact]
    public void A_stop_goes_out_at_once_and_the_venue_watches_its_price()
    {
        long id = _script.Stop(Side.Buy, 10, Mid + 50);
        EngineEvent part = _script.TakeOne(EventKind.NewOrder);
        Assert.Equal(
            (id, OrderType.Stop, TimeInForce.GoodTillCancel, 0L, Mid + 50, 10L),
            (part.Order.ParentOrderId, part.Order.Type, part.Order.TimeInForce, part.Order.PriceTicks,
                part.Terms.StopPriceTicks, part.Order.QtyLots));
        Assert.Equal((1, 10L), (_script.Held.Count, _script.ReservedLots(Side.Buy)));

        _script.Acknowledge(part.Order.OrderId);
        _script.Trade(Mid + 70);
        Assert.Empty(_script.TakeSent());
        Assert.Equal(OrderStatus.Held, _script.Held[_script.Held.Find(id)].Status);

        _script.Triggered(part.Order.OrderId);
        Assert.Equal(OrderStatus.Triggered, _script.Held[_script.Held.Find(id)].Status);
        Assert.Equal(10, _script.ReservedLots(Side.Buy));
        _script.Fill(part.Order.OrderId, 4);
        Assert.Equal((4L, 6L), (_script.PositionLots, _script.ReservedLots(Side.Buy)));
        _script.Fill(part.Order.OrderId, 6);
        Assert.Equal((0, 10L, 0L), (_script.Held.Count, _script.PositionLots, _script.ReservedLots(Side.Buy)));
        Assert.Equal(0, _script.State.Risk.ExposureOf(0).OpenOrderCount);
    }

    [Fact]
    public void A_fill_shows_that_the_price_has_come_where_the_venue_does_not_say_so()
    {
        long id = _script.Stop(Side.Sell, 10, Mid - 50, Mid - 60);
        EngineEvent part = _script.TakeOne(EventKind.NewOrder);
        Assert.Equal((OrderType.StopLimit, Mid - 60, Mid - 50),
            (part.Order.Type, part.Order.PriceTicks, part.Terms.StopPriceTicks));
        _script.Acknowledge(part.Order.OrderId);
        _script.Fill(part.Order.OrderId, 1, Mid - 55);
        Assert.Equal(OrderStatus.Triggered, _script.Held[_script.Held.Find(id)].Status);
    }

    [Fact]
    public void A_cancel_before_the_price_comes_goes_to_the_venue()
    {
        long id = _script.Stop(Side.Buy, 10, Mid + 50);
        long partId = _script.TakeOne(EventKind.NewOrder).Order.OrderId;
        _script.Acknowledge(partId);
        _script.Command(CommandKind.CancelOrder, id);
        Assert.Equal(partId, _script.TakeOne(EventKind.CancelOrder).Order.OriginalOrderId);
        _script.Canceled(partId);
        Assert.Equal((0, 0L), (_script.Held.Count, _script.ReservedLots(Side.Buy)));
    }

    [Fact]
    public void A_halt_takes_it_back()
    {
        _script.Stop(Side.Buy, 10, Mid + 50);
        long partId = _script.TakeOne(EventKind.NewOrder).Order.OrderId;
        _script.Acknowledge(partId);
        _script.Command(CommandKind.Halt);
        Assert.Equal(partId, _script.TakeOne(EventKind.CancelOrder).Order.OriginalOrderId);
    }

    [Fact]
    public void Another_trigger_and_another_limit_are_asked_of_the_venue_and_hold_when_it_grants_them()
    {
        long id = _script.Stop(Side.Buy, 10, Mid + 50, Mid + 60);
        long partId = _script.TakeOne(EventKind.NewOrder).Order.OrderId;
        _script.Acknowledge(partId);
        _script.Replace(id, HeldOptions.GivesTrigger | HeldOptions.GivesPrice, 0, Mid + 90, Mid + 80);
        EngineEvent replace = _script.TakeOne(EventKind.ReplaceOrder);
        Assert.Equal(
            (OrderType.StopLimit, Mid + 90, Mid + 80, 10L),
            (replace.Order.Type, replace.Order.PriceTicks, replace.Terms.StopPriceTicks, replace.Order.QtyLots));
        Assert.Equal(Mid + 50, _script.Held[_script.Held.Find(id)].TriggerPriceTicks);

        _script.Replaced(in replace);
        ref readonly HeldOrder order = ref _script.Held[_script.Held.Find(id)];
        Assert.Equal((Mid + 90, Mid + 80), (order.PriceTicks, order.TriggerPriceTicks));
        Assert.True(_script.State.Orders.TryFind(new OrderId(partId), out Order part));
        Assert.Equal((Mid + 90, Mid + 80), (part.PriceTicks, part.Terms.StopPriceTicks));
    }

    [Fact]
    public void Less_of_a_stop_without_a_limit_is_asked_of_the_venue_with_its_trigger()
    {
        long id = _script.Stop(Side.Buy, 10, Mid + 50);
        _script.Acknowledge(_script.TakeOne(EventKind.NewOrder).Order.OrderId);
        _script.Replace(id, HeldOptions.GivesQty, qtyLots: 4);
        EngineEvent replace = _script.TakeOne(EventKind.ReplaceOrder);
        Assert.Equal(
            (OrderType.Stop, 4L, Mid + 50),
            (replace.Order.Type, replace.Order.QtyLots, replace.Terms.StopPriceTicks));
        _script.Replaced(in replace);
        Assert.Equal(4, _script.ReservedLots(Side.Buy));
    }

    [Fact]
    public void A_trigger_that_has_been_met_is_not_changed()
    {
        long id = _script.Stop(Side.Buy, 10, Mid + 50, Mid + 60);
        long partId = _script.TakeOne(EventKind.NewOrder).Order.OrderId;
        _script.Acknowledge(partId);
        _script.Triggered(partId);
        _script.Replace(id, HeldOptions.GivesTrigger, triggerTicks: Mid + 80);
        Assert.Empty(_script.TakeSent());
        Assert.Equal("its trigger has been met", _script.State.Held.Replaces.LastFault);
    }

    /// <summary>What the venue cannot do as it is wanted stays with the engine.</summary>
    [Theory]
    [InlineData(HeldKind.Stop, TriggerSource.Quote, 0, 0L)]
    [InlineData(HeldKind.Stop, TriggerSource.Last, 2, 0L)] // Confirmed.
    [InlineData(HeldKind.TrailingTicks, TriggerSource.Last, 0, 0L)]
    [InlineData(HeldKind.Touch, TriggerSource.Last, 0, Mid)] // A limit if touched, which this venue has not.
    public void What_the_venue_has_not_is_held_here(HeldKind kind, TriggerSource source, byte confirm, long priceTicks)
    {
        _script.Hold(Side.Buy, 10, priceTicks, new HeldTerms
        {
            Kind = kind, Source = source, TriggerPriceTicks = kind == HeldKind.TrailingTicks ? 0 : Mid - 50,
            Amount = kind == HeldKind.TrailingTicks ? 50 : 0, ConfirmCount = confirm, ConfirmOf = confirm,
        });
        Assert.Equal(1, _script.Held.Count);
        Assert.Empty(_script.TakeSent());
    }

    [Fact]
    public void Exits_of_a_bracket_and_orders_of_which_one_fills_are_held_here()
    {
        _script.Bracket(Side.Buy, 10, Mid - 5, (Mid + 100, Mid - 100));
        EngineEvent entry = _script.TakeOne(EventKind.NewOrder);
        Assert.Equal(OrderType.Limit, entry.Order.Type);
        _script.Acknowledge(entry.Order.OrderId);
        _script.Fill(entry.Order.OrderId, 10, Mid - 5);
        Assert.Equal(OrderType.Limit, _script.TakeOne(EventKind.NewOrder).Order.Type); // The target, not the stop.
    }

    [Fact]
    public void Where_own_orders_give_way_to_each_other_triggers_are_watched_here()
    {
        var script = new HeldScript(Configuration(Stops, "\"risk\": { \"preventsSelfTrade\": true }, "));
        script.Stop(Side.Buy, 10, Mid + 50);
        Assert.Empty(script.TakeSent());
        script.Trade(Mid + 50);
        Assert.Equal(OrderType.Market, script.TakeOne(EventKind.NewOrder).Order.Type);
    }

    [Fact]
    public void What_the_message_rate_keeps_back_is_watched_here()
    {
        string text = TextOf(Stops).Replace(
            "\"messagesMax\": 100000", "\"messagesMax\": 2, \"cancelReserve\": 1", StringComparison.Ordinal);
        var script = new HeldScript(EngineConfigurationFile.Read(
            ConfigurationText.Parse("test.json", Encoding.UTF8.GetBytes(text))));
        script.Stop(Side.Buy, 10, Mid + 50); // The wish itself is the one message that there is room for.
        Assert.Empty(script.TakeSent());
        script.Timer(aheadNs: 2_000_000_000);
        Assert.Empty(script.TakeSent());
        script.Trade(Mid + 50);
        Assert.Equal(OrderType.Market, script.TakeOne(EventKind.NewOrder).Order.Type);
    }

    [Fact]
    public void A_part_that_the_venue_rejects_ends_its_order()
    {
        _script.Stop(Side.Buy, 10, Mid + 50);
        _script.Rejected(_script.TakeOne(EventKind.NewOrder).Order.OrderId);
        Assert.Equal((0, 0L), (_script.Held.Count, _script.ReservedLots(Side.Buy)));
    }

    [Fact]
    public void A_restart_with_a_stop_at_the_venue_asks_after_it_and_goes_on()
    {
        long id = _script.Stop(Side.Buy, 10, Mid + 50);
        long partId = _script.TakeOne(EventKind.NewOrder).Order.OrderId;
        _script.Acknowledge(partId);
        var replayed = new DecisionState(_script.Configuration);
        Replay(replayed, [.. _script.Inputs]);
        Assert.Equal(_script.State.Hash(), replayed.Hash());

        _script.Session(VenueState.Disconnected);
        Assert.Equal(1, _script.State.Orders.InDoubtCount);
        _script.Session(VenueState.Ready);
        Assert.Equal(partId, _script.TakeOne(EventKind.StatusRequest).Order.OrderId);
        _script.Answered(partId);
        Assert.Equal((0, 1), (_script.State.Orders.InDoubtCount, _script.Held.Count));
        _script.Triggered(partId);
        _script.Fill(partId, 10);
        Assert.Equal((0, 10L), (_script.Held.Count, _script.PositionLots));
        Assert.Equal(-1, _script.Held.Find(id));
    }

    [Fact]
    public void A_part_that_the_gate_denies_leaves_the_values_of_its_denial_and_none_of_its_terms()
    {
        _script.Stop(Side.Buy, 10, Mid + 50, Mid + 50 + 100_001); // Beyond the band, which begins at the trigger.
        EngineEvent denied = _script.Log.Single(e => e.Kind == EventKind.OrderDenied);
        Assert.Equal(
            (RiskVerdict.PriceOutsideBand, 100_001L, 0L, 100_000L),
            (denied.Order.Verdict, denied.Denial.Used, denied.Denial.Change, denied.Denial.Limit));
        Assert.Equal((0, 0L), (_script.Held.Count, _script.ReservedLots(Side.Buy)));
    }

    [Fact]
    public void An_iceberg_goes_out_whole_and_the_venue_shows_a_part_of_it()
    {
        var script = new HeldScript(Configuration(All));
        long id = script.Hold(Side.Buy, 10, Mid - 5, new HeldTerms { Kind = HeldKind.Iceberg, Amount = 3 });
        EngineEvent part = script.TakeOne(EventKind.NewOrder);
        Assert.Equal(
            (OrderType.Limit, 10L, 3L, 10L),
            (part.Order.Type, part.Order.QtyLots, part.Terms.DisplayLots, script.ReservedLots(Side.Buy)));
        script.Acknowledge(part.Order.OrderId);
        script.Fill(part.Order.OrderId, 3);
        Assert.Empty(script.TakeSent());

        script.Replace(id, HeldOptions.GivesQty, qtyLots: 8);
        EngineEvent replace = script.TakeOne(EventKind.ReplaceOrder);
        Assert.Equal((8L, 3L), (replace.Order.QtyLots, replace.Terms.DisplayLots));
        script.Replaced(in replace);
        script.Fill(part.Order.OrderId, 5);
        Assert.Equal((0, 8L, 0L), (script.Held.Count, script.PositionLots, script.ReservedLots(Side.Buy)));
    }

    [Fact]
    public void A_market_to_limit_order_takes_its_price_at_the_venue_unless_it_has_a_cap()
    {
        var script = new HeldScript(Configuration(All));
        var terms = new HeldTerms { Kind = HeldKind.MarketToLimit };
        script.Hold(Side.Buy, 10, 0, terms);
        EngineEvent part = script.TakeOne(EventKind.NewOrder);
        Assert.Equal(
            (OrderType.MarketToLimit, 0L, TimeInForce.GoodTillCancel),
            (part.Order.Type, part.Order.PriceTicks, part.Order.TimeInForce));
        script.Hold(Side.Buy, 10, Mid + 5, terms);
        Assert.Equal(OrderType.Limit, script.TakeOne(EventKind.NewOrder).Order.Type);
    }

    [Fact]
    public void What_may_only_add_says_so_to_the_venue_unless_it_is_to_come_back_at_another_price()
    {
        var script = new HeldScript(Configuration(All));
        var terms = new HeldTerms { Kind = HeldKind.Immediate, Options = HeldOptions.PostOnly };
        script.Hold(Side.Buy, 10, Mid - 5, terms);
        Assert.Equal(EventFlags.PostOnly, script.TakeOne(EventKind.NewOrder).Flags & EventFlags.PostOnly);
        script.Hold(Side.Buy, 10, Mid - 5, terms with { Options = HeldOptions.PostOnly | HeldOptions.Reprices });
        Assert.Equal(EventFlags.None, script.TakeOne(EventKind.NewOrder).Flags & EventFlags.PostOnly);
    }

    [Fact]
    public void The_venue_ends_what_is_good_till_a_date_and_the_engine_only_what_it_forgets()
    {
        var script = new HeldScript(Configuration(All));
        long endNs = script.NowNs + 1_000_000;
        long id = script.Hold(Side.Buy, 10, Mid - 5, new HeldTerms
        {
            Kind = HeldKind.Immediate, ExpireTimestampNs = endNs,
        });
        EngineEvent part = script.TakeOne(EventKind.NewOrder);
        Assert.Equal(
            (TimeInForce.GoodTillDate, endNs), (part.Order.TimeInForce, part.Terms.ExpireTimestampNs));
        script.Acknowledge(part.Order.OrderId);
        script.Replace(id, HeldOptions.GivesExpiry);
        Assert.StartsWith("the venue keeps its end", script.State.Held.Replaces.LastFault);
        script.Timer(aheadNs: 2_000_000);
        Assert.Empty(script.TakeSent());
        script.Timer(aheadNs: 1_000_000_000);
        Assert.Equal(part.Order.OrderId, script.TakeOne(EventKind.CancelOrder).Order.OriginalOrderId);
    }

    [Fact]
    public void A_peg_takes_for_ours_no_more_than_an_iceberg_shows()
    {
        var script = new HeldScript(Configuration(All));
        script.Hold(Side.Buy, 10, Mid - 5, new HeldTerms { Kind = HeldKind.Iceberg, Amount = 3 });
        script.Acknowledge(script.TakeOne(EventKind.NewOrder).Order.OrderId);
        script.QuoteBid(Mid - 5, 5); // Two more than the three of ours.
        script.Hold(Side.Buy, 2, 0, new HeldTerms { Kind = HeldKind.PegPrimary });
        Assert.Equal(Mid - 5, script.TakeOne(EventKind.NewOrder).Order.PriceTicks);
    }

    [Fact]
    public void Sending_changing_triggering_and_filling_allocates_nothing()
    {
        long id = _script.Stop(Side.Buy, 10, Mid + 50, Mid + 60);
        long partId = _script.TakeOne(EventKind.NewOrder).Order.OrderId;
        _script.Acknowledge(partId);
        _script.Replace(id, HeldOptions.GivesTrigger, triggerTicks: Mid + 55);
        _script.Replaced(_script.TakeOne(EventKind.ReplaceOrder));
        _script.Triggered(partId);
        _script.Fill(partId, 10);
        Assert.Equal(0, _script.Held.Count);
        EngineEvent[] inputs = [.. _script.Inputs];
        Replay(new DecisionState(_script.Configuration), inputs); // The first call pays for the JIT.
        Assert.Equal(0, Replay(new DecisionState(_script.Configuration), inputs));
    }

    internal static long Replay(DecisionState state, EngineEvent[] inputs)
    {
        var pipeline = new Pipeline<PipelineScript.CountLog, PipelineScript.NoSink>(
            state, new PipelineScript.CountLog(new PipelineScript.Counts()), default);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (ref readonly EngineEvent input in inputs.AsSpan())
        {
            EngineEvent slot = input;
            pipeline.OnEvent(ref slot, sequence: 0, endOfBatch: true);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    internal static EngineConfiguration Configuration(string abilities, string instrumentFields = "") =>
        EngineConfigurationFile.Read(ConfigurationText.Parse(
            "test.json", Encoding.UTF8.GetBytes(TextOf(abilities, instrumentFields))));

    /// <summary>A venue whose stops may look at the quote and the mid too.</summary>
    internal static string TextOfQuotes => TextOf(
        All.Replace("immediateStops\"", "quoteTriggers\", \"midTriggers\"", StringComparison.Ordinal))
        .Replace("\"port\": 1,", "\"port\": 1, \"dialect\": \"FIX.5.0SP2\",", StringComparison.Ordinal);

    /// <summary>The usual configuration with much room, and what the venue has.</summary>
    internal static string TextOf(string abilities, string instrumentFields = "") => TestConfiguration.Text
        .Replace("JOURNAL", "journal", StringComparison.Ordinal)
        .Replace("500", "100000", StringComparison.Ordinal)
        .Replace(": 16", ": 2000", StringComparison.Ordinal)
        .Replace("\"port\": 1,", $"\"port\": 1, \"abilities\": {{ {abilities} }},", StringComparison.Ordinal)
        .Replace(
            "\"symbol\": \"BTCUSDT\",", $"\"symbol\": \"BTCUSDT\", {instrumentFields}", StringComparison.Ordinal);
}
