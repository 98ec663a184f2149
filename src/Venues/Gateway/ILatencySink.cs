namespace LowLatencyEngine.Venues.Gateway;

/// <summary>
/// Where the gateway tells its latencies, in nanoseconds. Called on the gateway's thread; must not allocate.
/// </summary>
public interface ILatencySink
{
    /// <summary>
    /// From the receive time of the input that caused a new order to the return of the send that took it.
    /// </summary>
    void OrderSent(long tickToOrderNs);

    /// <summary>From the sending of a new order to the poll that read the first report of it.</summary>
    void OrderAcknowledged(long orderToAckNs);

    /// <summary>One hand-over of bytes to the socket that held new orders.</summary>
    void BytesSent(long sendNs);
}
