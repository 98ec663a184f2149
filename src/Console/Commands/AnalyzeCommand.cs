using System;
using System.CommandLine;
using LowLatencyEngine.Console.Analyze;
using LowLatencyEngine.Indicators.Columns;

namespace LowLatencyEngine.Console.Commands;

/// <summary>`lle analyze`: columns of statistics for a file of bars.</summary>
internal static class AnalyzeCommand
{
    public static Command Create()
    {
        Option<string> bars = new("--bars")
        {
            Description = "file of bars, .csv or .csv.gz: time, open, high, low, close, volume",
            Required = true,
        };
        Option<string?> set = new("--set") { Description = $"set of columns: {AnalyzeRun.SetNames}" };
        Option<string?> pick = new("--pick")
        {
            Description = "columns by name, with commas: NAME[_number...][.output], as EMA_20,RSI,MACD.MACDHist",
        };
        Option<string?> folder = new("--out")
        {
            Description = "folder to write SET.csv.gz or pick.csv.gz into; without it CSV goes to standard output",
        };
        var command = new Command("analyze", "statistics of a file of bars, a column each")
        {
            bars, set, pick, folder,
        };
        command.SetAction(parsed => Guarded.Run(() => Analyze(
            parsed.GetRequiredValue(bars), parsed.GetValue(set), parsed.GetValue(pick), parsed.GetValue(folder))));
        return command;
    }

    private static int Analyze(string barsPath, string? setName, string? names, string? folder)
    {
        if (setName is null == names is null)
            return Out.Fail("give either --set or --pick", ExitCode.Usage);

        // Before anything is written: a wrong file of bars must not leave an empty result.
        using (new BarFile(barsPath))
        {
        }

        try
        {
            using IBarOutput output = setName is not null
                ? AnalyzeRun.OfSet(setName, folder)
                : AnalyzeRun.OfNames(names!.Split(',', StringSplitOptions.TrimEntries), folder);
            long barCount = AnalyzeRun.Run(barsPath, output);
            Out.Message($"bars {barCount}");
            return ExitCode.Ok;
        }
        catch (ColumnNameException e)
        {
            return Out.Fail(e.Message, ExitCode.Usage);
        }
    }
}
