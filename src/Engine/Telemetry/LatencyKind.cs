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

    // Stages, of one input in <c>telemetry.sampleEvery</c>: a stamp costs about 25 ns.

    /// <summary>
    /// From the receipt of an input until its decision begins: decoding and hand-over. Decision thread.
    /// </summary>
    Receive = 3,

    /// <summary>A frame of market data to events. Feed task.</summary>
    Decode = 4,

    /// <summary>One record into the journal, chained and copied. Decision thread.</summary>
    Journal = 5,

    /// <summary>One order or cancel to the bytes of its message. Venue thread.</summary>
    Encode = 6,

    /// <summary>Bytes to the socket, one call for all that are ready. Venue thread.</summary>
    Send = 7,

    /// <summary>The state copied for a snapshot, while nothing is decided. Decision thread.</summary>
    Snapshot = 8,
}
