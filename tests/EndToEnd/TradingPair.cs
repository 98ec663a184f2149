using System;
using System.IO;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LowLatencyEngine.EndToEnd;

/// <summary>
/// A simulated venue that stays, and engines that come and go against it, as a broker and a restarted daemon do: two
/// processes, real WebSocket and FIX between them.
/// </summary>
internal sealed class TradingPair : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="venueWords">Words for `lle sim` beside the ports and the log.</param>
    public TradingPair(params string[] venueWords) : this("inline", venueWords)
    {
    }

    private TradingPair(string map, string[] venueWords)
    {
        VenueLog = _folder.File("venue.jsonl");
        Journal = _folder.File("journal");
        Configuration = _folder.File("engine.json");
        Venue = Lle.Start(["sim", "--any-port", "--exit-with-stdin", "--log", VenueLog, .. venueWords]);
        JsonElement ports = JsonDocument.Parse(Venue.WaitForLine("listening", Lle.Patience)).RootElement;
        MarketDataPort = ports.GetProperty("marketDataPort").GetInt32();
        OrderPort = ports.GetProperty("orderPort").GetInt32();
        WriteConfiguration(map);
    }

    public LleProcess Venue { get; }

    public int MarketDataPort { get; }

    public int OrderPort { get; }

    /// <summary>The venue's own account of orders.</summary>
    public string VenueLog { get; }

    public string Journal { get; }

    public string Configuration { get; }

    /// <summary>As the constructor, with another thread map.</summary>
    public static TradingPair WithMap(string map, params string[] venueWords) => new(map, venueWords);

    /// <summary>Starts `lle run` on the pair's journal.</summary>
    public LleProcess StartEngine() =>
        Lle.Start("run", "--config", Configuration, "--journal", Journal, "--exit-with-stdin");

    /// <summary>Bytes the venue has written about orders so far.</summary>
    public long VenueLogSize() => File.Exists(VenueLog) ? new FileInfo(VenueLog).Length : 0;

    /// <summary>Changes the configuration that engines are started with.</summary>
    public void Configure(Action<JsonNode> change)
    {
        JsonNode root = JsonNode.Parse(File.ReadAllText(Configuration))!;
        change(root);
        File.WriteAllText(Configuration, root.ToJsonString());
    }

    public void Dispose()
    {
        Venue.Dispose();
        _folder.Dispose();
    }

    private void WriteConfiguration(string map)
    {
        JsonNode root = JsonNode.Parse(
            File.ReadAllText(Path.Combine(Lle.Root, "config", "engine.json")),
            documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;
        root["feed"]!["webSocket"] = $"ws://127.0.0.1:{MarketDataPort}";
        root["feed"]!["rest"] = $"http://127.0.0.1:{MarketDataPort}";
        root["feed"]!["retryMostSeconds"] = 1;
        root["venue"]!["port"] = OrderPort;
        root["threads"]!["map"] = map;
        root["journal"]!["segmentMb"] = 8;
        root["warmUp"] = new JsonObject { ["secondsMax"] = 0 }; // It takes up to 10 s a start.
        File.WriteAllText(Configuration, root.ToJsonString());
    }
}
