using System;
using System.Collections.Generic;
using System.Linq;

namespace LowLatencyEngine.Programs;

/// <summary>
/// Runs a program and its raw limit in turn, A B A B: the machine drifts within minutes, so that only neighbours may be
/// compared. Medians over the runs; nothing is dropped.
/// </summary>
public static class BenchRunner
{
    /// <summary>Least number of runs a figure may be quoted from.</summary>
    public const int RunsMin = 5;

    /// <param name="program">What to measure.</param>
    /// <param name="runCount">Runs that count, after one that does not.</param>
    /// <param name="say">Takes a line after each run.</param>
    public static BenchReport Run(IBenchProgram program, int runCount, Action<string> say)
    {
        BenchCores cores = BenchCores.ChooseOrThrow();
        var ours = new List<RunResult>();
        var raw = new List<Figures>();
        var hiccups = new List<Figures>();
        program.RunRaw(cores);
        program.Run(cores);
        for (int run = 0; run < runCount; run++)
        {
            if (program.RunRaw(cores) is { } limit)
                raw.Add(limit);

            ours.Add(program.Run(cores));
            hiccups.Add(HiccupMeter.Measure(cores));
            say($"{program.Name}: run {run + 1} of {runCount}: {Line(ours[^1].Figures)}");
        }

        return BenchReport.Of(program.Name, ours, raw, hiccups);
    }

    private static string Line(Figures figures) =>
        string.Join(", ", figures.Items.Take(6).Select(item => $"{item.Key}={item.Value}"));
}
