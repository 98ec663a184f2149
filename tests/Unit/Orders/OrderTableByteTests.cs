using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

[Collection(ByteCounting.Name)]
public sealed class OrderTableByteTests
{
    private readonly OrderTable _table = new(NewLedger(), capacitySlots: 256);
    private readonly Outbox _outbox = new(capacity: 64);
    private long _nextId = 1;
    private long _openLots;

    [Fact]
    public void The_whole_life_of_orders_allocates_nothing()
    {
        Run(); // Warm up: the first calls pay for the JIT.
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();

        Run();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
        Assert.Equal(0, _openLots);
    }

    private void Run()
    {
        for (int i = 0; i < 200; i++)
            LiveOneLife(i);

        _table.MarkAllOpenInDoubt();
        EngineEvent cause = default;
        while (_table.WriteStatusRequests(_outbox, in cause, max: 64) > 0)
            _outbox.Clear();

        foreach (ref readonly Order order in _table.OpenOrders)
            _openLots += order.OpenLots;

        _openLots -= _table.SumReservedLots(1, Side.Buy);
    }

    private void LiveOneLife(int i)
    {
        long orderId = _nextId++;
        EngineEvent intent = NewOrder(orderId);
        if (_table.TryAdd(in intent) != RiskVerdict.Accepted)
            _table.Deny(in intent, out _);

        Deliver(Report(ExecType.New, OrderStatus.New, orderId: orderId));
        Deliver(Trade(2, 4, orderId: orderId)); // A jump,
        Deliver(Trade(2, 2, orderId: orderId)); // explained.
        Deliver(Trade(2, 2, orderId: orderId));
        EngineEvent cancel = Cancel(orderId, _nextId++);
        _table.TryRequestCancel(ref cancel);
        if (i % 20 == 0)
            return;

        Deliver(Report(ExecType.Canceled, OrderStatus.Canceled, 4, orderId));
        Deliver(Trade(2, 6, orderId: orderId));
        Deliver(Trade(9, 15, orderId: orderId));
        Deliver(Trade(1, 1, orderId: 1_000_000 + orderId));
        Deliver(Trade(-1, 1, orderId: orderId));
        Deliver(CancelReject(OrderStatus.Filled));
        _table.TryFind(new OrderId(orderId), out _);
    }

    private void Deliver(EngineEvent input) => _table.Apply(in input, out _);
}
