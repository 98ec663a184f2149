using System.CommandLine;
using System.IO;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Console.Commands;

/// <summary>
/// `lle fix reset`: asks for a new beginning of the sequence numbers of a stopped engine's session, where the broker
/// has begun anew and refuses every logon.
/// </summary>
internal static class FixResetCommand
{
    public static Command Create()
    {
        Option<string> journal = new("--journal") { Description = "folder of the engine's journal", Required = true };
        Option<bool> confirm = new("--confirm")
        {
            Description = "do it; without it the numbers are only shown",
        };
        Option<bool> json = EngineOption.Json();
        var command = new Command(
            "reset", "let the next logon begin both sequence numbers at 1, as agreed with the broker")
        {
            journal, confirm, json,
        };
        command.SetAction(parsed => Guarded.Run(() => Run(
            parsed.GetRequiredValue(journal), parsed.GetValue(confirm), parsed.GetValue(json))));
        return command;
    }

    private static int Run(string journal, bool isConfirmed, bool isJson)
    {
        string path = EngineFolder.FixSequences(journal);
        if (!File.Exists(path))
            return Out.Fail($"no FIX session was here: path={path}; name the folder of the engine's journal");

        using MappedSequenceStore? numbers = TryOpen(path);
        if (numbers is null)
            return Out.Fail($"engine is running: path={path}; stop it first, then reset");

        if (isConfirmed)
            numbers.IsResetRequested = true;

        if (isJson)
        {
            Out.DataJson(new
            {
                nextOutgoing = numbers.NextOutgoing,
                nextIncoming = numbers.NextIncoming,
                isResetRequested = numbers.IsResetRequested,
            });
        }
        else
        {
            Out.Data($"next outgoing {numbers.NextOutgoing}, next incoming {numbers.NextIncoming}, " +
                (numbers.IsResetRequested
                    ? "the next logon begins both at 1"
                    : "nothing changed: add --confirm once the broker has agreed to begin at 1"));
        }

        return isConfirmed ? ExitCode.Ok : ExitCode.Usage;
    }

    private static MappedSequenceStore? TryOpen(string path)
    {
        try
        {
            return new MappedSequenceStore(path);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
