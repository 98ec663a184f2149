namespace LowLatencyEngine.Engine.Telemetry;

/// <summary>
/// Which latency a histogram of the telemetry file holds. Read by other processes, so never renumbered.
/// </summary>
public enum LatencyKind
{
    /// <summary>From an event's claim on the inbound ring until its outputs are journaled. Decision thread.</summary>
    Decision = 0,

    /// <summary>
    /// From the receipt of the market data that caused an order until the order's bytes are handed to the socket. Venue
    /// thread.
    /// </summary>
    TickToOrder = 1,

    /// <summary>From the order's bytes until the venue's first report on it comes in. Decision thread.</summary>
    OrderToAck = 2,
}
