using System;
using System.Globalization;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>Busts and corrections: J.1.a to J.1.d of FIX 4.4 Volume 4 appendix D, and what is odd about them.</summary>
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

        OrderReport bust = Corrected("EC", "", (90, 10));
        Assert.Equal((OrderReportKind.Corrected, -10L, 0L), (bust.Kind, bust.FilledLots, bust.ReleasedLots));
        ExpectOrder(OrderStatus.PartiallyFilled, filled: 90, open: 10);
        ExpectPosition(lots: 90, cash: -9_900, cost: 9_900);

        Corrected("FD", "90@100", (90, 10));
        ExpectPosition(lots: 90, cash: -9_000, cost: 9_000);

        Fill("G", last: 10, cum: 100, price: 120, OrderStatus.Filled);
        Corrected("HF", "90@120", (100, 0));
        ExpectOrder(OrderStatus.Filled, filled: 100, open: 0);
        ExpectPosition(lots: 100, cash: -12_000, cost: 12_000);
        Assert.False(_table.IsHaltAdvised);
    }

    [Fact]
    public void An_answer_tells_the_quantity_of_an_order_that_a_correction_filled_with_more_than_was_ordered()
    {
        Fill("B", last: 60, cum: 60, price: 50, OrderStatus.PartiallyFilled);
        Corrected("CB", "110@50", (110, 5));
        Apply(_table, StatusAnswer(OrderStatus.PartiallyFilled, cumQtyLots: 110, leavesQtyLots: 5));
        Order order = Find(_table);
        Assert.Equal((110L, 115L, 5L), (order.FilledLots, order.QtyLots, order.OpenLots));
    }

    [Fact]
    public void J1b_a_canceled_order_stays_canceled_after_a_bust_and_takes_the_new_execution()
    {
        Fill("B", last: 50, cum: 50, price: 50, OrderStatus.PartiallyFilled);
        Assert.True(Apply(_table, Report(ExecType.Canceled, OrderStatus.Canceled, 50)));

        OrderReport bust = Corrected("EB", "", (0, 0), OrderStatus.Canceled);
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
        Corrected("FB", "15@50", (25, 75));
        Corrected("GE", "5@50", (20, 80));
        ExpectOrder(OrderStatus.PartiallyFilled, filled: 20, open: 80);
        ExpectPosition(lots: 20, cash: -1_000, cost: 1_000);
    }

    [Fact]
    public void J1d_a_correction_and_then_a_bust_of_it_after_the_order_has_ended()
    {
        Fill("B", last: 50, cum: 50, price: 50, OrderStatus.PartiallyFilled);
        Assert.True(Apply(_table, Report(ExecType.Expired, OrderStatus.Expired, 50)));
        Corrected("DB", "40@50", (40, 0), OrderStatus.Expired);
        ExpectOrder(OrderStatus.Expired, filled: 40, open: 0);
        Corrected("ED", "", (0, 0), OrderStatus.Expired);
        ExpectOrder(OrderStatus.Expired, filled: 0, open: 0);
        ExpectPosition(lots: 0, cash: 0, cost: 0);
    }

    [Fact]
    public void A_bust_that_comes_twice_is_made_once()
    {
        Fill("B", last: 10, cum: 10, price: 100, OrderStatus.PartiallyFilled);
        Corrected("EB", "", (0, 100));
        Assert.False(Apply(_table, Resent(Correction("EB", "", (0, 100)))));
        Assert.Equal(OrderAnomalies.Duplicate, _table.LastAnomalies);
        ExpectOrder(OrderStatus.New, filled: 0, open: 100);
    }

    [Fact]
    public void A_fill_sent_again_after_its_bust_is_not_booked_again()
    {
        Fill("B", last: 10, cum: 10, price: 100, OrderStatus.PartiallyFilled);
        Corrected("EB", "", (0, 100));
        Assert.False(Apply(_table, Resent(Named("B", Trade(10, 10, 100)))));
        ExpectPosition(lots: 0, cash: 0, cost: 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5@100")]
    public void A_correction_of_a_fill_that_is_not_known_books_nothing_and_advises_a_halt(string fill)
    {
        Fill("B", last: 10, cum: 10, price: 100, OrderStatus.PartiallyFilled);
        Assert.False(Apply(_table, Correction("E?", fill, (10, 90))));
        Assert.Equal(OrderAnomalies.UnknownCorrection, _table.LastAnomalies);
        Assert.True(_table.IsHaltAdvised);
        Assert.True(Find(_table).IsInDoubt);
        ExpectPosition(lots: 10, cash: -1_000, cost: 1_000);
    }

    [Fact]
    public void A_total_that_does_not_agree_puts_the_order_in_doubt_but_the_fill_is_corrected()
    {
        Fill("B", last: 10, cum: 10, price: 100, OrderStatus.PartiallyFilled);
        Corrected("EB", "8@100", (20, 80));
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
        EngineEvent bust = Correction("EB", "", (0, 0));
        bust.Execution.OrderId = 77;
        OrderReport report = ApplyAndReport(_table, bust);
        Assert.Equal(
            (OrderRequest.OperatorStrategyIndex, -10L, 10L, 0L),
            (report.StrategyIndex, report.FilledLots, report.ReleasedLots, report.StrategyPositionLots));
        Assert.Equal(0, _ledger.OfInstrument(1).Lots);
    }

    [Theory]
    [InlineData(FirstId)]
    [InlineData(2)] // Under the name of a replace, forgotten likewise.
    public void A_bust_of_a_fill_whose_order_is_forgotten_takes_it_back_from_its_strategy(long name)
    {
        Fill("B", last: 100, cum: 100, price: 100, OrderStatus.Filled);
        for (long id = 17; id < 40; id++) // The slots are those of others by now.
        {
            Add(_table, NewOrder(orderId: id));
            Apply(_table, Report(ExecType.Canceled, OrderStatus.Canceled, orderId: id));
        }

        Assert.False(_table.TryFind(new OrderId(FirstId), out _));
        EngineEvent bust = Correction("EB", "", (0, 0), OrderStatus.Canceled);
        bust.Execution.OrderId = name;
        OrderReport report = ApplyAndReport(_table, bust);
        Assert.Equal((Strategy, -100L, 100L), (report.StrategyIndex, report.FilledLots, report.ReleasedLots));
        ExpectPosition(lots: 0, cash: 0, cost: 0);
        Assert.False(_table.IsHaltAdvised);
    }

    [Fact]
    public void A_correction_under_a_name_never_heard_of_finds_the_order_by_its_fill_and_opens_it_again()
    {
        Fill("B", last: 100, cum: 100, price: 100, OrderStatus.Filled);
        EngineEvent corrected = Correction("EB", "90@100", (90, 10));
        corrected.Execution.OrderId = 77;
        OrderReport report = ApplyAndReport(_table, corrected);
        Assert.Equal((FirstId, -10L, 10L), (report.OrderId, report.FilledLots, report.OpenLots));
        ExpectOrder(OrderStatus.PartiallyFilled, filled: 90, open: 10);
    }

    [Fact]
    public void The_id_of_a_fill_of_the_other_side_is_another_fill()
    {
        Fill("B", last: 100, cum: 100, price: 100, OrderStatus.Filled);
        EngineEvent bust = Correction("EB", "", (0, 0));
        bust.Execution.OrderId = 77;
        bust.Side = Side.Sell;
        Assert.False(Apply(_table, bust));
        Assert.Equal(OrderAnomalies.UnknownCorrection, _table.LastAnomalies & OrderAnomalies.UnknownCorrection);
        ExpectPosition(lots: 100, cash: -10_000, cost: 10_000);
    }

    [Fact]
    public void A_correction_that_turns_the_position_round_restates_profit_and_cost()
    {
        Fill("B", last: 60, cum: 60, price: 100, OrderStatus.PartiallyFilled);
        Add(_table, NewOrder(orderId: 2, Side.Sell, qtyLots: 40));
        EngineEvent sale = Named("C", Trade(40, 40, priceTicks: 110, orderId: 2));
        sale.Side = Side.Sell;
        sale.Execution.Status = OrderStatus.Filled;
        Assert.True(Apply(_table, sale));
        ExpectPosition(lots: 20, cash: -1_600, cost: 2_000);

        Corrected("DB", "10@100", (10, 90)); // Of the purchase 10 are left: 30 of the sale opened a short position.
        ExpectPosition(lots: -30, cash: 3_400, cost: -3_300);
    }

    private static EngineEvent Named(string execId, EngineEvent report)
    {
        report.Execution.ExecIdHash = 1_000_000 + execId[0];
        return report;
    }

    /// <param name="ids">ExecID(17) and ExecRefID(19), a letter each.</param>
    /// <param name="fill">What the fill is to be: "lots@price"; empty for a bust.</param>
    /// <param name="totals">CumQty(14) and LeavesQty(151).</param>
    /// <param name="status">OrdStatus(39).</param>
    private static EngineEvent Correction(
        string ids, string fill, (long Cum, long Leaves) totals, OrderStatus status = OrderStatus.PartiallyFilled)
    {
        ExecType type = fill.Length == 0 ? ExecType.TradeCancel : ExecType.TradeCorrect;
        EngineEvent report = Named(ids[..1], Report(type, status, totals.Cum));
        report.Execution.LeavesQtyLots = totals.Leaves;
        report.Execution.ExecRefIdHash = 1_000_000 + ids[1];
        if (fill.Length == 0)
            return report;

        string[] parts = fill.Split('@');
        report.Execution.LastQtyLots = long.Parse(parts[0], CultureInfo.InvariantCulture);
        report.Execution.LastPriceTicks = long.Parse(parts[1], CultureInfo.InvariantCulture);
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
        string ids, string fill, (long Cum, long Leaves) totals, OrderStatus status = OrderStatus.PartiallyFilled) =>
        ApplyAndReport(_table, Correction(ids, fill, totals, status));

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
