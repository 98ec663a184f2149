using System;
using System.CommandLine;
using System.Diagnostics;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Replay;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Engine.Snapshots;

namespace LowLatencyEngine.Console.Commands;

/// <summary>`lle replay`: runs a journal's inputs through the engine again and compares every output byte.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        Argument<string> path = new("JOURNAL") { Description = "journal folder" };
        Option<long> until = new("--until")
        {
            Description = "last input to replay",
            DefaultValueFactory = _ => long.MaxValue,
        };
        Option<bool> fromSnapshot = new("--from-snapshot")
        {
            Description = "begin with the newest snapshot that can be used, as a restart does",
        };
        Option<bool> json = EngineOption.Json();
        var command = new Command(
            "replay", "run a journal again and compare every output; exit code 1 at the first difference")
        {
            path, until, fromSnapshot, json,
        };
        command.SetAction(parsed => Guarded.Run(() => Replay(
            parsed.GetRequiredValue(path),
            parsed.GetValue(until),
            parsed.GetValue(fromSnapshot),
            parsed.GetValue(json))));
        return command;
    }

    private static int Replay(string folder, long until, bool isFromSnapshot, bool asJson)
    {
        EngineConfiguration configuration = EngineFolder.LoadConfiguration(folder);
        RestoredState start = isFromSnapshot
            ? SnapshotRestore.Newest(configuration, until, Out.Message)
            : new RestoredState(new DecisionState(configuration), Sequence: 0);
        long begin = Stopwatch.GetTimestamp();
        ReplayResult result = JournalReplay.Run(folder, start.State, until, start.Sequence);
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        double eventsPerSecond = Math.Round(result.Records / seconds);
        if (asJson)
            WriteJson(result, start.State, eventsPerSecond);
        else
            WriteText(result, start.State, eventsPerSecond);

        if (result.Difference is not { } difference)
            return ExitCode.Ok;

        var text = new EventText(configuration.Instruments);
        Out.Message($"first difference at sequence {difference.Sequence}");
        Out.Message("journaled: " + (difference.Journaled is { } journaled ? text.ToJson(in journaled) : "nothing"));
        Out.Message("replayed:  " + (difference.Replayed is { } replayed ? text.ToJson(in replayed) : "nothing"));
        return ExitCode.Failed;
    }

    private static void WriteJson(ReplayResult result, DecisionState state, double eventsPerSecond) => Out.DataJson(new
    {
        result.Records,
        result.Outputs,
        identical = result.IsIdentical,
        stateHash = StateReport.Hash(state),
        fromSequence = result.FromSequence,
        eventsPerSecond,
        sections = StateReport.SectionHashes(state),
    });

    private static void WriteText(ReplayResult result, DecisionState state, double eventsPerSecond) => Out.Data(
        $"from {result.FromSequence}, records {result.Records}, outputs {result.Outputs}, " +
        $"identical {result.IsIdentical}, state {StateReport.Hash(state)}, {eventsPerSecond:N0} events/s");
}
