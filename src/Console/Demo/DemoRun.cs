using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using LowLatencyEngine.Console.Live;
using LowLatencyEngine.Console.Simulation;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Engine.Threads;
using LowLatencyEngine.Journal;

namespace LowLatencyEngine.Console.Demo;

/// <summary>
/// One demo from start to summary. Three processes: the venue, the engine (`lle run`, as in production), and this one,
/// which only watches; so neither the venue's garbage nor the picture's stops the engine.
/// </summary>
internal sealed class DemoRun(DemoOptions options) : IDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopPatience = TimeSpan.FromMinutes(5);

    private readonly CancellationTokenSource _interrupt = new();
    private readonly string _folder = Path.GetFullPath(options.JournalFolder ?? Commands.EngineOption.DemoFolder);

    /// <summary>Runs it. Returns the exit code.</summary>
    public int Run()
    {
        System.Console.CancelKeyPress += OnInterrupt;
        PrepareFolder();
        using EngineProcess venue = StartVenue();
        if (!venue.TryReadLine(StartPatience, _interrupt.Token, out string listening))
            return Failed("the simulated venue did not start; see its messages above");

        string configuration = WriteConfiguration(JsonDocument.Parse(listening).RootElement);
        using EngineProcess engine = EngineProcess.Start(
            "run", "--config", configuration, "--journal", _folder, "--exit-with-stdin");
        Housekeeping.KeepOffHotCore();
        if (!engine.TryReadLine(StartPatience, _interrupt.Token, out _))
            return Failed("the engine did not get ready; see its messages above");

        Watch(venue, engine);
        bool isCleanStop = engine.Stop(StopPatience) && engine.ExitCode == ExitCode.Ok;
        if (!isCleanStop)
            Out.Message($"the engine ended with exit code {engine.ExitCode}");

        venue.Stop(StopPatience);
        return Summarize(isCleanStop);
    }

    public void Dispose()
    {
        System.Console.CancelKeyPress -= OnInterrupt;
        _interrupt.Dispose();
    }

    private void OnInterrupt(object? sender, ConsoleCancelEventArgs e)
    {
        e.Cancel = true;
        _interrupt.Cancel();
    }

    private int Failed(string message) =>
        _interrupt.IsCancellationRequested ? ExitCode.Interrupted : Out.Fail(message);

    private void PrepareFolder()
    {
        if (options.JournalFolder is null && Directory.Exists(_folder))
        {
            RefuseRunningEngine();
            Directory.Delete(_folder, recursive: true);
        }

        Directory.CreateDirectory(_folder);
        if (Directory.EnumerateFiles(_folder, "*.lle").Any())
            throw new IOException($"the folder holds a journal already: folder={_folder}; give the demo an empty one");
    }

    private void RefuseRunningEngine()
    {
        string telemetry = EngineFolder.Telemetry(_folder);
        if (!File.Exists(telemetry))
            return;

        using TelemetryReader reader = TelemetryReader.OpenOrThrow(telemetry);
        if (reader.Liveness(reader.NowNs) is TelemetryLiveness.Live or TelemetryLiveness.Stalled)
        {
            throw new IOException($"a demo runs here already: folder={_folder}, " +
                $"process={reader.ProcessId}; stop it or use --journal DIR");
        }
    }

    private EngineProcess StartVenue()
    {
        var words = new List<string>
        {
            "sim", "--any-port", "--exit-with-stdin", "--speed", options.Speed,
            "--loop", options.Loop.ToString(CultureInfo.InvariantCulture),
            "--seed", options.Seed.ToString(CultureInfo.InvariantCulture),
            "--log", Path.Combine(_folder, "venue.jsonl"),
        };
        if (options.VenueName is not null)
            words.AddRange(["--venue", options.VenueName]);

        foreach (string file in options.Files)
            words.AddRange(["--data", file]);

        return EngineProcess.Start([.. words]);
    }

    private string WriteConfiguration(JsonElement listening)
    {
        JsonNode root = JsonNode.Parse(
            DataOptions.DemoConfigurationText(),
            documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;
        int marketDataPort = listening.GetProperty("marketDataPort").GetInt32();
        root["feed"]!["webSocket"] = $"ws://127.0.0.1:{marketDataPort}";
        root["feed"]!["rest"] = $"http://127.0.0.1:{marketDataPort}";
        root["feed"]!["retryMostSeconds"] = 1;
        if (options.VenueName is not null)
            root["feed"]!["venue"] = options.VenueName;

        root["venue"]!["port"] = listening.GetProperty("orderPort").GetInt32();
        if (options.Map is not null)
            root["threads"]!["map"] = options.Map;

        string path = Path.Combine(_folder, "demo.json");
        File.WriteAllText(path, root.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        return path;
    }

    /// <summary>
    /// Until the time is over, the data has been read to its end, a process ends, or somebody interrupts.
    /// </summary>
    private void Watch(EngineProcess venue, EngineProcess engine)
    {
        using TelemetryReader reader = TelemetryReader.OpenOrThrow(EngineFolder.Telemetry(_folder));
        var watch = Stopwatch.StartNew();
        var end = new EndOfData();
        Screen.Show(new EngineView(reader), IsOver, _interrupt.Token);

        bool IsOver() =>
            watch.Elapsed >= options.Length || !engine.IsRunning || !venue.IsRunning || end.IsReached(venue, reader);
    }

    private int Summarize(bool isCleanStop)
    {
        EngineReport? report = EngineReport.TryLoad(EngineFolder.Report(_folder));
        if (report is null || !isCleanStop)
            return Out.Fail($"the engine did not stop clean; its journal is in {_folder}");

        JournalReport journal = JournalScan.Verify(_folder);
        report = report with
        {
            Journal = report.Journal with { Verified = journal.Ok && journal.Records == report.Journal.Records },
        };
        if (options.IsJson)
            Out.Data(report.ToJson());
        else
            DemoSummary.Print(report);

        if (_interrupt.IsCancellationRequested)
            return ExitCode.Interrupted;

        return report.Journal.Verified ? ExitCode.Ok : Out.Fail($"the journal is damaged: {journal}");
    }
}
