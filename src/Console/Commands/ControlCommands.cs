using System.CommandLine;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Control;

namespace LowLatencyEngine.Console.Commands;

/// <summary>
/// What an operator can make a running engine do. Stopping is one short command that never asks; arming again is a
/// ceremony.
/// </summary>
internal static class ControlCommands
{
    public static Command CreateHalt() =>
        Create("halt", "stop trading now: engage the kill switch and cancel every open order");

    public static Command CreateCancelAll() => Create("cancel-all", "cancel every open order; strategies go on");

    public static Command CreateStrategy()
    {
        Argument<string> startName = new("NAME") { Description = "name of the strategy in the configuration" };
        Argument<string> stopName = new("NAME") { Description = "name of the strategy in the configuration" };
        var start = new Command("start", "let a strategy trade") { startName };
        var stop = new Command("stop", "stop a strategy and cancel its orders") { stopName };
        return new Command("strategy", "start or stop one strategy")
        {
            WithEngine(start, parsed => $"strategy start {ControlWords.Quote(parsed.GetRequiredValue(startName))}"),
            WithEngine(stop, parsed => $"strategy stop {ControlWords.Quote(parsed.GetRequiredValue(stopName))}"),
        };
    }

    private static Command Create(string name, string description) =>
        WithEngine(new Command(name, description), _ => name);

    /// <summary>Gives a command its options and its action: one request to the engine and its answer.</summary>
    public static Command WithEngine(Command command, System.Func<ParseResult, string> request)
    {
        Option<string> journal = EngineOption.Journal();
        Option<bool> json = EngineOption.Json();
        command.Add(journal);
        command.Add(json);
        command.SetAction(parsed => Ask(parsed.GetRequiredValue(journal), request(parsed), parsed.GetValue(json)));
        return command;
    }

    private static int Ask(string folder, string request, bool asJson)
    {
        (ControlOutcome outcome, string text) = ControlClient.Ask(EngineFolder.ControlDoor(folder), request);
        string word = outcome.ToString().ToLowerInvariant();
        if (asJson)
            Out.DataJson(new { request, outcome = word, text });
        else if (outcome is ControlOutcome.Done or ControlOutcome.Proposed)
            Out.Data($"{request}: {word}, journal sequence {text}");
        else
            Out.Message(text);

        return ExitCodeOf(outcome);
    }

    public static int ExitCodeOf(ControlOutcome outcome) => outcome switch
    {
        ControlOutcome.Done or ControlOutcome.Proposed => ExitCode.Ok,
        ControlOutcome.Refused => ExitCode.RefusedByRisk,
        ControlOutcome.NotReachable => ExitCode.EngineNotReachable,
        _ => ExitCode.OutcomeUnknown,
    };
}
