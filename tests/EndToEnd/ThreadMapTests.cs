using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>
/// `lle run` with a hot thread that reads the market data socket itself: it trades over real sockets, allocates nothing
/// on any hot thread, and replays. On two cores the threads of `spread` back off instead of spinning.
/// </summary>
public sealed class ThreadMapTests
{
    private const int VenueLogBytesMin = 20_000;

    [Theory]
    [InlineData("inline", "decision")]
    [InlineData("spread", "decision", "feed", "venue")]
    public void An_engine_that_polls_its_feed_trades_and_replays(string map, params string[] threads)
    {
        using var pair = TradingPair.WithMap(map, "--speed", "20", "--loop", "0");
        pair.Configure(root =>
        {
            root["threads"]!["pollsFeed"] = true;
            root["warmUp"] = new JsonObject { ["secondsMax"] = 2 };
        });

        JsonElement report = Trade(pair);

        Assert.True(report.GetProperty("orders").GetInt64() > 0, report.ToString());
        Assert.True(report.GetProperty("fills").GetInt64() > 0, report.ToString());
        Assert.Equal(
            threads, report.GetProperty("allocatedBytes").EnumerateObject().Select(thread => thread.Name).Order());
        DemoTests.AssertHotThreadsWereQuiet(report);
        LleResult replay = Lle.Run("replay", pair.Journal, "--json");
        Assert.True(replay.ExitCode == 0, replay.ToString());
        JsonElement replayed = JsonDocument.Parse(replay.LastLine).RootElement;
        Assert.True(replayed.GetProperty("identical").GetBoolean(), replay.ToString());
        Assert.Equal(
            report.GetProperty("stateHash").GetString(), replayed.GetProperty("stateHash").GetString());
        VenueAccount.AssertAgrees(pair.VenueLog, pair.Journal);
    }

    /// <summary>Until orders have gone out; then a clean stop, and what that life came to.</summary>
    private static JsonElement Trade(TradingPair pair)
    {
        using LleProcess engine = pair.StartEngine();
        engine.WaitForLine("ready", Lle.Patience);
        AssertFiguresAreInMemory(pair);
        bool hasTraded = SpinWait.SpinUntil(
            () => !engine.IsRunning || pair.VenueLogSize() >= VenueLogBytesMin, Lle.Patience);
        engine.CloseInput();
        LleResult result = engine.WaitForEnd(Lle.Patience);

        Assert.True(hasTraded && result.ExitCode == 0, result.ToString());
        string telemetry = Path.Combine(pair.Journal, "telemetry.bin");
        Assert.True(File.Exists(telemetry) && new FileInfo(telemetry).LinkTarget is null, "figures were not put back");
        return JsonDocument.Parse(File.ReadAllText(Path.Combine(pair.Journal, "report.json"))).RootElement;
    }

    /// <summary>The journal's folder is on a disk, so the figures are elsewhere, and readers find them.</summary>
    private static void AssertFiguresAreInMemory(TradingPair pair)
    {
        if (new DriveInfo(pair.Journal).DriveFormat != "tmpfs")
        {
            string? target = new FileInfo(Path.Combine(pair.Journal, "telemetry.bin")).LinkTarget;
            Assert.StartsWith("/dev/shm/lle-", target, StringComparison.Ordinal);
        }

        LleResult status = Lle.Run("status", "--journal", pair.Journal, "--json");
        Assert.True(status.ExitCode == 0, status.ToString());
        JsonElement threads = JsonDocument.Parse(status.LastLine).RootElement.GetProperty("threads");
        Assert.Contains(threads.EnumerateArray(), thread => thread.GetProperty("name").GetString() == "decision");
    }
}
