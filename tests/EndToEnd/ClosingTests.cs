using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>
/// What the engine itself closes, through the daemon and a simulated venue over real FIX: a closing that stalls is told
/// everywhere, and the first one waits for no compiler.
/// </summary>
public sealed class ClosingTests
{
    private const string Instrument = "instrument:BTCUSDT";

    [Fact]
    public void A_position_that_cannot_be_flattened_is_told_everywhere_until_it_goes_on()
    {
        using TradingPair pair = new();
        pair.Configure(root =>
        {
            foreach (JsonNode? strategy in root["strategies"]!.AsArray())
                strategy!["enabled"] = false;
        });
        using LleProcess engine = pair.StartEngine();
        engine.WaitForLine("ready", Lle.Patience);
        WaitFor(pair, s => Text(s.GetProperty("instruments")[0], "bestBid") is { } bid && Number(bid) > 0);
        ExpectOk(Lle.Run(
            "order", "send", "BTCUSDT", "buy", "0.001", "market", "--journal", pair.Journal));
        WaitFor(pair, s => PositionOf(s) == 0.001m);
        SetNotional(pair, "0.0000000001");
        ExpectOk(Lle.Run("kill", "--all", "--flatten", "--journal", pair.Journal));

        string line = engine.WaitForError("closing stalled: strategy=operator, BTCUSDT Sell", Lle.Patience);
        Assert.Contains("NOTIONAL_LIMIT: scope=instrument:BTCUSDT", line, StringComparison.Ordinal);
        Assert.Contains("'lle limit set'", line, StringComparison.Ordinal);
        JsonElement status = WaitFor(pair, s => s.GetProperty("closingsStalled").GetInt64() == 1);
        JsonElement closing = status.GetProperty("closings").EnumerateArray().Single();
        Assert.Equal(
            ("operator", "BTCUSDT", "refused", "0.00100000"),
            (Text(closing, "strategy"), Text(closing, "symbol"), Text(closing, "cause"), Text(closing, "left")));
        string words = Lle.Run("status", "--journal", pair.Journal).Output;
        Assert.Contains("CLOSINGS STALLED 1", words, StringComparison.Ordinal);
        Assert.Contains("closing stalled: strategy=operator, BTCUSDT Sell", words, StringComparison.Ordinal);

        SetNotional(pair, "100000");
        engine.WaitForError("closing goes on: strategy=operator, BTCUSDT Sell", Lle.Patience);
        WaitFor(pair, s => s.GetProperty("closingsStalled").GetInt64() == 0);
        engine.CloseInput();
        Assert.Equal(0, engine.WaitForEnd(Lle.Patience).ExitCode);
        LleResult records = Lle.Run("journal", "cat", "--kind", "ClosingStalled", "--journal", pair.Journal, "--json");
        Assert.Equal(
            ["Stalled Refused NotionalLimit", "Resumed"],
            records.Output.TrimEnd().Split('\n').Select(l => Summary(JsonDocument.Parse(l).RootElement)));
        LleResult replay = Lle.Run("replay", pair.Journal, "--json");
        Assert.True(replay.ExitCode == 0, replay.ToString());
    }

    /// <summary>
    /// Both strategies are stopped with what they hold, and what they hold is closed by its age: later than any warm-up
    /// lasts, so that none can have walked there. The session is too short for a heartbeat of its own.
    /// </summary>
    [Fact]
    public void The_first_stop_that_fires_and_the_first_position_that_is_flattened_compile_nothing()
    {
        using TradingPair pair = new();
        pair.Configure(root =>
        {
            root["warmUp"] = new JsonObject { ["secondsMax"] = 10 };
            root["venue"]!["heartbeatSeconds"] = 60;
            root["risk"]!["strategies"] = new JsonArray(AgeStop("maker"), AgeStop("momentum"));
        });
        using LleProcess engine = pair.StartEngine();
        engine.WaitForLine("ready", Lle.Patience);
        WaitFor(pair, s => PositionOf(s) != 0);
        foreach (string strategy in (string[])["maker", "momentum"])
            ExpectOk(Lle.Run("strategy", "stop", strategy, "--journal", pair.Journal));

        long compiledBefore = CompiledOf(WaitFor(pair, s => s.GetProperty("workingOrders").GetInt64() == 0));
        WaitFor(pair, s => s.GetProperty("stopsFired").GetInt64() > 0 &&
            s.GetProperty("stopsAtWork").GetInt64() == 0 && PositionOf(s) == 0);
        Assert.Equal(compiledBefore, CompiledOf(AfterNextPublication(pair)));

        ExpectOk(Lle.Run("order", "send", "BTCUSDT", "buy", "0.001", "market", "--journal", pair.Journal));
        WaitFor(pair, s => PositionOf(s) == 0.001m);
        ExpectOk(Lle.Run("kill", "--all", "--flatten", "--journal", pair.Journal));
        WaitFor(pair, s => PositionOf(s) == 0);
        JsonElement end = AfterNextPublication(pair);
        Assert.Equal(compiledBefore, CompiledOf(end));
        Assert.Equal(0, end.GetProperty("allocatedBytes").GetProperty("decision").GetInt64());
        engine.CloseInput();
        Assert.Equal(0, engine.WaitForEnd(Lle.Patience).ExitCode);
    }

    /// <summary>What threads tell of themselves is published a few times a second.</summary>
    private static JsonElement AfterNextPublication(TradingPair pair)
    {
        long nowSeconds = UptimeOf(WaitFor(pair, _ => true));
        return WaitFor(pair, s => UptimeOf(s) >= nowSeconds + 2);
    }

    private static long UptimeOf(JsonElement status) => status.GetProperty("uptimeSeconds").GetInt64();

    private static JsonObject AgeStop(string strategy) => new()
    {
        ["name"] = strategy, ["stop"] = new JsonObject { ["timeSeconds"] = 15 },
    };

    private static long CompiledOf(JsonElement status) => status.GetProperty("threads").EnumerateArray()
        .Single(t => Text(t, "name") == "decision").GetProperty("compiledMethods").GetInt64();

    private static string Summary(JsonElement record) => Text(record, "change") == "Stalled"
        ? $"Stalled {Text(record, "cause")} {Text(record, "verdict")}"
        : Text(record, "change");

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static decimal PositionOf(JsonElement status) =>
        Number(Text(status.GetProperty("instruments")[0], "position"));

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static void SetNotional(TradingPair pair, string value) => ExpectOk(Lle.Run(
        "limit", "set", Instrument, "orderNotional", value, "--who", "alice", "--reason", "test",
        "--journal", pair.Journal));

    private static void ExpectOk(LleResult result) => Assert.True(result.ExitCode == 0, result.ToString());

    private static JsonElement WaitFor(TradingPair pair, Func<JsonElement, bool> isThere)
    {
        DateTime endUtc = DateTime.UtcNow + Lle.Patience;
        while (DateTime.UtcNow < endUtc)
        {
            LleResult result = Lle.Run("status", "--journal", pair.Journal, "--json");
            JsonElement status = JsonDocument.Parse(result.LastLine).RootElement;
            if (isThere(status))
                return status;
        }

        throw new TimeoutException("the engine did not come to the state that was waited for");
    }
}
