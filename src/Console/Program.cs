using System.CommandLine;
using System.CommandLine.Parsing;
using LowLatencyEngine.Console.Commands;

namespace LowLatencyEngine.Console;

/// <summary>Entry of `lle`: parses the words, prints what is wrong with them, runs the command.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        var root = new RootCommand(
            "lle: a low-latency trading engine. Data goes to standard output, messages to standard error.")
        {
            DemoCommand.Create(),
            RunCommand.Create(),
            SimCommand.Create(),
            ConsoleCommand.Create(),
            StatusCommands.CreateStatus(),
            StatusCommands.CreatePositions(),
            AccountCommands.Create(),
            OrdersCommand.Create(),
            ReconcileCommand.Create(),
            StatusCommands.CreateLatency(),
            ControlCommands.CreateHalt(),
            RiskCommands.CreateResume(),
            RiskCommands.CreateKill(),
            RiskCommands.CreateRisk(),
            RiskCommands.CreateLimit(),
            OrderCommand.Create(),
            RiskCommands.CreateAlive(),
            ControlCommands.CreateCancelAll(),
            CancelCommand.Create(),
            ControlCommands.CreateStrategy(),
            JournalCommands.Create(),
            WhyCommand.Create(),
            ReplayCommand.Create(),
            AnalyzeCommand.Create(),
            FeedCommands.Create(),
            BookCommand.Create(),
            DataCommands.Create(),
            FixCommands.Create(),
            ConfigCommand.Create(),
            DoctorCommand.Create(),
            BenchCommand.Create(),
            StandbyCommands.CreateStandby(),
            StandbyCommands.CreatePromote(),
        };

        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count == 0)
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });

        foreach (ParseError error in parsed.Errors)
            Out.Message(error.Message);

        Out.Message($"see '{PathOf(parsed.CommandResult)} --help'");
        return ExitCode.Usage;
    }

    private static string PathOf(CommandResult command) => command.Parent is CommandResult parent
        ? $"{PathOf(parent)} {command.Command.Name}"
        : "lle";
}
