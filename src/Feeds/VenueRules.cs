using System;

namespace LowLatencyEngine.Feeds;

/// <summary>What holds on every connection to a venue, whatever it carries. Immutable.</summary>
public sealed record VenueRules
{
    /// <summary>The venue's name in configuration, on the command line and in faults: lower case.</summary>
    public required string Name { get; init; }

    /// <summary>Text that keeps the connection alive; empty where the venue or the protocol does it.</summary>
    public ReadOnlyMemory<byte> PingText { get; init; }

    /// <summary>How often <see cref="PingText"/> is sent; 0 for never.</summary>
    public long PingIntervalNs { get; init; }

    /// <summary>Age at which a connection is made anew before the venue ends it; 0 where it does not.</summary>
    public long RenewAfterNs { get; init; }

    /// <summary>Most instruments that one connection may carry.</summary>
    public int InstrumentCountMax { get; init; } = int.MaxValue;

    /// <summary>Bytes of the longest frame that the venue is known to send; a feed makes room for no fewer.</summary>
    public int FrameBytesMin { get; init; }

    /// <summary>Least time between two texts that are sent; the venue cuts off who sends faster.</summary>
    public long RequestIntervalNs { get; init; }
}
