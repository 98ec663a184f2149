using System;
using System.Globalization;
using System.IO;
using System.Threading;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>
/// kill -9 at moments chosen by a seed, in trading and while starting, against a venue that goes on. Afterwards the
/// venue's own log is compared with the journal: nothing was sent that is not in it, and no fill was lost or booked
/// twice.
/// </summary>
public sealed class KillTests
{
    private const string KillCountVariable = "LLE_KILLS";
    private const int KillCountDefault = 20;
    private const int Seed = 20_240_808;

    [Fact]
    public void Nothing_reaches_the_venue_that_is_not_journaled_and_no_fill_is_lost()
    {
        var random = new Random(Seed);
        using var pair = new TradingPair("--speed", "20", "--loop", "0");
        int killCount = KillCount();
        for (int kill = 0; kill < killCount; kill++)
        {
            KillOnce(pair, random);
            LleResult verify = Lle.Run("journal", "verify", "--journal", pair.Journal, "--json");
            Assert.True(verify.ExitCode == 0, $"seed={Seed} kill={kill}\n{verify}");
        }

        StopClean(pair);
        VenueAccount.AssertAgrees(pair.VenueLog, pair.Journal);
        LleResult replay = Lle.Run("replay", pair.Journal, "--json");
        Assert.True(replay.ExitCode == 0, replay.ToString());
    }

    /// <summary>`./run.sh soak --kills N` sets the variable: the same code, for as long as wanted.</summary>
    private static int KillCount() =>
        Environment.GetEnvironmentVariable(KillCountVariable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : KillCountDefault;

    /// <summary>
    /// One kill in five comes before the engine is ready, the others after so many more bytes of the venue's log.
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
            long target = pair.VenueLogSize() + random.Next(1, 20_000);
            Await(() => pair.VenueLogSize() >= target, engine);
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
