using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Model;

public sealed class OutboxTests
{
    private readonly EngineEvent _cause = new()
    {
        Kind = EventKind.Quote,
        InstrumentIndex = 3,
        ReceiveTimestampNs = 77,
    };

    [Fact]
    public void Orders_and_cancels_get_ids_that_rise_by_one_and_other_outputs_get_none()
    {
        var outbox = new Outbox(4);
        outbox.StartOrderIdsAt(100);

        long order = outbox.Add(EventKind.NewOrder, in _cause).Order.OrderId;
        long status = outbox.Add(EventKind.StatusRequest, in _cause).Order.OrderId;
        long cancel = outbox.Add(EventKind.CancelOrder, in _cause).Order.OrderId;

        Assert.Equal((100, 0, 101, 102), (order, status, cancel, outbox.NextOrderId));
    }

    [Fact]
    public void An_output_carries_its_causes_instrument_and_receive_time_and_nothing_of_an_earlier_output()
    {
        var outbox = new Outbox(1);
        outbox.Add(EventKind.NewOrder, in _cause).Order.PriceTicks = 5;
        outbox.Clear();

        ref EngineEvent output = ref outbox.Add(EventKind.CancelOrder, in _cause);

        Assert.Equal(
            (3, 77L, 0L, EventSource.Engine),
            (output.InstrumentIndex, output.ReceiveTimestampNs, output.Order.PriceTicks, output.Source));
    }

    [Fact]
    public void A_wish_without_room_is_dropped_counted_and_given_no_id()
    {
        var outbox = new Outbox(1);
        outbox.Add(EventKind.NewOrder, in _cause);

        ref EngineEvent dropped = ref outbox.Add(EventKind.NewOrder, in _cause);

        Assert.Equal((0L, 1L, 1, 2L), (dropped.Order.OrderId, outbox.DroppedCount, outbox.Count, outbox.NextOrderId));
    }

    [Fact]
    public void Ids_never_go_back()
    {
        var outbox = new Outbox(1);
        outbox.StartOrderIdsAt(50);
        outbox.StartOrderIdsAt(10);

        Assert.Equal(50, outbox.NextOrderId);
    }
}
