using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Reconciliation;
using LowLatencyEngine.Engine.Snapshots;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Reconciliation;

/// <summary>The steps by themselves: answers and time are events that the test writes.</summary>
[Collection(ByteCounting.Name)]
public sealed class AccountReconciliationTests
{
    private const long SecondNs = 1_000_000_000;

    private readonly List<EngineEvent> _outputs = [];
    private DecisionState _state = new(ReconcileBench.Configure("""{ "on": true, "attemptsMax": 2 }"""));
    private long _nowNs;
    private long _sequence;
    private long _askedId;

    [Fact]
    public void Off_asks_nothing_and_is_done()
    {
        _state = new DecisionState(ReconcileBench.Configure("""{ "on": false }"""));
        LogOn();

        Assert.Equal(VenueState.Ready, _state.VenueState);
        Assert.Empty(_outputs);
    }

    [Fact]
    public void Only_what_is_wanted_is_asked_for()
    {
        _state = new DecisionState(ReconcileBench.Configure("""{ "on": true, "orders": false }"""));
        LogOn();
        Timer(0);

        Assert.Equal(AccountRequestKind.Positions, Assert.Single(_outputs).Question.Kind);
    }

    [Fact]
    public void An_answer_that_does_not_come_is_asked_for_again_and_then_told()
    {
        LogOn();
        for (int i = 0; i < 5; i++)
            Timer(5);

        Assert.Equal(
            ["Orders", "Orders", "OrdersUnanswered", "Positions", "Positions", "PositionsUnanswered"], Texts());
        Assert.Equal(BreakAction.Halted, _outputs[^1].Break.Action);
        Assert.True(_state.Risk.IsHalted);
        Assert.Equal(ReconcileStep.Done, _state.Reconciliation.Step);
    }

    [Fact]
    public void An_answer_to_an_earlier_question_means_nothing()
    {
        LogOn();
        long earlierId = _outputs[0].Question.RequestId;
        Timer(5);
        Answer(AccountReportKind.OrdersEnd, earlierId);

        Assert.Equal(ReconcileStep.Orders, _state.Reconciliation.Step);

        Answer(AccountReportKind.OrdersEnd, _outputs[^1].Question.RequestId);
        Assert.Equal(ReconcileStep.Doubts, _state.Reconciliation.Step);
    }

    [Fact]
    public void An_answer_of_which_reports_are_missing_is_no_answer()
    {
        LogOn();
        Answer(AccountReportKind.OrdersEnd, _outputs[0].Question.RequestId, reportCount: 1, totalCount: 2);

        Assert.Equal(ReconcileStep.Orders, _state.Reconciliation.Step);
    }

    [Fact]
    public void A_difference_that_two_answers_do_not_agree_on_is_asked_for_again()
    {
        _state = new DecisionState(ReconcileBench.Configure("""{ "on": true, "attemptsMax": 5 }"""));
        LogOn();
        EndOrders();
        foreach (long lots in new long[] { 3, 5, 0 })
            AnswerPositions(lots);

        Assert.Equal(["Orders", "Positions", "Positions", "Positions"], Texts());
        Assert.Equal(VenueState.Ready, _state.VenueState);
    }

    [Fact]
    public void A_fill_while_breaks_wait_to_be_written_has_the_positions_asked_for_anew()
    {
        LogOn();
        EndOrders();
        AnswerPositions(3);
        while (_state.Reports.Count < DecisionState.OutboxCapacity / 2)
            _state.Reports.Add(default); // Nothing can be booked with this input.

        AnswerPositions(3);
        Assert.Equal(ReconcileStep.Breaks, _state.Reconciliation.Step);
        EngineEvent fill = Begin(EventKind.Execution);
        _state.Reconciliation.OnReport(in fill, new OrderReport { FilledLots = 3, Side = Side.Buy });
        _state.Reports.Clear();
        Step(in fill);
        AnswerPositions(0);

        Assert.Equal(["Orders", "Positions", "Positions", "Positions"], Texts());
        Assert.Equal((VenueState.Ready, 0), (_state.VenueState, _state.Reconciliation.BreakCount));
    }

    [Fact]
    public void Tickets_of_one_instrument_add_up()
    {
        LogOn();
        EndOrders();
        long id = _outputs[^1].Question.RequestId;
        Position(id, 5);
        Position(id, -5);
        Answer(AccountReportKind.PositionsEnd, id, reportCount: 2, totalCount: 2);

        Assert.Equal(VenueState.Ready, _state.VenueState);
        Assert.Equal(0, _state.Reconciliation.BreakCount);
    }

    [Fact]
    public void A_lost_session_begins_anew()
    {
        LogOn();
        EndOrders();
        Status(VenueState.Disconnected);
        Status(VenueState.Ready);

        Assert.Equal(["Orders", "Positions", "Orders"], Texts());
        Assert.Equal(VenueState.LoggedOn, _state.VenueState);
    }

    [Fact]
    public void A_snapshot_in_the_middle_goes_on_where_it_was()
    {
        LogOn();
        EndOrders();
        StateTransfer measure = StateTransfer.Measure();
        _state.Transfer(StateSection.Session, ref measure);
        byte[] saved = new byte[measure.SizeBytes];
        StateTransfer save = StateTransfer.Save(saved);
        _state.Transfer(StateSection.Session, ref save);

        var other = new DecisionState(ReconcileBench.Configure("""{ "on": true, "attemptsMax": 2 }"""));
        StateTransfer load = StateTransfer.Load(saved);
        other.Transfer(StateSection.Session, ref load);

        Assert.Equal(ReconcileStep.Positions, other.Reconciliation.Step);
        Assert.Equal(_state.Hash(StateSection.Session), other.Hash(StateSection.Session));
    }

    [Fact]
    public void Reconciling_allocates_nothing()
    {
        Round();
        Round();
        _outputs.Clear();
        _outputs.Capacity = 100_000;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
            Round();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1_002, _state.Reconciliation.BreakCount);
    }

    private void Round()
    {
        Status(VenueState.Disconnected);
        Status(VenueState.Ready);
        EndOrders();
        AnswerPositions(1);
        AnswerPositions(1);
    }

    private string[] Texts() => [.. _outputs.Select(o => o.Kind == EventKind.AccountRequest
        ? o.Question.Kind.ToString() : o.Break.Kind.ToString())];

    private void LogOn()
    {
        Status(VenueState.LoggedOn);
        Status(VenueState.Ready);
    }

    private void Status(VenueState status)
    {
        EngineEvent e = Begin(EventKind.VenueStatus);
        e.Venue.State = status;
        _state.ApplyVenueStatus(in e.Venue);
        Step(in e);
    }

    private void Timer(long seconds)
    {
        _nowNs += seconds * SecondNs;
        EngineEvent e = Begin(EventKind.Timer);
        Step(in e);
    }

    private void EndOrders()
    {
        Answer(AccountReportKind.OrdersEnd, _askedId);
        Timer(0);
    }

    private void AnswerPositions(long lots)
    {
        long id = _askedId;
        Position(id, lots);
        Answer(AccountReportKind.PositionsEnd, id, reportCount: 1, totalCount: 1);
    }

    private void Position(long requestId, long lots)
    {
        EngineEvent e = Begin(EventKind.AccountReport);
        e.InstrumentIndex = 0;
        e.Account.Kind = AccountReportKind.Position;
        e.Account.RequestId = requestId;
        e.Account.PositionLots = lots;
        Step(in e);
    }

    private void Answer(AccountReportKind kind, long requestId, long reportCount = 0, long totalCount = 0)
    {
        EngineEvent e = Begin(EventKind.AccountReport);
        e.Account.Kind = kind;
        e.Account.RequestId = requestId;
        e.Account.ReportCount = reportCount;
        e.Account.TotalCount = totalCount;
        Step(in e);
    }

    private EngineEvent Begin(EventKind kind)
    {
        EngineEvent e = default;
        EngineEvents.Begin(ref e, kind, EventSource.Venue, _nowNs);
        e.Sequence = ++_sequence;
        return e;
    }

    private void Step(in EngineEvent e)
    {
        _state.Outbox.Clear();
        _state.Reconciliation.OnEvent(in e);
        foreach (ref readonly EngineEvent output in _state.Outbox.Events)
        {
            _outputs.Add(output);
            if (output.Kind == EventKind.AccountRequest)
                _askedId = output.Question.RequestId;
        }
    }
}
