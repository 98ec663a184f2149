using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Venues.Gateway;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>The gateway's latencies go into the telemetry file. The gateway's thread only.</summary>
internal sealed class TelemetryLatencySink(TelemetryWriter telemetry) : ILatencySink
{
    private readonly LatencyHistogram _tickToOrder = telemetry.Histogram(LatencyKind.TickToOrder);
    private readonly LatencyHistogram _orderToAck = telemetry.Histogram(LatencyKind.OrderToAck);
    private readonly LatencyHistogram _send = telemetry.Histogram(LatencyKind.Send);

    public void OrderSent(long tickToOrderNs) => _tickToOrder.Record(tickToOrderNs);

    public void OrderAcknowledged(long orderToAckNs) => _orderToAck.Record(orderToAckNs);

    public void BytesSent(long sendNs) => _send.Record(sendNs);
}
