namespace LowLatencyEngine.Engine.Telemetry;

/// <summary>
/// What only ever rises while an engine lives. Each hot thread counts in a lane of its own and a reader adds the lanes
/// up, so that no two threads write one field. Read by other processes, so never renumbered.
/// </summary>
public enum Counter
{
    /// <summary>Inputs the decision thread has worked on.</summary>
    Events = 0,

    // Market data.
    BookUpdates = 1,
    Quotes = 2,
    Trades = 3,
    FeedStatuses = 4,

    // Orders.
    Orders = 8,
    Cancels = 9,
    StatusRequests = 10,
    Denied = 11,
    Acknowledged = 12,
    Fills = 13,
    Canceled = 14,
    Rejected = 15,
    Expired = 16,
    CancelRejects = 17,

    /// <summary>Wishes of strategies that found no room in the outbox.</summary>
    OutboxDropped = 18,
    Replaces = 19,

    // Surroundings.
    Timers = 20,
    Commands = 21,

    /// <summary>Positions that met their stop.</summary>
    StopsFired = 22,

    /// <summary>Closings of positions that stalled.</summary>
    ClosingsStalled = 23,

    // Journal.
    JournalRecords = 24,
    JournalBytes = 25,

    // Feeds.
    FeedFrames = 32,
    FeedMalformed = 34,
    FeedUnknownSymbols = 35,
    FeedGaps = 36,
    FeedConnects = 37,

    // Sessions to venues.
    VenueMessagesSent = 40,
    VenueMessagesReceived = 41,
    VenueBytesSent = 42,
    VenueBytesReceived = 43,
    VenueMalformed = 44,
    VenueLogons = 45,

    // Rings.
    InboundRingFull = 48,
    OutboundRingFull = 49,

    // Hot threads, since the engine was ready: each of them costs microseconds, and a quiet engine has none.
    CompiledMethods = 52,
    VoluntarySwitches = 53,
    InvoluntarySwitches = 54,
    PageFaults = 55,

    // Batches that a hot thread took from its ring, by their size: how far behind it was.
    BatchesOf1 = 56,
    BatchesOf2To3 = 57,
    BatchesOf4To7 = 58,
    BatchesOf8To15 = 59,
    BatchesOf16To31 = 60,
    BatchesOf32To63 = 61,
    BatchesOf64To127 = 62,
    BatchesOf128AndMore = 63,
}
