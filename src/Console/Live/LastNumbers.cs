using System;
using System.IO;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Telemetry;

namespace LowLatencyEngine.Console.Live;

/// <summary>
/// Boards outlive the engine that wrote them: says so where nobody writes them any more, so that no one takes
/// yesterday's position for today's.
/// </summary>
internal static class LastNumbers
{
    /// <summary>The exit code of a command that shows a board; a message where the engine does not run.</summary>
    public static int Tell(string folder)
    {
        TelemetryLiveness liveness = LivenessOf(folder);
        if (liveness is TelemetryLiveness.Live or TelemetryLiveness.Stalled)
            return ExitCode.Ok;

        Out.Message($"the engine does not run: state={liveness.ToString().ToLowerInvariant()}, folder={folder}; " +
            "these are its last numbers");
        return ExitCode.EngineNotReachable;
    }

    private static TelemetryLiveness LivenessOf(string folder)
    {
        try
        {
            using TelemetryReader reader = TelemetryReader.OpenOrThrow(EngineFolder.Telemetry(folder));
            return reader.Liveness(reader.NowNs);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return TelemetryLiveness.Dead;
        }
    }
}
