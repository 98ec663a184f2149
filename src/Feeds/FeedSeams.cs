using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds;

/// <summary>A feed's only doors to the world besides its sockets.</summary>
/// <param name="Sink">Where events go.</param>
/// <param name="Clock">Receive times.</param>
/// <param name="Time">Delays and timers.</param>
/// <param name="NextJitter">Random number from 0 to 1, to spread reconnects: Random.Shared.NextDouble.</param>
/// <param name="OnFault">Told of faults, on the feed's loop; must return soon and not throw.</param>
public sealed record FeedSeams(
    IEventSink Sink,
    IClock Clock,
    TimeProvider Time,
    Func<double> NextJitter,
    Action<FeedFault> OnFault)
{
    /// <summary>
    /// Told how long a frame took to become events, in nanoseconds, of one frame in
    /// <see cref="DecodeSampleEvery"/>; on the feed's loop.
    /// </summary>
    public Action<long>? OnDecoded { get; init; }

    /// <summary>
    /// Given every whole message and every snapshot before they are decoded, with their receive time: a recorder. On
    /// the feed's loop; the bytes are valid during the call.
    /// </summary>
    public FrameSink? OnFrame { get; init; }

    /// <summary>How many frames go by for each that is timed; at least 1.</summary>
    public int DecodeSampleEvery { get; init; } = 16;
}

/// <summary>Takes a message as it was received.</summary>
public delegate void FrameSink(ReadOnlySpan<byte> bytes, long receiveTimestampNs);
