using System;

namespace LowLatencyEngine.Feeds.Recorded.Survey;

/// <summary>What the addresses in a recording say: whose they are, and of which instrument an answer is.</summary>
public static class VenueAddresses
{
    private static readonly (string Part, string VenueName)[] Known =
    [
        ("://fstream.binance.", "binance-usdm"),
        ("://dstream.binance.", "binance-coinm"),
        ("://stream.binance.", "binance-spot"),
        ("bybit.com/v5/public/linear", "bybit-linear"),
        ("bybit.com/v5/public/inverse", "bybit-inverse"),
        ("bybit.com/v5/public/spot", "bybit-spot"),
        ("://ws.kraken.com/v2", "kraken"),
        ("://ws.kraken.com", "kraken-v1"),
        ("://futures.kraken.com/ws", "kraken-futures"),
        ("://advanced-trade-ws.coinbase.com", "coinbase"),
    ];

    /// <summary>The venue at an address; null where it is not known.</summary>
    public static string? Find(string? address)
    {
        foreach ((string part, string venueName) in Known)
        {
            if (address is not null && address.Contains(part, StringComparison.Ordinal))
                return venueName;
        }

        return null;
    }

    /// <summary>The instrument whose depth was asked for; null where the address asks for something else.</summary>
    public static string? SymbolOf(string? address)
    {
        const string key = "/depth?symbol=";
        int begin = address?.IndexOf(key, StringComparison.Ordinal) ?? -1;
        return begin < 0 ? null : address![(begin + key.Length)..].Split('&')[0];
    }
}
