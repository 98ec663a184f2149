namespace LowLatencyEngine.Feeds;

/// <summary>
/// Something a feed met and went on from. Told once per kind and second, so a flood of one kind is one line.
/// </summary>
/// <param name="Kind">What happened.</param>
/// <param name="Verdict">For a refused frame, why; else None.</param>
/// <param name="TimestampNs">When, by the engine's clock.</param>
/// <param name="Count">How often since it was last told, this time included.</param>
/// <param name="Detail">What went wrong, with its values, for a log.</param>
public readonly record struct FeedFault(
    FeedFaultKind Kind,
    FrameVerdict Verdict,
    long TimestampNs,
    long Count,
    string Detail);

/// <summary>Kinds of <see cref="FeedFault"/>.</summary>
public enum FeedFaultKind : byte
{
    None = 0,
    FrameRefused = 1,
    SnapshotRefused = 2,
    Gap = 3,
    HeldOverflow = 4,
    SnapshotTooOld = 5,
    SnapshotFailed = 6,
    ConnectFailed = 7,
    ConnectionLost = 8,
    ConnectionSilent = 9,
    RingFull = 10,
    ConnectionRenewed = 11,
    BookMissing = 12,
}
