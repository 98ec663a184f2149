using System.CommandLine;
using LowLatencyEngine.Console.Orders;

namespace LowLatencyEngine.Console.Commands;

/// <summary>`lle reconcile`: where our books and the venue's differed, and why. Reads the journal only.</summary>
internal static class ReconcileCommand
{
    public static Command Create()
    {
        Option<string> journal = EngineOption.Journal();
        Option<bool> json = EngineOption.Json();
        var command = new Command(
            "reconcile",
            "every break between our books and the venue's, its cause and what was done about it; exit code 1 where " +
            "the last comparison halted trading")
        {
            journal, json,
        };
        command.SetAction(parsed => Guarded.Run(() => List(
            parsed.GetRequiredValue(journal), parsed.GetValue(json))));
        return command;
    }

    private static int List(string folder, bool asJson)
    {
        BreakListing listing = BreakListing.Read(folder);
        foreach (BreakRow row in listing.Rows)
        {
            if (asJson)
                Out.DataJson(row);
            else
                Out.Data(LineOf(row));
        }

        int count = listing.Rows.Count;
        Out.Message($"{(count == 1 ? "1 break" : $"{count} breaks")} in {listing.RoundCount} logons");
        if (!listing.HasHalted)
            return ExitCode.Ok;

        return Out.Fail("trading was halted: put the books right, then 'lle resume --confirm=NAME'");
    }

    private static string LineOf(BreakRow row) =>
        $"{row.Time} {row.Kind,-19} {row.Action,-10} {row.Symbol,-10} order={row.OrderId} " +
        $"{(row.Leg.Length > 0 ? $"leg={row.Leg} " : "")}own={row.Own} " +
        $"venue={row.Venue}: {row.Cause}";
}
