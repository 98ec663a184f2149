using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// What the venue says of an order beside its terms: which leg it closes, which price it waits for, whether it works.
/// </summary>
public sealed class StatedFactsTests
{
    private const long OwnId = 5;
    private const long ForeignHash = 0x1234;

    private readonly OrderTable _table = new(NewLedger(), capacitySlots: 64);

    [Theory]
    [InlineData(PositionMode.Hedging, FillFacts.Closes, true)]
    [InlineData(PositionMode.Hedging, FillFacts.Opens, false)]
    [InlineData(PositionMode.Hedging, FillFacts.None, false)]
    [InlineData(PositionMode.Netting, FillFacts.Closes, false)] // Where the account nets it means nothing.
    public void An_adopted_order_that_closes_does_so_where_the_account_hedges(
        PositionMode mode, FillFacts facts, bool expected)
    {
        var ledger = new PositionLedger(new LedgerSetup
        {
            InstrumentCount = InstrumentCount, StrategyCount = StrategyCount,
            Accounts = [new AccountTerms(CostMethod.Average, mode)],
        });
        var table = new OrderTable(ledger, capacitySlots: 64);
        EngineEvent shown = Shown();
        shown.Execution.Facts = facts;
        Assert.True(table.TryAdopt(in shown, OwnId, out OrderReport report));
        Assert.Equal((expected, expected, 6L, -6L),
            (report.ClosesLeg, Find(table, OwnId).ClosesLeg, report.ReservedLots, report.ReleasedLots));

        EngineEvent fill = shown;
        fill.Execution.ExecType = ExecType.Trade;
        fill.Execution.Status = OrderStatus.Filled;
        fill.Execution.ExecIdHash = 1;
        fill.Execution.LastQtyLots = 6;
        fill.Execution.CumQtyLots += 6;
        fill.Execution.LeavesQtyLots = 0;
        fill.Execution.Facts = FillFacts.None;
        OrderReport filled = ApplyAndReport(table, fill);
        Assert.Equal((6L, 0L, expected), (filled.FilledLots, filled.OpenLots, filled.ClosesLeg));
    }

    [Theory]
    [InlineData(EventFlags.None, TriggerSource.Last)]
    [InlineData(EventFlags.QuoteTrigger, TriggerSource.Quote)]
    [InlineData(EventFlags.MidTrigger, TriggerSource.Mid)]
    public void A_stop_of_others_waits_for_the_price_that_the_venue_says(EventFlags flags, TriggerSource expected)
    {
        EngineEvent shown = Stop();
        shown.Flags |= flags;
        Assert.True(_table.TryAdopt(in shown, OwnId, out _));
        Assert.Equal((expected, 110L), (
            Find(_table, OwnId).TriggerSource, Find(_table, OwnId).Terms.StopPriceTicks));
    }

    [Fact]
    public void A_later_answer_that_names_another_price_is_taken_and_one_that_names_none_is_not()
    {
        EngineEvent shown = Stop();
        Assert.True(_table.TryAdopt(in shown, OwnId, out _));
        shown.Flags |= EventFlags.MidTrigger;
        Apply(_table, shown);
        Assert.Equal(TriggerSource.Mid, Find(_table, OwnId).TriggerSource);
        Apply(_table, Stop());
        Assert.Equal(TriggerSource.Mid, Find(_table, OwnId).TriggerSource);
    }

    [Fact]
    public void An_order_that_is_accepted_and_does_not_work_yet_is_not_in_the_book()
    {
        Add(_table, NewOrder());
        Apply(_table, Indicated(Report(ExecType.New, OrderStatus.New), FillFacts.NotWorking));
        Assert.Equal((true, OrderStatus.New, 0L),
            (Find(_table).IsNotWorking, Find(_table).Status, Find(_table).ShownLots));
        Assert.Equal(QtyLots, Find(_table).ReservedLots);
        Apply(_table, Report(ExecType.Suspended, OrderStatus.New)); // Says nothing of it.
        Assert.True(Find(_table).IsNotWorking);
    }

    [Theory]
    [InlineData("says so")]
    [InlineData("triggered")]
    [InlineData("fills")]
    public void It_works_once_the_venue_says_so_or_it_does(string how)
    {
        Add(_table, NewOrder());
        Apply(_table, Indicated(Report(ExecType.New, OrderStatus.New), FillFacts.NotWorking));
        Apply(_table, how switch
        {
            "says so" => Indicated(StatusAnswer(OrderStatus.New, 0, QtyLots), FillFacts.Working),
            "triggered" => Report(ExecType.Triggered, OrderStatus.New),
            _ => Trade(2, 2),
        });
        Assert.False(Find(_table).IsNotWorking);
        Assert.NotEqual(0, Find(_table).ShownLots);
    }

    [Fact]
    public void What_may_be_of_the_past_does_not_say_whether_it_works()
    {
        Add(_table, NewOrder());
        Apply(_table, Report(ExecType.New, OrderStatus.New));
        Apply(_table, Resent(Indicated(Report(ExecType.PendingNew, OrderStatus.PendingNew), FillFacts.NotWorking)));
        Assert.False(Find(_table).IsNotWorking);
    }

    [Fact]
    public void An_adopted_order_may_not_work_yet_either()
    {
        EngineEvent shown = Indicated(Shown(), FillFacts.NotWorking);
        Assert.True(_table.TryAdopt(in shown, OwnId, out _));
        Assert.True(Find(_table, OwnId).IsNotWorking);
    }

    private static EngineEvent Indicated(EngineEvent report, FillFacts indicator)
    {
        report.Execution.Facts |= indicator;
        return report;
    }

    private static EngineEvent Stop()
    {
        EngineEvent stop = Shown();
        stop.Execution.Type = OrderType.Stop;
        stop.Execution.LastPriceTicks = 0;
        stop.Execution.StopPriceTicks = 110;
        return stop;
    }

    private static EngineEvent Shown()
    {
        EngineEvent shown = StatusAnswer(OrderStatus.New, cumQtyLots: 0, leavesQtyLots: 6);
        shown.Execution.OrderId = 77;
        shown.Execution.VenueOrderIdHash = ForeignHash;
        shown.Execution.LastPriceTicks = 90;
        return shown;
    }
}
