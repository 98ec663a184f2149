using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>What the world can do to an engine: each with a clear message, no crash, nothing lost.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("malformed-frame=300")]
    [InlineData("broken-json=300")]
    [InlineData("drop-depth=300")]
    [InlineData("unknown-symbol=300")]
    [InlineData("off-tick=300")]
    [InlineData("garble-fix=5")]
    [InlineData("drop-fix=5")]
    [InlineData("reject-every=3")]
    public void A_misbehaving_venue_does_not_stop_the_engine_and_it_trades_on(string fault)
    {
        using var pair = new TradingPair("--speed", "20", "--loop", "0", "--fault", fault);
        using LleProcess engine = pair.StartEngine();
        engine.WaitForLine("ready", Lle.Patience);

        AwaitOrders(pair, atLeast: 20);
        engine.CloseInput();
        LleResult result = engine.WaitForEnd(Lle.Patience);

        Assert.True(result.ExitCode == 0, result.ToString());
        LleResult replay = Lle.Run("replay", pair.Journal, "--json");
        Assert.True(replay.ExitCode == 0, replay.ToString());
    }

    [Fact]
    public void A_venue_that_dies_is_noticed_and_the_engine_stops_clean_all_the_same()
    {
        using var pair = new TradingPair("--speed", "20", "--loop", "0");
        using LleProcess engine = pair.StartEngine();
        engine.WaitForLine("ready", Lle.Patience);
        AwaitOrders(pair, atLeast: 5);

        pair.Venue.Kill();
        Assert.True(System.Threading.SpinWait.SpinUntil(() => VenueState(pair) == "disconnected", Lle.Patience));
        engine.CloseInput();
        LleResult result = engine.WaitForEnd(Lle.Patience);

        Assert.True(result.ExitCode == 0, result.ToString());
    }

    [Fact]
    public void A_busy_port_is_named()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        int port = ((IPEndPoint)holder.LocalEndpoint).Port;
        using var folder = new TemporaryFolder();
        string config = folder.File("engine.json");
        File.WriteAllText(config, File.ReadAllText(Path.Combine(Lle.Root, "config", "engine.json"))
            .Replace("9443", $"{port}", StringComparison.Ordinal));

        LleResult result = Lle.Run("sim", "--config", config, "--exit-with-stdin");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"{port}", result.Errors);
    }

    [Fact]
    public void A_missing_or_broken_configuration_is_refused_with_file_line_and_field()
    {
        using var folder = new TemporaryFolder();
        string config = folder.File("engine.json");
        LleResult missing = Lle.Run("run", "--config", config);
        File.WriteAllText(config, "{\n  \"name\": 7,\n  \"venue\": { \"port\": 0 }\n}");
        LleResult broken = Lle.Run("run", "--config", config);

        Assert.Equal((2, 2), (missing.ExitCode, broken.ExitCode));
        Assert.Contains($"{config}: cannot be read", missing.Errors);
        Assert.Contains($"{config}:2: name=7 is not allowed", broken.Errors);
        Assert.Contains($"{config}:3: venue.port=0 is not allowed", broken.Errors);
    }

    [Fact]
    public void A_journal_of_another_configuration_is_not_continued()
    {
        using var pair = new TradingPair("--speed", "20", "--loop", "0");
        using (LleProcess engine = pair.StartEngine())
        {
            engine.WaitForLine("ready", Lle.Patience);
            engine.CloseInput();
            engine.WaitForEnd(Lle.Patience);
        }

        pair.Configure(root => root["risk"]!["messagesMax"] = 77);
        using LleProcess second = pair.StartEngine();
        LleResult result = second.WaitForEnd(Lle.Patience);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("the journal was written with other instruments, strategies or limits", result.Errors);
    }

    [Theory]
    [InlineData(2, "see 'lle demo --help'", "demo", "--speed", "0")]
    [InlineData(2, "--for", "demo", "--for", "soon")]
    [InlineData(2, "outline", "demo", "--map", "outline")]
    [InlineData(2, "see 'lle --help'", "nonsense")]
    [InlineData(2, "see 'lle limit set --help'", "limit", "set", "firm", "orderQty")]
    [InlineData(2, "no engine has run here: folder=.lle/demo", "journal", "cat", "--kind", "Quote")]
    [InlineData(2, "magic=1", "sim", "--fault", "magic=1")]
    [InlineData(1, "nowhere.jsonl.gz", "demo", "--data", "nowhere.jsonl.gz")]
    [InlineData(1, "folder=nowhere", "journal", "verify", "--journal", "nowhere")]
    [InlineData(2, "no engine has run here: folder=nowhere", "replay", "nowhere")]
    [InlineData(2, "no engine has run here: folder=nowhere", "orders", "--journal", "nowhere")]
    [InlineData(3, "no engine has run here: folder=nowhere", "risk", "--journal", "nowhere")]
    public void Wrong_words_are_refused_with_a_message_and_no_data(int exitCode, string says, params string[] words)
    {
        LleResult result = Lle.Run(words);

        Assert.Equal((exitCode, ""), (result.ExitCode, result.Output));
        Assert.Contains(says, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors); // No stack trace for the user's mistakes.
    }

    private static void AwaitOrders(TradingPair pair, int atLeast)
    {
        long Orders() => Status(pair).GetProperty("orders").GetInt64();
        Assert.True(System.Threading.SpinWait.SpinUntil(() => Orders() >= atLeast, Lle.Patience), $"orders={Orders()}");
    }

    private static string? VenueState(TradingPair pair) => Status(pair).GetProperty("venue").GetString();

    private static JsonElement Status(TradingPair pair)
    {
        LleResult result = Lle.Run("status", "--journal", pair.Journal, "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        return JsonDocument.Parse(result.LastLine).RootElement;
    }
}
