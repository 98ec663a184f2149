namespace LowLatencyEngine.Engine.Telemetry;

/// <summary>
/// What stands at some value now. One thread writes each. Read by other processes, so never renumbered.
/// </summary>
public enum Gauge
{
    /// <summary>1 while the kill switch is engaged.</summary>
    KillSwitchEngaged = 1,

    /// <summary>State of the session to the venue, as <see cref="Model.VenueState"/>.</summary>
    VenueState = 2,

    /// <summary>Bit N is set while strategy N is active.</summary>
    ActiveStrategiesMask = 3,

    /// <summary>Orders that can still fill, over all instruments.</summary>
    WorkingOrders = 4,

    /// <summary>Orders that the engine keeps.</summary>
    HeldOrders = 5,

    /// <summary>Held orders that filled although they were not to, neither undone nor acknowledged.</summary>
    HeldAlarms = 6,

    /// <summary>Positions that have met their stop and are not closed yet.</summary>
    StopsAtWork = 7,

    // Rings, in slots.
    InboundRingCapacity = 8,
    InboundRingDepth = 9,
    InboundRingDepthMax = 10,
    OutboundRingCapacity = 11,
    OutboundRingDepth = 12,
    OutboundRingDepthMax = 13,

    /// <summary>Positions that are to be closed and cannot be, as far as it is told.</summary>
    ClosingsStalled = 14,

    // Journal.
    JournalSequence = 16,
    JournalDurableSequence = 17,

    // FIX session to the venue.
    NextSenderMsgSeqNum = 20,
    NextTargetMsgSeqNum = 21,

    // Process.
    Gen0Collections = 24,
    Gen1Collections = 25,
    Gen2Collections = 26,

    /// <summary>1 where all memory of the process is locked.</summary>
    MemoryLocked = 28,
}
