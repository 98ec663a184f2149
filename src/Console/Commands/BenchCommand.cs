using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using LowLatencyEngine.Programs;
using LowLatencyEngine.Programs.Decision;
using LowLatencyEngine.Programs.Feeds;
using LowLatencyEngine.Programs.FixEngine;
using LowLatencyEngine.Programs.RiskAndOrders;
using LowLatencyEngine.Programs.Wire;

namespace LowLatencyEngine.Console.Commands;

/// <summary>`lle bench NAME`: whole programs beside the raw limit of the machine; see bench/README.md.</summary>
internal static class BenchCommand
{
    private static readonly Dictionary<string, Func<long, IBenchProgram>> Programs = new(StringComparer.Ordinal)
    {
        ["ring"] = _ => new RingProgram(),
        ["hop"] = _ => new HopProgram(),
        ["fix"] = _ => new FixProgram(),
        ["decision"] = _ => new DecisionProgram(),
        ["journal"] = _ => new JournalProgram(),
        ["wire"] = _ => new WireProgram(),
        ["knobs"] = _ => new KnobsProgram(),
        ["risk"] = _ => new RiskProgram(),
        ["feeds"] = _ => new FeedsProgram(),
        ["soak"] = eventCount => new SoakProgram(eventCount),
    };

    public static Command Create()
    {
        Argument<string> name = new("NAME") { Description = string.Join(", ", Programs.Keys) };
        name.AcceptOnlyFromAmong([.. Programs.Keys]);
        Option<int> runs = new("--runs")
        {
            Description = "runs that count",
            DefaultValueFactory = _ => BenchRunner.RunsMin,
        };
        runs.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("--runs must be at least 1");
        });
        Option<long> events = new("--events")
        {
            Description = "events of each run of soak",
            DefaultValueFactory = _ => SoakProgram.DefaultEventCount,
        };
        events.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long>() < 1)
                result.AddError("--events must be at least 1");
        });
        Option<bool> json = EngineOption.Json();
        Option<string?> baseline = new("--baseline")
        {
            Description = "an earlier report to compare with; fails where more is allocated than in it",
        };
        var command = new Command("bench", "measure whole programs beside the machine's raw limit")
        {
            name, runs, events, baseline, json,
        };
        command.SetAction(parsed => Guarded.Run(() => Measure(
            Programs[parsed.GetRequiredValue(name)](parsed.GetValue(events)),
            parsed.GetValue(runs),
            parsed.GetValue(baseline),
            parsed.GetValue(json))));
        return command;
    }

    private static int Measure(IBenchProgram program, int runCount, string? baselinePath, bool asJson)
    {
        BenchReport? baseline = null;
        try
        {
            if (baselinePath is not null)
                baseline = BenchComparison.ReadBaseline(baselinePath, program.Name);
        }
        catch (InvalidDataException e)
        {
            return Out.Fail(e.Message);
        }

        if (RawProgram.Folder is null)
            Out.Message("no raw limits beside the figures: run it as './run.sh bench ...' where a C compiler is");

        BenchReport report = BenchRunner.Run(program, runCount, Out.Message);
        if (baseline is not null)
            report = report with { Comparison = BenchComparison.Of(report, baseline) };

        if (asJson)
            Out.DataJson(report);
        else
            Print(report);

        return report.Comparison is { HasMoreAllocations: true }
            ? Out.Fail("more is allocated than in the baseline: bytes and collections must not rise")
            : ExitCode.Ok;
    }

    private static void Print(BenchReport report)
    {
        Out.Data($"{report.Name}: {report.Runs.Count} runs on {report.Machine}");
        Out.Data($"{"figure",-44} {"min",12} {"median",12} {"max",12} {"raw",12} {"ratio",8}");
        foreach ((string figure, double median) in report.Median)
        {
            Out.Data(
                $"{figure,-44} {report.Min[figure],12} {median,12} {report.Max[figure],12} " +
                $"{Value(report.Raw, figure),12} {Value(report.Ratio, figure),8}");
        }

        Out.Data($"events {report.EventCount}, allocated {report.AllocatedBytes} bytes, " +
            $"collections {report.GcCollections}");
        Out.Data("hiccups: " + string.Join(", ", report.Hiccups.Select(item => $"{item.Key} {item.Value}")));
        if (report.Comparison is { } comparison)
            Print(comparison);
    }

    private static void Print(BenchComparison comparison)
    {
        Out.Data($"beside the baseline of {comparison.Machine}; change is that of the ratio to raw where there is one");
        Out.Data($"{"figure",-44} {"before",12} {"now",12} {"ratio then",12} {"ratio now",12} {"change",8}");
        foreach (FigureChange figure in comparison.Figures)
        {
            Out.Data(
                $"{figure.Name,-44} {figure.Before,12} {figure.Now,12} " +
                $"{figure.RatioBefore,12:0.###} {figure.RatioNow,12:0.###} {figure.Change,8:0.###}");
        }
    }

    private static string Value(Dictionary<string, double> figures, string name) =>
        figures.TryGetValue(name, out double value) ? $"{value:0.###}" : "-";
}
