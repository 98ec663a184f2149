using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>Orders of which only the venue knows whether they live, and how the table asks.</summary>
public sealed class InDoubtTests
{
    private const long RetryNs = 1_000;

    private readonly OrderTable _table = new(NewLedger(), capacitySlots: 1_024, statusRetryIntervalNs: RetryNs);
    private readonly Outbox _outbox = new(capacity: 64);

    [Fact]
    public void Doubt_covers_every_open_order_and_releases_nothing()
    {
        AddOrders(3);
        Apply(_table, Report(ExecType.Canceled, OrderStatus.Canceled, orderId: 2));
        _table.MarkAllOpenInDoubt();
        _table.MarkAllOpenInDoubt();

        Assert.Equal(2, _table.InDoubtCount);
        Assert.True(Find(_table, 1).IsInDoubt);
        Assert.False(Find(_table, 2).IsInDoubt);
        Assert.Equal(2 * QtyLots, _table.SumReservedLots(1, Side.Buy));
    }

    [Fact]
    public void Any_new_word_of_the_venue_ends_doubt_and_a_resent_one_does_not()
    {
        AddOrders(1);
        _table.MarkAllOpenInDoubt();
        Assert.True(Apply(_table, Resent(Report(ExecType.New, OrderStatus.New))));
        Assert.Equal(1, _table.InDoubtCount);
        Assert.True(Apply(_table, Resent(Trade(4, 4))));
        Assert.Equal(1, _table.InDoubtCount);
        Assert.True(Apply(_table, Trade(2, 6)));
        Assert.Equal(0, _table.InDoubtCount);
    }

    [Fact]
    public void A_report_that_came_before_under_its_id_is_no_new_word()
    {
        AddOrders(1);
        EngineEvent ack = Report(ExecType.New, OrderStatus.New);
        Apply(_table, ack);
        _table.MarkAllOpenInDoubt();
        Assert.False(Apply(_table, ack));
        Assert.Equal(1, _table.InDoubtCount);
    }

    [Theory]
    [InlineData(ExecType.None)]
    [InlineData(ExecType.Other)]
    public void A_report_of_a_kind_that_says_nothing_does_not_end_doubt(ExecType type)
    {
        AddOrders(1);
        _table.MarkAllOpenInDoubt();
        Apply(_table, Report(type, OrderStatus.Other));
        Assert.Equal(1, _table.InDoubtCount);
    }

    [Fact]
    public void An_answer_that_the_order_works_ends_doubt_and_changes_nothing_else()
    {
        AddOrders(1);
        Apply(_table, Report(ExecType.New, OrderStatus.New));
        _table.MarkAllOpenInDoubt();
        Assert.False(Apply(_table, StatusAnswer(OrderStatus.New, 0, QtyLots)));
        Assert.Equal(0, _table.InDoubtCount);
        Assert.Equal(OrderAnomalies.None, _table.LastAnomalies);
    }

    [Fact]
    public void An_answer_that_the_order_is_unknown_closes_it_and_releases_its_lots()
    {
        AddOrders(1);
        _table.MarkAllOpenInDoubt();
        OrderReport report = ApplyAndReport(_table, StatusAnswer(OrderStatus.Rejected, 0, 0));
        Assert.Equal((OrderReportKind.Closed, OrderStatus.Rejected, QtyLots),
            (report.Kind, report.Status, report.ReleasedLots));
        Assert.Equal(0, _table.InDoubtCount);
        Assert.Equal(0, _table.OpenCount);
    }

    [Fact]
    public void An_answer_brings_fills_that_were_lost_with_the_session()
    {
        AddOrders(1);
        Apply(_table, Trade(2, 2));
        _table.MarkAllOpenInDoubt();
        OrderReport report = ApplyAndReport(_table, StatusAnswer(OrderStatus.PartiallyFilled, 7, 3));
        Assert.Equal((5L, 3L), (report.FilledLots, report.OpenLots));
        Assert.Equal(0, _table.InDoubtCount);
    }

    [Fact]
    public void A_cancel_in_doubt_is_dropped_by_an_answer_and_by_nothing_less()
    {
        AddOrders(1);
        RequestCancel(_table, Cancel());
        _table.MarkAllOpenInDoubt();
        Assert.True(Find(_table).IsCancelInDoubt);

        Apply(_table, Trade(2, 2));
        Assert.Equal((OrderStatus.PendingCancel, true), (Find(_table).Status, Find(_table).IsInDoubt));

        OrderReport report = ApplyAndReport(_table, StatusAnswer(OrderStatus.PartiallyFilled, 2, 8));
        Assert.Equal((OrderReportKind.Acknowledged, OrderStatus.PartiallyFilled), (report.Kind, report.Status));
        Assert.Equal(0, _table.InDoubtCount);
        Assert.Equal(RiskVerdict.Accepted, RequestCancel(_table, Cancel(cancelId: 3)));
    }

    [Fact]
    public void A_cancel_in_doubt_that_the_venue_has_stays_pending()
    {
        AddOrders(1);
        RequestCancel(_table, Cancel());
        _table.MarkAllOpenInDoubt();
        Assert.False(Apply(_table, StatusAnswer(OrderStatus.PendingCancel, 0, QtyLots)));
        Order order = Find(_table);
        Assert.Equal((OrderStatus.PendingCancel, false, false), (order.Status, order.IsInDoubt, order.IsCancelInDoubt));
        Assert.Equal(RiskVerdict.UnknownOrder, RequestCancel(_table, Cancel(cancelId: 3)));
    }

    [Fact]
    public void A_cancel_in_doubt_does_not_stand_in_the_way_of_another()
    {
        AddOrders(1);
        RequestCancel(_table, Cancel());
        _table.MarkAllOpenInDoubt();
        Assert.Equal(RiskVerdict.Accepted, RequestCancel(_table, Cancel(cancelId: 3)));
        Assert.Equal(RiskVerdict.UnknownOrder, RequestCancel(_table, Cancel(cancelId: 4)));

        Assert.False(Apply(_table, StatusAnswer(OrderStatus.New, 0, QtyLots))); // Written before that cancel arrived.
        Assert.Equal(OrderStatus.PendingCancel, Find(_table).Status);
        Assert.False(Apply(_table, CancelReject(OrderStatus.New, cancelId: CancelId)));
        Assert.True(Apply(_table, CancelReject(OrderStatus.New, cancelId: 3)));
    }

    [Fact]
    public void An_order_that_the_venue_still_has_is_opened_again_in_doubt()
    {
        AddOrders(1);
        Apply(_table, Trade(4, 4));
        Apply(_table, Report(ExecType.Canceled, OrderStatus.Canceled, 4));
        Assert.False(Apply(_table, Resent(StatusAnswer(OrderStatus.PartiallyFilled, 4, 6))));
        OrderReport report = ApplyAndReport(_table, StatusAnswer(OrderStatus.PartiallyFilled, 4, 6));
        Assert.Equal((OrderReportKind.Acknowledged, OrderStatus.PartiallyFilled, -6L, 6L),
            (report.Kind, report.Status, report.ReleasedLots, report.OpenLots));
        Assert.Equal(OrderAnomalies.Contradiction, _table.LastAnomalies);
        Assert.Equal((1, 1), (_table.OpenCount, _table.InDoubtCount));
    }

    [Fact]
    public void A_status_request_carries_what_the_venue_wants_to_read()
    {
        AddOrders(1);
        _table.MarkAllOpenInDoubt();
        EngineEvent cause = CauseAt(5_000);
        cause.Sequence = 42;
        Assert.Equal(1, _table.WriteStatusRequests(_outbox, in cause, max: 10));

        EngineEvent expected = NewOrder();
        expected.Kind = EventKind.StatusRequest;
        expected.Source = EventSource.Engine;
        expected.SchemaVersion = EngineEvent.CurrentSchemaVersion;
        expected.ReceiveTimestampNs = 5_000;
        expected.Flags = EventFlags.EndOfMessage;
        expected.Order.CauseSequence = 42;
        Assert.Equal(BytesOf(expected), BytesOf(_outbox[0]));
    }

    [Fact]
    public void Status_requests_go_on_with_later_events_where_they_broke_off()
    {
        AddOrders(7);
        Assert.Empty(Ask(1, max: 3));
        _table.MarkAllOpenInDoubt();
        Assert.Equal([1, 2, 3], Ask(1, max: 3));
        Apply(_table, Report(ExecType.Canceled, OrderStatus.Canceled, orderId: 4)); // The one to go on with.
        Assert.Equal([5, 6], Ask(2, max: 2));
        Assert.Equal([7], Ask(3, max: 2));
        Assert.Empty(Ask(4, max: 9));
    }

    [Fact]
    public void An_unanswered_status_request_is_repeated_after_the_interval_and_at_once_after_another_disconnect()
    {
        AddOrders(2);
        _table.MarkAllOpenInDoubt();
        Assert.Equal([1, 2], Ask(10, max: 9));
        Apply(_table, StatusAnswer(OrderStatus.New, 0, QtyLots));
        Assert.Empty(Ask(10 + RetryNs - 1, max: 9));
        Assert.Equal([2], Ask(10 + RetryNs, max: 9));

        _table.MarkAllOpenInDoubt();
        Assert.Equal([1, 2], Ask(11 + RetryNs, max: 9));
        Assert.Equal([1, 2], Ask(5, max: 9)); // The clock of another life.
    }

    [Fact]
    public void Status_requests_stop_where_the_outbox_is_full()
    {
        AddOrders(100);
        _table.MarkAllOpenInDoubt();
        Assert.Equal(64, Ask(1, max: 1_000).Count);
        Assert.Equal(0, _outbox.DroppedCount);
        Assert.Equal(36, Ask(2, max: 1_000).Count);
    }

    [Fact]
    public void Every_order_in_doubt_is_asked_about_however_many_there_are()
    {
        AddOrders(1_000);
        _table.MarkAllOpenInDoubt();
        var asked = new HashSet<long>();
        for (int call = 0; call < 100; call++)
            asked.UnionWith(Ask(1, max: 50));

        Assert.Equal(1_000, asked.Count);
    }

    private void AddOrders(int count)
    {
        for (int id = 1; id <= count; id++)
            Add(_table, NewOrder(id));
    }

    private List<long> Ask(long nowNs, int max)
    {
        _outbox.Clear();
        EngineEvent cause = CauseAt(nowNs);
        int written = _table.WriteStatusRequests(_outbox, in cause, max);
        Assert.Equal(written, _outbox.Count);
        var ids = new List<long>();
        foreach (ref readonly EngineEvent request in _outbox.Events)
            ids.Add(request.Order.OrderId);

        return ids;
    }

    private static EngineEvent CauseAt(long nowNs)
    {
        EngineEvent cause = default;
        cause.Kind = EventKind.Timer;
        cause.ReceiveTimestampNs = nowNs;
        return cause;
    }
}
