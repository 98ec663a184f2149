using LowLatencyEngine.Engine;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Programs.Decision;

/// <summary>
/// A broker that answers at once: acknowledges orders, fills some of them whole, cancels what it is asked to. Takes
/// orders from the outbound ring and hands its reports back one by one. One thread; 0 bytes.
/// </summary>
internal sealed class EchoVenue
{
    /// <summary>Messages that may be handed over before the reports are fetched.</summary>
    public const int MessagesMax = 256;

    private const int OrdersPerFill = 8;
    private const int ReportsPerMessage = 2;

    private readonly EngineEvent[] _reports = new EngineEvent[MessagesMax * ReportsPerMessage];
    private int _reportCount;
    private long _orderCount;
    private long _execId;

    /// <summary>Orders and cancels taken.</summary>
    public long MessageCount { get; private set; }

    /// <summary>Orders taken.</summary>
    public long OrderCount => _orderCount;

    /// <summary>Reports not handed back yet.</summary>
    public int ReportCount => _reportCount;

    /// <summary>A report, by its place; valid until <see cref="ClearReports"/>.</summary>
    public ref EngineEvent Report(int index) => ref _reports[index];

    /// <summary>All reports have been worked on.</summary>
    public void ClearReports() => _reportCount = 0;

    /// <summary>An order or a cancel that left the outbound ring.</summary>
    public void OnEvent(in EngineEvent slot)
    {
        MessageCount++;
        switch (slot.Kind)
        {
            case EventKind.NewOrder:
                Accept(in slot);
                break;

            case EventKind.CancelOrder:
                ref Execution canceled = ref Begin(in slot, ExecType.Canceled, OrderStatus.Canceled);
                canceled.OrderId = slot.Order.OriginalOrderId;
                canceled.RequestId = slot.Order.OrderId;
                break;

            default:
                break; // Nothing is ever in doubt here.
        }
    }

    private void Accept(in EngineEvent order)
    {
        _orderCount++;
        long qtyLots = order.Order.QtyLots;
        Begin(in order, ExecType.New, OrderStatus.New).LeavesQtyLots = qtyLots;
        if (order.Order.TimeInForce != TimeInForce.ImmediateOrCancel && _orderCount % OrdersPerFill != 0)
            return;

        ref Execution fill = ref Begin(in order, ExecType.Trade, OrderStatus.Filled);
        fill.LastPriceTicks = order.Order.PriceTicks;
        fill.LastQtyLots = qtyLots;
        fill.CumQtyLots = qtyLots;
    }

    private ref Execution Begin(in EngineEvent order, ExecType type, OrderStatus status)
    {
        ref EngineEvent report = ref EngineEvents.Begin(
            ref _reports[_reportCount++], EventKind.Execution, EventSource.Venue, order.ReceiveTimestampNs);
        report.InstrumentIndex = order.InstrumentIndex;
        report.Side = order.Side;
        report.Execution.OrderId = order.Order.OrderId;
        report.Execution.ExecType = type;
        report.Execution.Status = status;
        report.Execution.ExecIdHash = ++_execId;
        report.Execution.VenueOrderIdHash = order.Order.OrderId;
        return ref report.Execution;
    }
}
