using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>Replaces and their races, after FIX 4.4 Volume 4 appendix D, D.1 to G.1 and H.1.</summary>
public sealed class ReplaceTests
{
    private const long ReplaceId = 2;

    private readonly PositionLedger _ledger = NewLedger();
    private readonly OrderTable _table;

    public ReplaceTests()
    {
        _table = new OrderTable(_ledger, capacitySlots: 16);
        Assert.Equal(RiskVerdict.Accepted, Add(_table, NewOrder()));
        Apply(_table, Report(ExecType.New, OrderStatus.New));
    }

    [Fact]
    public void A_request_keeps_what_it_does_not_change_and_the_order_is_pending_until_the_answer()
    {
        EngineEvent replace = Replace(qtyLots: 15, priceTicks: 90);
        Assert.Equal(RiskVerdict.Accepted, _table.TryRequestReplace(ref replace));
        Assert.Equal(
            (1, Side.Buy, OrderType.Limit, TimeInForce.Day, FirstId, 0L),
            (replace.InstrumentIndex, replace.Side, replace.Order.Type, replace.Order.TimeInForce,
                replace.Order.OriginalOrderId, replace.Order.VenueOrderId));
        Order order = Find(_table);
        Assert.Equal(
            (OrderStatus.PendingReplace, PriceTicks, QtyLots, QtyLots, 15L),
            (order.Status, order.PriceTicks, order.QtyLots, order.OpenLots, order.ReservedLots));
    }

    [Fact]
    public void D1a_the_answer_puts_price_and_quantity_in_force_and_names_the_order_anew()
    {
        Request(qtyLots: 15, priceTicks: 90);
        Apply(_table, Answer(ExecType.Other, OrderStatus.PendingReplace, 0));
        OrderReport report = ApplyAndReport(_table, Answer(ExecType.Replaced, OrderStatus.New, 0, leaves: 15));
        Assert.Equal(
            (OrderReportKind.Replaced, FirstId, 15L, 15L, 0L),
            (report.Kind, report.OrderId, report.OpenLots, report.ReservedLots, report.ReleasedLots));
        ExpectOrder(OrderStatus.New, qty: 15, filled: 0, open: 15);
        Assert.Equal(90, Find(_table).PriceTicks);
        Assert.Equal(FirstId, Find(_table, ReplaceId).OrderId);

        Assert.True(Apply(_table, Trade(15, 15, 90, orderId: ReplaceId)));
        ExpectOrder(OrderStatus.Filled, qty: 15, filled: 15, open: 0);
    }

    [Fact]
    public void A_smaller_quantity_is_released_by_the_answer_and_not_before()
    {
        Request(qtyLots: 4);
        Assert.Equal(QtyLots, _table.SumReservedLots(1, Side.Buy));
        OrderReport report = ApplyAndReport(_table, Answer(ExecType.Replaced, OrderStatus.New, 0, leaves: 4));
        Assert.Equal((6L, 4L), (report.ReleasedLots, report.ReservedLots));
    }

    [Fact]
    public void D1b_fills_while_pending_count_on_the_old_terms()
    {
        Request(qtyLots: 12);
        Assert.True(Apply(_table, Trade(3, 3)));
        ExpectOrder(OrderStatus.PendingReplace, qty: 10, filled: 3, open: 7);
        Assert.Equal(9, Find(_table).ReservedLots);
        Assert.True(Apply(_table, Answer(ExecType.Replaced, OrderStatus.PartiallyFilled, 3, leaves: 9)));
        ExpectOrder(OrderStatus.PartiallyFilled, qty: 12, filled: 3, open: 9);
    }

    [Fact]
    public void C3c_a_replace_below_what_has_filled_meanwhile_means_stop()
    {
        Request(qtyLots: 4);
        Apply(_table, Trade(6, 6));
        OrderReport report = ApplyAndReport(_table, Answer(ExecType.Replaced, OrderStatus.Filled, 6));
        Assert.Equal((4L, 0L), (report.ReleasedLots, report.OpenLots));
        ExpectOrder(OrderStatus.Filled, qty: 6, filled: 6, open: 0);
        Assert.Equal(OrderAnomalies.None, _table.LastAnomalies);
    }

    [Fact]
    public void E1a_a_refusal_leaves_the_order_as_it_was()
    {
        Request(qtyLots: 15, priceTicks: 90);
        OrderReport report = ApplyAndReport(_table, Refusal(OrderStatus.New));
        Assert.Equal(
            (OrderReportKind.ReplaceRejected, 5L, 10L), (report.Kind, report.ReleasedLots, report.ReservedLots));
        ExpectOrder(OrderStatus.New, qty: 10, filled: 0, open: 10);
        Assert.Equal(PriceTicks, Find(_table).PriceTicks);
        Assert.Equal(0, _table.InDoubtCount);
    }

    [Fact]
    public void F1a_an_order_that_filled_before_the_answer_is_open_again_when_it_was_accepted()
    {
        Request(qtyLots: 15);
        Apply(_table, Trade(10, 10));
        ExpectOrder(OrderStatus.Filled, qty: 10, filled: 10, open: 0);
        OrderReport report = ApplyAndReport(_table, Answer(ExecType.Replaced, OrderStatus.PartiallyFilled, 10, 5));
        Assert.Equal((0L, 5L), (report.ReleasedLots, report.OpenLots));
        ExpectOrder(OrderStatus.PartiallyFilled, qty: 15, filled: 10, open: 5);
    }

    [Fact]
    public void An_order_that_filled_before_the_answer_keeps_what_the_replace_asks_for_reserved()
    {
        Request(qtyLots: 15);
        OrderReport report = ApplyAndReport(_table, Trade(10, 10));
        Assert.Equal((10L, 0L, 0L, 5L), (report.FilledLots, report.ReleasedLots, report.OpenLots, report.ReservedLots));
        Assert.Equal(1, _table.OpenCount); // The venue is asked after it where the session is lost now.
    }

    [Fact]
    public void A_refusal_after_the_order_filled_is_expected_and_releases_what_it_had_asked_for()
    {
        Request(qtyLots: 15);
        Apply(_table, Trade(10, 10));
        OrderReport report = ApplyAndReport(_table, Refusal(OrderStatus.Filled));
        Assert.Equal((5L, 0L, true), (report.ReleasedLots, report.OpenLots, report.HasDroppedPrice));
        Assert.Equal(OrderAnomalies.StaleCancelReject, _table.LastAnomalies);
        Assert.Equal(0, _table.OpenCount);
        ExpectOrder(OrderStatus.Filled, qty: 10, filled: 10, open: 0);
    }

    [Fact]
    public void A_fill_under_the_new_id_shows_that_the_replace_was_accepted_whose_answer_is_late()
    {
        Request(qtyLots: 15, priceTicks: 90);
        EngineEvent fill = Trade(2, 2, 90, orderId: ReplaceId);
        fill.Execution.Status = OrderStatus.PartiallyFilled;
        fill.Execution.LeavesQtyLots = 13;
        Assert.True(Apply(_table, fill));
        ExpectOrder(OrderStatus.PartiallyFilled, qty: 15, filled: 2, open: 13);
        Assert.False(Apply(_table, Answer(ExecType.Replaced, OrderStatus.New, 0, leaves: 15)));
        ExpectOrder(OrderStatus.PartiallyFilled, qty: 15, filled: 2, open: 13);
    }

    [Fact]
    public void One_replace_at_a_time_and_none_behind_a_cancel()
    {
        Request(qtyLots: 15);
        EngineEvent second = Replace(qtyLots: 12, replaceId: 3);
        Assert.Equal(RiskVerdict.UnknownOrder, _table.TryRequestReplace(ref second));

        Assert.Equal(RiskVerdict.Accepted, RequestCancel(_table, Cancel(cancelId: 4)));
        Apply(_table, Refusal(OrderStatus.New));
        EngineEvent third = Replace(qtyLots: 12, replaceId: 5);
        Assert.Equal(RiskVerdict.UnknownOrder, _table.TryRequestReplace(ref third));
    }

    [Fact]
    public void A_cancel_overtakes_a_pending_replace_and_names_its_id_to_the_venue()
    {
        Request(qtyLots: 15);
        EngineEvent cancel = Cancel(cancelId: 3);
        Assert.Equal(RiskVerdict.Accepted, _table.TryRequestCancel(ref cancel));
        Assert.Equal((FirstId, ReplaceId), (cancel.Order.OriginalOrderId, cancel.Order.VenueOrderId));
        Assert.Equal(OrderStatus.PendingCancel, Find(_table).Status);

        EngineEvent canceled = Report(ExecType.Canceled, OrderStatus.Canceled, orderId: ReplaceId);
        canceled.Execution.RequestId = 3;
        OrderReport report = ApplyAndReport(_table, canceled);
        Assert.Equal((15L, 0L), (report.ReleasedLots, report.ReservedLots));
        Assert.Equal(0, _table.OpenCount);
    }

    [Theory]
    [InlineData(0, RiskVerdict.OrderQtyOutOfRange)]
    [InlineData(3, RiskVerdict.OrderQtyOutOfRange)]
    [InlineData(4, RiskVerdict.Accepted)]
    [InlineData(OrderTable.QtyLotsMax, RiskVerdict.Accepted)]
    [InlineData(OrderTable.QtyLotsMax + 1, RiskVerdict.OrderQtyOutOfRange)]
    public void A_quantity_must_be_above_what_is_filled(long qtyLots, RiskVerdict expected)
    {
        Apply(_table, Trade(3, 3));
        EngineEvent replace = Replace(qtyLots);
        Assert.Equal(expected, _table.TryRequestReplace(ref replace));
    }

    [Fact]
    public void A_closed_or_unknown_order_is_not_replaced()
    {
        EngineEvent unknown = Replace(qtyLots: 5, orderId: 9);
        Assert.Equal(RiskVerdict.UnknownOrder, _table.TryRequestReplace(ref unknown));
        Apply(_table, Trade(10, 10));
        EngineEvent closed = Replace(qtyLots: 15);
        Assert.Equal(RiskVerdict.UnknownOrder, _table.TryRequestReplace(ref closed));
    }

    [Theory]
    [InlineData(ReplaceId, 0, 15, 15)] // It knows the new id: accepted.
    [InlineData(FirstId, 0, 15, 15)]   // The old id with the new quantity: accepted.
    [InlineData(FirstId, 0, 10, 10)]   // The old quantity: it never arrived.
    public void A_replace_in_doubt_is_settled_by_an_answer(long id, long cum, long leaves, long expectedQty)
    {
        Request(qtyLots: 15);
        _table.MarkAllOpenInDoubt();
        Assert.True(Find(_table).IsReplaceInDoubt);
        EngineEvent answer = StatusAnswer(OrderStatus.New, cum, leaves);
        answer.Execution.OrderId = id;
        Assert.True(Apply(_table, answer));
        ExpectOrder(OrderStatus.New, expectedQty, filled: 0, open: leaves);
        Assert.Equal((0, leaves), (_table.InDoubtCount, _table.SumReservedLots(1, Side.Buy)));
    }

    [Fact]
    public void A_chain_of_replaces_is_known_by_every_id_and_goes_on_with_the_last()
    {
        Request(qtyLots: 15);
        Apply(_table, Answer(ExecType.Replaced, OrderStatus.New, 0, leaves: 15));
        EngineEvent second = Replace(qtyLots: 20, replaceId: 3, orderId: ReplaceId);
        Assert.Equal(RiskVerdict.Accepted, _table.TryRequestReplace(ref second));
        Assert.Equal((FirstId, ReplaceId), (second.Order.OriginalOrderId, second.Order.VenueOrderId));

        EngineEvent replaced = Answer(ExecType.Replaced, OrderStatus.New, 0, leaves: 20);
        replaced.Execution.OrderId = ReplaceId;
        replaced.Execution.RequestId = 3;
        replaced.Execution.ExecIdHash = 99;
        Assert.True(Apply(_table, replaced));
        Assert.True(Apply(_table, Trade(1, 1, orderId: 3)));
        Assert.True(Apply(_table, Trade(2, 3, orderId: FirstId)));
        ExpectOrder(OrderStatus.PartiallyFilled, qty: 20, filled: 3, open: 17);
    }

    [Fact]
    public void The_slot_of_a_replace_is_kept_while_its_order_is_open()
    {
        var table = new OrderTable(_ledger, capacitySlots: 4);
        Add(table, NewOrder(orderId: 4));
        EngineEvent replace = Replace(qtyLots: 15, replaceId: 5, orderId: 4);
        Assert.Equal(RiskVerdict.Accepted, table.TryRequestReplace(ref replace));
        Assert.Equal(RiskVerdict.OrderTableFull, Add(table, NewOrder(orderId: 9)));

        Apply(table, Report(ExecType.Canceled, OrderStatus.Canceled, orderId: 4));
        Assert.Equal(RiskVerdict.Accepted, Add(table, NewOrder(orderId: 9)));
        Assert.False(table.TryFind(new OrderId(5), out _));
    }

    [Fact]
    public void A_denied_replace_is_told_with_the_order_as_it_is()
    {
        EngineEvent replace = Replace(qtyLots: 15);
        _table.Deny(in replace, out OrderReport report);
        Assert.Equal(
            (OrderReportKind.ReplaceRejected, FirstId, OrderStatus.New, 10L),
            (report.Kind, report.OrderId, report.Status, report.OpenLots));
    }

    private static EngineEvent Answer(ExecType type, OrderStatus status, long cum, long leaves = 0)
    {
        EngineEvent answer = Report(type, status, cum);
        answer.Execution.RequestId = ReplaceId;
        answer.Execution.LeavesQtyLots = leaves;
        return answer;
    }

    private static EngineEvent Refusal(OrderStatus status) => CancelReject(status, cancelId: ReplaceId);

    private void Request(long qtyLots, long priceTicks = PriceTicks)
    {
        EngineEvent replace = Replace(qtyLots, priceTicks);
        Assert.Equal(RiskVerdict.Accepted, _table.TryRequestReplace(ref replace));
    }

    private void ExpectOrder(OrderStatus status, long qty, long filled, long open)
    {
        Order order = Find(_table);
        Assert.Equal((status, qty, filled, open), (order.Status, order.QtyLots, order.FilledLots, order.OpenLots));
    }
}
