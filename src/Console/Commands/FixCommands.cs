using System.CommandLine;
using LowLatencyEngine.Console.Fix;

namespace LowLatencyEngine.Console.Commands;

/// <summary>`lle fix`: tools for FIX messages and logs.</summary>
internal static class FixCommands
{
    public static Command Create() => new("fix", "read FIX logs")
    {
        CreateOrders(),
    };

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
