namespace LowLatencyEngine.Engine.Telemetry;

/// <summary>
/// Which latency a histogram of the telemetry file holds. Read by other processes, so never renumbered.
/// </summary>
public enum LatencyKind
{
    /// <summary>One event through all stages, hand-over included, waiting in the ring not. Decision thread.</summary>
    Decision = 0,

    /// <summary>
    /// From the receipt of the market data that caused an order until the order's bytes are handed to the socket. Venue
    /// thread.
    /// </summary>
    TickToOrder = 1,

    /// <summary>From the order's bytes until the venue's first report on it comes in. Venue thread.</summary>
    OrderToAck = 2,
}
