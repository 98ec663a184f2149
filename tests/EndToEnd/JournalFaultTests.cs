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
    private const long RoomLeftBytes = 1_536L << 10; // One segment more fits; the mark is at two.

    [ProgramFact("prlimit")]
    public void No_more_open_files_stop_the_engine_until_it_may_open_some_again()
    {
        using var pair = new TradingPair("--speed", "200", "--loop", "0");
        Configure(pair);
        using LleProcess engine = pair.StartEngine();
        engine.WaitForLine("ready", Lle.Patience);

        // A few more than what is in use: as after a leak that has all but reached the limit.
        AssertRuns("prlimit", $"--pid={engine.Id}", $"--nofile={LimitThatLeaves(freeCount: 4, engine.Id)}");

        AssertFails(engine, "LimitNOFILE");
        VenueAccount.AssertNothingIsOpen(pair.VenueLog);
        AssertGoesOn(pair);
    }

    [RootFact]
    public void A_folder_turned_read_only_stops_the_engine_until_it_may_be_written_again()
    {
        using var pair = new TradingPair("--speed", "200", "--loop", "0");
        Configure(pair);
        using LleProcess engine = pair.StartEngine();
        engine.WaitForLine("ready", Lle.Patience);

        // The kernel does not take away a disk that is written to; so the path leads to a read-only view of it.
        string view = pair.Journal + "-view";
        Directory.CreateDirectory(view);
        AssertRuns("mount", "--bind", pair.Journal, view);
        AssertRuns("mount", "-o", "remount,bind,ro", view);
        AssertRuns("mount", "--bind", view, pair.Journal);
        try
        {
            AssertFails(engine, "remount the disk for writing");
            VenueAccount.AssertNothingIsOpen(pair.VenueLog);
        }
        finally
        {
            AssertRuns("umount", "--lazy", pair.Journal);
            AssertRuns("umount", "--lazy", view);
        }

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
            VenueAccount.AssertNothingIsOpen(pair.VenueLog);
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
    private static void Configure(TradingPair pair) => pair.Configure(root => root["journal"]!["segmentMb"] = 1);

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

    private static int LimitThatLeaves(int freeCount, int processId)
    {
        int limit = 0;
        for (; freeCount > 0; limit++)
        {
            string descriptor = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/fd/{limit}");
            freeCount -= Path.Exists(descriptor) ? 0 : 1;
        }

        return limit;
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
