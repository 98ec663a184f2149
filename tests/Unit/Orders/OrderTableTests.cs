using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

public sealed class OrderTableTests
{
    private readonly PositionLedger _ledger = NewLedger();
    private readonly OrderTable _table;

    public OrderTableTests() => _table = new OrderTable(_ledger, capacitySlots: 4);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(-4)]
    public void Capacity_is_a_power_of_two(int capacitySlots) =>
        Assert.Throws<ArgumentException>(() => new OrderTable(_ledger, capacitySlots));

    [Fact]
    public void A_new_order_is_pending_with_all_its_lots_open()
    {
        Assert.Equal(RiskVerdict.Accepted, Add(_table, NewOrder()));
        Order order = Find(_table);
        Assert.Equal(
            (OrderStatus.PendingNew, QtyLots, 0L, QtyLots, PriceTicks, Side.Buy, Strategy, 1),
            (order.Status, order.QtyLots, order.FilledLots, order.OpenLots, order.PriceTicks, order.Side,
                order.StrategyIndex, order.InstrumentIndex));
        Assert.Equal(1, _table.OpenCount);
        Assert.Equal(0, _table.InDoubtCount);
    }

    [Fact]
    public void An_order_whose_slot_is_still_open_finds_the_table_full()
    {
        Assert.Equal(RiskVerdict.Accepted, Add(_table, NewOrder(1)));
        Assert.Equal(RiskVerdict.Accepted, Add(_table, NewOrder(4)));
        Assert.Equal(RiskVerdict.OrderTableFull, Add(_table, NewOrder(5)));

        Apply(_table, Report(ExecType.Rejected, OrderStatus.Rejected));
        Assert.Equal(RiskVerdict.Accepted, Add(_table, NewOrder(5)));
        Assert.False(_table.TryFind(new OrderId(1), out _));
        Assert.Equal(2, _table.OpenCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(1)]
    [InlineData(5)]
    public void An_id_that_does_not_rise_is_refused(long orderId)
    {
        Add(_table, NewOrder(5));
        Apply(_table, Report(ExecType.Rejected, OrderStatus.Rejected, orderId: 5));
        Assert.Equal(RiskVerdict.OrderTableFull, Add(_table, NewOrder(orderId)));
    }

    [Fact]
    public void What_cannot_be_booked_is_not_taken_in()
    {
        EngineEvent elsewhere = NewOrder();
        elsewhere.InstrumentIndex = InstrumentCount;
        EngineEvent nobodys = NewOrder();
        nobodys.Order.StrategyIndex = StrategyCount;

        Assert.Equal(RiskVerdict.UnknownInstrument, Add(_table, elsewhere));
        Assert.Equal(RiskVerdict.OrderQtyOutOfRange, Add(_table, NewOrder(qtyLots: 0)));
        Assert.Equal(RiskVerdict.OrderQtyOutOfRange, Add(_table, NewOrder(qtyLots: OrderTable.QtyLotsMax + 1)));
        Assert.Equal(RiskVerdict.OrderQtyOutOfRange, Add(_table, NewOrder(side: Side.None)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Add(_table, nobodys));
        Assert.Equal(0, _table.OpenCount);
    }

    [Fact]
    public void A_cancel_is_completed_with_what_the_venue_wants_to_read()
    {
        Add(_table, NewOrder(side: Side.Sell));
        EngineEvent cancel = Cancel();
        Assert.Equal(RiskVerdict.Accepted, _table.TryRequestCancel(ref cancel));

        EngineEvent expected = Cancel();
        expected.InstrumentIndex = 1;
        expected.Side = Side.Sell;
        expected.Order.PriceTicks = PriceTicks;
        expected.Order.QtyLots = QtyLots;
        expected.Order.Type = OrderType.Limit;
        expected.Order.TimeInForce = TimeInForce.Day;
        Assert.Equal(BytesOf(expected), BytesOf(cancel));
        Assert.Equal(OrderStatus.PendingCancel, Find(_table).Status);
        Assert.Equal(OrderStatus.PendingNew, Find(_table).WorkingStatus);
    }

    [Fact]
    public void There_is_nothing_to_cancel_where_the_order_is_unknown_closed_or_being_cancelled()
    {
        Assert.Equal(RiskVerdict.UnknownOrder, RequestCancel(_table, Cancel()));
        Assert.Equal(RiskVerdict.UnknownOrder, RequestCancel(_table, Cancel(orderId: 0)));
        Add(_table, NewOrder());
        Assert.Equal(RiskVerdict.UnknownOrder, RequestCancel(_table, Cancel(orderId: 5))); // Same slot.
        Assert.Equal(RiskVerdict.Accepted, RequestCancel(_table, Cancel()));
        Assert.Equal(RiskVerdict.UnknownOrder, RequestCancel(_table, Cancel(cancelId: 3)));

        Apply(_table, CancelReject(OrderStatus.New));
        Assert.Equal(RiskVerdict.Accepted, RequestCancel(_table, Cancel(cancelId: 3)));
        Apply(_table, Report(ExecType.Canceled, OrderStatus.Canceled));
        Assert.Equal(RiskVerdict.UnknownOrder, RequestCancel(_table, Cancel(cancelId: 4)));
    }

    [Fact]
    public void Open_orders_are_listed_by_rising_id_whatever_closes_between()
    {
        var table = new OrderTable(_ledger, capacitySlots: 16);
        for (long id = 3; id <= 9; id++)
            Add(table, NewOrder(id));

        foreach (long id in (long[])[3, 6, 9])
            Apply(table, Report(ExecType.Canceled, OrderStatus.Canceled, orderId: id));

        Assert.Equal([4, 5, 7, 8], OpenIds(table));
        Add(table, NewOrder(10));
        EngineEvent revival = StatusAnswer(OrderStatus.New, 0, QtyLots);
        foreach (long id in (long[])[6, 3, 9])
        {
            revival.Execution.OrderId = id;
            Assert.True(Apply(table, revival));
        }

        Assert.Equal([3, 4, 5, 6, 7, 8, 9, 10], OpenIds(table));
        Assert.Equal(8, table.OpenCount);
        Assert.Equal(8 * QtyLots, table.SumReservedLots(1, Side.Buy));
        Assert.Equal(0, table.SumReservedLots(1, Side.Sell));
        Assert.Equal(0, table.SumReservedLots(0, Side.Buy));
    }

    [Fact]
    public void Cancels_can_be_requested_while_the_open_orders_are_walked()
    {
        var table = new OrderTable(_ledger, capacitySlots: 16);
        for (long id = 1; id <= 5; id++)
            Add(table, NewOrder(id));

        long cancelId = 100;
        foreach (ref readonly Order order in table.OpenOrders)
            Assert.Equal(RiskVerdict.Accepted, RequestCancel(table, Cancel(order.OrderId, cancelId++)));

        Assert.Equal(105, cancelId);
        foreach (ref readonly Order order in table.OpenOrders)
            Assert.Equal(OrderStatus.PendingCancel, order.Status);
    }

    [Fact]
    public void A_denied_order_is_kept_as_denied_and_told_to_its_strategy()
    {
        EngineEvent denied = NewOrder();
        denied.Kind = EventKind.OrderDenied;
        _table.Deny(in denied, out OrderReport report);

        var expected = new OrderReport
        {
            OrderId = FirstId, InstrumentIndex = 1, StrategyIndex = Strategy, Side = Side.Buy,
            Status = OrderStatus.Denied, Kind = OrderReportKind.Denied, PriceTicks = PriceTicks,
        };
        Assert.Equal(expected, report);
        Assert.Equal(OrderStatus.Denied, Find(_table).Status);
        Assert.Equal(0, _table.OpenCount);
        Assert.Equal(RiskVerdict.UnknownOrder, RequestCancel(_table, Cancel()));
    }

    [Fact]
    public void An_order_denied_for_want_of_a_slot_leaves_the_open_one_alone()
    {
        Add(_table, NewOrder(1));
        EngineEvent denied = NewOrder(5);
        _table.Deny(in denied, out OrderReport report);
        Assert.Equal(OrderReportKind.Denied, report.Kind);
        Assert.Equal(OrderStatus.PendingNew, Find(_table, 1).Status);
    }

    [Fact]
    public void A_denied_cancel_tells_the_order_as_it_is()
    {
        Add(_table, NewOrder());
        Apply(_table, Trade(4, 4));
        EngineEvent denied = Cancel();
        _table.Deny(in denied, out OrderReport report);

        var expected = new OrderReport
        {
            OrderId = FirstId, InstrumentIndex = 1, StrategyIndex = Strategy, Side = Side.Buy, PriceTicks = PriceTicks,
            Status = OrderStatus.PartiallyFilled, Kind = OrderReportKind.CancelRejected, OpenLots = 6,
            ReservedLots = 6, StrategyPositionLots = 4,
        };
        Assert.Equal(expected, report);
    }

    [Fact]
    public void A_denied_cancel_of_an_unknown_order_says_so()
    {
        EngineEvent denied = Cancel(orderId: 3);
        _table.Deny(in denied, out OrderReport report);
        Assert.Equal(
            (3L, OrderStatus.None, OrderReportKind.CancelRejected), (report.OrderId, report.Status, report.Kind));
    }

    private static List<long> OpenIds(OrderTable table)
    {
        var ids = new List<long>();
        foreach (ref readonly Order order in table.OpenOrders)
            ids.Add(order.OrderId);

        return ids;
    }
}
