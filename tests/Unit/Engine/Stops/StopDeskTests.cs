using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Stops;

/// <summary>The stops of spec 1.5 through the whole pipeline. The strategy is stopped all the while.</summary>
public sealed class StopDeskTests
{
    private const long Mid = StopScript.MidTicks;
    private const string Fixed = "\"fixedTicks\": 500";
    private const string Trailing = "\"trailTicks\": 500";

    [Fact]
    public void A_trailing_stop_closes_what_is_held_and_tells_why()
    {
        var engine = new StopScript(Trailing);
        engine.Buy(1_000, Mid);
        engine.Trade(Mid + 1_000);
        engine.Trade(Mid + 501);
        Assert.Equal("", engine.TakeSent());

        engine.Trade(Mid + 500);
        EngineEvent closing = engine.Records[^1];
        EngineEvent fired = engine.Records[^2];
        EngineEvent cause = engine.Records[^3];
        Assert.Equal(EventKind.Trade, cause.Kind);
        Assert.Equal((EventKind.StopFired, Side.Sell, 0), (fired.Kind, fired.Side, fired.InstrumentIndex));
        Assert.Equal(
            new StopFired
            {
                StopTicks = Mid + 500, SeenTicks = Mid + 500, EntryTicks = Mid, BestTicks = Mid + 1_000,
                QtyLots = 1_000, CauseSequence = cause.Sequence, Reason = StopReason.Price,
            },
            fired.Stop);
        Assert.Equal(
            (EventKind.NewOrder, Side.Sell, OrderType.Market, TimeInForce.ImmediateOrCancel, 1_000L),
            (closing.Kind, closing.Side, closing.Order.Type, closing.Order.TimeInForce, closing.Order.QtyLots));
        Assert.True((closing.Flags & EventFlags.Flattens) != EventFlags.None);
        Assert.Equal((0, cause.Sequence), (closing.Order.StrategyIndex, closing.Order.CauseSequence));
        Assert.Equal(RiskVerdict.Accepted, closing.Order.Verdict);

        engine.Fill(engine.LastOrderId, 1_000, Mid + 400);
        Assert.Equal((0L, 0), (engine.PositionLots, engine.State.Stops.WorkCount));
        engine.Timer(afterNs: 5_000_000_000);
        engine.Trade(Mid - 5_000);
        Assert.Single(engine.Fired);
        Assert.Equal("Sell 1000", engine.TakeSent());
    }

    [Fact]
    public void Adding_does_not_move_the_stop_and_a_partial_exit_keeps_the_best_price()
    {
        var engine = new StopScript(Trailing);
        engine.Buy(1_000, Mid);
        engine.Trade(Mid + 1_000);
        engine.Buy(500, Mid + 900);
        engine.Sell(700, Mid + 800);
        engine.TakeSent();
        engine.Trade(Mid + 500);
        Assert.Equal("Sell 800", engine.TakeSent());
        StopFired fired = engine.Fired.Single().Stop;
        Assert.Equal((Mid, Mid + 1_000, 800L), (fired.EntryTicks, fired.BestTicks, fired.QtyLots));
    }

    [Fact]
    public void A_flip_begins_anew()
    {
        var engine = new StopScript(Trailing);
        engine.Buy(1_000, Mid);
        engine.Trade(Mid + 1_000);
        engine.Sell(1_500, Mid + 990);
        engine.TakeSent();
        engine.Trade(Mid + 1_400);
        Assert.Equal("", engine.TakeSent());
        engine.Trade(Mid + 1_490);
        Assert.Equal("Buy 500", engine.TakeSent());
        Assert.Equal((Mid + 990, Mid + 1_490), (engine.Fired[0].Stop.EntryTicks, engine.Fired[0].Stop.StopTicks));
    }

    [Fact]
    public void After_a_gap_it_takes_what_the_market_gives()
    {
        var engine = new StopScript(Fixed);
        engine.Buy(1_000, Mid);
        engine.TakeSent();
        engine.Trade(Mid - 5_000);
        Assert.Equal("Sell 1000", engine.TakeSent()); // At the market: no limit stands at the stop.
        Assert.Equal((Mid - 500, Mid - 5_000), (engine.Fired[0].Stop.StopTicks, engine.Fired[0].Stop.SeenTicks));
    }

    [Fact]
    public void A_short_position_is_bought_back()
    {
        var engine = new StopScript(Fixed);
        engine.Sell(1_000, Mid);
        engine.TakeSent();
        engine.Trade(Mid + 499);
        Assert.Equal("", engine.TakeSent());
        engine.Trade(Mid + 500);
        Assert.Equal("Buy 1000", engine.TakeSent());
    }

    [Fact]
    public void Age_closes_a_position_without_any_price()
    {
        var engine = new StopScript("\"timeSeconds\": 10");
        engine.Buy(1_000, Mid);
        engine.TakeSent();
        engine.Timer(afterNs: 9_999_999_999);
        Assert.Equal("", engine.TakeSent());
        engine.Timer(afterNs: 1);
        Assert.Equal("Sell 1000", engine.TakeSent());
        Assert.Equal(
            (StopReason.Time, 0L, Mid - 1),
            (engine.Fired[0].Stop.Reason, engine.Fired[0].Stop.StopTicks, engine.Fired[0].Stop.SeenTicks));
    }

    [Fact]
    public void Two_of_three_trades_confirm()
    {
        var engine = new StopScript(Fixed + ", \"confirm\": { \"count\": 2, \"of\": 3 }");
        engine.Buy(1_000, Mid);
        engine.TakeSent();
        engine.Trade(Mid - 600);
        engine.Quote(Mid - 700); // Tells no other last trade, so it confirms none.
        engine.Trade(Mid);
        engine.Trade(Mid);
        engine.Trade(Mid - 600);
        Assert.Equal("", engine.TakeSent());
        engine.Trade(Mid - 600);
        Assert.Equal("Sell 1000", engine.TakeSent());
    }

    [Theory]
    [InlineData("opposite", -499)] // The bid is a tick below the mid.
    [InlineData("mid", -500)]
    [InlineData("mark", -500)]
    public void Looks_at_the_price_that_is_configured_and_at_no_other(string trigger, long firesAt)
    {
        var engine = new StopScript($"{Fixed}, \"trigger\": \"{trigger}\"");
        engine.Buy(1_000, Mid);
        engine.TakeSent();
        engine.Trade(Mid - 5_000);
        engine.Quote(Mid + firesAt + 1);
        Assert.Equal("", engine.TakeSent());
        engine.Quote(Mid + firesAt);
        Assert.Equal("Sell 1000", engine.TakeSent());
    }

    [Fact]
    public void A_chandelier_hangs_by_the_range_of_the_last_bars()
    {
        var engine = new StopScript("""
            "trailRanges": 2, "trigger": "mid", "bars": { "seconds": 1, "count": 2 }
            """);
        for (int second = 0; second < 3; second++)
        {
            engine.Timer(afterNs: 1_000_000_000);
            engine.Quote(Mid + (10 * second)); // Ranges of the last two bars: 0 and 10.
        }

        engine.Buy(1_000, Mid + 20);
        engine.TakeSent();
        engine.Quote(Mid + 11);
        Assert.Equal("", engine.TakeSent());
        engine.Quote(Mid + 10);
        Assert.Equal("Sell 1000", engine.TakeSent());
        Assert.Equal((Mid + 20, Mid + 10), (engine.Fired[0].Stop.BestTicks, engine.Fired[0].Stop.StopTicks));
    }

    [Fact]
    public void A_busted_entry_takes_its_stop_along()
    {
        var engine = new StopScript(Fixed);
        engine.Buy(1_000, Mid);
        engine.BustLatestFill();
        engine.TakeSent();
        Assert.Equal(0, engine.PositionLots);
        engine.Trade(Mid - 5_000);
        Assert.Equal("", engine.TakeSent());
        Assert.Empty(engine.Fired);
    }

    [Fact]
    public void A_busted_exit_brings_the_position_back_with_a_stop()
    {
        var engine = new StopScript(Fixed);
        engine.Buy(1_000, Mid);
        engine.Sell(1_000, Mid + 900);
        engine.BustLatestFill();
        engine.TakeSent();
        Assert.Equal(1_000, engine.PositionLots);
        engine.Trade(Mid + 400);
        Assert.Equal("Sell 1000", engine.TakeSent());
        Assert.Equal(Mid + 900, engine.Fired[0].Stop.EntryTicks); // Where it is known to be held again.
    }

    [Fact]
    public void A_large_position_goes_in_orders_of_half_the_limit()
    {
        var engine = new StopScript(Fixed);
        engine.Buy(80_000_000, Mid);
        engine.TakeSent();
        engine.Trade(Mid - 500);
        engine.Fill(engine.LastOrderId, 50_000_000, Mid - 600);
        engine.Timer(afterNs: 1_000_000_000);
        Assert.Equal("Sell 50000000, Sell 30000000", engine.TakeSent());
    }

    [Fact]
    public void A_halt_by_a_loss_does_not_stand_in_its_way()
    {
        var engine = new StopScript("\"fixedTicks\": 200000");
        engine.Buy(1_000_000, Mid + 90_000);
        engine.Command(CommandKind.LimitSet, LimitId.LossHalt);
        engine.Timer(afterNs: 1_000_000);
        Assert.True(engine.State.Risk.IsHalted);
        engine.TakeSent();
        engine.Trade(Mid - 110_000);
        Assert.Equal("Sell 1000000", engine.TakeSent());
    }

    [Fact]
    public void A_halt_by_an_operator_does_and_afterwards_the_price_decides_anew()
    {
        var engine = new StopScript(Fixed);
        engine.Buy(1_000, Mid);
        engine.Command(CommandKind.ScopeHalt);
        engine.TakeSent();
        engine.Trade(Mid - 500);
        engine.Command(CommandKind.ScopeResume);
        engine.Trade(Mid - 499);
        Assert.Equal("", engine.TakeSent());
        Assert.Empty(engine.Fired);
        engine.Trade(Mid - 500);
        Assert.Equal("Sell 1000", engine.TakeSent());
    }

    [Fact]
    public void An_operator_who_halts_stops_what_has_fired_until_he_resumes()
    {
        var engine = new StopScript(Fixed);
        engine.Buy(1_000, Mid);
        engine.Trade(Mid - 500);
        engine.Canceled(engine.LastOrderId);
        engine.Command(CommandKind.ScopeHalt);
        engine.TakeSent();
        engine.Timer(afterNs: 5_000_000_000);
        Assert.Equal("", engine.TakeSent());
        engine.Command(CommandKind.ScopeResume);
        Assert.Equal("Sell 1000", engine.TakeSent());
    }

    [Fact]
    public void Waits_for_the_first_market_and_session_that_can_be_traded_on()
    {
        var engine = new StopScript("\"timeSeconds\": 10");
        engine.Buy(1_000, Mid);
        engine.Feeds(FeedState.Gap);
        engine.Session(VenueState.Disconnected);
        engine.TakeSent();
        engine.Timer(afterNs: 20_000_000_000);
        Assert.Single(engine.Fired);
        engine.Feeds(FeedState.Live);
        engine.Quote(Mid - 9_000);
        Assert.Equal("", engine.TakeSent());
        engine.Feeds(FeedState.Gap);
        engine.Session(VenueState.Ready);
        Assert.Equal("", engine.TakeSent());
        engine.Feeds(FeedState.Live);
        Assert.Equal("Sell 1000", engine.TakeSent());
    }

    [Fact]
    public void Legs_of_a_hedging_account_have_stops_of_their_own()
    {
        var engine = new StopScript(Fixed, "\"accounts\": [ { \"positions\": \"hedging\" } ]");
        engine.Buy(1_000, Mid);
        engine.Sell(400, Mid + 100);
        engine.TakeSent();
        engine.Trade(Mid - 500);
        Assert.Equal("Sell 1000", engine.TakeSent());
        Assert.True(engine.Records[^1].Flags.Closes());
        engine.Fill(engine.LastOrderId, 1_000, Mid - 600);
        Assert.Equal(new Legs(0, 400), engine.State.Positions.LegsOfStrategy(0, 0));
        engine.Trade(Mid + 600);
        Assert.Equal("Buy 400", engine.TakeSent());
        engine.Fill(engine.LastOrderId, 400, Mid + 700);
        Assert.Equal(default, engine.State.Positions.LegsOfStrategy(0, 0));
        Assert.Equal(2, engine.Fired.Length);
    }
}
