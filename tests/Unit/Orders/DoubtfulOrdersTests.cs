using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>Open orders of which the venue may know better.</summary>
public sealed class DoubtfulOrdersTests
{
    private readonly OrderTable _table = new(NewLedger(), capacitySlots: 64);

    [Fact]
    public void An_order_that_a_list_leaves_out_is_in_doubt()
    {
        Work(1, 2);
        _table.Doubtful.ForgetNamed();
        Execution answer = Report(ExecType.OrderStatus, OrderStatus.New, orderId: 1).Execution;
        _table.Doubtful.NoteNamed(in answer);
        _table.Doubtful.MarkUnnamed(beforeId: 3);

        Assert.Equal((false, true), (Find(_table, 1).IsInDoubt, Find(_table, 2).IsInDoubt));
    }

    [Fact]
    public void An_order_that_came_after_the_question_or_is_on_its_way_is_not()
    {
        Work(1);
        Add(_table, NewOrder(2));
        _table.Doubtful.ForgetNamed();
        _table.Doubtful.MarkUnnamed(beforeId: 1);
        Assert.Equal(0, _table.InDoubtCount);

        _table.Doubtful.MarkUnnamed(beforeId: 3);
        Assert.Equal((true, false), (Find(_table, 1).IsInDoubt, Find(_table, 2).IsInDoubt));
    }

    [Fact]
    public void A_name_counts_for_one_list()
    {
        Work(1);
        Execution answer = Report(ExecType.OrderStatus, OrderStatus.New, orderId: 1).Execution;
        _table.Doubtful.NoteNamed(in answer);
        _table.Doubtful.ForgetNamed();
        _table.Doubtful.MarkUnnamed(beforeId: 9);

        Assert.True(Find(_table, 1).IsInDoubt);
    }

    [Fact]
    public void Requests_older_than_a_period_are_in_doubt()
    {
        Add(_table, NewOrder(1)); // On its way.
        Work(2, 3, 4);
        RequestCancel(_table, Cancel(3, cancelId: 5));
        RequestCancel(_table, Cancel(4, cancelId: 6));
        _table.Doubtful.MarkUnanswered(beforeId: 6);

        Assert.Equal(
            (true, false, true, false),
            (Find(_table, 1).IsInDoubt, Find(_table, 2).IsInDoubt, Find(_table, 3).IsInDoubt,
                Find(_table, 4).IsInDoubt));
        Assert.True(Find(_table, 3).IsCancelInDoubt);
    }

    private void Work(params long[] ids)
    {
        foreach (long id in ids)
        {
            Add(_table, NewOrder(id));
            Apply(_table, Report(ExecType.New, OrderStatus.New, orderId: id));
        }
    }
}
