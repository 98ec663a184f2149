using System;
using System.Collections.Generic;
using System.Globalization;

namespace LowLatencyEngine.Feeds.Download;

/// <summary>The files that a request comes to, and where each is.</summary>
internal static class HistoryPlan
{
    private const long MsPerDay = 86_400_000;

    /// <summary>One file a day of archives, one file in all of the interface.</summary>
    public static IReadOnlyList<HistoryFile> Of(HistoryRequest request)
    {
        if (request.Source == HistorySource.Rest)
            return [OfRest(request)];

        List<HistoryFile> files = [];
        for (DateOnly day = request.From; day <= request.To; day = day.AddDays(1))
            files.Add(OfArchive(request, day));

        return files;
    }

    private static HistoryFile OfArchive(HistoryRequest request, DateOnly day)
    {
        string name = $"{request.Stem}-{DayText(day)}.zip";
        string market = request.Market switch
        {
            HistoryMarket.UsdMargined => "futures/um",
            HistoryMarket.CoinMargined => "futures/cm",
            _ => "spot",
        };
        string folder = request.Kind == HistoryKind.Klines
            ? $"klines/{request.Symbol}/{request.Interval}"
            : $"aggTrades/{request.Symbol}";
        Uri site = request.BaseUri ?? new Uri("https://data.binance.vision");
        return new HistoryFile(name, new Uri(site, $"/data/{market}/daily/{folder}/{name}"));
    }

    private static HistoryFile OfRest(HistoryRequest request)
    {
        (string host, string path) = request.Market switch
        {
            HistoryMarket.UsdMargined => ("https://fapi.binance.com", "/fapi/v1/"),
            HistoryMarket.CoinMargined => ("https://dapi.binance.com", "/dapi/v1/"),
            _ => ("https://api.binance.com", "/api/v3/"),
        };
        string query = request.Kind == HistoryKind.Klines
            ? $"klines?symbol={request.Symbol}&interval={request.Interval}"
            : $"aggTrades?symbol={request.Symbol}";
        string name = $"{request.Stem}-{DayText(request.From)}-{DayText(request.To)}.csv";
        return new HistoryFile(name, new Uri(request.BaseUri ?? new Uri(host), path + query));
    }

    /// <summary>First millisecond of a day.</summary>
    public static long MsOf(DateOnly day) =>
        (day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * MsPerDay;

    private static string DayText(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A file to be made.</summary>
/// <param name="Name">In the folder of the data set.</param>
/// <param name="Uri">Of the archive, or of the pages without the place in them.</param>
internal sealed record HistoryFile(string Name, Uri Uri);
