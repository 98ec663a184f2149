namespace LowLatencyEngine.Feeds;

/// <summary>Makes a venue's protocol for one connection; the feed gives it where to count and whom to tell.</summary>
public delegate IVenueProtocol VenueFactory(FeedCounters counters, FaultReporter faults);
