using System;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Console.Journal;
using LowLatencyEngine.Console.Live;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace LowLatencyEngine.Console.Commands;

/// <summary>`lle book SYMBOL`: the ladder of one market, rebuilt from the journal and followed.</summary>
internal static class BookCommand
{
    private const int RedrawMs = 250;
    private const int LevelCountMax = 1_000;
    private const int EventsPerLook = 1_024; // A busy market never rests: the clock is asked now and then.

    public static Command Create()
    {
        Argument<string> symbol = new("SYMBOL")
        {
            Description = "instrument or consolidated market of the engine's configuration",
        };
        Option<string> journal = EngineOption.Journal();
        Option<int> levels = Levels();
        Option<bool> once = new("--once") { Description = "print the book as it is now and end" };
        Option<bool> json = EngineOption.Json();
        var command = new Command("book", "the book of one market, live from a running engine's journal")
        {
            symbol, journal, levels, once, json,
        };
        command.SetAction((parsed, stop) => Task.Run(() => Guarded.Run(() => Show(
            parsed.GetRequiredValue(journal),
            parsed.GetRequiredValue(symbol),
            parsed.GetValue(levels),
            new Manner(parsed.GetValue(once), parsed.GetValue(json), stop)))));
        return command;
    }

    private static Option<int> Levels()
    {
        Option<int> levels = new("--levels") { Description = "levels a side", DefaultValueFactory = _ => 10 };
        levels.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > LevelCountMax)
                result.AddError($"--levels is a number from 1 to {LevelCountMax}");
        });
        return levels;
    }

    private static int Show(string folder, string symbol, int levelCount, Manner manner)
    {
        if (!File.Exists(EngineFolder.Configuration(folder)))
        {
            return Out.Fail(
                $"no engine has run here: folder={folder}; name its folder with --journal DIR",
                ExitCode.EngineNotReachable);
        }

        EngineConfiguration configuration = EngineConfigurationFile.Load(EngineFolder.Configuration(folder), folder);
        var analysis = new MarketAnalysis(
            configuration.Instruments,
            AnalysisParameters.Default with { Consolidated = configuration.Analysis.Consolidated });
        IBookView ladder = Find(configuration.Instruments, analysis, symbol, levelCount);
        using var walk = new RecordWalk(folder, new RecordFilter());
        bool isTerminal = !System.Console.IsOutputRedirected;
        if (manner.IsOnce || manner.IsJson || !isTerminal)
        {
            walk.Run((in EngineEvent e) => analysis.OnEvent(in e));
            Print(ladder, manner.IsJson);
            return ExitCode.Ok;
        }

        AnsiConsole.Live(ladder.Draw()).AutoClear(false).Start(context => Follow(
            walk, analysis, () => context.UpdateTarget(ladder.Draw()), manner.Stop));
        return ExitCode.Interrupted;
    }

    private static IBookView Find(InstrumentTable instruments, MarketAnalysis analysis, string symbol, int levelCount)
    {
        int together = analysis.Consolidated.IndexOf(symbol);
        if (together >= 0)
            return new ConsolidatedView(instruments, analysis, analysis.Consolidated[together]);

        for (int i = 0; i < instruments.Count; i++)
        {
            if (instruments[i].Symbol == symbol)
                return new LadderView(instruments[i], analysis, levelCount);
        }

        throw new UsageException(
            $"no such instrument or consolidated market: symbol={symbol}; " +
            $"the journal's first instrument is {instruments[0].Symbol}");
    }

    private static void Follow(RecordWalk walk, MarketAnalysis analysis, Action redraw, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        int eventCount = 0;
        walk.Follow(Take, RedrawIfDue, stop);

        void Take(in EngineEvent e)
        {
            analysis.OnEvent(in e);
            if (++eventCount % EventsPerLook == 0)
                RedrawIfDue();
        }

        void RedrawIfDue()
        {
            if (watch.ElapsedMilliseconds < RedrawMs)
                return;

            redraw();
            watch.Restart();
        }
    }

    private static void Print(IBookView ladder, bool asJson)
    {
        if (asJson)
        {
            Out.DataJson(ladder.ToData());
            return;
        }

        foreach (string line in ladder.Lines())
            Out.Data(line);
    }

    private sealed record Manner(bool IsOnce, bool IsJson, CancellationToken Stop);
}
