using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>An operator at the console of a running engine: looks, halts, resumes, stops a strategy.</summary>
public sealed class ControlTests
{
    [Fact]
    public void Halt_stops_trading_until_it_is_resumed_by_name_and_outlives_a_crash()
    {
        using var pair = new TradingPair("--speed", "20", "--loop", "0");
        using (LleProcess engine = pair.StartEngine())
        {
            engine.WaitForLine("ready", Lle.Patience);
            Assert.False(Status(pair).GetProperty("halted").GetBoolean());

            Assert.Equal(0, Ask(pair, "halt").ExitCode);
            Assert.True(Status(pair).GetProperty("halted").GetBoolean());
            engine.Kill();
        }

        using (LleProcess engine = pair.StartEngine())
        {
            engine.WaitForLine("ready", Lle.Patience);
            Assert.True(Status(pair).GetProperty("halted").GetBoolean());

            LleResult wrongName = Ask(pair, "resume", "--confirm=other");
            Assert.Equal(4, wrongName.ExitCode);
            Assert.Contains("confirm=other", wrongName.Errors);
            Assert.Equal(0, Ask(pair, "resume", "--confirm=lle").ExitCode);
            Assert.False(Status(pair).GetProperty("halted").GetBoolean());
            Assert.Equal(0, Ask(pair, "strategy", "stop", "maker").ExitCode);
            Assert.Equal(4, Ask(pair, "strategy", "stop", "nobody").ExitCode);
            Assert.Equal(0, Ask(pair, "cancel-all").ExitCode);
            engine.CloseInput();
            Assert.Equal(0, engine.WaitForEnd(Lle.Patience).ExitCode);
        }
    }

    [Fact]
    public void Open_orders_are_listed_and_one_is_cancelled()
    {
        using TradingPair pair = NewWithoutStrategies();
        using LleProcess engine = pair.StartEngine();
        engine.WaitForLine("ready", Lle.Patience);
        Assert.Equal(4, Ask(pair, "cancel", "1").ExitCode);

        decimal bid = BestBid(pair);
        string id = SendBid(pair, bid - 200); // Far enough to rest.
        LleResult cancel = Ask(pair, "cancel", id, "--json");
        Assert.True(cancel.ExitCode == 0, cancel.ToString());
        Assert.Equal("sent", JsonDocument.Parse(cancel.LastLine).RootElement.GetProperty("result").GetString());
        Assert.Contains("cancel", Ask(pair, "why", id).Output, StringComparison.Ordinal);
        string heldId = AssertStopIsHeldUntilItIsCancelled(pair, bid + 500);
        engine.CloseInput();
        Assert.Equal(0, engine.WaitForEnd(Lle.Patience).ExitCode);
        Assert.DoesNotContain("operator", Ask(pair, "orders").Output, StringComparison.Ordinal);
        LleResult why = Ask(pair, "why", heldId);
        Assert.True(why.ExitCode == 0, why.ToString());
        Assert.Contains("\nhold ", why.Output, StringComparison.Ordinal);
        Assert.Contains("\nreplaced ", why.Output, StringComparison.Ordinal);
        Assert.Contains("\ncanceled ", why.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replace_behind_another_waits_and_the_last_one_goes_out()
    {
        using TradingPair pair = NewWithoutStrategies();
        using LleProcess engine = pair.StartEngine();
        engine.WaitForLine("ready", Lle.Patience);
        string id = SendBid(pair, BestBid(pair) - 200);
        pair.Venue.Pause();
        Assert.EndsWith("sent to the venue", Replace(pair, id, "0.02"), StringComparison.Ordinal);
        Assert.Contains($"order={id} waits: ", Replace(pair, id, "0.03"), StringComparison.Ordinal);
        Assert.Contains($"order={id} waits: ", Replace(pair, id, "0.04"), StringComparison.Ordinal);
        JsonElement waiting = OperatorsOrder(pair);
        Assert.Equal("PendingReplace", waiting.GetProperty("status").GetString());
        Assert.StartsWith("waits: replace to 0.04", waiting.GetProperty("trigger").GetString());

        pair.Venue.Resume();
        var watch = Stopwatch.StartNew();
        while (OperatorsOrder(pair).GetProperty("qty").GetString() != "0.04000000")
            Assert.True(watch.Elapsed < Lle.Patience, Ask(pair, "why", id).ToString());

        Assert.Equal(2, Regex.Count(File.ReadAllText(pair.VenueLog), "\"msgType\":\"G\""));
    }

    private static TradingPair NewWithoutStrategies()
    {
        var pair = new TradingPair("--speed", "20", "--loop", "0");
        pair.Configure(root =>
        {
            foreach (JsonNode? strategy in root["strategies"]!.AsArray())
                strategy!["enabled"] = false; // The message rate is the operator's alone.
        });
        return pair;
    }

    private static decimal BestBid(TradingPair pair) => decimal.Parse(
        Status(pair).GetProperty("instruments")[0].GetProperty("bestBid").GetString()!, CultureInfo.InvariantCulture);

    /// <summary>Sends the only order of the operator. Returns its id.</summary>
    private static string SendBid(TradingPair pair, decimal price)
    {
        LleResult send = Ask(
            pair, "order", "send", "BTCUSDT", "buy", "0.01", price.ToString(CultureInfo.InvariantCulture));
        Assert.True(send.ExitCode == 0, send.ToString());
        JsonElement order = OperatorsOrder(pair);
        Assert.Equal("0.01000000", order.GetProperty("open").GetString());
        return order.GetProperty("orderId").GetRawText();
    }

    private static JsonElement OperatorsOrder(TradingPair pair)
    {
        string line = Assert.Single(
            Ask(pair, "orders", "--json").Output.Split('\n'),
            l => l.Contains("\"operator\"", StringComparison.Ordinal));
        return JsonDocument.Parse(line).RootElement;
    }

    private static string Replace(TradingPair pair, string id, string qty)
    {
        LleResult replace = Ask(pair, "order", "replace", id, "--qty", qty);
        Assert.True(replace.ExitCode == 0, replace.ToString());
        return replace.LastLine;
    }

    private static string AssertStopIsHeldUntilItIsCancelled(TradingPair pair, decimal stopPrice)
    {
        string price = stopPrice.ToString(CultureInfo.InvariantCulture);
        string[] order = ["order", "send", "BTCUSDT", "buy", "0.01", "market", "--type", "stop"];
        Assert.Equal(2, Ask(pair, order).ExitCode); // No price that triggers it.
        LleResult hold = Ask(pair, [.. order, "--stop-price", price, "--trigger", "quote"]);
        Assert.True(hold.ExitCode == 0, hold.ToString());

        string line = Assert.Single(
            Ask(pair, "orders", "--json").Output.Split('\n'), l => l.Contains("\"Held\"", StringComparison.Ordinal));
        string id = JsonDocument.Parse(line).RootElement.GetProperty("orderId").GetRawText();
        Assert.EndsWith($"order={id} changed here", Replace(pair, id, "0.02"), StringComparison.Ordinal);
        LleResult cancel = Ask(pair, "cancel", id, "--json");
        Assert.Equal("ended", JsonDocument.Parse(cancel.LastLine).RootElement.GetProperty("result").GetString());
        return id;
    }

    [Fact]
    public void A_second_engine_on_the_same_journal_is_refused_and_the_first_goes_on()
    {
        using var pair = new TradingPair("--speed", "20", "--loop", "0");
        using LleProcess first = pair.StartEngine();
        first.WaitForLine("ready", Lle.Patience);

        using LleProcess second = pair.StartEngine();
        LleResult result = second.WaitForEnd(Lle.Patience);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(pair.Journal, result.Errors);
        Assert.Equal("live", Status(pair).GetProperty("liveness").GetString());
    }

    [Theory]
    [InlineData("status")]
    [InlineData("positions")]
    [InlineData("latency")]
    [InlineData("halt")]
    [InlineData("cancel-all")]
    [InlineData("console")]
    public void Without_an_engine_the_exit_code_says_so(string word)
    {
        using var folder = new TemporaryFolder();

        LleResult result = Lle.Run(word, "--journal", folder.Path);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains(folder.Path, result.Errors);
        Assert.Empty(result.Output);
    }

    private static JsonElement Status(TradingPair pair)
    {
        LleResult result = Lle.Run("status", "--journal", pair.Journal, "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        return JsonDocument.Parse(result.LastLine).RootElement;
    }

    private static LleResult Ask(TradingPair pair, params string[] words) =>
        Lle.Run([.. words, "--journal", pair.Journal]);
}
