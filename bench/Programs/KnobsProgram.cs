using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;

namespace LowLatencyEngine.Programs;

/// <summary>
/// The runtime's knobs, one at a time: the decision pipeline (`bench soak`) in a process that runs as shipped, then in
/// one with the knob turned, A B A B. What is shipped stands in src/Console/Console.csproj.
/// </summary>
/// <remarks>
/// Of each knob: the decision thread's own time an event, and the time from the start of the process to its end, both
/// divided by those of the process before it. Above 1 is worse.
/// </remarks>
public sealed class KnobsProgram : IBenchProgram
{
    private const long EventCount = 400_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly Knob[] Knobs =
    [
        new("tiered", ("TieredCompilation", "1"), ("TieredPGO", "0")),
        new("tieredPgo", ("TieredCompilation", "1"), ("TieredPGO", "1")),
        new("tieredLoopsAtOnce", ("TieredCompilation", "1"), ("TieredPGO", "0"), ("TC_QuickJitForLoops", "0")),
        new("noReadyToRun", ("ReadyToRun", "0")),
        new("gcConcurrent", ("gcConcurrent", "1")),
        new("gcConserve", ("GCConserveMemory", "5")),
    ];

    /// <inheritdoc/>
    public string Name => "knobs";

    /// <inheritdoc/>
    public Figures? RunRaw(BenchCores cores) => null;

    /// <inheritdoc/>
    public RunResult Run(BenchCores cores)
    {
        var figures = new Figures();
        long eventCount = 0, allocatedBytes = 0;
        int collectionCount = 0;
        foreach (Knob knob in Knobs)
        {
            ChildRun shipped = RunChild([]);
            ChildRun turned = RunChild(knob.Settings);
            figures.Add($"{knob.Name}ThreadTimeRatio", turned.ThreadNsPerEvent / shipped.ThreadNsPerEvent)
                .Add($"{knob.Name}ElapsedRatio", turned.ElapsedMs / shipped.ElapsedMs)
                .Add($"{knob.Name}ThreadNsPerEvent", turned.ThreadNsPerEvent)
                .Add($"{knob.Name}ShippedThreadNsPerEvent", shipped.ThreadNsPerEvent)
                .Add($"{knob.Name}ShippedElapsedMs", shipped.ElapsedMs)
                .Add($"{knob.Name}AllocatedBytes", turned.AllocatedBytes);
            eventCount += shipped.EventCount;
            allocatedBytes += shipped.AllocatedBytes;
            collectionCount += shipped.CollectionCount;
        }

        return new RunResult(figures, eventCount, allocatedBytes, collectionCount);
    }

    private static ChildRun RunChild((string Name, string Value)[] settings)
    {
        long startNs = Ticks.NowNs;
        using Process process = Process.Start(StartOf(settings))!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(Patience) || process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"a child failed: errors={errors.GetAwaiter().GetResult().Trim()}; run 'bench soak' to see why");
        }

        double elapsedMs = (Ticks.NowNs - startNs) / 1e6;
        using JsonDocument report = JsonDocument.Parse(output);
        JsonElement root = report.RootElement;
        return new ChildRun(
            root.GetProperty("median").GetProperty("marketDataThreadNsPerEvent").GetDouble(),
            elapsedMs,
            root.GetProperty("eventCount").GetInt64(),
            root.GetProperty("allocatedBytes").GetInt64(),
            root.GetProperty("gcCollections").GetInt32());
    }

    private static ProcessStartInfo StartOf((string Name, string Value)[] settings)
    {
        string program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);

        string events = EventCount.ToString(CultureInfo.InvariantCulture);
        foreach (string word in (IEnumerable<string>)["bench", "soak", "--runs", "1", "--events", events, "--json"])
            start.ArgumentList.Add(word);

        foreach ((string name, string value) in settings)
            start.Environment[$"DOTNET_{name}"] = value;

        return start;
    }

    private sealed record Knob(string Name, params (string Name, string Value)[] Settings);

    private sealed record ChildRun(
        double ThreadNsPerEvent, double ElapsedMs, long EventCount, long AllocatedBytes, int CollectionCount);
}
