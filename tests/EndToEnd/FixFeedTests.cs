using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>Market data and orders over FIX alone: an engine and the simulated venue without a WebSocket.</summary>
public sealed class FixFeedTests
{
    private const int OrdersWanted = 20;

    [Fact]
    public void Trades_on_market_data_over_fix_and_agrees_with_the_venue()
    {
        using var folder = new TemporaryFolder();
        string configuration = folder.File("engine.json");
        string venueLog = folder.File("venue.jsonl");
        string journal = folder.File("journal");
        JsonNode root = ReadConfiguration();
        File.WriteAllText(configuration, root.ToJsonString());
        using LleProcess venue = Lle.Start(
            "sim", "--any-port", "--exit-with-stdin", "--loop", "0", "--config", configuration, "--log", venueLog);
        JsonElement ports = JsonDocument.Parse(venue.WaitForLine("listening", Lle.Patience)).RootElement;
        root["venue"]!["port"] = ports.GetProperty("orderPort").GetInt32();
        root["feed"]!["fix"]!["port"] = ports.GetProperty("quotePort").GetInt32();
        File.WriteAllText(configuration, root.ToJsonString());

        using LleProcess engine = Lle.Start(
            "run", "--config", configuration, "--journal", journal, "--exit-with-stdin");
        Assert.True(
            System.Threading.SpinWait.SpinUntil(() => OrderCount(venueLog) >= OrdersWanted, Lle.Patience),
            engine.Output);
        engine.CloseInput();
        LleResult result = engine.WaitForEnd(Lle.Patience);
        venue.CloseInput();
        venue.WaitForEnd(Lle.Patience);

        Assert.True(result.ExitCode == 0, result.ToString());
        VenueAccount.AssertAgrees(venueLog, journal);
    }

    private static JsonNode ReadConfiguration()
    {
        JsonNode root = JsonNode.Parse(
            File.ReadAllText(Path.Combine(Lle.Root, "config", "engine.json")),
            documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;
        root["feed"] = new JsonObject
        {
            ["fix"] = new JsonObject
            {
                ["host"] = "127.0.0.1",
                ["port"] = 9_999, // Until the venue has told its own.
                ["senderCompId"] = "LLE-QUOTE",
                ["targetCompId"] = "SIM-QUOTE",
            },
        };
        root["threads"]!["map"] = "inline";
        root["journal"]!["segmentMb"] = 8;
        return root;
    }

    private static int OrderCount(string venueLog)
    {
        if (!File.Exists(venueLog))
            return 0;

        using var stream = new FileStream(venueLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        string[] lines = reader.ReadToEnd().Split('\n');
        return lines.Count(line => line.Contains("\"msgType\":\"D\"", StringComparison.Ordinal));
    }
}
