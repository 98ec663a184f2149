using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>One engine on two venues of different dialects, each a process that plays a recording.</summary>
public sealed class VenuesTests : IDisposable
{
    private const string SpotOracle = "BTCUSDT 61602.01 1.67177 61602.02 2.66795 1971 2962 50093696318 0 0";
    private const string BybitOracle = "BTCUSDT@bybit 65114.20 5.974 65114.30 9.06 200 200 15077365 0 0";

    private readonly TemporaryFolder _folder = new();

    private string Configuration => _folder.File("venues.json");

    private string Journal => _folder.File("journal");

    public void Dispose() => _folder.Dispose();

    [SharedDataFact]
    public void One_venue_killed_and_back_leaves_the_other_alone_and_both_books_at_their_oracles()
    {
        JsonNode root = ReadConfiguration();
        File.WriteAllText(Configuration, root.ToJsonString());
        using LleProcess spot = StartVenue(
            Configuration, "spot", SharedData.Spot0808, "--data", SharedData.Spot0809, "--any-port");
        using LleProcess bybit = StartVenue(Configuration, "bybit", Bybit, "--any-port");
        Direct(root, spot, bybit);
        string restart = WriteConfigurationOf(root, bybit);
        using LleProcess engine = Lle.Start(
            "run", "--config", Configuration, "--journal", Journal, "--exit-with-stdin");
        engine.WaitForLine("ready", Lle.Patience);
        spot.WaitForLine("endOfData", Lle.Patience);
        bybit.WaitForLine("endOfData", Lle.Patience);
        WaitForLive(spotLive: 1, bybitLive: 1);

        bybit.Kill();
        WaitForLive(spotLive: 1, bybitLive: 0);
        Assert.Equal("BTCUSDT", Together().GetProperty("bid").GetProperty("at").GetString());
        using LleProcess again = StartVenue(restart, "bybit", Bybit);
        again.WaitForLine("endOfData", Lle.Patience);
        WaitForLive(spotLive: 1, bybitLive: 1);
        JsonElement together = Together();
        engine.CloseInput();
        LleResult result = engine.WaitForEnd(Lle.Patience);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("BTCUSDT@bybit 65114.20", Text(together.GetProperty("bid"), "at", "price"));
        Assert.Equal("BTCUSDT 61602.02", Text(together.GetProperty("ask"), "at", "price"));
        Assert.Equal("Crossed", together.GetProperty("shape").GetString()); // Their recordings are months apart.
        AssertReport();
        AssertReplayIsEqual();
    }

    private static string Bybit => Path.Combine(SharedData.Folder, "exchange-ws-cryptofeed", "BYBIT.jsonl.gz");

    private static LleProcess StartVenue(string configuration, string feed, string data, params string[] words)
    {
        LleProcess venue = Lle.Start(
        [
            "sim", "--config", configuration, "--feed", feed, "--data", data, "--speed", "max", "--exit-with-stdin",
            .. words,
        ]);
        venue.WaitForLine("listening", Lle.Patience);
        return venue;
    }

    private static int PortOf(LleProcess venue, string name) => JsonDocument
        .Parse(venue.WaitForLine("listening", Lle.Patience)).RootElement.GetProperty(name).GetInt32();

    private static string Text(JsonElement element, params string[] names) =>
        string.Join(' ', names.Select(name => element.GetProperty(name).ToString()));

    private static JsonNode ReadConfiguration()
    {
        JsonNode root = JsonNode.Parse(
            File.ReadAllText(Path.Combine(Lle.Root, "config", "engine.json")),
            documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;
        JsonNode second = root["instruments"]![0]!.DeepClone();
        second["symbol"] = "BTCUSDT@bybit";
        root["instruments"]!.AsArray().Add(second);
        root["strategies"] = new JsonArray();
        root["risk"]!.AsObject().Remove("limits");
        root.AsObject().Remove("feed");
        root["feeds"] = new JsonArray(
            Feed("spot", "binance-spot", "BTCUSDT"), Feed("bybit", "bybit-linear", "BTCUSDT@bybit"));
        root["consolidated"] = new JsonArray(new JsonObject
        {
            ["name"] = "BTC-USDT",
            ["instruments"] = new JsonArray("BTCUSDT", "BTCUSDT@bybit"),
        });
        root["warmUp"] = new JsonObject { ["secondsMax"] = 0 };
        root["journal"]!["segmentMb"] = 8;
        return root;
    }

    private static JsonObject Feed(string name, string venue, string symbol) => new()
    {
        ["name"] = name,
        ["venue"] = venue,
        ["webSocket"] = "ws://127.0.0.1:9", // Until the venue has told its own.
        ["rest"] = "http://127.0.0.1:9",
        ["retryMostSeconds"] = 1,
        ["staleAfterSeconds"] = 3_600, // A recording that is over is silent.
        ["instruments"] = new JsonArray(symbol),
    };

    private void Direct(JsonNode root, LleProcess spot, LleProcess bybit)
    {
        LleProcess[] venues = [spot, bybit];
        for (int i = 0; i < venues.Length; i++)
        {
            int port = PortOf(venues[i], "marketDataPort");
            root["feeds"]![i]!["webSocket"] = $"ws://127.0.0.1:{port}";
            root["feeds"]![i]!["rest"] = $"http://127.0.0.1:{port}";
        }

        root["venue"]!["port"] = PortOf(spot, "orderPort");
        File.WriteAllText(Configuration, root.ToJsonString());
    }

    /// <summary>For a venue that comes back at the ports it had.</summary>
    private string WriteConfigurationOf(JsonNode root, LleProcess venue)
    {
        JsonNode own = root.DeepClone();
        own["venue"]!["port"] = PortOf(venue, "orderPort");
        string path = _folder.File("restart.json");
        File.WriteAllText(path, own.ToJsonString());
        return path;
    }

    private void WaitForLive(int spotLive, int bybitLive)
    {
        string expected = $"spot {spotLive} bybit {bybitLive}";
        string seen = "";
        bool isThere = SpinWait.SpinUntil(
            () =>
            {
                LleResult status = Lle.Run("status", "--journal", Journal, "--json");
                seen = string.Join(' ', JsonDocument.Parse(status.LastLine).RootElement.GetProperty("feeds")
                    .EnumerateArray().Select(feed => Text(feed, "name", "liveInstruments")));
                return seen == expected;
            },
            Lle.Patience);
        Assert.True(isThere, $"expected={expected}, seen={seen}");
    }

    private JsonElement Together()
    {
        LleResult book = Lle.Run("book", "BTC-USDT", "--once", "--json", "--journal", Journal);
        Assert.True(book.ExitCode == 0, book.ToString());
        return JsonDocument.Parse(book.LastLine).RootElement;
    }

    private void AssertReport()
    {
        JsonElement report = JsonDocument.Parse(File.ReadAllText(Path.Combine(Journal, "report.json"))).RootElement;
        Assert.Equal(
            [SpotOracle, BybitOracle],
            report.GetProperty("instruments").EnumerateArray().Select(i => Text(
                i, "symbol", "bestBid", "bestBidQty", "bestAsk", "bestAskQty", "bidLevels", "askLevels", "lastUpdateId",
                "gaps", "crossedBooks")));
        Assert.Equal("binance-spot+bybit-linear", report.GetProperty("venue").GetString());
        JsonElement[] feeds = [.. report.GetProperty("feeds").EnumerateArray()];
        Assert.Equal("spot 1 0", Text(feeds[0], "name", "connects", "gaps"));
        Assert.Equal("bybit 2 0", Text(feeds[1], "name", "connects", "gaps"));
    }

    private void AssertReplayIsEqual()
    {
        LleResult replay = Lle.Run("replay", Journal, "--json");
        Assert.True(replay.ExitCode == 0, replay.ToString());
        Assert.True(JsonDocument.Parse(replay.LastLine).RootElement.GetProperty("identical").GetBoolean());
    }
}
