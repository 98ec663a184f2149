using System;

namespace LowLatencyEngine.Feeds;

/// <summary>Where a live feed connects and how patient it is. Checked when the feed is made.</summary>
public sealed record FeedOptions
{
    /// <summary>Base of the stream: <c>wss://stream.binance.com:9443</c>, or <c>ws://127.0.0.1:PORT</c>.</summary>
    public required Uri WebSocketBase { get; init; }

    /// <summary>
    /// Base of the snapshots: <c>https://api.binance.com</c>, or <c>http://127.0.0.1:PORT</c>; not used by a venue
    /// that sends them in the stream.
    /// </summary>
    public required Uri RestBase { get; init; }

    /// <summary>
    /// SHA-256 of the stream's certificate in hexadecimal: then this certificate is trusted and no other, whoever
    /// signed it. Empty: the system's rules decide.
    /// </summary>
    public string WebSocketSha256 { get; init; } = "";

    /// <summary>The same for the snapshots' certificate, which is another where the host is another.</summary>
    public string RestSha256 { get; init; } = "";

    /// <summary>A live book without a frame for longer than this is told Stale.</summary>
    public long StaleAfterNs { get; init; } = 5_000_000_000;

    /// <summary>A connection without any frame for longer than this is given up and made anew.</summary>
    public long SilentAfterNs { get; init; } = 30_000_000_000;

    /// <summary>How often the two above are looked at.</summary>
    public long TickIntervalNs { get; init; } = 250_000_000;

    /// <summary>Bound on making a connection and on one snapshot.</summary>
    public long RequestTimeoutNs { get; init; } = 10_000_000_000;

    /// <summary>First delay before a new attempt; it doubles with each failure, with jitter.</summary>
    public long RetryLeastNs { get; init; } = 100_000_000;

    /// <summary>Longest delay before a new attempt.</summary>
    public long RetryMostNs { get; init; } = 30_000_000_000;

    /// <summary>Longest frame and longest snapshot accepted.</summary>
    public int FrameBytesMax { get; init; } = 1024 * 1024;

    /// <summary>Refuses what cannot work.</summary>
    /// <exception cref="ArgumentException">Names the option, its value and what is allowed.</exception>
    public void ValidateOrThrow()
    {
        FeedOption.RequireScheme(nameof(WebSocketBase), WebSocketBase, "ws", "wss");
        FeedOption.RequireScheme(nameof(RestBase), RestBase, "http", "https");
        FeedOption.RequireSha256(nameof(WebSocketSha256), WebSocketSha256);
        FeedOption.RequireSha256(nameof(RestSha256), RestSha256);
        FeedOption.Require(nameof(StaleAfterNs), StaleAfterNs, 1, long.MaxValue);
        FeedOption.Require(nameof(SilentAfterNs), SilentAfterNs, 1, long.MaxValue);
        FeedOption.Require(nameof(TickIntervalNs), TickIntervalNs, 1_000_000, 60_000_000_000);
        FeedOption.Require(nameof(RequestTimeoutNs), RequestTimeoutNs, 1_000_000, 600_000_000_000);
        FeedOption.Require(nameof(RetryLeastNs), RetryLeastNs, 1_000_000, 600_000_000_000);
        FeedOption.Require(nameof(RetryMostNs), RetryMostNs, RetryLeastNs, 3_600_000_000_000);
        FeedOption.Require(nameof(FrameBytesMax), FrameBytesMax, 1_024, 64 * 1024 * 1024);
    }
    /// <summary>These options with the room that a venue's frames need.</summary>
    /// <exception cref="ArgumentException">The venue carries fewer instruments on a connection.</exception>
    internal FeedOptions For(IVenueProtocol protocol)
    {
        if (protocol.Symbols.Count > protocol.Rules.InstrumentCountMax)
        {
            throw new ArgumentException(
                $"too many instruments for one connection: venue={protocol.Rules.Name}, " +
                $"instrumentCount={protocol.Symbols.Count}; at most {protocol.Rules.InstrumentCountMax}");
        }

        return this with { FrameBytesMax = Math.Max(FrameBytesMax, protocol.Rules.FrameBytesMin) };
    }
}
