using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using LowLatencyEngine.Console.Accounts;
using LowLatencyEngine.Console.Live;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Control;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Engine.Telemetry;

namespace LowLatencyEngine.Console.Commands;

/// <summary>`lle account`: what each account holds and comes to; funding that was paid or received.</summary>
internal static class AccountCommands
{
    private const string Nobody = "-";

    public static Command Create()
    {
        Option<string> journal = EngineOption.Journal();
        Option<bool> json = EngineOption.Json();
        var command = new Command("account", "equity, margin and positions of each account")
        {
            journal, json, CreateFunding(),
        };
        command.SetAction(parsed => Guarded.RunInFolder(parsed.GetRequiredValue(journal), () => Show(
            parsed.GetRequiredValue(journal), parsed.GetValue(json))));
        return command;
    }

    /// <summary>The accounts of the engine in a folder; none where it was one without a board.</summary>
    public static IReadOnlyList<AccountStatement> ReadOrNone(string folder) =>
        File.Exists(EngineFolder.AccountBoard(folder)) ? Read(folder) : [];

    private static IReadOnlyList<AccountStatement> Read(string folder)
    {
        EngineConfiguration configuration = EngineConfigurationFile.Load(EngineFolder.Configuration(folder));
        using AccountBoard board = AccountBoard.OpenOrThrow(
            EngineFolder.AccountBoard(folder), configuration.Accounts.Terms.Count, configuration.Instruments.Count);
        return AccountStatements.Of(configuration, board);
    }

    private static Command CreateFunding()
    {
        Option<string> account = new("--account")
        {
            Description = "name of the account; main where there are no others",
            DefaultValueFactory = _ => "main",
        };
        Option<string> instrument = new("--instrument") { Description = "its symbol", Required = true };
        Option<string> amount = new("--amount")
        {
            Description = "received, below 0 for paid, in the instrument's currency", Required = true,
        };
        Option<string> id = new("--id")
        {
            Description = "the venue's of the payment: told again, nothing is booked", Required = true,
        };
        Option<string> who = EngineOption.Saying("--who", "who does it, at most 12 bytes", isRequired: true);
        Option<string> reason = new("--reason") { Description = "why, at most 36 bytes" };
        var funding = new Command("funding", "book a funding payment, once; journaled with who and why")
        {
            account, instrument, amount, id, who, reason,
        };
        return ControlCommands.WithEngine(funding, parsed =>
            string.Join(' ', new[]
            {
                "account", "funding", parsed.GetRequiredValue(account), parsed.GetRequiredValue(instrument),
                parsed.GetRequiredValue(amount), parsed.GetRequiredValue(id), parsed.GetValue(who) ?? Nobody,
                parsed.GetValue(reason) ?? "",
            }.Select(ControlWords.Quote)));
    }

    private static int Show(string folder, bool asJson)
    {
        IReadOnlyList<AccountStatement> accounts = Read(folder);
        if (asJson)
            Out.DataJson(accounts);
        else
            AccountListing.Print(accounts);

        return LastNumbers.Tell(folder);
    }
}
