using System;
using System.Collections.Generic;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>What is played and how.</summary>
public sealed record PlaybackOptions
{
    /// <summary>Speed without a pace: as fast as the slowest subscriber reads.</summary>
    public const double MaxSpeed = double.PositiveInfinity;

    /// <summary>Called once a pass. A synthetic market, or a recording.</summary>
    public required Func<IEnumerable<MarketFrame>> Frames { get; init; }

    /// <summary>Multiple of the recorded pace; <see cref="MaxSpeed"/> for no pace.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Times the frames are played, each as a new connection; 0 for ever.</summary>
    public long PassCount { get; init; } = 1;

    /// <summary>Each pass starts only when somebody listens.</summary>
    public bool StartsWithSubscriber { get; init; } = true;

    /// <summary>How long a pass stands at a snapshot that nobody fetches.</summary>
    public TimeSpan SnapshotHold { get; init; } = TimeSpan.FromSeconds(10);

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal void ThrowIfInvalid()
    {
        if (!(Speed > 0))
            throw new ArgumentException($"playback speed must be positive: speed={Speed}; use 1 for the recorded pace");

        if (PassCount < 0)
            throw new ArgumentException($"passes must not be negative: passCount={PassCount}; use 0 to play for ever");
    }
}
