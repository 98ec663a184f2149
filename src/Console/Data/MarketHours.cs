using System;
using LowLatencyEngine.Analysis.Quality;
using LowLatencyEngine.Feeds.Files;

namespace LowLatencyEngine.Console.Data;

/// <summary>The hours that a file's market keeps: as asked for, or as its format, folders and name suggest.</summary>
internal sealed class MarketHours(string name)
{
    public const string Automatic = "auto";
    public const string Names = "auto, always, fx, us-shares, cme";

    private static readonly string[] Currencies =
    [
        "USD", "EUR", "GBP", "JPY", "CHF", "AUD", "NZD", "CAD", "SEK", "NOK", "DKK", "PLN", "HUF", "CZK", "MXN", "ZAR",
        "SGD", "HKD", "TRY", "CNH",
    ];

    private readonly TradingHours _foreignExchange = TradingHours.ForeignExchange();
    private readonly TradingHours _usShares = TradingHours.UsShares();
    private readonly TradingHours _cme = TradingHours.CmeFutures();

    /// <summary>Whether there are hours of this name.</summary>
    public static bool IsName(string name) => name is Automatic or "always" or "fx" or "us-shares" or "cme";

    /// <summary>Hours of an instrument of a file.</summary>
    public TradingHours Of(DataFile file, string symbol) =>
        (name == Automatic ? Guess(file, symbol) : name) switch
        {
            "fx" => _foreignExchange,
            "us-shares" => _usShares,
            "cme" => _cme,
            _ => TradingHours.Always,
        };

    private static string Guess(DataFile file, string symbol)
    {
        if (file.Format == DataFormat.Dbn)
            return "cme";

        if (file.Format is DataFormat.LobsterMessages or DataFormat.LobsterBook ||
            file.Path.Contains("equity/", StringComparison.Ordinal))
            return "us-shares";

        bool isPair = symbol.Length == 6 && Array.IndexOf(Currencies, symbol[..3]) >= 0 &&
            Array.IndexOf(Currencies, symbol[3..]) >= 0;
        return isPair ? "fx" : "always";
    }
}
