using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace LowLatencyEngine.Programs;

/// <summary>A benchmark's figures, in the shape of `--json`.</summary>
/// <param name="Name">The program.</param>
/// <param name="Machine">Where it ran.</param>
/// <param name="Runs">Every run, in order.</param>
/// <param name="Median">Median of the runs, figure by figure.</param>
/// <param name="Min">Least of the runs.</param>
/// <param name="Max">Greatest of the runs.</param>
/// <param name="Raw">Median of the raw limit's runs; empty without its program.</param>
/// <param name="Ratio">Median over the blocks of ours divided by the raw limit of the same block.</param>
/// <param name="EventCount">Events of all runs that count.</param>
/// <param name="AllocatedBytes">By the hot threads in all runs that count.</param>
/// <param name="GcCollections">Of any generation, while the hot loops of those runs ran.</param>
/// <param name="Hiccups">What the machine did meanwhile: medians of the meter between the runs.</param>
public sealed record BenchReport(
    string Name,
    string Machine,
    IReadOnlyList<Dictionary<string, double>> Runs,
    Dictionary<string, double> Median,
    Dictionary<string, double> Min,
    Dictionary<string, double> Max,
    Dictionary<string, double> Raw,
    Dictionary<string, double> Ratio,
    long EventCount,
    long AllocatedBytes,
    int GcCollections,
    Dictionary<string, double> Hiccups)
{
    /// <summary>Beside an earlier report, where one was given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BenchComparison? Comparison { get; init; }

    internal static BenchReport Of(
        string name,
        IReadOnlyList<RunResult> runs,
        IReadOnlyList<Figures> raw,
        IReadOnlyList<Figures> hiccups)
    {
        Figures[] figures = [.. runs.Select(run => run.Figures)];
        string machine = $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSArchitecture}, " +
            $"{Environment.ProcessorCount} cores";
        return new BenchReport(
            name,
            machine,
            [.. figures.Select(run => run.ToDictionary())],
            Figures.Medians(figures).ToDictionary(),
            Extremes(figures, Math.Min),
            Extremes(figures, Math.Max),
            raw.Count > 0 ? Figures.Medians(raw).ToDictionary() : [],
            raw.Count > 0 ? Figures.Ratios(figures, raw).ToDictionary() : [],
            runs.Sum(run => run.EventCount),
            runs.Sum(run => run.AllocatedBytes),
            runs.Sum(run => run.CollectionCount),
            Figures.Medians(hiccups).ToDictionary());
    }

    private static Dictionary<string, double> Extremes(Figures[] runs, Func<double, double, double> choose)
    {
        var extremes = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach ((string name, _) in runs[0].Items)
            extremes[name] = runs.Select(run => run[name]).Aggregate(choose);

        return extremes;
    }
}
