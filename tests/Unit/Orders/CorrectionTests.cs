using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>Busts and corrections, as in FIX 4.4 Volume 4 appendix D, J.1.a to J.1.d, and what is odd about them.</summary>
public sealed class CorrectionTests
{
    private readonly PositionLedger _ledger = NewLedger();
    private readonly OrderTable _table;

    public CorrectionTests()
    {
        _table = new OrderTable(_ledger, capacitySlots: 16);
        Assert.Equal(RiskVerdict.Accepted, Add(_table, NewOrder(qtyLots: 100)));
        Apply(_table, Report(ExecType.New, OrderStatus.New));
    }

    [Fact]
    public void J1a_a_filled_order_is_open_again_after_a_bust_and_filled_by_the_next_execution()
    {
        Fill("C", last: 10, cum: 10, price: 100, OrderStatus.PartiallyFilled);
        Fill("D", last: 90, cum: 100, price: 110, OrderStatus.Filled);
        ExpectOrder(OrderStatus.Filled, filled: 100, open: 0);

        OrderReport bust = Corrected(ExecType.TradeCancel, "E", "C", 0, 0, cum: 90, leaves: 10);
        Assert.Equal((OrderReportKind.Corrected, -10L, 0L), (bust.Kind, bust.FilledLots, bust.ReleasedLots));
        ExpectOrder(OrderStatus.PartiallyFilled, filled: 90, open: 10);
        ExpectPosition(lots: 90, cash: -9_900, cost: 9_900);

        Corrected(ExecType.TradeCorrect, "F", "D", 90, 100, cum: 90, leaves: 10);
        ExpectPosition(lots: 90, cash: -9_000, cost: 9_000);

        Fill("G", last: 10, cum: 100, price: 120, OrderStatus.Filled);
        Corrected(ExecType.TradeCorrect, "H", "F", 90, 120, cum: 100, leaves: 0);
        ExpectOrder(OrderStatus.Filled, filled: 100, open: 0);
        ExpectPosition(lots: 100, cash: -12_000, cost: 12_000);
        Assert.False(_table.IsHaltAdvised);
    }

    [Fact]
    public void J1b_a_canceled_order_stays_canceled_after_a_bust_and_takes_the_new_execution()
    {
        Fill("B", last: 50, cum: 50, price: 50, OrderStatus.PartiallyFilled);
        Assert.True(Apply(_table, Report(ExecType.Canceled, OrderStatus.Canceled, 50)));

        OrderReport bust = Corrected(
            ExecType.TradeCancel, "E", "B", 0, 0, cum: 0, leaves: 0, status: OrderStatus.Canceled);
        Assert.Equal((-50L, 50L, 0L), (bust.FilledLots, bust.ReleasedLots, bust.OpenLots));
        ExpectOrder(OrderStatus.Canceled, filled: 0, open: 0);
        ExpectPosition(lots: 0, cash: 0, cost: 0);

        Fill("F", last: 40, cum: 40, price: 51, OrderStatus.Canceled);
        ExpectOrder(OrderStatus.Canceled, filled: 40, open: 0);
        ExpectPosition(lots: 40, cash: -2_040, cost: 2_040);
    }

    [Fact]
    public void J1c_corrections_of_two_fills_leave_the_order_working()
    {
        Fill("B", last: 20, cum: 20, price: 50, OrderStatus.PartiallyFilled);
        Fill("E", last: 10, cum: 30, price: 50, OrderStatus.PartiallyFilled);
        Corrected(ExecType.TradeCorrect, "F", "B", 15, 50, cum: 25, leaves: 75);
        Corrected(ExecType.TradeCorrect, "G", "E", 5, 50, cum: 20, leaves: 80);
        ExpectOrder(OrderStatus.PartiallyFilled, filled: 20, open: 80);
        ExpectPosition(lots: 20, cash: -1_000, cost: 1_000);
    }

    [Fact]
    public void J1d_a_correction_and_then_a_bust_of_it_after_the_order_has_ended()
    {
        Fill("B", last: 50, cum: 50, price: 50, OrderStatus.PartiallyFilled);
        Assert.True(Apply(_table, Report(ExecType.Expired, OrderStatus.Expired, 50)));
        Corrected(ExecType.TradeCorrect, "D", "B", 40, 50, cum: 40, leaves: 0, status: OrderStatus.Expired);
        ExpectOrder(OrderStatus.Expired, filled: 40, open: 0);
        Corrected(ExecType.TradeCancel, "E", "D", 0, 0, cum: 0, leaves: 0, status: OrderStatus.Expired);
        ExpectOrder(OrderStatus.Expired, filled: 0, open: 0);
        ExpectPosition(lots: 0, cash: 0, cost: 0);
    }

    [Fact]
    public void A_bust_that_comes_twice_is_made_once()
    {
        Fill("B", last: 10, cum: 10, price: 100, OrderStatus.PartiallyFilled);
        Corrected(ExecType.TradeCancel, "E", "B", 0, 0, cum: 0, leaves: 100);
        Assert.False(Apply(_table, Resent(Correction(ExecType.TradeCancel, "E", "B", 0, 0, 0, 100))));
        Assert.Equal(OrderAnomalies.Duplicate, _table.LastAnomalies);
        ExpectOrder(OrderStatus.New, filled: 0, open: 100);
    }

    [Fact]
    public void A_fill_sent_again_after_its_bust_is_not_booked_again()
    {
        Fill("B", last: 10, cum: 10, price: 100, OrderStatus.PartiallyFilled);
        Corrected(ExecType.TradeCancel, "E", "B", 0, 0, cum: 0, leaves: 100);
        Assert.False(Apply(_table, Resent(Named("B", Trade(10, 10, 100)))));
        ExpectPosition(lots: 0, cash: 0, cost: 0);
    }

    [Theory]
    [InlineData(ExecType.TradeCancel)]
    [InlineData(ExecType.TradeCorrect)]
    public void A_correction_of_a_fill_that_is_not_known_books_nothing_and_advises_a_halt(ExecType type)
    {
        Fill("B", last: 10, cum: 10, price: 100, OrderStatus.PartiallyFilled);
        Assert.False(Apply(_table, Correction(type, "E", "?", 5, 100, 10, 90)));
        Assert.Equal(OrderAnomalies.UnknownCorrection, _table.LastAnomalies);
        Assert.True(_table.IsHaltAdvised);
        Assert.True(Find(_table).IsInDoubt);
        ExpectPosition(lots: 10, cash: -1_000, cost: 1_000);
    }

    [Fact]
    public void A_total_that_does_not_agree_puts_the_order_in_doubt_but_the_fill_is_corrected()
    {
        Fill("B", last: 10, cum: 10, price: 100, OrderStatus.PartiallyFilled);
        Corrected(ExecType.TradeCorrect, "E", "B", 8, 100, cum: 20, leaves: 80);
        Assert.Equal(OrderAnomalies.Contradiction, _table.LastAnomalies);
        Assert.True(Find(_table).IsInDoubt);
        ExpectPosition(lots: 8, cash: -800, cost: 800);
    }

    [Fact]
    public void A_bust_of_a_foreign_fill_takes_it_back_from_the_operator()
    {
        EngineEvent fill = Named("B", Trade(10, 10, 100));
        fill.Execution.OrderId = 77;
        Assert.True(Apply(_table, fill));
        EngineEvent bust = Correction(ExecType.TradeCancel, "E", "B", 0, 0, 0, 0);
        bust.Execution.OrderId = 77;
        OrderReport report = ApplyAndReport(_table, bust);
        Assert.Equal(
            (OrderRequest.OperatorStrategyIndex, -10L, 10L, 0L),
            (report.StrategyIndex, report.FilledLots, report.ReleasedLots, report.StrategyPositionLots));
        Assert.Equal(0, _ledger.OfInstrument(1).Lots);
    }

    private static EngineEvent Named(string execId, EngineEvent report)
    {
        report.Execution.ExecIdHash = 1_000_000 + execId[0];
        return report;
    }

    private static EngineEvent Correction(
        ExecType type, string execId, string execRef, long qty, long price, long cum, long leaves,
        OrderStatus status = OrderStatus.PartiallyFilled)
    {
        EngineEvent report = Named(execId, Report(type, status, cum));
        report.Execution.LeavesQtyLots = leaves;
        report.Execution.ExecRefIdHash = 1_000_000 + execRef[0];
        report.Execution.LastQtyLots = qty;
        report.Execution.LastPriceTicks = price;
        return report;
    }

    private void Fill(string execId, long last, long cum, long price, OrderStatus status)
    {
        EngineEvent fill = Named(execId, Trade(last, cum, price));
        fill.Execution.Status = status;
        fill.Execution.LeavesQtyLots = status == OrderStatus.Canceled ? 0 : 100 - cum;
        Assert.True(Apply(_table, fill));
    }

    private OrderReport Corrected(
        ExecType type, string execId, string execRef, long qty, long price, long cum, long leaves,
        OrderStatus status = OrderStatus.PartiallyFilled) =>
        ApplyAndReport(_table, Correction(type, execId, execRef, qty, price, cum, leaves, status));

    private void ExpectOrder(OrderStatus status, long filled, long open)
    {
        Order order = Find(_table);
        Assert.Equal((status, filled, open), (order.Status, order.FilledLots, order.OpenLots));
        Assert.Equal(open > 0 ? 1 : 0, _table.OpenCount);
    }

    private void ExpectPosition(long lots, Int128 cash, Int128 cost)
    {
        Position position = _ledger.OfInstrument(1);
        Assert.Equal(
            (lots, cash, cost), (position.Lots, position.CashTickLots, position.OpenCostTickLots));
        Assert.Equal(position, _ledger.OfStrategy(Strategy, 1));
    }
}
