using System.Collections.Generic;

namespace LowLatencyEngine.Tidy.Code;

/// <summary>
/// Which groups of words are banned where (STYLE 3.1 and 3.3), and every place that is exempt, with its reason.
/// </summary>
public static class HotPathTable
{
    private static readonly BannedGroup[] Everything =
    [
        BannedGroup.Clock, BannedGroup.Chance, BannedGroup.Surroundings, BannedGroup.Files, BannedGroup.Network,
        BannedGroup.Tasks, BannedGroup.Threads, BannedGroup.Waiting, BannedGroup.Locks, BannedGroup.Linq,
        BannedGroup.Logs,
    ];

    /// <summary>Hot folders. In each of them everything is banned but for the exemptions.</summary>
    public static IReadOnlyList<string> HotFolders { get; } =
    [
        "src/Model", "src/Ring", "src/Journal", "src/Fix", "src/Feeds", "src/Indicators", "src/PriceAction",
        "src/Analysis", "src/Strategies", "src/Risk", "src/Orders", "src/Venues", "src/Engine/Stages",
    ];

    /// <summary>Where a group is allowed all the same.</summary>
    public static IReadOnlyList<Exemption> Exemptions { get; } =
    [
        new("src/Model/SystemClock.cs", "is the seam to the clock", BannedGroup.Clock),

        new("src/Ring/StageRunner.cs", "is what runs stages on threads", BannedGroup.Threads),
        new("src/Ring/YieldingWait.cs", "is a wait strategy", BannedGroup.Threads),
        new("src/Ring/BackoffParkWait.cs", "is a wait strategy", BannedGroup.Threads),
        new("src/Ring/Parking.cs", "is how wait strategies wait", BannedGroup.Threads, BannedGroup.Waiting),
        new("src/Ring/CpuAffinity.cs", "counts the machine's cores at set-up", BannedGroup.Surroundings),

        new("src/Journal/SegmentSource.cs", "is the seam to the journal's files", BannedGroup.Files),
        new("src/Journal/Archive", "runs in a process of its own", BannedGroup.Files, BannedGroup.Clock),
        new("src/Journal/SegmentName.cs", "lists the journal's files at set-up", BannedGroup.Files),
        new("src/Journal/JournalWriter.cs", "makes the journal's folder at set-up", BannedGroup.Files),
        new("src/Journal/JournalTail.cs", "opens a journal at set-up", BannedGroup.Files, BannedGroup.Linq),
        new("src/Journal/JournalScan.cs", "checks a journal at set-up", BannedGroup.Linq),
        new("src/Journal/JournalDamage.cs", "checks a journal at set-up", BannedGroup.Files),
        new("src/Journal/FolderLock.cs", "names its process at set-up", BannedGroup.Surroundings),
        new("src/Journal/JournalOptions.cs", "names the clock that archiving uses by default", BannedGroup.Clock),
        new("src/Journal/Standby", "is the I/O side of a standby, on threads of its own",
            BannedGroup.Files, BannedGroup.Threads),
        new("src/Journal/BackgroundLoop.cs", "syncs and prepares segments beside the hot thread",
            BannedGroup.Threads, BannedGroup.Locks),
        new("src/Journal/JournalReader.cs", "reads in other processes", BannedGroup.Threads),
        new("src/Journal/JournalIndex.cs", "is a tool", BannedGroup.Files, BannedGroup.Surroundings),
        new("src/Journal/JournalRepair.cs", "is a tool", BannedGroup.Files, BannedGroup.Linq),
        new("src/Journal/JournalReport.cs", "is a tool", BannedGroup.Linq),

        new("src/Fix/Store", "is the seam to the session's file", BannedGroup.Files),
        new("src/Fix/Secrets", "reads passwords at set-up",
            BannedGroup.Files, BannedGroup.Surroundings, BannedGroup.Chance),
        new("src/Fix/Dictionary/FixDictionaryFile.cs", "reads a dictionary at set-up", BannedGroup.Files),
        new("src/Fix/Transport/TlsTunnel.cs", "serves TLS on the runtime's threads, beside the session's",
            BannedGroup.Network, BannedGroup.Tasks),
        new("src/Fix/Transport", "is the seam to the session's socket", BannedGroup.Network),

        new("src/Feeds/Recorded/Survey", "looks through a recording at set-up", BannedGroup.Linq),
        new("src/Feeds/Recorded", "reads recorded files", BannedGroup.Files),
        new("src/Feeds/Download", "fetches history in a tool, never in the engine",
            BannedGroup.Files, BannedGroup.Network, BannedGroup.Tasks, BannedGroup.Waiting),
        new("src/Feeds/Files", "reads data files", BannedGroup.Files),
        new("src/Feeds/Live", "is the I/O side of a feed, on housekeeping cores",
            BannedGroup.Network, BannedGroup.Tasks, BannedGroup.Waiting),

        new("src/Feeds/Polled/PolledWebSocket.cs", "is the seam to the feed's socket", BannedGroup.Network),
        new("src/Feeds/Polled/PolledFeed.cs", "hands the pool's part on",
            BannedGroup.Tasks),
        new("src/Feeds/Polled/FeedCompanion.cs", "is the I/O side of a polled feed, on housekeeping cores",
            BannedGroup.Network, BannedGroup.Tasks),
        new("src/Feeds/Polled/ConnectionErrand.cs", "is the I/O side of a polled feed, on housekeeping cores",
            BannedGroup.Tasks),
        new("src/Feeds/Polled/WebSocketHandshake.cs", "is the I/O side of a polled feed, on housekeeping cores",
            BannedGroup.Network, BannedGroup.Tasks, BannedGroup.Chance),

        new("src/Venues/Gateway/TlsDial.cs", "connects on the runtime's threads, beside the session's",
            BannedGroup.Network, BannedGroup.Tasks),
        new("src/Venues/Simulated", "is a process of its own, never a thread of the engine",
            BannedGroup.Files, BannedGroup.Network, BannedGroup.Tasks, BannedGroup.Threads, BannedGroup.Locks,
            BannedGroup.Linq),
    ];

    public static IReadOnlyList<BannedGroup> Groups => Everything;

    /// <summary>One file or folder that may use some groups.</summary>
    /// <param name="Path">A file, or a folder and all below it.</param>
    /// <param name="Reason">Why, in half a sentence.</param>
    /// <param name="Allowed">What it may use.</param>
    public sealed record Exemption(string Path, string Reason, params BannedGroup[] Allowed);
}
