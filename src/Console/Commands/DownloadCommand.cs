using System;
using System.CommandLine;
using System.Globalization;
using LowLatencyEngine.Console.Data;
using LowLatencyEngine.Feeds.Download;

namespace LowLatencyEngine.Console.Commands;

/// <summary>`lle data download`: history of Binance into a folder, resumed where it stopped.</summary>
internal static class DownloadCommand
{
    public static Command Create()
    {
        Option<string> symbol = new("--symbol") { Description = "the venue's name, as BTCUSDT", Required = true };
        Option<string> from = new("--from") { Description = "first day UTC, as 2024-01-31", Required = true };
        Option<string?> to = new("--to") { Description = "last day UTC; without it the first" };
        Option<string> kind = Choice("--kind", "bars or trades", "klines", "aggTrades");
        Option<string> source = Choice(
            "--source", "zip files of days with checksums, or page by page", "archive", "rest");
        Option<string> market = Choice("--market", "spot, USD-M or COIN-M futures", "spot", "um", "cm");
        Option<string> interval = new("--interval") { Description = "of klines", DefaultValueFactory = _ => "1m" };
        Option<string> folder = new("--out") { Description = "folder of the data set", Required = true };
        Option<string?> site = new("--base-url") { Description = "another server than the venue's: http://host:port" };
        Option<bool> json = EngineOption.Json();
        var command = new Command("download", "fetch history of Binance; run again it goes on where it stopped")
        {
            symbol, from, to, kind, source, market, interval, folder, site, json,
        };
        command.SetAction(parsed => Guarded.Run(() =>
        {
            string first = parsed.GetRequiredValue(from);
            string last = parsed.GetValue(to) ?? first;
            if (!TryDay(first, out DateOnly firstDay) || !TryDay(last, out DateOnly lastDay))
                return Out.Fail($"not a day: from={first}, to={last}; write it as 2024-01-31", ExitCode.Usage);

            string? address = parsed.GetValue(site);
            Uri? baseUri = null;
            if (address is not null && !Uri.TryCreate(address, UriKind.Absolute, out baseUri))
                return Out.Fail($"not an address: base-url={address}; write it as http://host:port", ExitCode.Usage);

            var request = new HistoryRequest(
                parsed.GetRequiredValue(kind) == "klines" ? HistoryKind.Klines : HistoryKind.AggTrades,
                parsed.GetRequiredValue(source) == "archive" ? HistorySource.Archive : HistorySource.Rest,
                MarketOf(parsed.GetRequiredValue(market)),
                parsed.GetRequiredValue(symbol))
            {
                From = firstDay,
                To = lastDay,
                Interval = parsed.GetRequiredValue(interval),
                BaseUri = baseUri,
            };
            return Download(request, parsed.GetRequiredValue(folder), parsed.GetValue(json));
        }));
        return command;
    }

    private static int Download(HistoryRequest request, string folder, bool asJson)
    {
        try
        {
            request.ValidateOrThrow();
        }
        catch (ArgumentException e)
        {
            return Out.Fail(e.Message, ExitCode.Usage);
        }

        return DownloadRun.Run(request, folder, asJson);
    }

    private static HistoryMarket MarketOf(string name) => name switch
    {
        "um" => HistoryMarket.UsdMargined,
        "cm" => HistoryMarket.CoinMargined,
        _ => HistoryMarket.Spot,
    };

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static Option<string> Choice(string name, string description, params string[] values)
    {
        Option<string> option = new(name)
        {
            Description = $"{description}: {string.Join(", ", values)}",
            DefaultValueFactory = _ => values[0],
        };
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
