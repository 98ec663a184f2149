using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>Open orders that others sent, taken in under an id of ours.</summary>
[Collection(ByteCounting.Name)]
public sealed class AdoptionTests
{
    private const long ForeignId = 77;
    private const long ForeignHash = 0x1234;
    private const long OwnId = 5;

    private readonly PositionLedger _ledger = NewLedger();
    private readonly OrderTable _table;

    public AdoptionTests() => _table = new OrderTable(_ledger, capacitySlots: 256);

    [Fact]
    public void An_open_order_is_the_operators_and_its_lots_are_reserved_once()
    {
        OrderReport report = Adopt(Answer(cumQtyLots: 4, leavesQtyLots: 6));

        var expected = new OrderReport
        {
            OrderId = OwnId, InstrumentIndex = 1, StrategyIndex = OrderRequest.OperatorStrategyIndex, Side = Side.Buy,
            Status = OrderStatus.PartiallyFilled, Kind = OrderReportKind.Adopted, PriceTicks = 90, OpenLots = 6,
            ReservedLots = 6, ReleasedLots = -6,
        };
        Assert.Equal(expected, report);
        Assert.True(_table.TryFind(new OrderId(OwnId), out Order order));
        Assert.True(order.IsAdopted);
        Assert.Equal((10, 4, 6, ForeignId), (order.QtyLots, order.FilledLots, order.OpenLots, order.VenueOrderId));
        Assert.Equal(6, _table.SumReservedLots(1, Side.Buy));
        Assert.Equal(0, _ledger.OfInstrument(1).Lots);
        Assert.False(_table.IsOfUnknownOrder(Answer(cumQtyLots: 4, leavesQtyLots: 6)));
    }

    [Fact]
    public void Its_fills_move_the_position_and_end_it()
    {
        Adopt(Answer(cumQtyLots: 4, leavesQtyLots: 6));
        OrderReport first = ApplyAndReport(_table, Named(Trade(2, 6)));
        OrderReport last = ApplyAndReport(_table, Named(Trade(4, 10)));

        Assert.Equal((2, 0, 4), (first.FilledLots, first.ReleasedLots, first.ReservedLots));
        Assert.Equal((4, 0, 0), (last.FilledLots, last.ReleasedLots, last.ReservedLots));
        Assert.Equal(6, _ledger.OfStrategy(OrderRequest.OperatorStrategyIndex, 1).Lots);
        Assert.Equal(0, _table.OpenCount);
    }

    [Fact]
    public void A_fill_that_told_of_it_is_booked_once()
    {
        EngineEvent fill = Named(Trade(4, 4));
        fill.Execution.LeavesQtyLots = 6;
        Assert.True(Apply(_table, fill));
        Adopt(fill);
        Assert.False(Apply(_table, fill));

        Assert.Equal(4, _ledger.OfInstrument(1).Lots);
        Assert.Equal(6, _table.SumReservedLots(1, Side.Buy));
    }

    [Theory]
    [InlineData(ForeignId, ForeignId)]
    [InlineData(0, -ForeignHash)]
    public void Its_cancel_and_question_name_it_as_the_venue_does(long clOrdId, long expectedName)
    {
        EngineEvent answer = Answer(cumQtyLots: 0, leavesQtyLots: 6);
        answer.Execution.OrderId = clOrdId;
        Adopt(answer);
        EngineEvent cancel = Cancel(OwnId, cancelId: 6);
        Assert.Equal(RiskVerdict.Accepted, _table.TryRequestCancel(ref cancel));
        Assert.Equal(expectedName, cancel.Order.VenueOrderId);

        _table.MarkAllOpenInDoubt();
        var outbox = new Outbox(4);
        Assert.Equal(1, _table.WriteStatusRequests(outbox, in cancel, max: 4));
        Assert.Equal(expectedName, outbox[0].Order.VenueOrderId);

        EngineEvent canceled = Named(Report(ExecType.Canceled, OrderStatus.Canceled));
        canceled.Execution.OrderId = clOrdId;
        OrderReport report = ApplyAndReport(_table, canceled);
        Assert.Equal((OrderReportKind.Closed, 6), (report.Kind, report.ReleasedLots));
        Assert.Equal((0, 0), (_table.OpenCount, _table.InDoubtCount));
    }

    [Fact]
    public void Replaced_by_its_owner_it_is_restated_and_goes_by_its_new_name()
    {
        Adopt(Answer(cumQtyLots: 0, leavesQtyLots: 6));
        EngineEvent replaced = Named(Report(ExecType.Replaced, OrderStatus.New));
        replaced.Execution.RequestId = 78;
        replaced.Execution.LeavesQtyLots = 9;
        OrderReport report = ApplyAndReport(_table, replaced);

        Assert.Equal((9, -3), (report.ReservedLots, report.ReleasedLots));
        Assert.True(_table.TryFind(new OrderId(OwnId), out Order order));
        Assert.Equal((9, 78L), (order.OpenLots, order.VenueOrderId));
        EngineEvent next = Named(Report(ExecType.OrderStatus, OrderStatus.New));
        next.Execution.OrderId = 78;
        next.Execution.LeavesQtyLots = 9;
        Assert.False(_table.IsOfUnknownOrder(next));
    }

    [Fact]
    public void What_is_closed_old_ours_or_unreadable_is_not_taken_in()
    {
        Apply(_table, Resent(Answer(cumQtyLots: 0, leavesQtyLots: 6)));
        Assert.False(_table.IsOfUnknownOrder(Resent(Answer(cumQtyLots: 0, leavesQtyLots: 6))));
        Assert.False(_table.IsOfUnknownOrder(Answer(cumQtyLots: 6, leavesQtyLots: 0)));
        Assert.False(_table.IsOfUnknownOrder(Answer(cumQtyLots: 0, leavesQtyLots: -1)));
        Assert.False(_table.IsOfUnknownOrder(Answer(cumQtyLots: -1, leavesQtyLots: 6)));
        Assert.False(_table.IsOfUnknownOrder(Answer(0, 6) with { InstrumentIndex = 9 }));
        Assert.False(_table.IsOfUnknownOrder(Answer(0, 6) with { Side = Side.None }));
        EngineEvent canceled = Answer(0, 6);
        canceled.Execution.ExecType = ExecType.Canceled;
        Assert.False(_table.IsOfUnknownOrder(canceled));

        Assert.Equal(RiskVerdict.Accepted, _table.TryAdd(NewOrder(orderId: ForeignId)));
        Assert.False(_table.IsOfUnknownOrder(Answer(cumQtyLots: 0, leavesQtyLots: 6)));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(4, 6)]
    public void Ours_under_the_name_of_a_replace_that_was_never_heard_of_is_known_by_its_venue_id(
        long cumQtyLots, long leavesQtyLots)
    {
        AddAtVenue();
        _table.MarkAllOpenInDoubt();
        EngineEvent answer = Answer(cumQtyLots, leavesQtyLots);
        Assert.False(_table.IsOfUnknownOrder(in answer));
        Apply(_table, answer);

        Order order = Find(_table);
        Assert.Equal((false, cumQtyLots, leavesQtyLots), (order.IsInDoubt, order.FilledLots, order.OpenLots));
        Assert.Equal((1, 0), (_table.OpenCount, _table.InDoubtCount));
        EngineEvent cancel = Cancel();
        Assert.Equal(RiskVerdict.Accepted, _table.TryRequestCancel(ref cancel));
        Assert.Equal(ForeignId, cancel.Order.VenueOrderId);
    }

    [Fact]
    public void Its_terms_are_those_that_the_report_tells_and_risk_learns_of_both_prices()
    {
        AddAtVenue();
        _table.MarkAllOpenInDoubt();
        OrderReport report = ApplyAndReport(_table, Answer(cumQtyLots: 4, leavesQtyLots: 16));

        Order order = Find(_table);
        Assert.Equal((20L, 4L, 16L, 90L), (order.QtyLots, order.FilledLots, order.OpenLots, order.PriceTicks));
        Assert.Equal((4L, 16L, -10L), (report.FilledLots, report.ReservedLots, report.ReleasedLots));
        Assert.Equal((90L, true), (report.PriceTicks, report.HasFoundPrice));
        Assert.Equal((100L, true), (report.DroppedPriceTicks, report.HasDroppedPrice));
        Assert.Equal((0L, 0), (order.PendingReplaceId, _table.InDoubtCount));
    }

    [Fact]
    public void A_fill_under_such_a_name_tells_the_quantity_and_leaves_the_price_what_it_was()
    {
        AddAtVenue();
        EngineEvent fill = Named(Trade(3, 3, priceTicks: 95));
        fill.Execution.LeavesQtyLots = 12;
        OrderReport report = ApplyAndReport(_table, fill);

        Order order = Find(_table);
        Assert.Equal((15L, 12L, 100L), (order.QtyLots, order.OpenLots, order.PriceTicks));
        Assert.Equal((3L, 12L, -5L), (report.FilledLots, report.ReservedLots, report.ReleasedLots));
        Assert.Equal(OrderAnomalies.None, _table.LastAnomalies);
    }

    [Fact]
    public void The_acceptance_of_a_replace_that_an_earlier_life_sent_puts_its_terms_in_force()
    {
        AddAtVenue();
        EngineEvent accepted = Report(ExecType.Replaced, OrderStatus.New); // OrigClOrdID(41) is the order's.
        accepted.Execution.RequestId = ForeignId;
        accepted.Execution.LeavesQtyLots = 25;
        accepted.Execution.LastPriceTicks = 97;
        OrderReport report = ApplyAndReport(_table, accepted);

        Order order = Find(_table);
        Assert.Equal((25, 97, ForeignId), (order.OpenLots, order.PriceTicks, order.VenueOrderId));
        Assert.Equal((OrderReportKind.Replaced, -15L), (report.Kind, report.ReleasedLots));
    }

    [Fact]
    public void All_that_filled_beyond_what_was_ordered_here_is_no_overfill_under_such_a_name()
    {
        AddAtVenue();
        OrderReport report = ApplyAndReport(
            _table, Named(Report(ExecType.OrderStatus, OrderStatus.Filled, cumQtyLots: 14)));

        Assert.Equal((14L, -4L, OrderStatus.Filled), (report.FilledLots, report.ReleasedLots, report.Status));
        Assert.Equal(0, _table.AnomalyCount(OrderAnomalies.Overfill));
    }

    [Fact]
    public void An_order_of_which_nothing_was_heard_is_known_by_the_echo_of_its_question()
    {
        Add(_table, NewOrder());
        _table.MarkAllOpenInDoubt();
        EngineEvent answer = Answer(cumQtyLots: 0, leavesQtyLots: 12);
        Assert.True(_table.IsOfUnknownOrder(in answer));
        Assert.True(_table.Doubtful.MayMean(in answer));
        Assert.False(_table.Doubtful.MayMean(answer with { Side = Side.Sell }));
        answer.Execution.RequestId = FirstId;
        Assert.False(_table.IsOfUnknownOrder(in answer));
        OrderReport report = ApplyAndReport(_table, answer);

        Order order = Find(_table);
        Assert.Equal((12, 90, ForeignId), (order.OpenLots, order.PriceTicks, order.VenueOrderId));
        Assert.Equal((FirstId, -2L, 0), (report.OrderId, report.ReleasedLots, _table.InDoubtCount));
        answer.Execution.RequestId = 0;
        Assert.False(_table.IsOfUnknownOrder(in answer)); // By OrderID(37) from now on.
    }

    [Fact]
    public void An_echo_does_not_move_an_order_that_the_venue_has_named_otherwise()
    {
        AddAtVenue();
        EngineEvent answer = Answer(cumQtyLots: 0, leavesQtyLots: 12);
        answer.Execution.VenueOrderIdHash++;
        answer.Execution.RequestId = FirstId;

        Assert.True(_table.IsOfUnknownOrder(in answer));
    }

    [Fact]
    public void Ours_that_ended_under_such_a_name_is_closed_with_its_fills()
    {
        AddAtVenue();
        _table.MarkAllOpenInDoubt();
        OrderReport report = ApplyAndReport(
            _table, Named(Report(ExecType.OrderStatus, OrderStatus.Filled, cumQtyLots: QtyLots)));

        Assert.Equal((FirstId, QtyLots, 0), (report.OrderId, report.FilledLots, report.OpenLots));
        Assert.Equal((0, 0), (_table.OpenCount, _table.InDoubtCount));
        Assert.Equal(QtyLots, _ledger.OfStrategy(Strategy, 1).Lots);
    }

    [Fact]
    public void A_name_that_the_venue_gave_before_it_worked_the_order_tells_nothing()
    {
        Add(_table, NewOrder());
        EngineEvent pending = Report(ExecType.PendingNew, OrderStatus.PendingNew);
        pending.Execution.VenueOrderIdHash = ForeignHash; // "NONE" in some dialects.
        Apply(_table, pending);

        Assert.True(_table.IsOfUnknownOrder(Answer(cumQtyLots: 0, leavesQtyLots: 6)));
    }

    [Fact]
    public void There_is_room_for_sixty_four_and_for_another_once_one_is_closed()
    {
        for (int i = 0; i < 64; i++)
            Assert.True(TryAdopt(Numbered(i), orderId: 1 + i));

        Assert.False(TryAdopt(Numbered(64), orderId: 65));
        EngineEvent canceled = Numbered(10);
        canceled.Execution.ExecType = ExecType.Canceled;
        Assert.True(Apply(_table, canceled));
        Assert.True(TryAdopt(Numbered(65), orderId: 66));
        Assert.Equal(64, _table.OpenCount);
    }

    [Fact]
    public void Adopting_and_finding_allocate_nothing()
    {
        Adopt(Answer(cumQtyLots: 0, leavesQtyLots: 6));
        EngineEvent answer = Answer(cumQtyLots: 0, leavesQtyLots: 6);
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isAdopted = TryAdopt(Numbered(1), orderId: 6);
        _table.Apply(in answer, out _);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(isAdopted);
    }

    private void AddAtVenue()
    {
        Add(_table, NewOrder());
        EngineEvent accepted = Report(ExecType.New, OrderStatus.New);
        accepted.Execution.VenueOrderIdHash = ForeignHash;
        accepted.Execution.LeavesQtyLots = QtyLots;
        Apply(_table, accepted);
    }

    private OrderReport Adopt(EngineEvent shown)
    {
        Assert.True(_table.IsOfUnknownOrder(in shown));
        Assert.True(_table.TryAdopt(in shown, OwnId, out OrderReport report));
        return report;
    }

    private bool TryAdopt(EngineEvent shown, long orderId) => _table.TryAdopt(in shown, orderId, out _);

    private static EngineEvent Numbered(int number)
    {
        EngineEvent answer = Answer(cumQtyLots: 0, leavesQtyLots: 6);
        answer.Execution.OrderId = 1_000 + number;
        answer.Execution.VenueOrderIdHash = 2_000 + number;
        return answer;
    }

    private static EngineEvent Answer(long cumQtyLots, long leavesQtyLots)
    {
        OrderStatus status = cumQtyLots > 0 ? OrderStatus.PartiallyFilled : OrderStatus.New;
        EngineEvent answer = Named(Report(ExecType.OrderStatus, status, cumQtyLots));
        answer.Execution.LeavesQtyLots = leavesQtyLots;
        answer.Execution.LastPriceTicks = 90;
        return answer;
    }

    private static EngineEvent Named(EngineEvent report)
    {
        report.Execution.OrderId = ForeignId;
        report.Execution.VenueOrderIdHash = ForeignHash;
        return report;
    }
}
