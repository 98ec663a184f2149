using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Linq;
using LowLatencyEngine.Console.Journal;
using LowLatencyEngine.Console.Live;
using LowLatencyEngine.Console.Risk;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Control;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Model;
using Command = System.CommandLine.Command;

namespace LowLatencyEngine.Console.Commands;

/// <summary>
/// Limits for people: what is used of them, how they are set, how a scope is stopped, what the gate would say.
/// </summary>
internal static class RiskCommands
{
    private const string Nobody = "-";

    private static readonly string[] ScopeKinds =
        ["strategy", "venue", "instrument", "account", "trader", "sector", "currency"];

    public static Command CreateRisk()
    {
        Option<string> journal = EngineOption.Journal();
        Option<bool> json = EngineOption.Json();
        Option<bool> all = new("--all") { Description = "also limits that are not set, and what can be set where" };
        Option<bool> audit = new("--audit")
        {
            Description = "what operators did instead: who was claimed, which account asked, what came of it",
        };
        var command = new Command("risk", "limits, what of them is used, and who may trade")
        {
            journal, json, all, audit,
        };
        command.Validators.Add(result => AllowOne(result, all, audit));
        command.SetAction(parsed => Guarded.RunInFolder(
            parsed.GetRequiredValue(journal), () => parsed.GetValue(audit)
                ? ShowActs(parsed.GetRequiredValue(journal), parsed.GetValue(json))
                : Show(parsed.GetRequiredValue(journal), parsed.GetValue(json), parsed.GetValue(all))));
        return command;
    }

    public static Command CreateLimit()
    {
        Argument<string> scope = new("SCOPE") { Description = "firm, or kind and name such as account:main" };
        Argument<string> name = new("NAME") { Description = "of the limit, as 'lle risk --all' shows it" };
        Argument<string> value = new("VALUE") { Description = "a number, or off; with --shadow on or off" };
        Option<bool> soft = new("--soft") { Description = "warn beyond the value instead of denying" };
        Option<bool> shadow = new("--shadow") { Description = "on: count what would be denied, deny nothing" };
        Option<bool> temporary = new("--override")
        {
            Description = "for ten minutes, then what it was; a second person must set the same",
        };
        (Option<string> who, Option<string> reason) = Author(isRequired: true);
        var set = new Command("set", "set a limit of the running engine; journaled with who and why")
        {
            scope, name, value, soft, shadow, temporary, who, reason,
        };
        set.Validators.Add(result => AllowOne(result, soft, shadow, temporary));
        string TierOf(ParseResult parsed)
        {
            if (parsed.GetValue(temporary))
                return "override";

            if (parsed.GetValue(shadow))
                return "shadow";

            return parsed.GetValue(soft) ? "soft" : "hard";
        }

        return new Command("limit", "change limits while the engine runs")
        {
            ControlCommands.WithEngine(set, parsed =>
                $"limit set {Quote(parsed.GetRequiredValue(scope))} {Quote(parsed.GetRequiredValue(name))} " +
                $"{Quote(parsed.GetRequiredValue(value))} {TierOf(parsed)} " +
                Words(parsed.GetValue(who), parsed.GetValue(reason))),
        };
    }

    public static Command CreateKill()
    {
        Option<bool> all = new("--all") { Description = "everything" };
        Option<bool> reduceOnly = new("--reduce-only")
        {
            Description = "let positions be made smaller, cancel nothing",
        };
        Option<bool> flatten = new("--flatten")
        {
            Description = "cancel what is open, close what is held with market orders, and let nothing else out",
        };
        (Option<string> who, Option<string> reason) = Author(isRequired: false);
        var command = new Command("kill", "stop trading in a scope now and cancel what is open there")
        {
            all, reduceOnly, flatten, who, reason,
        };
        var scopes = new List<Option<string>>();
        foreach (string kind in ScopeKinds)
        {
            Option<string> option = new($"--{kind}") { Description = $"one {kind}, by name" };
            scopes.Add(option);
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            int count = result.GetValue(all) ? 1 : 0;
            foreach (Option<string> option in scopes)
                count += result.GetValue(option) is null ? 0 : 1;

            if (count != 1)
                result.AddError("say what to stop: --all, or one of --strategy, --venue, --instrument, --account NAME");

            AllowOne(result, reduceOnly, flatten);
        });
        return ControlCommands.WithEngine(command, parsed =>
        {
            Option<string>? option = scopes.Find(o => parsed.GetValue(o) is not null);
            string scope = option is null ? "firm" : $"{option.Name[2..]}:{parsed.GetValue(option)}";
            string mild = parsed.GetValue(flatten) ? "flatten" : "reduce";
            string word = parsed.GetValue(reduceOnly) || parsed.GetValue(flatten) ? mild : "kill";
            return $"{word} {Quote(scope)} {Words(parsed.GetValue(who), parsed.GetValue(reason))}";
        });
    }

    /// <summary>Without a name only what an operator halted is let go; with one, breakers too.</summary>
    public static Command CreateResume()
    {
        Option<string> confirm = new("--confirm")
        {
            Description = "name of the engine, to show that you mean it",
            Required = true,
        };
        Option<string> scope = new("--scope")
        {
            Description = "firm, or kind and name such as strategy:maker",
            DefaultValueFactory = _ => "firm",
        };
        (Option<string> who, Option<string> reason) = Author(isRequired: false);
        var command = new Command("resume", "let a scope trade again after a halt; with --who, after a breaker too")
        {
            confirm, scope, who, reason,
        };
        return ControlCommands.WithEngine(command, parsed =>
        {
            string name = parsed.GetRequiredValue(confirm);
            string target = parsed.GetRequiredValue(scope);
            return parsed.GetValue(who) is null && target == "firm"
                ? $"resume {Quote(name)}"
                : $"rearm {Quote(target)} {Quote(name)} {Words(parsed.GetValue(who), parsed.GetValue(reason))}";
        });
    }

    public static Command CreateAlive() => ControlCommands.WithEngine(
        new Command("alive", "tell the dead-man timer that somebody is there"), _ => "alive");

    private static int Show(string folder, bool asJson, bool isAll)
    {
        EngineConfiguration configuration = EngineFolder.LoadConfiguration(folder);
        var scopes = LowLatencyEngine.Risk.PreTradeRisk.MapOf(configuration.Risk.Setup);
        using var board = new RiskBoardReader(
            EngineFolder.RiskBoard(folder), scopes.RowCount, SizeReport.CountIn(configuration));
        var report = new RiskReport(configuration, scopes, board)
        {
            Accounts = AccountCommands.ReadOrNone(folder),
        };
        if (asJson)
            Out.DataJson(report.ToJson(isAll));
        else
            report.Print(isAll);

        return LastNumbers.Tell(folder);
    }

    private static int ShowActs(string folder, bool asJson)
    {
        EngineConfiguration configuration = EngineFolder.LoadConfiguration(folder);
        var scopes = LowLatencyEngine.Risk.PreTradeRisk.MapOf(configuration.Risk.Setup);
        using var walk = new RecordWalk(folder, new RecordFilter { Kind = EventKind.OperatorAct });
        new AuditReport(configuration, scopes).Print(walk, asJson);
        return ExitCode.Ok;
    }

    private static string Words(string? who, string? reason) =>
        $"{Quote(who ?? Nobody)}{(reason is null ? "" : $" {Quote(reason)}")}";

    /// <summary>Of options that exclude each other none is passed over in silence.</summary>
    private static void AllowOne(CommandResult result, params Option<bool>[] options)
    {
        string[] given = [.. options.Where(result.GetValue).Select(option => option.Name)];
        if (given.Length > 1)
            result.AddError($"{string.Join(" and ", given)} exclude each other: give one");
    }

    private static string Quote(string word) => ControlWords.Quote(word);

    private static (Option<string> Who, Option<string> Reason) Author(bool isRequired) => (
        EngineOption.Saying("--who", "who does it, at most 12 bytes", isRequired),
        EngineOption.Saying("--reason", "why, at most 36 bytes", isRequired));
}
