using System;

namespace LowLatencyEngine.Feeds;

/// <summary>A venue whose books start from a snapshot that is fetched by REST beside the stream.</summary>
public interface ISnapshotProtocol : IVenueProtocol
{
    /// <summary>True while the instrument in place <paramref name="position"/> needs a snapshot.</summary>
    bool WantsSnapshot(int position);

    /// <summary>
    /// Takes a snapshot. Best called with an empty batch: what does not fit is refused. When the verdict is Ok,
    /// <see cref="WantsSnapshot"/> tells whether it was new enough.
    /// </summary>
    FrameVerdict OnSnapshot(ReadOnlySpan<byte> bytes, int position, long receiveTimestampNs);

    /// <summary>The snapshot of the instrument in place <paramref name="position"/>.</summary>
    Uri SnapshotUri(Uri restBase, int position);

    /// <summary>
    /// Whose snapshot a recorded answer is: told by its address where the recording has it, else by its text and by
    /// who waits for one; -1 for an answer that is none.
    /// </summary>
    int FindSnapshotPosition(ReadOnlySpan<byte> bytes, string? address);
}
