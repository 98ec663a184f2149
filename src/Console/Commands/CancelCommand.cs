using System;
using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using LowLatencyEngine.Console.Orders;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Control;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;
using Command = System.CommandLine.Command;

namespace LowLatencyEngine.Console.Commands;

/// <summary>
/// `lle cancel ORDER`: asks the running engine, and reads in its journal what the decision thread made of it.
/// </summary>
internal static class CancelCommand
{
    public static Command Create()
    {
        Argument<long> order = new("ORDER")
        {
            Description = "id of the order, ClOrdID(11), or of a held one; see 'lle orders'",
        };
        Option<string> journal = EngineOption.Journal();
        Option<bool> json = EngineOption.Json();
        var command = new Command("cancel", "cancel one open order") { order, journal, json };
        command.SetAction(parsed => Guarded.Run(() => Cancel(
            parsed.GetRequiredValue(journal), parsed.GetValue(order), parsed.GetValue(json))));
        return command;
    }

    private static int Cancel(string folder, long orderId, bool asJson)
    {
        (ControlOutcome outcome, string text) =
            ControlClient.Ask(EngineFolder.ControlDoor(folder), $"cancel {orderId}");
        if (outcome != ControlOutcome.Done)
            return Out.Fail(text, ControlCommands.ExitCodeOf(outcome));

        long sequence = long.Parse(text, CultureInfo.InvariantCulture);
        EngineEvent made = RecordAfter(folder, sequence);
        CancelAnswer answer = CancelAnswer.Of(in made, orderId, EngineFolder.LoadConfiguration(folder).Instruments);
        if (asJson)
            Out.DataJson(new { orderId, result = answer.Result, cancelId = answer.CancelId, sequence });
        else if (answer.IsDone)
            Out.Data(answer.Text);
        else
            Out.Message(answer.Text);

        return answer.IsDone ? ExitCode.Ok : ExitCode.RefusedByRisk;
    }

    /// <summary>An input's outputs stand behind it, and were there before the engine answered.</summary>
    private static EngineEvent RecordAfter(string folder, long sequence)
    {
        using JournalReader reader = JournalReader.Open(folder, sequence + 1);
        var record = new EngineEvent();
        do
        {
            if (!reader.TryRead(MemoryMarshal.AsBytes(new Span<EngineEvent>(ref record))))
                return default;
        }
        while (record.Kind == EventKind.OperatorAct); // Who asked; what came of it stands behind.
        return record;
    }
}
