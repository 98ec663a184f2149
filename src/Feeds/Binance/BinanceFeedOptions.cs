using System;
using System.Text;

namespace LowLatencyEngine.Feeds.Binance;

/// <summary>Where a Binance spot feed connects and how patient it is. Checked when the feed is made.</summary>
public sealed record BinanceFeedOptions
{
    /// <summary>Base of the streams: <c>wss://stream.binance.com:9443</c>, or <c>ws://127.0.0.1:PORT</c>.</summary>
    public required Uri WebSocketBase { get; init; }

    /// <summary>Base of the snapshots: <c>https://api.binance.com</c>, or <c>http://127.0.0.1:PORT</c>.</summary>
    public required Uri RestBase { get; init; }

    /// <summary>Name of the depth stream: <c>depth@100ms</c> or <c>depth</c> (one frame a second).</summary>
    public string DepthStream { get; init; } = "depth@100ms";

    /// <summary>Levels a side asked for in a snapshot, 1 to 5,000.</summary>
    public int SnapshotLevelCount { get; init; } = 5_000;

    /// <summary>A live book without a depth frame for longer than this is told Stale.</summary>
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

    /// <summary>Most events of depth frames that wait for a snapshot, per instrument.</summary>
    public int HeldEventsMax { get; init; } = 4_096;

    /// <summary>Refuses what cannot work.</summary>
    /// <exception cref="ArgumentException">Names the option, its value and what is allowed.</exception>
    public void ValidateOrThrow()
    {
        RequireScheme(nameof(WebSocketBase), WebSocketBase, "ws", "wss");
        RequireScheme(nameof(RestBase), RestBase, "http", "https");
        if (DepthStream is not ("depth" or "depth@100ms" or "depth@1000ms"))
            throw new ArgumentException($"feed option is no spot stream: DepthStream={DepthStream}; write depth@100ms");

        Require(nameof(SnapshotLevelCount), SnapshotLevelCount, 1, 5_000);
        Require(nameof(StaleAfterNs), StaleAfterNs, 1, long.MaxValue);
        Require(nameof(SilentAfterNs), SilentAfterNs, 1, long.MaxValue);
        Require(nameof(TickIntervalNs), TickIntervalNs, 1_000_000, 60_000_000_000);
        Require(nameof(RequestTimeoutNs), RequestTimeoutNs, 1_000_000, 600_000_000_000);
        Require(nameof(RetryLeastNs), RetryLeastNs, 1_000_000, 600_000_000_000);
        Require(nameof(RetryMostNs), RetryMostNs, RetryLeastNs, 3_600_000_000_000);
        Require(nameof(FrameBytesMax), FrameBytesMax, 1_024, 64 * 1024 * 1024);
        Require(nameof(HeldEventsMax), HeldEventsMax, 1, 1_000_000);
    }

    /// <summary>The combined stream of all of <paramref name="symbols"/>: depth, book ticker and trades.</summary>
    internal Uri StreamUri(BinanceSymbols symbols)
    {
        var text = new StringBuilder(WebSocketBase.AbsoluteUri.TrimEnd('/')).Append("/stream?streams=");
        for (int i = 0; i < symbols.Count; i++)
        {
            string name = symbols[i].VenueSymbol.ToLowerInvariant();
            string separator = i == 0 ? "" : "/";
            text.Append(separator).Append(name).Append('@').Append(DepthStream)
                .Append('/').Append(name).Append("@bookTicker/").Append(name).Append("@trade");
        }

        return new Uri(text.ToString());
    }

    /// <summary>The snapshot of the instrument in place <paramref name="position"/>.</summary>
    internal Uri SnapshotUri(BinanceSymbols symbols, int position)
    {
        string address = RestBase.AbsoluteUri.TrimEnd('/');
        string symbol = symbols[position].VenueSymbol;
        return new Uri($"{address}/api/v3/depth?symbol={symbol}&limit={SnapshotLevelCount}");
    }

    private static void Require(string option, long value, long least, long most)
    {
        if (value < least || value > most)
            throw new ArgumentException($"feed option out of range: {option}={value}; set it from {least} to {most}");
    }

    private static void RequireScheme(string option, Uri uri, string plain, string secure)
    {
        if (!uri.IsAbsoluteUri || (uri.Scheme != plain && uri.Scheme != secure))
        {
            throw new ArgumentException(
                $"feed option is no address: {option}={uri}; write {plain}://HOST:PORT or {secure}://HOST:PORT");
        }
    }
}
