using System;
using System.Text;

namespace LowLatencyEngine.Feeds.Binance;

/// <summary>
/// Which market a connection serves and which of its streams it takes: addresses and limits. Immutable.
/// Source: Binance API, "WebSocket Streams" of each market (24-hour limit, 1,024 streams a spot and 200 a futures
/// connection).
/// </summary>
public sealed record BinanceStreams
{
    private const long RenewAfterNs = (24 * 3_600 - 600) * 1_000_000_000L; // Ten minutes before the venue ends it.

    private const int StreamsPerInstrumentMax = 4;

    /// <summary>The market.</summary>
    public required BinanceMarket Market { get; init; }

    /// <summary>
    /// Name of the depth stream: <c>depth@100ms</c>, <c>depth</c>; on futures also <c>depth@0ms</c>,
    /// <c>depth@500ms</c>; on spot also <c>depth@1000ms</c>.
    /// </summary>
    public string DepthStream { get; init; } = "depth@100ms";

    /// <summary>Levels a side asked for in a snapshot: 1 to 5,000 on spot, to 1,000 on futures.</summary>
    public int SnapshotLevelCount { get; init; } = 1_000;

    /// <summary>Limits of the market.</summary>
    public VenueRules Rules => new()
    {
        Name = NameOf(Market),
        RenewAfterNs = RenewAfterNs,
        InstrumentCountMax = (IsSpot ? 1_024 : 200) / StreamsPerInstrumentMax,
    };

    private bool IsSpot => Market == BinanceMarket.Spot;

    /// <summary>Name of a market in configuration and on the command line.</summary>
    public static string NameOf(BinanceMarket market) => market switch
    {
        BinanceMarket.UsdMargined => "binance-usdm",
        BinanceMarket.CoinMargined => "binance-coinm",
        _ => "binance-spot",
    };

    /// <summary>Refuses what cannot work.</summary>
    /// <exception cref="ArgumentException">Names the option, its value and what is allowed.</exception>
    public void ValidateOrThrow()
    {
        bool isKnown = DepthStream is "depth" or "depth@100ms" || (IsSpot
            ? DepthStream == "depth@1000ms"
            : DepthStream is "depth@0ms" or "depth@500ms");
        if (!isKnown)
        {
            throw new ArgumentException(
                $"feed option is no stream of the market: DepthStream={DepthStream}, market={NameOf(Market)}; " +
                "write depth@100ms");
        }

        FeedOption.Require(nameof(SnapshotLevelCount), SnapshotLevelCount, 1, IsSpot ? 5_000 : 1_000);
    }

    /// <summary>
    /// The combined stream of all of <paramref name="symbols"/>: depth, book ticker and trades; on futures forced
    /// orders too.
    /// </summary>
    internal Uri StreamUri(Uri webSocketBase, FeedSymbols symbols)
    {
        var text = new StringBuilder(webSocketBase.AbsoluteUri.TrimEnd('/')).Append("/stream?streams=");
        for (int i = 0; i < symbols.Count; i++)
        {
            string name = symbols[i].VenueSymbol.ToLowerInvariant();
            string separator = i == 0 ? "" : "/";
            text.Append(separator).Append(name).Append('@').Append(DepthStream)
                .Append('/').Append(name).Append("@bookTicker/").Append(name).Append("@trade");
            if (!IsSpot)
                text.Append('/').Append(name).Append("@forceOrder");
        }

        return new Uri(text.ToString());
    }

    /// <summary>The snapshot of the instrument in place <paramref name="position"/>.</summary>
    internal Uri SnapshotUri(Uri restBase, FeedSymbols symbols, int position)
    {
        string path = Market switch
        {
            BinanceMarket.UsdMargined => "/fapi/v1/depth",
            BinanceMarket.CoinMargined => "/dapi/v1/depth",
            _ => "/api/v3/depth",
        };
        string address = restBase.AbsoluteUri.TrimEnd('/');
        return new Uri($"{address}{path}?symbol={symbols[position].VenueSymbol}&limit={SnapshotLevelCount}");
    }
}
