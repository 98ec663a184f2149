using System.CommandLine;
using System.Globalization;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Replay;

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
        Option<bool> json = EngineOption.Json();
        var command = new Command(
            "replay", "run a journal again and compare every output; exit code 1 at the first difference")
        {
            path, until, json,
        };
        command.SetAction(parsed => Guarded.Run(() => Replay(
            parsed.GetRequiredValue(path), parsed.GetValue(until), parsed.GetValue(json))));
        return command;
    }

    private static int Replay(string folder, long until, bool asJson)
    {
        EngineConfiguration configuration = EngineConfigurationFile.Load(EngineFolder.Configuration(folder), folder);
        ReplayResult result = JournalReplay.Run(folder, new DecisionState(configuration), until);
        string stateHash = result.StateHash.ToString("x16", CultureInfo.InvariantCulture);
        if (asJson)
        {
            Out.DataJson(new { result.Records, result.Outputs, identical = result.IsIdentical, stateHash });
        }
        else
        {
            Out.Data($"records {result.Records}, outputs {result.Outputs}, " +
                $"identical {result.IsIdentical}, state {stateHash}");
        }

        if (result.Difference is not { } difference)
            return ExitCode.Ok;

        var text = new EventText(configuration.Instruments);
        Out.Message($"first difference at sequence {difference.Sequence}");
        Out.Message("journaled: " + (difference.Journaled is { } journaled ? text.ToJson(in journaled) : "nothing"));
        Out.Message("replayed:  " + (difference.Replayed is { } replayed ? text.ToJson(in replayed) : "nothing"));
        return ExitCode.Failed;
    }
}
