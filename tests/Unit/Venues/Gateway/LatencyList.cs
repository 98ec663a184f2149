using System.Collections.Generic;
using LowLatencyEngine.Venues.Gateway;

namespace LowLatencyEngine.Unit.Venues.Gateway;

/// <summary>Latencies as they are told.</summary>
internal sealed class LatencyList : ILatencySink
{
    public List<long> Sent { get; } = new(capacity: 65_536);

    public List<long> Acknowledged { get; } = new(capacity: 65_536);

    public List<long> Sends { get; } = new(capacity: 65_536);

    public void OrderSent(long tickToOrderNs) => Sent.Add(tickToOrderNs);

    public void OrderAcknowledged(long orderToAckNs) => Acknowledged.Add(orderToAckNs);

    public void BytesSent(long sendNs) => Sends.Add(sendNs);
}
