using System.CommandLine;
using LowLatencyEngine.Console.Fix;

namespace LowLatencyEngine.Console.Commands;

/// <summary>`lle fix`: tools for FIX messages and logs.</summary>
internal static class FixCommands
{
    public static Command Create() => new("fix", "FIX tools: read logs, accept sessions, reset numbers, keep secrets")
    {
        FixAcceptCommand.Create(),
        FixResetCommand.Create(),
        FixSecretCommands.Create(),
        CreateDecode(),
        CreateOrders(),
    };

    private static Command CreateDecode()
    {
        Argument<string?> file = new("FILE")
        {
            Description = "log of FIX messages; - or nothing for standard input",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string[]> dictionary = new("--dictionary")
        {
            Description = "QuickFIX XML file for names and checks; for FIXT.1.1 give transport and application",
        };
        Option<bool> json = EngineOption.Json();
        var command = new Command(
            "decode", "print FIX messages in words and check them; exit code 1 where anything is wrong with them")
        {
            file, dictionary, json,
        };
        command.SetAction(parsed => Guarded.Run(() =>
            new DecodeReport(DecodeDictionary.Load(parsed.GetValue(dictionary) ?? []))
                .Print(LogFile.Read(parsed.GetValue(file)), parsed.GetValue(json))));
        return command;
    }

    private static Command CreateOrders()
    {
        Argument<string> file = new("FILE") { Description = "log of FIX messages of both sides; - for standard input" };
        Option<bool> json = new("--json") { Description = "one JSON array with one object a message" };
        var command = new Command("orders", "print the state of each order after each message of a log")
        {
            file, json,
        };
        command.SetAction(parsed => Guarded.Run(() => OrdersReport.Print(
            LogFile.Read(parsed.GetRequiredValue(file)), parsed.GetValue(json))));
        return command;
    }
}
