using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// A venue that does everything right and a line that does not: reports are swapped, sent again (as possible
/// duplicates, or just again), and come late; but each comes at least once. It also overfills now and then.
/// </summary>
internal sealed class ScrambledVenue(Random random, int reorderWindow)
{
    private readonly List<EngineEvent> _line = [];
    private readonly List<VenueOrder> _orders = [];
    private readonly List<EngineEvent> _fills = [];
    private long _nextExecId = 1;

    public long TrueLots { get; private set; }

    public Int128 TrueCashTickLots { get; private set; }

    public Int128 TrueFeesTickLots { get; private set; }

    public bool HasReports => _line.Count > 0;

    /// <summary>The venue gets an order.</summary>
    public void Receive(in EngineEvent newOrder)
    {
        _orders.Add(new VenueOrder(newOrder));
        if (random.Next(2) == 0)
            Send(_orders[^1], ExecType.PendingNew, OrderStatus.PendingNew);

        if (random.Next(10) == 0)
            Close(_orders[^1], ExecType.Rejected, OrderStatus.Rejected);
        else
            Send(_orders[^1], ExecType.New, OrderStatus.New);
    }

    /// <summary>The venue gets a cancel: it may say so, and then obeys or refuses.</summary>
    public void ReceiveCancel(in EngineEvent cancel)
    {
        long orderId = cancel.Order.OriginalOrderId;
        VenueOrder order = _orders.Find(o => o.OrderId == orderId)!;
        if (order.IsOpen && random.Next(4) > 0)
        {
            Close(order, ExecType.Canceled, OrderStatus.Canceled);
            return;
        }

        EngineEvent reject = default;
        reject.Kind = EventKind.CancelReject;
        reject.Execution.OrderId = order.VenueId;
        reject.Execution.RequestId = cancel.Order.OrderId;
        reject.Execution.Status = order.Status;
        _line.Add(reject);
    }

    /// <summary>The venue gets a replace: it may say so, then obeys or refuses. Its answers name both ids.</summary>
    public void ReceiveReplace(in EngineEvent replace)
    {
        long orderId = replace.Order.OriginalOrderId;
        long replaceId = replace.Order.OrderId;
        VenueOrder order = _orders.Find(o => o.OrderId == orderId)!;
        if (random.Next(2) == 0)
        {
            EngineEvent pending = Make(order, ExecType.Other, OrderStatus.PendingReplace);
            pending.Execution.RequestId = replaceId;
            _line.Add(pending);
        }

        if (order.IsOpen && replace.Order.QtyLots > order.CumLots && random.Next(4) > 0)
        {
            order.QtyLots = replace.Order.QtyLots;
            order.Status = order.CumLots > 0 ? OrderStatus.PartiallyFilled : OrderStatus.New;
            EngineEvent replaced = Make(order, ExecType.Replaced, order.Status);
            replaced.Execution.RequestId = replaceId;
            _line.Add(replaced);
            order.VenueId = replaceId;
            return;
        }

        EngineEvent reject = default;
        reject.Kind = EventKind.CancelReject;
        reject.Execution.OrderId = order.VenueId;
        reject.Execution.RequestId = replaceId;
        reject.Execution.Status = order.Status;
        _line.Add(reject);
    }

    /// <summary>A fill is taken back or was another; its order stays as open or as closed as it was.</summary>
    public void Correct()
    {
        if (_fills.Count == 0)
            return;

        int index = random.Next(_fills.Count);
        EngineEvent fill = _fills[index];
        VenueOrder order = _orders.Find(o => o.OrderId == fill.Sequence)!;
        bool isBust = random.Next(2) == 0;
        long lots = isBust ? 0 : random.NextInt64(1, fill.Execution.LastQtyLots + 1);
        order.CumLots -= fill.Execution.LastQtyLots - lots;
        EngineEvent report = Make(order, isBust ? ExecType.TradeCancel : ExecType.TradeCorrect, order.Status);
        report.Execution.ExecRefIdHash = fill.Execution.ExecIdHash;
        report.Execution.LastQtyLots = lots;
        report.Execution.LastPriceTicks = random.Next(90, 110);
        _line.Add(report);
        _fills.RemoveAt(index);
    }

    /// <summary>Something happens to an order: a fill, seldom more than was ordered, or its end.</summary>
    public void Act()
    {
        if (_orders.Count == 0)
            return;

        VenueOrder order = _orders[random.Next(_orders.Count)];
        if (order.IsOpen && random.Next(12) == 0)
            Close(order, ExecType.Expired, OrderStatus.Expired);
        else if (order.IsOpen)
            Fill(order, random.NextInt64(1, order.LeavesLots + 1));
        else if (order.Status == OrderStatus.Filled && random.Next(40) == 0)
            Fill(order, random.Next(1, 4));
    }

    /// <summary>The next report off the line.</summary>
    public EngineEvent Next()
    {
        int index = random.Next(Math.Min(reorderWindow, _line.Count));
        EngineEvent report = _line[index];
        if (random.Next(5) > 0)
        {
            _line.RemoveAt(index);
            return report;
        }

        EngineEvent again = report; // It comes once more.
        if (random.Next(2) == 0)
            again.Flags |= EventFlags.PossibleDuplicate;

        _line[index] = again;
        return report;
    }

    private void Fill(VenueOrder order, long lots)
    {
        order.CumLots += lots;
        order.Status = order.LeavesLots > 0 ? OrderStatus.PartiallyFilled : OrderStatus.Filled;
        EngineEvent report = Make(order, ExecType.Trade, order.Status);
        report.Execution.LastQtyLots = lots;
        report.Execution.LastPriceTicks = random.Next(90, 110);
        report.Execution.FeeTickLots = random.Next(-3, 10);
        _line.Add(report);
        report.Sequence = order.OrderId; // So that a correction finds it.
        _fills.Add(report);
        TrueLots += (int)order.Side * lots;
        TrueCashTickLots -= (int)order.Side * lots * report.Execution.LastPriceTicks;
        TrueFeesTickLots += report.Execution.FeeTickLots;
    }

    private void Close(VenueOrder order, ExecType type, OrderStatus status)
    {
        order.Status = status;
        Send(order, type, status);
    }

    private void Send(VenueOrder order, ExecType type, OrderStatus status)
    {
        if (type == ExecType.New)
            order.Status = status;

        _line.Add(Make(order, type, status));
    }

    private EngineEvent Make(VenueOrder order, ExecType type, OrderStatus status)
    {
        EngineEvent report = default;
        report.Kind = EventKind.Execution;
        report.InstrumentIndex = order.InstrumentIndex;
        report.Side = order.Side;
        report.Execution.OrderId = order.VenueId;
        report.Execution.ExecType = type;
        report.Execution.Status = status;
        report.Execution.CumQtyLots = order.CumLots;
        report.Execution.LeavesQtyLots = order.IsOpen ? order.LeavesLots : 0;
        report.Execution.ExecIdHash = _nextExecId++;
        return report;
    }

    private sealed class VenueOrder(EngineEvent newOrder)
    {
        public long QtyLots { get; set; } = newOrder.Order.QtyLots;

        public long OrderId { get; } = newOrder.Order.OrderId;

        public long VenueId { get; set; } = newOrder.Order.OrderId; // That of the last replace.

        public int InstrumentIndex { get; } = newOrder.InstrumentIndex;

        public Side Side { get; } = newOrder.Side;

        public OrderStatus Status { get; set; } = OrderStatus.PendingNew;

        public long CumLots { get; set; }

        public long LeavesLots => Math.Max(0, QtyLots - CumLots);

        public bool IsOpen => Status is OrderStatus.PendingNew or OrderStatus.New or OrderStatus.PartiallyFilled;
    }
}
