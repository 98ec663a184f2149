using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// The obvious order table: keeps every report that ever came and works each order out anew from all of them.
/// </summary>
internal sealed class OrderTwin
{
    private readonly Dictionary<long, TwinOrder> _orders = [];

    public IReadOnlyDictionary<long, TwinOrder> Orders => _orders;

    public IEnumerable<long> OpenIds => _orders.Where(o => o.Value.OpenLots > 0).Select(o => o.Key).Order();

    public decimal PositionLots => _orders.Values.Sum(o => (int)o.Side * (decimal)o.FilledLots);

    public void Add(in EngineEvent newOrder) =>
        _orders.Add(newOrder.Order.OrderId, new TwinOrder(newOrder.Side, newOrder.Order.QtyLots));

    public void RequestCancel(in EngineEvent cancel) =>
        _orders[cancel.Order.OriginalOrderId].PendingCancelId = cancel.Order.OrderId;

    public void Apply(in EngineEvent input)
    {
        TwinOrder order = _orders[input.Execution.OrderId];
        bool isPending = order.OpenLots > 0 && order.PendingCancelId == input.Execution.RequestId;
        if (input.Kind == EventKind.Execution)
        {
            order.Reports.Add(input);
        }
        else if (isPending)
        {
            order.PendingCancelId = 0;
            if ((input.Flags & EventFlags.PossibleDuplicate) == EventFlags.None)
                order.Reports.Add(input);
        }
    }

    /// <summary>One order, as the sum of its reports.</summary>
    internal sealed class TwinOrder(Side side, long qtyLots)
    {
        public Side Side { get; } = side;

        public List<EngineEvent> Reports { get; } = [];

        public long PendingCancelId { get; set; }

        public long FilledLots => Reports.Select(r => r.Execution.CumQtyLots).Append(0).Max();

        public long OpenLots => IsOpen(WorkingStatus) ? qtyLots - FilledLots : 0;

        public OrderStatus Status => PendingCancelId != 0 && OpenLots > 0 ? OrderStatus.PendingCancel : WorkingStatus;

        private OrderStatus WorkingStatus
        {
            get
            {
                if (FilledLots >= qtyLots)
                    return OrderStatus.Filled;

                OrderStatus end = Reports.Where(r => r.Kind == EventKind.Execution).Select(r => r.Execution.Status)
                    .FirstOrDefault(s => !IsOpen(s));
                if (end != OrderStatus.None)
                    return end;

                if (FilledLots > 0)
                    return OrderStatus.PartiallyFilled;

                bool isNew = Reports.Exists(r => r.Execution.Status == OrderStatus.New);
                return isNew ? OrderStatus.New : OrderStatus.PendingNew;
            }
        }

        private static bool IsOpen(OrderStatus status) =>
            status is OrderStatus.PendingNew or OrderStatus.New or OrderStatus.PartiallyFilled;
    }
}
