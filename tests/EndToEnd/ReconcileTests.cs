using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>Engines that reconcile with a venue that is wrong on purpose, and are killed in between.</summary>
public sealed class ReconcileTests
{
    [Fact]
    public void What_differs_is_booked_once_told_by_lle_reconcile_and_replayed()
    {
        using var pair = new TradingPair(
            "--speed", "20", "--loop", "0", "--fault", "wrong-position=1", "--fault", "foreign-order=1");
        pair.Configure(root =>
        {
            root["reconcile"] = new JsonObject
            {
                ["on"] = true, ["breaks"] = "book", ["foreignOrders"] = "cancel",
            };
        });

        using (LleProcess first = pair.StartEngine())
        {
            first.WaitForLine("ready", Lle.Patience);
            first.Kill();
            first.WaitForEnd(Lle.Patience);
        }

        using (LleProcess second = pair.StartEngine())
        {
            second.WaitForLine("ready", Lle.Patience);
            second.CloseInput();
            Assert.Equal(0, second.WaitForEnd(Lle.Patience).ExitCode);
        }

        LleResult listed = Lle.Run("reconcile", "--journal", pair.Journal, "--json");
        Assert.Equal(0, listed.ExitCode);
        List<string> foreign = Actions(listed, "ForeignOrder");
        Assert.Equal("CancelSent", Assert.Single(foreign));
        List<string> positions = Actions(listed, "Position");
        Assert.True(positions is ["Booked"], listed.ToString()); // Not once more after the restart.
        Assert.Equal(0, Lle.Run("replay", pair.Journal).ExitCode);
    }

    private static List<string> Actions(LleResult listed, string kind) =>
        [.. listed.Output.Split('\n').Where(line => line.StartsWith('{'))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(row => row.GetProperty("kind").GetString() == kind)
            .Select(row => row.GetProperty("action").GetString()!)];
}
