using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// What becomes of the mark of an order that closes, and of fills whose reports do not say what they do.
/// </summary>
public sealed class ClosingOrderTests
{
    private const long CloseId = 2;
    private const long ReplaceId = 3;

    private readonly PositionLedger _ledger = new(new LedgerSetup
    {
        InstrumentCount = InstrumentCount, StrategyCount = StrategyCount,
        Accounts = [new AccountTerms(CostMethod.Average, PositionMode.Hedging)],
    });

    private readonly OrderTable _table;

    public ClosingOrderTests()
    {
        _table = new OrderTable(_ledger, capacitySlots: 16);
        Assert.Equal(RiskVerdict.Accepted, Add(_table, NewOrder()));
        Apply(_table, Trade(10, 10));
        EngineEvent close = NewOrder(CloseId, Side.Sell);
        close.Flags = EventFlags.ClosesLeg;
        Assert.Equal(RiskVerdict.Accepted, Add(_table, close));
    }

    [Theory]
    [InlineData(FillFacts.None, 6, 0)]
    [InlineData(FillFacts.Closes, 6, 0)]
    [InlineData(FillFacts.Opens, 10, 4)] // The venue says what it did.
    public void A_fill_does_what_its_report_says_and_else_what_its_order_was_to_do(
        FillFacts facts, long longLots, long shortLots)
    {
        EngineEvent fill = Trade(4, 4, orderId: CloseId);
        fill.Execution.Facts = facts;
        OrderReport report = ApplyAndReport(_table, fill);
        Assert.Equal(new Legs(longLots, shortLots), _ledger.LegsOfAccount(0, 1));
        Assert.Equal(
            (true, true, longLots, shortLots, longLots),
            (report.ClosesLeg, report.HasLegs, report.LongLegLots, report.ShortLegLots, report.StrategyLongLots));
    }

    [Fact]
    public void Lots_that_only_a_total_told_of_are_closed_too()
    {
        Apply(_table, Report(ExecType.Canceled, OrderStatus.Canceled, cumQtyLots: 7, CloseId));
        Assert.Equal(new Legs(3, 0), _ledger.LegsOfAccount(0, 1));
        Apply(_table, Resent(Trade(7, 7, priceTicks: 120, CloseId))); // Their own fill comes after all.
        Assert.Equal(new Legs(3, 0), _ledger.LegsOfAccount(0, 1));
        Assert.Equal(7 * 20 - 17, (long)_ledger.OfAccount(0, 1).RealizedTickLots);
    }

    [Fact]
    public void Legs_are_told_anew_where_a_missed_fill_opens_what_was_taken_to_close()
    {
        EngineEvent fill = Trade(2, 6, orderId: CloseId);
        OrderReport jump = ApplyAndReport(_table, fill);
        Assert.Equal((4, 0), (jump.LongLegLots, jump.ShortLegLots));
        EngineEvent missed = Trade(4, 4, orderId: CloseId);
        missed.Execution.Facts = FillFacts.Opens;
        OrderReport report = ApplyAndReport(_table, missed);
        Assert.Equal(
            (OrderReportKind.Corrected, 0, 0, 8, 4),
            (report.Kind, report.FilledLots, report.ReleasedLots, report.LongLegLots, report.ShortLegLots));
    }

    [Fact]
    public void A_replace_takes_the_mark_from_the_order_whatever_the_wish_says()
    {
        Apply(_table, Report(ExecType.New, OrderStatus.New, orderId: CloseId));
        EngineEvent replace = NewOrder(ReplaceId, Side.Sell, qtyLots: 8);
        replace.Kind = EventKind.ReplaceOrder;
        replace.Order.OriginalOrderId = CloseId;
        Assert.Equal(RiskVerdict.Accepted, _table.TryRequestReplace(ref replace));
        Assert.True(replace.Flags.Closes());
        Assert.True(Find(_table, CloseId).ClosesLeg);
        Assert.False(Find(_table).ClosesLeg);
    }

    [Fact]
    public void An_adopted_order_opens_unless_its_fills_say_otherwise_and_no_replace_makes_it_close()
    {
        const long adoptedId = 6;
        EngineEvent shown = Report(ExecType.OrderStatus, OrderStatus.New, orderId: 77);
        shown.Side = Side.Sell;
        shown.Execution.LeavesQtyLots = 5;
        shown.Execution.VenueOrderIdHash = 0x1234;
        Assert.True(_table.TryAdopt(in shown, adoptedId, out OrderReport adopted));
        Assert.Equal((false, 10, 0), (adopted.ClosesLeg, adopted.LongLegLots, adopted.ShortLegLots));

        EngineEvent replace = NewOrder(ReplaceId, Side.Sell, qtyLots: 8);
        replace.Kind = EventKind.ReplaceOrder;
        replace.Order.OriginalOrderId = adoptedId;
        replace.Flags = EventFlags.ClosesLeg;
        Assert.Equal(RiskVerdict.Accepted, _table.TryRequestReplace(ref replace));
        Assert.False(replace.Flags.Closes());

        EngineEvent fill = Trade(2, 2, orderId: 77);
        fill.Execution.VenueOrderIdHash = 0x1234;
        Apply(_table, fill);
        Assert.Equal(new Legs(10, 2), _ledger.LegsOfAccount(0, 1));
        fill = Trade(2, 4, orderId: 77);
        fill.Execution.VenueOrderIdHash = 0x1234;
        fill.Execution.Facts = FillFacts.Closes;
        Apply(_table, fill);
        Assert.Equal(new Legs(8, 2), _ledger.LegsOfAccount(0, 1));
    }

    [Fact]
    public void A_denied_order_keeps_its_mark()
    {
        EngineEvent denied = NewOrder(orderId: 5, Side.Sell);
        denied.Flags = EventFlags.ClosesLeg;
        _table.Deny(in denied, out _);
        Assert.True(Find(_table, orderId: 5).ClosesLeg);
    }
}
