using System.Collections.Generic;
using System.CommandLine;
using LowLatencyEngine.Console.Orders;
using LowLatencyEngine.Engine.Reporting;

namespace LowLatencyEngine.Console.Commands;

/// <summary>
/// `lle orders`: what is open at the broker, what the engine holds, what is in doubt, and what filled although it was
/// not to. Reads the journal only.
/// </summary>
internal static class OrdersCommand
{
    public static Command Create()
    {
        Option<string> journal = EngineOption.Journal();
        Option<bool> json = EngineOption.Json();
        var command = new Command("orders", "open orders with what has filled, what is pending and what is in doubt")
        {
            journal, json,
        };
        command.SetAction(parsed => Guarded.Run(() => List(
            parsed.GetRequiredValue(journal), parsed.GetValue(json))));
        return command;
    }

    private static int List(string folder, bool asJson)
    {
        (IReadOnlyList<OrderRow> rows, IReadOnlyList<AlarmReport> alarms) = OrderListing.Read(folder);
        if (asJson)
        {
            foreach (OrderRow row in rows)
                Out.DataJson(row);

            foreach (AlarmReport alarm in alarms) // Lines that have an "alarm".
                Out.DataJson(alarm);

            return ExitCode.Ok;
        }

        Out.Message(rows.Count == 1 ? "1 open order" : $"{rows.Count} open orders");
        foreach (AlarmReport alarm in alarms)
            Out.Message(alarm.ToText());

        if (rows.Count == 0)
            return ExitCode.Ok;

        Out.Data($"{"order",12} {"symbol",-10} {"side",-4} {"price",14} {"qty",12} {"filled",12} {"open",12} " +
            $"{"status",-15} strategy");
        foreach (OrderRow row in rows)
            Out.Data(LineOf(row));

        return ExitCode.Ok;
    }

    private static string LineOf(OrderRow row) =>
        $"{row.OrderId,12} {row.Symbol,-10} {row.Side,-4} {row.Price,14} {row.Qty,12} {row.Filled,12} {row.Open,12} " +
        $"{(row.InDoubt ? row.Status + "?" : row.Status),-15} {row.Strategy}" +
        (row.Trigger.Length == 0 ? "" : $"  {row.Trigger}");
}
