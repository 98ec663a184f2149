using System.CommandLine;
using System.IO;
using System.Threading;
using LowLatencyEngine.Console.Live;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Telemetry;

namespace LowLatencyEngine.Console.Commands;

/// <summary>`lle console`: watches a running engine. Ctrl-C leaves; the engine does not notice.</summary>
internal static class ConsoleCommand
{
    public static Command Create()
    {
        Option<string> journal = EngineOption.Journal();
        var command = new Command("console", "watch a running engine live") { journal };
        command.SetAction(parsed => Watch(parsed.GetRequiredValue(journal)));
        return command;
    }

    private static int Watch(string folder)
    {
        string path = EngineFolder.Telemetry(folder);
        if (!File.Exists(path))
        {
            return Out.Fail(
                $"no engine has run here: telemetry={path}; name its folder with --journal DIR",
                ExitCode.EngineNotReachable);
        }

        using var stop = new CancellationTokenSource();
        System.Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        using TelemetryReader reader = TelemetryReader.OpenOrThrow(path);
        var view = new EngineView(reader);
        Screen.Show(view, () => view.Liveness is TelemetryLiveness.Stopped or TelemetryLiveness.Dead, stop.Token);
        return stop.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Ok;
    }
}
