using System;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>Who acts on a running engine: which accounts may, what two persons are, what the audit says.</summary>
public sealed class OperatorTests
{
    [Fact]
    public void Every_act_is_told_with_its_outcome_the_claimed_name_and_the_account_and_replays_alike()
    {
        using TradingPair pair = New(new JsonObject { ["twoPersons"] = "names" });
        using LleProcess engine = pair.StartEngine();
        engine.WaitForLine("ready", Lle.Patience);
        SetLimit(pair, "1000", "ann", exitCode: 0); // Of none it is less: one name.
        SetLimit(pair, "2000", "ann", exitCode: 0);
        SetLimit(pair, "2000", "bob", exitCode: 0);
        SetLimit(pair, "3000", "ann", exitCode: 0, "--override");
        SetLimit(pair, "3000", "bob", exitCode: 0, "--override");
        SetLimit(pair, "2500", "eve", exitCode: 0);
        LleResult off = Ask(
            pair, "limit", "set", "instrument:BTCUSDT", "orderQty", "off", "--who", "ann", "--reason", "no");
        Assert.Equal(4, off.ExitCode);
        AssertOverrideIsShown(pair);
        Assert.Equal(0, Ask(pair, "kill", "--strategy", "maker", "--who", "ann", "--reason", "test").ExitCode);

        string[] expected =
        [
            "done off 1000.000000 ann", "proposed 1000.000000 2000.000000 ann", "done 1000.000000 2000.000000 bob",
            "proposed 2000.000000 3000.000000 ann", "done 2000.000000 3000.000000 bob",
            "narrowed 3000.000000 2500.000000 eve", "refused 0.10000000 off ann",
        ];
        Assert.Equal(expected, Acts(Ask(pair, "journal", "cat", "--kind", "LimitSet")).Select(Words));
        JsonElement[] audit = Acts(Ask(pair, "risk", "--audit", "--json"));
        Assert.Equal(expected, audit[..^1].Select(Words));
        Assert.Equal("ScopeHalt", audit[^1].GetProperty("command").GetString());
        Assert.All(audit, act => Assert.Equal(Environment.UserName, act.GetProperty("user").GetString()));
        Assert.Contains("strategy:maker test", Ask(pair, "risk", "--audit").Output, StringComparison.Ordinal);
        engine.CloseInput();
        Assert.Equal(0, engine.WaitForEnd(Lle.Patience).ExitCode);
        LleResult replay = Lle.Run("replay", pair.Journal, "--json");
        Assert.True(replay.ExitCode == 0, replay.ToString());
    }

    [Fact]
    public void Two_names_of_one_account_are_one_person_unless_the_configuration_says_otherwise()
    {
        using TradingPair pair = New(control: null);
        using LleProcess engine = pair.StartEngine();
        engine.WaitForLine("ready", Lle.Patience);
        SetLimit(pair, "1000", "ann", exitCode: 0);
        SetLimit(pair, "2000", "ann", exitCode: 0);
        LleResult second = SetLimit(pair, "2000", "bob", exitCode: 0);
        Assert.Contains("proposed", second.Output, StringComparison.Ordinal);
        Assert.Contains("from another account", second.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["done", "proposed", "proposed"],
            Acts(Ask(pair, "journal", "cat", "--kind", "LimitSet")).Select(act => Text(act, "outcome")));
    }

    [Fact]
    public void An_account_that_is_no_operator_is_refused_with_exit_code_4()
    {
        using TradingPair pair = New(new JsonObject { ["operators"] = new JsonArray(4_000_000_001) });
        using LleProcess engine = pair.StartEngine();
        engine.WaitForLine("ready", Lle.Patience);
        LleResult halt = Ask(pair, "halt");
        Assert.Equal(4, halt.ExitCode);
        Assert.Contains(
            $"this account may not act: user={Environment.UserName}", halt.Errors, StringComparison.Ordinal);
        Assert.Empty(Acts(Ask(pair, "risk", "--audit", "--json")));
    }

    private static TradingPair New(JsonObject? control)
    {
        var pair = new TradingPair("--speed", "20", "--loop", "0");
        pair.Configure(root =>
        {
            root["risk"]!["twoPersons"] = true;
            if (control is not null)
                root["control"] = control;
        });
        return pair;
    }

    private static void AssertOverrideIsShown(TradingPair pair)
    {
        DateTime endUtc = DateTime.UtcNow + Lle.Patience;
        while (Status(pair) == 0) // The board is published a row every two milliseconds.
            Assert.True(DateTime.UtcNow < endUtc, "the override is not counted by lle status");

        JsonElement risk = JsonDocument.Parse(Ask(pair, "risk", "--json").LastLine).RootElement;
        JsonElement running = Assert.Single(risk.GetProperty("overrides").EnumerateArray());
        Assert.Equal(
            $"firm credit 2500.000000 2000.000000 ann bob {Environment.UserName} test",
            string.Join(' ', ((string[])["scope", "name", "value", "before", "proposedBy", "who", "user", "why"])
                .Select(name => Text(running, name))));
    }

    private static long Status(TradingPair pair) => JsonDocument.Parse(Ask(pair, "status", "--json").LastLine)
        .RootElement.GetProperty("limitOverrides").GetInt64();

    private static LleResult SetLimit(TradingPair pair, string value, string who, int exitCode, params string[] more)
    {
        LleResult result = Ask(
            pair, ["limit", "set", "firm", "credit", value, "--who", who, "--reason", "test", .. more]);
        Assert.True(result.ExitCode == exitCode, result.ToString());
        return result;
    }

    private static JsonElement[] Acts(LleResult result)
    {
        Assert.True(result.ExitCode == 0, result.ToString());
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static string Words(JsonElement act) =>
        $"{Text(act, "outcome")} {Text(act, "before")} {Text(act, "value")} {Text(act, "who")}";

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static LleResult Ask(TradingPair pair, params string[] words) =>
        Lle.Run([.. words, "--journal", pair.Journal]);
}
