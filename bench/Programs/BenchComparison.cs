using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace LowLatencyEngine.Programs;

/// <summary>
/// A report beside an earlier one of the same program, a file of `--json`. Times are for people to judge: of figures
/// with a raw limit compare the ratios, because the machine may be another one or have another minute. Bytes are gated.
/// </summary>
/// <param name="Machine">Where the earlier one ran.</param>
/// <param name="Figures">Every figure that both have, in the order of the later one.</param>
/// <param name="HasMoreAllocations">Bytes or collections per event have risen: that is a fault.</param>
public sealed record BenchComparison(string Machine, IReadOnlyList<FigureChange> Figures, bool HasMoreAllocations)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Reads the earlier report.</summary>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is not a report of <paramref name="name"/>.</exception>
    public static BenchReport ReadBaseline(string path, string name)
    {
        BenchReport? report;
        try
        {
            report = JsonSerializer.Deserialize<BenchReport>(File.ReadAllText(path), Json);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"baseline is no report: path={path}, error={e.Message}; make it with 'bench {name} --json'", e);
        }

        if (report?.Name != name || report.Median is null)
        {
            throw new InvalidDataException(
                $"baseline is of another program: path={path}, name={report?.Name}; " +
                $"make it with 'bench {name} --json'");
        }

        return report;
    }

    /// <summary>Compares <paramref name="report"/> with <paramref name="baseline"/>.</summary>
    public static BenchComparison Of(BenchReport report, BenchReport baseline)
    {
        var figures = new List<FigureChange>();
        foreach ((string name, double median) in report.Median)
        {
            if (!baseline.Median.TryGetValue(name, out double before))
                continue;

            figures.Add(new FigureChange(
                name, before, median, Value(baseline.Ratio, name), Value(report.Ratio, name)));
        }

        bool hasMore = PerEvent(report.AllocatedBytes, report) > PerEvent(baseline.AllocatedBytes, baseline) ||
            PerEvent(report.GcCollections, report) > PerEvent(baseline.GcCollections, baseline);
        return new BenchComparison(baseline.Machine, figures, hasMore);
    }

    private static double PerEvent(long count, BenchReport report) => (double)count / Math.Max(1, report.EventCount);

    private static double? Value(Dictionary<string, double> figures, string name) =>
        figures.TryGetValue(name, out double value) ? value : null;
}

/// <summary>One figure, then and now.</summary>
/// <param name="Name">With its unit.</param>
/// <param name="Before">Median of the baseline.</param>
/// <param name="Now">Median of this report.</param>
/// <param name="RatioBefore">To the raw limit of its minutes; null where none was measured.</param>
/// <param name="RatioNow">The same now.</param>
public sealed record FigureChange(string Name, double Before, double Now, double? RatioBefore, double? RatioNow)
{
    /// <summary>
    /// Now divided by before: of the ratios to the raw limit where both have one, because they do not depend on the
    /// machine's minute, else of the figures. 1 where both are 0.
    /// </summary>
    public double Change =>
        RatioBefore is { } before && RatioNow is { } now ? Divide(now, before) : Divide(Now, Before);

    private static double Divide(double now, double before) => now == before ? 1 : now / before;
}
