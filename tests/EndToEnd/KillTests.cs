using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
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
    private const int KillCount = 20;
    private const int Seed = 20_240_808;

    [Fact]
    public void Nothing_reaches_the_venue_that_is_not_journaled_and_no_fill_is_lost()
    {
        var random = new Random(Seed);
        using var pair = new TradingPair("--speed", "20", "--loop", "0");
        for (int kill = 0; kill < KillCount; kill++)
        {
            KillOnce(pair, random);
            LleResult verify = Lle.Run("journal", "verify", "--journal", pair.Journal, "--json");
            Assert.True(verify.ExitCode == 0, $"seed={Seed} kill={kill}\n{verify}");
        }

        StopClean(pair);
        AssertAccountsAgree(pair);
        LleResult replay = Lle.Run("replay", pair.Journal, "--json");
        Assert.True(replay.ExitCode == 0, replay.ToString());
    }

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

    private static void AssertAccountsAgree(TradingPair pair)
    {
        List<JsonElement> venue = [.. File.ReadLines(pair.VenueLog)
            .Select(line => JsonDocument.Parse(line).RootElement)];
        List<JsonElement> journal = Cat(pair.Journal);

        HashSet<string> journaledIds = [.. journal
            .Where(r => Text(r, "kind") is "NewOrder" or "CancelOrder")
            .Select(r => r.GetProperty("orderId").GetInt64().ToString(CultureInfo.InvariantCulture))];
        List<string> sentIds = [.. venue
            .Where(m => Text(m, "dir") == "in" && Text(m, "msgType") is "D" or "F")
            .Select(m => Text(m, "clOrdId"))];
        Assert.NotEmpty(sentIds);
        Assert.DoesNotContain(sentIds, id => !journaledIds.Contains(id));
        Assert.Equal(sentIds.Count, sentIds.Distinct(StringComparer.Ordinal).Count());

        Dictionary<string, decimal> venueFills = venue
            .Where(m => Text(m, "dir") == "out" && Text(m, "msgType") == "8" && Text(m, "execType") == "Trade")
            .GroupBy(m => Text(m, "clOrdId"), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(m => Number(m, "lastQty")), StringComparer.Ordinal);
        Dictionary<string, decimal> journaledFills = journal
            .Where(r => Text(r, "kind") == "Execution" && Text(r, "execType") == "Trade")
            .GroupBy(r => (Order: r.GetProperty("orderId").GetInt64(), Cum: Text(r, "cumQty")))
            .Select(g => g.First())
            .GroupBy(
                r => r.GetProperty("orderId").GetInt64().ToString(CultureInfo.InvariantCulture),
                StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(r => Number(r, "lastQty")), StringComparer.Ordinal);
        Assert.NotEmpty(venueFills);
        Assert.Equal(
            venueFills.OrderBy(f => f.Key, StringComparer.Ordinal),
            journaledFills.OrderBy(f => f.Key, StringComparer.Ordinal));
        Assert.Equal(SignedSum(venue), PositionOf(pair));
    }

    private static decimal SignedSum(List<JsonElement> venue) => venue
        .Where(m => Text(m, "dir") == "out" && Text(m, "msgType") == "8" && Text(m, "execType") == "Trade")
        .Sum(m => Text(m, "side") == "Buy" ? Number(m, "lastQty") : -Number(m, "lastQty"));

    private static decimal PositionOf(TradingPair pair)
    {
        JsonElement report = JsonDocument
            .Parse(File.ReadAllText(Path.Combine(pair.Journal, "report.json")))
            .RootElement;
        return Number(report.GetProperty("positions")[0], "qty");
    }

    private static List<JsonElement> Cat(string journal)
    {
        var records = new List<JsonElement>();
        foreach (string kind in new[] { "NewOrder", "CancelOrder", "Execution" })
        {
            LleResult cat = Lle.Run("journal", "cat", "--journal", journal, "--kind", kind);
            Assert.True(cat.ExitCode == 0, cat.Errors);
            records.AddRange(cat.Output
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement));
        }

        return records;
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";

    private static decimal Number(JsonElement element, string name) =>
        decimal.Parse(Text(element, name), CultureInfo.InvariantCulture);
}
