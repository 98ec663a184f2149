using System;
using System.CommandLine;
using System.IO;
using LowLatencyEngine.Console.Analyze;
using LowLatencyEngine.Console.Journal;
using LowLatencyEngine.Indicators.Columns;
using Side = LowLatencyEngine.Model.Side;

namespace LowLatencyEngine.Console.Commands;

/// <summary>`lle analyze`: statistics and price action of a file of bars, as columns, events or a picture.</summary>
internal static class AnalyzeCommand
{
    private const string CausalSet = "causal";

    public static Command Create()
    {
        Option<string[]> bars = new("--bars", "--data")
        {
            Description = "file of bars, or with --frame of ticks, of any format 'lle data check' reads; several merge",
            Required = true,
        };
        Option<string?> frame = new("--frame") { Description = "bars to build, as 1m: of ticks or of shorter bars" };
        Option<string> side = new("--side")
        {
            Description = "of quotes: bid or ask",
            DefaultValueFactory = _ => "bid",
        };
        side.AcceptOnlyFromAmong("bid", "ask");
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
            bars, frame, side, set, pick, folder, chart, last,
        };
        command.SetAction(parsed => Guarded.Run(() => Analyze(new Request(
            SourceOf(parsed.GetRequiredValue(bars), parsed.GetValue(frame), parsed.GetRequiredValue(side)),
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
        using (request.Bars.Open())
        {
        }

        try
        {
            if (request.Set == CausalSet)
                Out.Message($"files {CausalOutput.Write(request.Bars.Read(), request.Folder!)}");
            else if (wanted > 0)
                WriteColumns(request);

            if (request.Chart is not null)
                ChartOutput.Write(
                    request.Bars.Read(), request.Chart, request.Last, Path.GetFileName(request.Bars.Paths[0]));

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

    private static BarSource SourceOf(string[] paths, string? frame, string side)
    {
        long frameNs = 0;
        if (frame is not null && !FrameText.TryParse(frame, out frameNs))
            throw new UsageException($"not a length of bars: frame={frame}; write it as 30s, 5m, 4h or 1d");

        return new BarSource(paths) { FrameNs = frameNs, Side = side == "bid" ? Side.Buy : Side.Sell };
    }

    private sealed record Request(BarSource Bars, string? Set, string? Pick, string? Folder, string? Chart, int Last);
}
