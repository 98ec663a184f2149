using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text.Json.Nodes;
using System.Threading;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>
/// Faults that the kernel makes under a running engine: it says so, cancels, ends non-zero, and a start after the
/// remedy goes on as if nothing had been.
/// </summary>
public sealed class JournalFaultTests
{
    private const long DiskSizeBytes = 96L << 20;
    private const long RoomLeftBytes = 256L << 10;

    [ProgramFact("prlimit")]
    public void No_more_open_files_stop_the_engine_until_it_may_open_some_again()
    {
        using var pair = new TradingPair("--speed", "200", "--loop", "0");
        Configure(pair);
        using LleProcess engine = pair.StartEngine();
        engine.WaitForLine("ready", Lle.Patience);

        AssertRuns("prlimit", $"--pid={engine.Id}", "--nofile=8"); // What is open stays open.

        // The runtime itself may abort where it can open nothing any more: then not with 1.
        LleResult result = engine.WaitForEnd(Lle.Patience);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("the engine has failed and stops: kind=JournalWrite", result.Errors, StringComparison.Ordinal);
        Assert.Contains("LimitNOFILE", result.Errors, StringComparison.Ordinal);
        AssertGoesOn(pair);
    }

    [RootFact]
    public void A_full_disk_stops_the_engine_until_there_is_room_again()
    {
        using var pair = new TradingPair("--speed", "200", "--loop", "0");
        Configure(pair);
        Directory.CreateDirectory(pair.Journal);
        AssertRuns("mount", "-t", "tmpfs", "-o", Size(DiskSizeBytes), "tmpfs", pair.Journal);
        try
        {
            using LleProcess engine = pair.StartEngine();
            engine.WaitForLine("ready", Lle.Patience);

            var disk = new DriveInfo(pair.Journal);
            long usedBytes = disk.TotalSize - disk.TotalFreeSpace;
            AssertRuns("mount", "-o", $"remount,{Size(usedBytes + RoomLeftBytes)}", pair.Journal);

            AssertFails(engine, "the disk is nearly full");
            AssertRuns("mount", "-o", $"remount,{Size(DiskSizeBytes)}", pair.Journal);
            Assert.True(Lle.Run("journal", "verify", "--journal", pair.Journal).ExitCode == 0);
            AssertGoesOn(pair);
        }
        finally
        {
            AssertRuns("umount", pair.Journal);
        }
    }

    /// <summary>Small segments, so that the next one is wanted within a second.</summary>
    private static void Configure(TradingPair pair) => pair.Configure(root =>
    {
        root["journal"]!["segmentMb"] = 1;
        root["warmUp"] = new JsonObject { ["secondsMax"] = 0 };
    });

    private static void AssertFails(LleProcess engine, string remedy)
    {
        LleResult result = engine.WaitForEnd(Lle.Patience);
        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Contains("the engine has failed and stops: kind=JournalWrite", result.Errors, StringComparison.Ordinal);
        Assert.Contains(remedy, result.Errors, StringComparison.Ordinal);
    }

    /// <summary>The halt outlives the restart; once it is resumed, orders go out and the accounts agree.</summary>
    private static void AssertGoesOn(TradingPair pair)
    {
        string name = JsonNode.Parse(File.ReadAllText(pair.Configuration))!["name"]!.GetValue<string>();
        using LleProcess engine = pair.StartEngine();
        engine.WaitForLine("ready", Lle.Patience);
        LleResult resumed = Lle.Run("resume", "--journal", pair.Journal, $"--confirm={name}");
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        long target = pair.VenueLogSize() + 2_000;
        Assert.True(SpinWait.SpinUntil(() => pair.VenueLogSize() >= target || !engine.IsRunning, Lle.Patience));
        engine.CloseInput();
        LleResult result = engine.WaitForEnd(Lle.Patience);
        Assert.True(result.ExitCode == 0, result.ToString());

        VenueAccount.AssertAgrees(pair.VenueLog, pair.Journal);
        LleResult replay = Lle.Run("replay", pair.Journal, "--json");
        Assert.True(replay.ExitCode == 0, replay.ToString());
    }

    private static string Size(long sizeBytes) => string.Create(CultureInfo.InvariantCulture, $"size={sizeBytes}");

    private static void AssertRuns(string program, params string[] words)
    {
        using Process process = Process.Start(program, words);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', words)}");
    }
}

/// <summary>A fact that needs a program of the system: skipped with a reason where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(string program)
    {
        if (!File.Exists(Path.Combine("/usr/bin", program)))
            Skip = $"{program} is not installed here; install it for this test";
    }
}

/// <summary>A fact that mounts a disk: skipped with a reason where that is not permitted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (Environment.UserName != "root")
            Skip = "mounting needs root; run the tests as root for this one";
    }
}
