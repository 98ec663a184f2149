using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>
/// Whether an instrument's market data can be trusted. Everything but <see cref="FeedState.Live"/> marks the instrument
/// unfit: strategies are told and risk refuses new orders on it.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
public struct FeedStatus
{
    [FieldOffset(0)] public FeedState State;
    [FieldOffset(8)] public long ExpectedUpdateId; // In a gap: the id that should have come.
    [FieldOffset(16)] public long ReceivedUpdateId; // In a gap: the id that came.
}

/// <summary>State of a feed for one instrument. Journaled, so never renumbered.</summary>
public enum FeedState : byte
{
    None = 0,
    Connecting = 1,
    Syncing = 2,
    Live = 3,
    Gap = 4,
    Disconnected = 5,
    Stale = 6,
}
