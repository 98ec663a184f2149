using System;

namespace LowLatencyEngine.Feeds.Download;

/// <summary>What history is of.</summary>
public enum HistoryKind
{
    Klines,
    AggTrades,
}

/// <summary>Where history comes from.</summary>
public enum HistorySource
{
    /// <summary>Zip files of whole days with checksums.</summary>
    Archive,

    /// <summary>The venue's interface, page by page, into one CSV file of the archives' form.</summary>
    Rest,
}

/// <summary>Binance's markets.</summary>
public enum HistoryMarket
{
    Spot,
    UsdMargined,
    CoinMargined,
}

/// <summary>History of one instrument of Binance, whole days UTC.</summary>
/// <param name="Kind">Bars or trades.</param>
/// <param name="Source">Archives or interface.</param>
/// <param name="Market">Which market.</param>
/// <param name="Symbol">The venue's name, upper case.</param>
public sealed record HistoryRequest(HistoryKind Kind, HistorySource Source, HistoryMarket Market, string Symbol)
{
    private const string IntervalNames = "1s 1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d";

    /// <summary>Length of the bars in the venue's words; of no meaning for trades.</summary>
    public string Interval { get; init; } = "1m";

    /// <summary>First day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Scheme, host and port; null for the venue's own.</summary>
    public Uri? BaseUri { get; init; }

    /// <summary>Name of its files, without the day.</summary>
    public string Stem => Kind == HistoryKind.Klines ? $"{Symbol}-{Interval}" : $"{Symbol}-aggTrades";

    /// <summary>Refuses what no venue has.</summary>
    /// <exception cref="ArgumentException">Named with its value.</exception>
    public void ValidateOrThrow()
    {
        if (Symbol.Length == 0 || !IsPlain(Symbol))
            throw new ArgumentException($"symbol has letters, digits and _ only: symbol={Symbol}; write it as BTCUSDT");

        if (From > To)
            throw new ArgumentException($"the first day lies behind the last: from={From:O}, to={To:O}");

        if (Array.IndexOf(IntervalNames.Split(' '), Interval) < 0)
            throw new ArgumentException($"unknown interval: interval={Interval}; give one of {IntervalNames}");

        bool isHttp = BaseUri is null ||
            (BaseUri.IsAbsoluteUri && BaseUri.Scheme.StartsWith("http", StringComparison.Ordinal));
        if (!isHttp)
            throw new ArgumentException($"the base is no http address: base={BaseUri}; write it as http://host:port");
    }

    private static bool IsPlain(string text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c) && c != '_')
                return false;
        }

        return true;
    }
}
