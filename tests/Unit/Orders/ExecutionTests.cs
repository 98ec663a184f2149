using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>Duplicates, gaps, late fills and other things that venues do.</summary>
public sealed class ExecutionTests
{
    private readonly PositionLedger _ledger = NewLedger();
    private readonly OrderTable _table;

    public ExecutionTests()
    {
        _table = new OrderTable(_ledger, capacitySlots: 4);
        Add(_table, NewOrder());
    }

    [Fact]
    public void A_fill_is_reported_whole()
    {
        OrderReport report = ApplyAndReport(_table, Trade(4, 4, priceTicks: 99));
        var expected = new OrderReport
        {
            OrderId = FirstId, InstrumentIndex = 1, StrategyIndex = Strategy, Side = Side.Buy, PriceTicks = PriceTicks,
            Status = OrderStatus.PartiallyFilled, Kind = OrderReportKind.Filled, FillPriceTicks = 99, FilledLots = 4,
            OpenLots = 6, ReservedLots = 6, StrategyPositionLots = 4,
        };
        Assert.Equal(expected, report);
        Assert.Equal(OrderAnomalies.None, _table.LastAnomalies);
    }

    [Theory]
    [InlineData(ExecType.Canceled, OrderStatus.Canceled, RestatementReason.SelfTradePassive)]
    [InlineData(ExecType.Canceled, OrderStatus.Canceled, RestatementReason.None)]
    [InlineData(ExecType.Restated, OrderStatus.Canceled, RestatementReason.TradingHalt)]
    public void What_nobody_asked_for_is_reported_with_the_reason_and_the_order_keeps_it(
        ExecType type, OrderStatus status, RestatementReason reason)
    {
        EngineEvent canceled = Report(type, status, 0);
        canceled.Execution.Reason = reason;
        OrderReport report = ApplyAndReport(_table, canceled);
        Assert.Equal((OrderReportKind.Closed, reason), (report.Kind, report.Reason));
        Assert.Equal(reason == RestatementReason.SelfTradePassive, report.Reason.IsSelfTrade());
        Assert.True(_table.TryFind(new OrderId(FirstId), out Order order));
        Assert.Equal(reason, order.Reason);
    }

    [Fact]
    public void A_close_is_reported_with_what_it_released()
    {
        Apply(_table, Trade(4, 4));
        OrderReport report = ApplyAndReport(_table, Report(ExecType.Canceled, OrderStatus.Canceled, 4));
        Assert.Equal(
            (OrderReportKind.Closed, OrderStatus.Canceled, 0L, 6L, 0L),
            (report.Kind, report.Status, report.FilledLots, report.ReleasedLots, report.OpenLots));
    }

    [Fact]
    public void The_same_report_twice_counts_once()
    {
        Apply(_table, Trade(4, 4));
        Assert.False(Apply(_table, Trade(4, 4)));
        Assert.Equal(OrderAnomalies.Duplicate, _table.LastAnomalies);
        Assert.Equal(1, _table.AnomalyCount(OrderAnomalies.Duplicate));
        Assert.Equal(4, _ledger.OfInstrument(1).Lots);
        Assert.Equal(4, _ledger.OfInstrument(1).FeesTickLots);
    }

    [Fact]
    public void A_resent_fill_counts_if_it_had_been_lost_and_not_if_it_had_not()
    {
        EngineEvent resent = Resent(Trade(4, 4));
        Assert.True(Apply(_table, resent));
        resent.Execution.ExecIdHash = 99; // A venue that gives resent reports new ids.
        Assert.False(Apply(_table, resent));
        Assert.Equal(OrderAnomalies.Duplicate, _table.LastAnomalies);
        Assert.Equal(4, _ledger.OfInstrument(1).Lots);
    }

    [Fact]
    public void A_fill_without_an_id_is_known_by_its_cumulative_quantity()
    {
        EngineEvent trade = Trade(4, 4);
        trade.Execution.ExecIdHash = 0;
        Assert.True(Apply(_table, trade));
        Assert.False(Apply(_table, trade));
        Assert.Equal(OrderAnomalies.Duplicate, _table.LastAnomalies);
    }

    [Fact]
    public void A_reused_id_does_not_hide_a_fill_that_raises_the_cumulative_quantity()
    {
        EngineEvent second = Trade(3, 7);
        second.Execution.ExecIdHash = Trade(4, 4).Execution.ExecIdHash;
        Apply(_table, Trade(4, 4));
        Assert.Equal(3, ApplyAndReport(_table, second).FilledLots);
    }

    [Fact]
    public void A_missed_fill_is_made_good_at_the_price_at_hand_and_put_right_when_it_comes()
    {
        OrderReport jump = ApplyAndReport(_table, Trade(2, 7, priceTicks: 90));
        Assert.Equal((7L, 90L, 3L), (jump.FilledLots, jump.FillPriceTicks, jump.OpenLots));
        Assert.Equal(OrderAnomalies.MissedFill, _table.LastAnomalies);
        Assert.Equal(-7 * 90, _ledger.OfInstrument(1).CashTickLots);

        Assert.False(Apply(_table, Trade(3, 5, priceTicks: 95)));
        Assert.Equal(OrderAnomalies.MissedFillExplained, _table.LastAnomalies);
        Assert.False(Apply(_table, Trade(2, 2, priceTicks: 80)));
        Assert.False(Apply(_table, Trade(2, 2, priceTicks: 80))); // Once.
        Assert.Equal(OrderAnomalies.Duplicate, _table.LastAnomalies);

        Position position = _ledger.OfInstrument(1);
        Assert.Equal((7L, (Int128)(-((2 * 90) + (3 * 95) + (2 * 80))), (Int128)7),
            (position.Lots, position.CashTickLots, position.FeesTickLots));
    }

    [Fact]
    public void A_fill_outside_the_gap_explains_nothing()
    {
        Apply(_table, Trade(4, 4));
        Apply(_table, Trade(2, 8)); // Misses 4 to 6.
        EngineEvent stray = Trade(2, 5);
        Assert.False(Apply(_table, stray));
        Assert.Equal(OrderAnomalies.Duplicate, _table.LastAnomalies);
        Assert.Equal(0, _table.AnomalyCount(OrderAnomalies.MissedFillExplained));
    }

    [Fact]
    public void A_cancel_that_shows_a_missed_fill_fills_at_the_limit_and_closes()
    {
        OrderReport report = ApplyAndReport(_table, Report(ExecType.Canceled, OrderStatus.Canceled, cumQtyLots: 3));
        Assert.Equal(
            (OrderReportKind.Filled, OrderStatus.Canceled, 3L, PriceTicks, 7L, 0L),
            (report.Kind, report.Status, report.FilledLots, report.FillPriceTicks, report.ReleasedLots,
                report.OpenLots));
        Assert.Equal(OrderAnomalies.MissedFill, _table.LastAnomalies);
    }

    [Fact]
    public void A_missed_fill_without_a_price_is_taken_at_the_last_one_of_the_order_else_of_the_instrument()
    {
        Apply(_table, Trade(4, 4, priceTicks: 77));
        Assert.Equal(77, ApplyAndReport(_table, StatusAnswer(OrderStatus.PartiallyFilled, 5, 5)).FillPriceTicks);

        EngineEvent market = NewOrder(2);
        market.Order.Type = OrderType.Market;
        market.Order.PriceTicks = 0;
        Add(_table, market);
        EngineEvent answer = StatusAnswer(OrderStatus.PartiallyFilled, 1, 9);
        answer.Execution.OrderId = 2;
        Assert.Equal(77, ApplyAndReport(_table, answer).FillPriceTicks);
    }

    [Fact]
    public void A_fill_after_the_cancel_moves_the_position_and_says_that_its_lots_were_released()
    {
        Apply(_table, Report(ExecType.Canceled, OrderStatus.Canceled));
        OrderReport report = ApplyAndReport(_table, Trade(4, 4));
        Assert.Equal(
            (OrderReportKind.Filled, OrderStatus.Canceled, 4L, -4L, 0L, 4L),
            (report.Kind, report.Status, report.FilledLots, report.ReleasedLots, report.OpenLots,
                report.StrategyPositionLots));
        Assert.Equal(OrderAnomalies.LateFill, _table.LastAnomalies);
        Assert.False(_table.IsHaltAdvised);
    }

    [Fact]
    public void An_overfill_is_booked_and_advises_a_halt()
    {
        OrderReport report = ApplyAndReport(_table, Trade(12, 12));
        Assert.Equal((12L, -2L, 0L, OrderStatus.Filled),
            (report.FilledLots, report.ReleasedLots, report.OpenLots, report.Status));
        Assert.Equal(OrderAnomalies.Overfill, _table.LastAnomalies);
        Assert.True(_table.IsHaltAdvised);
        Assert.Equal(12, _ledger.OfStrategy(Strategy, 1).Lots);

        Assert.False(Apply(_table, Trade(12, 12)));
        Assert.False(_table.IsHaltAdvised); // Of the last execution alone.
    }

    [Fact]
    public void A_late_fill_that_overfills_is_both()
    {
        Apply(_table, Report(ExecType.Canceled, OrderStatus.Canceled));
        Assert.Equal(11, ApplyAndReport(_table, Trade(11, 11)).FilledLots);
        Assert.Equal(OrderAnomalies.LateFill | OrderAnomalies.Overfill, _table.LastAnomalies);
    }

    [Fact]
    public void A_fill_whose_cumulative_quantity_cannot_be_counts_by_itself()
    {
        EngineEvent trade = Trade(4, 0);
        Assert.Equal(4, ApplyAndReport(_table, trade).FilledLots);
        Assert.Equal(OrderAnomalies.Contradiction, _table.LastAnomalies);
        Assert.False(Apply(_table, trade));
        Assert.Equal(OrderAnomalies.Duplicate, _table.LastAnomalies);
        trade.Execution.ExecIdHash = 98;
        Assert.Equal(4, ApplyAndReport(_table, trade).FilledLots);
    }

    [Fact]
    public void Filled_with_less_than_was_ordered_closes_the_order_and_is_a_contradiction()
    {
        EngineEvent trade = Trade(4, 4);
        trade.Execution.Status = OrderStatus.Filled;
        OrderReport report = ApplyAndReport(_table, trade);
        Assert.Equal((4L, 6L, OrderStatus.Filled), (report.FilledLots, report.ReleasedLots, report.Status));
        Assert.Equal(OrderAnomalies.Contradiction, _table.LastAnomalies);
    }

    [Fact]
    public void Leaves_that_differ_from_what_is_open_are_a_contradiction_unless_the_report_is_an_older_one()
    {
        EngineEvent report = Report(ExecType.New, OrderStatus.New);
        report.Execution.LeavesQtyLots = 9;
        Apply(_table, report);
        Assert.Equal(OrderAnomalies.Contradiction, _table.LastAnomalies);

        Apply(_table, Trade(4, 4));
        EngineEvent older = Report(ExecType.PendingNew, OrderStatus.PendingNew);
        older.Execution.LeavesQtyLots = 10;
        Apply(_table, older);
        Assert.Equal(OrderAnomalies.None, _table.LastAnomalies);
    }

    [Theory]
    [InlineData(-1, 4, 100)]
    [InlineData(4, -1, 100)]
    [InlineData(OrderTable.QtyLotsMax + 1, OrderTable.QtyLotsMax + 1, 100)]
    [InlineData(4, long.MaxValue, 100)]
    [InlineData(4, 4, long.MinValue)]
    [InlineData(4, 4, OrderTable.QtyLotsMax + 1)]
    public void Numbers_that_cannot_be_are_not_booked_but_put_the_order_in_doubt(long last, long cum, long price)
    {
        Assert.False(Apply(_table, Trade(last, cum, price)));
        Assert.Equal(OrderAnomalies.Malformed, _table.LastAnomalies);
        Assert.True(_table.IsHaltAdvised);
        Assert.True(Find(_table).IsInDoubt);
        Assert.Equal(0, _ledger.OfInstrument(1).Lots);
    }

    [Fact]
    public void A_refusal_of_another_cancel_leaves_the_pending_one()
    {
        RequestCancel(_table, Cancel());
        Assert.False(Apply(_table, CancelReject(OrderStatus.New, cancelId: 9)));
        Assert.Equal(OrderAnomalies.StaleCancelReject, _table.LastAnomalies);
        Assert.Equal(OrderStatus.PendingCancel, Find(_table).Status);

        Assert.True(Apply(_table, CancelReject(OrderStatus.New, cancelId: 0))); // A venue that does not say which.
        Assert.Equal(OrderStatus.New, Find(_table).Status);
    }

    [Theory]
    [InlineData(OrderStatus.Filled, 0)]
    [InlineData(OrderStatus.Canceled, 0)]
    [InlineData(OrderStatus.New, 1)]
    public void A_refusal_that_says_that_the_order_does_not_live_puts_it_in_doubt(OrderStatus status, ushort reason)
    {
        RequestCancel(_table, Cancel());
        OrderReport report = ApplyAndReport(_table, CancelReject(status, reason));
        Assert.Equal((OrderReportKind.CancelRejected, OrderStatus.PendingNew, 0L, QtyLots),
            (report.Kind, report.Status, report.ReleasedLots, report.OpenLots));
        Assert.Equal(1, _table.InDoubtCount);
    }
}
