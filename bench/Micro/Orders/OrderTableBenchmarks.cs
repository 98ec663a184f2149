using BenchmarkDotNet.Attributes;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Micro.Orders;

/// <summary>
/// Cost of one execution in the life of an order: acknowledged, filled in two parts; adding the order is counted as a
/// fourth event. Gate: 0 bytes allocated. Time is reported, not gated: it depends on the machine.
/// </summary>
[MemoryDiagnoser]
public class OrderTableBenchmarks
{
    private const int OrdersPerInvoke = 256;
    private const int EventsPerOrder = 4;

    private OrderTable _table = null!;
    private EngineEvent _newOrder;
    private EngineEvent _acknowledgement;
    private EngineEvent _part;
    private EngineEvent _rest;
    private long _nextOrderId;
    private long _nextExecId;

    /// <summary>Orders that stay open all the while, so that the chain of open orders is not empty.</summary>
    [Params(0, 1_000)]
    public int RestingOrders { get; set; }

    [GlobalSetup]
    public void OpenTable()
    {
        _table = new OrderTable(new PositionLedger(instrumentCount: 1, strategyCount: 1));
        _nextOrderId = 1;
        _newOrder.Kind = EventKind.NewOrder;
        _newOrder.Side = Side.Buy;
        _newOrder.Order.QtyLots = 10;
        _newOrder.Order.PriceTicks = 100;
        _newOrder.Order.Type = OrderType.Limit;
        _acknowledgement = Report(ExecType.New, OrderStatus.New, lastQtyLots: 0, cumQtyLots: 0);
        _part = Report(ExecType.Trade, OrderStatus.PartiallyFilled, lastQtyLots: 4, cumQtyLots: 4);
        _rest = Report(ExecType.Trade, OrderStatus.Filled, lastQtyLots: 6, cumQtyLots: 10);
        for (int i = 0; i < RestingOrders; i++)
            Add();
    }

    [Benchmark(OperationsPerInvoke = OrdersPerInvoke * EventsPerOrder)]
    public long Apply()
    {
        long filledLots = 0;
        for (int i = 0; i < OrdersPerInvoke; i++)
        {
            long orderId = Add();
            filledLots += Deliver(ref _acknowledgement, orderId);
            filledLots += Deliver(ref _part, orderId);
            filledLots += Deliver(ref _rest, orderId);
        }

        return filledLots; // Returned so that the JIT cannot drop the loop.
    }

    private static EngineEvent Report(ExecType type, OrderStatus status, long lastQtyLots, long cumQtyLots)
    {
        EngineEvent report = default;
        report.Kind = EventKind.Execution;
        report.Execution.ExecType = type;
        report.Execution.Status = status;
        report.Execution.LastQtyLots = lastQtyLots;
        report.Execution.LastPriceTicks = lastQtyLots > 0 ? 100 : 0;
        report.Execution.CumQtyLots = cumQtyLots;
        report.Execution.LeavesQtyLots = 10 - cumQtyLots;
        return report;
    }

    /// <summary>
    /// Resting orders are skipped over when the ids come round, as the engine would deny the new order.
    /// </summary>
    private long Add()
    {
        do
            _newOrder.Order.OrderId = _nextOrderId++;
        while (_table.TryAdd(in _newOrder) != RiskVerdict.Accepted);

        return _newOrder.Order.OrderId;
    }

    private long Deliver(ref EngineEvent report, long orderId)
    {
        report.Execution.OrderId = orderId;
        report.Execution.ExecIdHash = ++_nextExecId;
        return _table.Apply(in report, out OrderReport change) ? change.FilledLots : 0;
    }
}
