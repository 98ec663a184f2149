using System;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// Orders of which the venue has not said a word, and which it knows by the id of a replace that an earlier life sent,
/// where it does not repeat the number of a question.
/// </summary>
[Collection(ByteCounting.Name)]
public sealed class UnheardOrderTests
{
    private const long RetryNs = 1_000;

    private readonly OrderTable _table = new(NewLedger(), capacitySlots: 256, statusRetryIntervalNs: RetryNs);
    private readonly Outbox _outbox = new(capacity: 64);

    [Fact]
    public void An_answer_that_names_none_of_ours_means_the_one_that_was_asked_after_alone()
    {
        Doubt(1);
        Assert.Equal([1], Ask(nowNs: 0));
        Assert.True(Apply(_table, Answer(name: 7, hash: 0x70, leavesLots: 15)));

        Order order = Find(_table);
        Assert.Equal((7L, 15L, 15L, 90L, false),
            (order.VenueOrderId, order.QtyLots, order.OpenLots, order.PriceTicks, order.IsInDoubt));
        Assert.Equal(0, _table.InDoubtCount);
        EngineEvent cancel = Cancel(cancelId: 9);
        Assert.Equal(RiskVerdict.Accepted, _table.TryRequestCancel(ref cancel));
        Assert.Equal(7, cancel.Order.VenueOrderId);
        EngineEvent canceled = Named(Report(ExecType.Canceled, OrderStatus.Canceled, orderId: 9), hash: 0x70);
        Assert.True(Apply(_table, canceled));
        Assert.Equal(0, _table.OpenCount);
    }

    [Fact]
    public void An_answer_that_it_has_ended_ends_it()
    {
        Doubt(1);
        Ask(nowNs: 0);
        EngineEvent ended = Answer(name: 7, hash: 0x70, leavesLots: 0);
        ended.Execution.Status = OrderStatus.Canceled;
        Assert.True(Apply(_table, ended));
        Assert.Equal((0, 0), (_table.OpenCount, _table.InDoubtCount));
    }

    [Fact]
    public void Several_are_asked_after_at_once_and_then_one_by_one_those_that_wait_longest_first()
    {
        Doubt(1, 2, 3);
        Assert.Equal([1, 2, 3], Ask(nowNs: 0));
        Apply(_table, Answer(name: 17, hash: 0x17)); // Of which of them, nothing tells.
        Apply(_table, Answer(name: 18, hash: 0x18));
        Assert.Equal(3, _table.InDoubtCount);

        Assert.Equal([1], Ask(RetryNs));
        Assert.Empty(Ask(RetryNs));
        Assert.Equal([2], Ask(2 * RetryNs)); // The first got no answer.
        Assert.Equal([3], Ask(3 * RetryNs));
        Assert.Equal([1], Ask(4 * RetryNs));
        Apply(_table, Answer(name: 17, hash: 0x17));
        Assert.Equal((17L, false), (Find(_table).VenueOrderId, Find(_table).IsInDoubt));

        Assert.Equal([2], Ask((4 * RetryNs) + 1)); // Nothing is awaited any more.
        Apply(_table, Answer(name: 18, hash: 0x18));
        Assert.Equal([3], Ask((4 * RetryNs) + 2));
        Apply(_table, Answer(name: 19, hash: 0x19));
        Assert.Equal((18L, 19L, 0),
            (Find(_table, 2).VenueOrderId, Find(_table, 3).VenueOrderId, _table.InDoubtCount));
    }

    [Fact]
    public void Others_of_its_instrument_that_the_venue_has_named_or_of_the_other_side_do_not_keep_it_waiting()
    {
        Add(_table, NewOrder(1));
        Add(_table, NewOrder(2));
        Add(_table, NewOrder(3, Side.Sell));
        Apply(_table, Named(Report(ExecType.New, OrderStatus.New, orderId: 2), hash: 0x20));
        _table.MarkAllOpenInDoubt();
        Assert.Equal([1, 2, 3], Ask(nowNs: 0));
        Apply(_table, Answer(name: 17, hash: 0x17));
        EngineEvent sold = Answer(name: 18, hash: 0x18);
        sold.Side = Side.Sell;
        Apply(_table, sold);
        Assert.Equal((17L, 2L, 18L), (
            Find(_table).VenueOrderId, Find(_table, 2).VenueOrderId, Find(_table, 3).VenueOrderId));
        Assert.Equal(1, _table.InDoubtCount);
    }

    [Theory]
    [InlineData("no answer")]
    [InlineData("resent")]
    [InlineData("of a list")]
    [InlineData("older name")]
    [InlineData("no number")]
    [InlineData("no OrderID")]
    [InlineData("other side")]
    [InlineData("other instrument")]
    [InlineData("list asked for")]
    [InlineData("another asked after since")]
    public void What_may_mean_another_order_is_not_taken(string odd)
    {
        Doubt(5);
        Ask(nowNs: 0);
        EngineEvent answer = Answer(name: 17, hash: 0x17);
        switch (odd)
        {
            case "no answer":
                answer.Execution.ExecType = ExecType.Suspended;
                break;
            case "resent":
                answer = Resent(answer);
                break;
            case "of a list":
                answer.Flags |= EventFlags.Snapshot;
                break;
            case "older name":
                answer.Execution.OrderId = 4;
                break;
            case "no number":
                answer.Execution.OrderId = 0;
                break;
            case "no OrderID":
                answer.Execution.VenueOrderIdHash = 0;
                break;
            case "other side":
                answer.Side = Side.Sell;
                break;
            case "other instrument":
                answer.InstrumentIndex = 0;
                break;
            case "list asked for":
                _table.Doubtful.ForgetNamed();
                break;
            default:
                Add(_table, NewOrder(6));
                _table.MarkAllOpenInDoubt();
                Ask(nowNs: 1);
                break;
        }

        Apply(_table, answer);
        Assert.True(Find(_table, 5).IsInDoubt);
        Assert.Equal(5, Find(_table, 5).VenueOrderId);
    }

    [Fact]
    public void An_answer_that_names_the_order_by_the_link_before_takes_the_name_further()
    {
        Doubt(1);
        Ask(nowNs: 0);
        EngineEvent answer = Answer(name: 1, hash: 0x70, leavesLots: 15);
        answer.Execution.RequestId = 7; // ClOrdID(11), where OrderId is OrigClOrdID(41).
        Assert.True(Apply(_table, answer));
        Assert.Equal((7L, 15L), (Find(_table).VenueOrderId, Find(_table).QtyLots));
    }

    [Theory]
    [InlineData(OrderStatus.PendingCancel, 9)] // The cancel on its way.
    [InlineData(OrderStatus.New, 9)]
    [InlineData(OrderStatus.PendingReplace, 7)] // One that is not accepted yet.
    public void A_cancel_or_a_replace_that_is_not_accepted_gives_the_order_no_name(OrderStatus status, long requestId)
    {
        Add(_table, NewOrder());
        Apply(_table, Named(Report(ExecType.New, OrderStatus.New), hash: 0x70));
        RequestCancel(_table, Cancel(cancelId: 9));
        EngineEvent answer = Answer(name: 1, hash: 0x70);
        answer.Execution.RequestId = requestId;
        answer.Execution.Status = status;
        Apply(_table, answer);
        Assert.Equal((1L, 0L, QtyLots),
            (Find(_table).VenueOrderId, Find(_table).PendingReplaceId, Find(_table).QtyLots));
    }

    [Fact]
    public void An_answer_whose_whole_chain_is_unknown_takes_its_latest_link()
    {
        Doubt(1);
        Ask(nowNs: 0);
        EngineEvent answer = Answer(name: 7, hash: 0x70, leavesLots: 15);
        answer.Execution.RequestId = 8;
        Assert.True(Apply(_table, answer));
        Assert.Equal(8, Find(_table).VenueOrderId);
    }

    [Fact]
    public void Asking_and_finding_allocates_nothing()
    {
        AskAndFind(firstId: 1); // The first call pays for the JIT.
        long before = GC.GetAllocatedBytesForCurrentThread();
        AskAndFind(firstId: 101);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.False(Find(_table, orderId: 104).IsInDoubt);
    }

    private void AskAndFind(long firstId)
    {
        for (long id = firstId; id < firstId + 4; id++)
            Add(_table, NewOrder(id));

        _table.MarkAllOpenInDoubt();
        EngineEvent cause = default;
        for (int round = 0; round < 6; round++, cause.ReceiveTimestampNs += RetryNs)
        {
            _outbox.Clear();
            _table.WriteStatusRequests(_outbox, in cause, max: 8);
            Apply(_table, Answer(firstId + 10 + round, hash: 0x1000 + firstId + round));
        }
    }

    private void Doubt(params long[] ids)
    {
        foreach (long id in ids)
            Add(_table, NewOrder(id));

        _table.MarkAllOpenInDoubt();
    }

    /// <summary>Ids of the orders that are asked after.</summary>
    private long[] Ask(long nowNs)
    {
        _outbox.Clear();
        var cause = new EngineEvent { ReceiveTimestampNs = nowNs };
        while (_table.WriteStatusRequests(_outbox, in cause, max: 8) > 0)
        {
        }

        return [.. _outbox.Events.ToArray().Select(e => e.Order.OrderId)];
    }

    private static EngineEvent Answer(long name, long hash, long leavesLots = QtyLots)
    {
        EngineEvent answer = Named(StatusAnswer(OrderStatus.New, 0, leavesLots), hash);
        answer.Execution.OrderId = name;
        answer.Execution.LastPriceTicks = 90;
        return answer;
    }

    private static EngineEvent Named(EngineEvent report, long hash)
    {
        report.Execution.VenueOrderIdHash = hash;
        return report;
    }
}
