using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using LowLatencyEngine.Console.Analyze;
using LowLatencyEngine.Indicators.Columns;
using Bar = LowLatencyEngine.Model.Bar;

namespace LowLatencyEngine.Console.Commands;

/// <summary>`lle analyze`: statistics and price action of a file of bars, as columns, events or a picture.</summary>
internal static class AnalyzeCommand
{
    private const string CausalSet = "causal";

    public static Command Create()
    {
        Option<string> bars = new("--bars")
        {
            Description = "file of bars, .csv or .csv.gz: time, open, high, low, close, volume",
            Required = true,
        };
        Option<string?> set = new("--set") { Description = $"what to write: {AnalyzeRun.SetNames}, {CausalSet}" };
        Option<string?> pick = new("--pick")
        {
            Description = "columns by name, with commas: NAME[_number...][.output], as EMA_20,RSI,MACD.MACDHist",
        };
        Option<string?> folder = new("--out")
        {
            Description = "folder for the set's files or pick.csv.gz; columns go to standard output without it",
        };
        Option<string?> chart = new("--chart") { Description = "picture to draw, .svg or .png" };
        Option<int> last = new("--last") { Description = "bars in the picture", DefaultValueFactory = _ => 200 };
        var command = new Command("analyze", "statistics and price action of a file of bars")
        {
            bars, set, pick, folder, chart, last,
        };
        command.SetAction(parsed => Guarded.Run(() => Analyze(new Request(
            parsed.GetRequiredValue(bars),
            parsed.GetValue(set),
            parsed.GetValue(pick),
            parsed.GetValue(folder),
            parsed.GetValue(chart),
            parsed.GetValue(last)))));
        return command;
    }

    private static int Analyze(Request request)
    {
        int wanted = (request.Set is null ? 0 : 1) + (request.Pick is null ? 0 : 1);
        if (wanted > 1 || (wanted == 0 && request.Chart is null))
            return Out.Fail("give one of --set and --pick, or --chart", ExitCode.Usage);

        if (request.Set == CausalSet && request.Folder is null)
            return Out.Fail("--set causal writes several files: give --out DIR", ExitCode.Usage);

        // Before anything is written: a wrong file of bars must not leave an empty result.
        using (new BarFile(request.Bars))
        {
        }

        try
        {
            if (request.Set == CausalSet)
                Out.Message($"files {CausalOutput.Write(Read(request.Bars), request.Folder!)}");
            else if (wanted > 0)
                WriteColumns(request);

            if (request.Chart is not null)
                ChartOutput.Write(Read(request.Bars), request.Chart, request.Last, Path.GetFileName(request.Bars));

            return ExitCode.Ok;
        }
        catch (Exception e) when (e is ColumnNameException or ArgumentException)
        {
            return Out.Fail(e.Message, ExitCode.Usage);
        }
        catch (InvalidDataException e)
        {
            return Out.Fail(e.Message);
        }
    }

    private static void WriteColumns(Request request)
    {
        using IBarOutput output = request.Set is not null
            ? AnalyzeRun.OfSet(request.Set, request.Folder)
            : AnalyzeRun.OfNames(request.Pick!.Split(',', StringSplitOptions.TrimEntries), request.Folder);
        long barCount = AnalyzeRun.Run(request.Bars, output);
        Out.Message($"bars {barCount}");
    }

    private static IEnumerable<Bar> Read(string path)
    {
        using var bars = new BarFile(path);
        while (bars.TryRead(out BarLine line))
            yield return line.Bar;
    }

    private sealed record Request(string Bars, string? Set, string? Pick, string? Folder, string? Chart, int Last);
}
