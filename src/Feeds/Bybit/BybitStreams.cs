using System;
using System.Text;

namespace LowLatencyEngine.Feeds.Bybit;

/// <summary>
/// Which market a connection serves and how deep its books are: address, texts and limits. Immutable.
/// Source: Bybit API v5, "Connect" (ping every 20 s, ten arguments a request on spot) and "Orderbook".
/// </summary>
public sealed record BybitStreams
{
    private const long PingIntervalNs = 20_000_000_000;

    /// <summary>The market.</summary>
    public required BybitMarket Market { get; init; }

    /// <summary>Levels a side: 1, 50, 200, 500 or 1,000; the snapshot comes in the stream.</summary>
    public int LevelCount { get; init; } = 200;

    /// <summary>Limits of the market.</summary>
    public VenueRules Rules => new()
    {
        Name = NameOf(Market),
        PingText = """{"op":"ping"}"""u8.ToArray(),
        PingIntervalNs = PingIntervalNs,
        InstrumentCountMax = 200,
    };

    /// <summary>Name of a market in configuration and on the command line.</summary>
    public static string NameOf(BybitMarket market) => market switch
    {
        BybitMarket.Linear => "bybit-linear",
        BybitMarket.Inverse => "bybit-inverse",
        _ => "bybit-spot",
    };

    /// <summary>Refuses what cannot work.</summary>
    /// <exception cref="ArgumentException">Names the option, its value and what is allowed.</exception>
    public void ValidateOrThrow()
    {
        if (LevelCount is not (1 or 50 or 200 or 500 or 1_000))
        {
            throw new ArgumentException(
                $"feed option is no depth of the venue: LevelCount={LevelCount}; write 1, 50, 200, 500 or 1000");
        }
    }

    /// <summary>Address of the market's public stream.</summary>
    internal Uri StreamUri(Uri webSocketBase)
    {
        string market = NameOf(Market)["bybit-".Length..];
        return new Uri($"{webSocketBase.AbsoluteUri.TrimEnd('/')}/v5/public/{market}");
    }

    /// <summary>Asks for everything of one instrument.</summary>
    internal byte[] SubscribeText(string symbol) => Encoding.ASCII.GetBytes(
        $$"""{"op":"subscribe","args":["{{BookTopic(symbol)}}","publicTrade.{{symbol}}","tickers.{{symbol}}"]}""");

    /// <summary>Asks for the book alone, or no longer.</summary>
    internal byte[] BookText(string op, string symbol) => Encoding.ASCII.GetBytes(
        $$"""{"op":"{{op}}","args":["{{BookTopic(symbol)}}"]}""");

    private string BookTopic(string symbol) => $"orderbook.{LevelCount}.{symbol}";
}
