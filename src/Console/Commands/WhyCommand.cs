using System.CommandLine;
using LowLatencyEngine.Console.Journal;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;

namespace LowLatencyEngine.Console.Commands;

/// <summary>
/// `lle why`: what made the engine send an order, what risk compared, and what became of it. Reads the journal only.
/// </summary>
internal static class WhyCommand
{
    public static Command Create()
    {
        Argument<long> order = new("ORDER") { Description = "id of the order, ClOrdID(11)" };
        Option<string> journal = EngineOption.Journal();
        Option<bool> json = EngineOption.Json();
        var command = new Command("why", "trace an order: cause, risk check with its values, sends, reports, times")
        {
            order, journal, json,
        };
        command.SetAction(parsed => Guarded.Run(() => Explain(
            parsed.GetRequiredValue(journal), parsed.GetValue(order), parsed.GetValue(json))));
        return command;
    }

    private static int Explain(string folder, long orderId, bool asJson)
    {
        EngineConfiguration configuration = EngineFolder.LoadConfiguration(folder);
        var text = new OrderTraceText(configuration, OrderTrace.Read(folder, configuration, orderId));
        if (asJson)
            Out.Data(text.ToJson());
        else
            text.PrintLines();

        return ExitCode.Ok;
    }
}
