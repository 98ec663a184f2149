using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// What the playback and the order entry share; <see cref="Matching"/> is touched inside <see cref="Gate"/> only.
/// </summary>
internal sealed record VenueCore(
    InstrumentTable Instruments, MatchingEngine Matching, VenueGate Gate, VenueCounters Counters, IClock Clock);
