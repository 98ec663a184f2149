using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using Xunit;
using Xunit.Abstractions;

namespace LowLatencyEngine.EndToEnd;

/// <summary>
/// kill -9 at moments chosen by a seed, in trading and while starting, against a venue that goes on. Afterwards the
/// venue's own log is compared with the journal: nothing was sent that is not in it, and no fill was lost or booked
/// twice.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const string KillCountVariable = "LLE_KILLS";
    private const int KillCountDefault = 20;
    private const int KillsPerLook = 10;
    private const int KillsPerWarmUp = 4;
    private const int SnapshotEveryRecords = 3_000;
    private const int LogGrowthBytesMax = 4_000;
    private const int Seed = 20_240_808;

    private static readonly TimeSpan LifeMax = TimeSpan.FromSeconds(1.5);

    [Fact]
    public void Nothing_reaches_the_venue_that_is_not_journaled_and_no_fill_is_lost()
    {
        var random = new Random(Seed);
        using var pair = new TradingPair("--speed", "20", "--loop", "0");
        int killCount = KillCount();
        var watch = Stopwatch.StartNew();
        for (int kill = 0; kill < killCount; kill++)
        {
            Configure(pair, isWarmedUp: kill % KillsPerWarmUp == 0);
            KillOnce(pair, random);
            if (kill % KillsPerLook == 0)
                AssertVerifies(pair, kill);
        }

        output.WriteLine($"kills={killCount} took {watch.Elapsed}");
        StopClean(pair);
        AssertVerifies(pair, killCount);
        VenueAccount.AssertAgrees(pair.VenueLog, pair.Journal);
        AssertReplays(pair);
    }

    /// <summary>
    /// Most lives do without the warm-up, which a kill cannot tell from trading; all begin with the newest snapshot.
    /// </summary>
    private static void Configure(TradingPair pair, bool isWarmedUp) => pair.Configure(root =>
    {
        root["snapshot"] = new JsonObject { ["everyRecords"] = SnapshotEveryRecords };
        root["warmUp"] = new JsonObject { ["secondsMax"] = isWarmedUp ? 10 : 0 };
    });

    /// <summary>Only now and then, because every start checks every record too and refuses damage.</summary>
    private static void AssertVerifies(TradingPair pair, int kill)
    {
        LleResult verify = Lle.Run("journal", "verify", "--journal", pair.Journal, "--json");
        Assert.True(verify.ExitCode == 0, $"seed={Seed} kill={kill}\n{verify}");
    }

    /// <summary>The state that all lives came to together is the one that the whole journal comes to.</summary>
    private static void AssertReplays(TradingPair pair)
    {
        LleResult replay = Lle.Run("replay", pair.Journal, "--json");
        Assert.True(replay.ExitCode == 0, replay.ToString());
        string report = File.ReadAllText(Path.Combine(pair.Journal, "report.json"));
        Assert.Equal(StateHash(report), StateHash(replay.LastLine));
    }

    private static string StateHash(string json) =>
        JsonDocument.Parse(json).RootElement.GetProperty("stateHash").GetString()!;

    /// <summary>`./run.sh soak --kills N` sets the variable: the same code, for as long as wanted.</summary>
    private static int KillCount() =>
        Environment.GetEnvironmentVariable(KillCountVariable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : KillCountDefault;

    /// <summary>
    /// One kill in five comes before the engine is ready, the others after so many more bytes of the venue's log, or a
    /// moment where the market gives no cause to trade.
    /// </summary>
    private static void KillOnce(TradingPair pair, Random random)
    {
        using LleProcess engine = pair.StartEngine();
        if (random.Next(5) == 0)
        {
            string config = Path.Combine(pair.Journal, "config.json");
            DateTime before = File.Exists(config) ? File.GetLastWriteTimeUtc(config) : default;
            Await(() => File.Exists(config) && File.GetLastWriteTimeUtc(config) > before, engine);
        }
        else
        {
            engine.WaitForLine("ready", Lle.Patience);
            long target = pair.VenueLogSize() + random.Next(1, LogGrowthBytesMax);
            SpinWait.SpinUntil(() => pair.VenueLogSize() >= target || !engine.IsRunning, LifeMax);
            Assert.True(engine.IsRunning, "the engine ended by itself");
        }

        engine.Kill();
    }

    private static void Await(Func<bool> condition, LleProcess engine) =>
        Assert.True(
            SpinWait.SpinUntil(() => condition() || !engine.IsRunning, Lle.Patience) && engine.IsRunning,
            "the engine ended by itself or nothing happened for minutes");

    private static void StopClean(TradingPair pair)
    {
        using LleProcess engine = pair.StartEngine();
        engine.WaitForLine("ready", Lle.Patience);
        engine.CloseInput();
        LleResult result = engine.WaitForEnd(Lle.Patience);
        Assert.True(result.ExitCode == 0, result.ToString());
    }
}
