using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>
/// Engines that take snapshots while they trade and are killed: the next one begins with the newest that is whole, and
/// comes to the state that the whole journal comes to.
/// </summary>
public sealed class SnapshotTests
{
    private const int EveryRecords = 2_000;
    private const int LogGrowthBytes = 10_000;
    private const int DamagedOffset = 600; // Behind the header of 512 bytes.

    [Fact]
    public void A_killed_engine_goes_on_from_the_newest_snapshot_that_is_whole()
    {
        using var pair = new TradingPair("--speed", "20", "--loop", "0");
        pair.Configure(root => root["snapshot"] = new JsonObject { ["everyRecords"] = EveryRecords });
        TradeAndKill(pair);

        long newest = Snapshots(pair)[0].Sequence;
        LleResult second = TradeAndKill(pair);
        Assert.Contains($"snapshotSequence={newest},", second.Errors, StringComparison.Ordinal);

        List<(string Path, long Sequence)> snapshots = Snapshots(pair);
        Flip(snapshots[0].Path);
        LleResult third = TradeAndStop(pair);
        Assert.Contains(
            $"snapshot is not used: file={snapshots[0].Path}, cause=SectionDamaged",
            third.Errors,
            StringComparison.Ordinal);
        Assert.Contains($"snapshotSequence={snapshots[1].Sequence},", third.Errors, StringComparison.Ordinal);
        AssertSameState(pair);
        VenueAccount.AssertAgrees(pair.VenueLog, pair.Journal);
    }

    /// <summary>The clean stop left a snapshot of the last record, and all ways lead to one hash.</summary>
    private static void AssertSameState(TradingPair pair)
    {
        JsonElement report = Parse(File.ReadAllText(Path.Combine(pair.Journal, "report.json")));
        JsonElement full = Parse(Run("replay", pair.Journal, "--json"));
        JsonElement tail = Parse(Run("replay", pair.Journal, "--from-snapshot", "--json"));

        Assert.Equal(full.GetProperty("records").GetInt64(), Snapshots(pair)[0].Sequence);
        Assert.Equal(0, tail.GetProperty("records").GetInt64());
        string hash = full.GetProperty("stateHash").GetString()!;
        Assert.Equal(hash, tail.GetProperty("stateHash").GetString());
        Assert.Equal(hash, report.GetProperty("stateHash").GetString());
    }

    private static LleResult TradeAndKill(TradingPair pair)
    {
        using LleProcess engine = Trade(pair);
        engine.Kill();
        return engine.WaitForEnd(Lle.Patience);
    }

    private static LleResult TradeAndStop(TradingPair pair)
    {
        using LleProcess engine = Trade(pair);
        engine.CloseInput();
        LleResult result = engine.WaitForEnd(Lle.Patience);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }

    /// <summary>Until orders have gone out and there are two snapshots more than before.</summary>
    private static LleProcess Trade(TradingPair pair)
    {
        long from = Snapshots(pair).Select(s => s.Sequence).FirstOrDefault();
        LleProcess engine = pair.StartEngine();
        engine.WaitForLine("ready", Lle.Patience);
        long logTarget = pair.VenueLogSize() + LogGrowthBytes;
        bool hasTraded = SpinWait.SpinUntil(
            () => !engine.IsRunning ||
                (pair.VenueLogSize() >= logTarget && Snapshots(pair).Count(s => s.Sequence > from) >= 2),
            Lle.Patience);
        Assert.True(hasTraded && engine.IsRunning, "the engine ended by itself or took no snapshots");
        return engine;
    }

    /// <summary>The newest first.</summary>
    private static List<(string Path, long Sequence)> Snapshots(TradingPair pair) =>
        !Directory.Exists(pair.Journal)
            ? []
            : [.. Directory.GetFiles(pair.Journal, "snapshot-*.lls")
                .Select(path => (path, SequenceOf(path)))
                .OrderByDescending(snapshot => snapshot.Item2)];

    private static long SequenceOf(string path) => long.Parse(
        Path.GetFileNameWithoutExtension(path)["snapshot-".Length..], CultureInfo.InvariantCulture);

    private static void Flip(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[DamagedOffset] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private static string Run(params string[] words)
    {
        LleResult result = Lle.Run(words);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.LastLine;
    }

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
