using System;
using System.Text.Json;
using System.Threading;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Control;
using LowLatencyEngine.Engine.Standby;
using LowLatencyEngine.Engine.Threads;

namespace LowLatencyEngine.Console.Standby;

/// <summary>
/// Runs a <see cref="StandbyFollower"/> until it is told to stop, tells once a second how it stands, and answers at the
/// folder's control door: <c>standby-status</c> and <c>standby-stop</c>.
/// </summary>
internal static class FollowSession
{
    public const string StatusRequest = "standby-status";
    public const string StopRequest = "standby-stop";

    private static readonly TimeSpan StatusInterval = TimeSpan.FromSeconds(1);
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static int Run(EngineConfiguration configuration, PrimaryAddress primary, bool asJson, bool exitsWithInput)
    {
        Housekeeping.KeepOffHotCore();
        using var stop = new StopSignal(exitsWithInput);
        using var follower = new StandbyFollower(configuration, primary, line => Out.Message($"lle: {line}"));
        using CancellationTokenRegistration onStop = stop.Token.Register(follower.Stop);
        using var door = new ControlDoor(
            EngineFolder.ControlDoor(configuration.Journal.Folder),
            Operators.Of(configuration.Control),
            (request, _) => Answer(follower, request));
        using var status = new Timer(_ => Print(follower.Status, asJson), state: null, StatusInterval, StatusInterval);
        follower.Run();
        Out.Message("lle: the standby has stopped");
        return ExitCode.Ok;
    }

    private static string Answer(StandbyFollower follower, string request)
    {
        switch (request)
        {
            case StatusRequest:
                return $"ok {JsonSerializer.Serialize(follower.FreshStatus(), Json)}";
            case StopRequest:
                follower.Stop();
                return "ok stopping";
            default:
                return $"refused this is a standby: request={request}; ask the primary, or promote it";
        }
    }

    private static void Print(StandbyStatus status, bool asJson)
    {
        if (asJson)
        {
            Out.DataJson(status);
            return;
        }

        StandbyState state = status.State;
        Out.Data(
            $"{(status.IsConnected ? "following" : "looking for the primary")}, received {status.ReceivedSequence}, " +
            $"applied {status.AppliedSequence}, lag {status.LagRecords} records, " +
            $"{state.LagP50Ns} ns p50, {state.LagP99Ns} ns p99; state {state.StateHash} at {state.AppliedSequence}");
    }
}
