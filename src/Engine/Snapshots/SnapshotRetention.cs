using System;
using LowLatencyEngine.Engine.Configuration;

namespace LowLatencyEngine.Engine.Snapshots;

/// <summary>
/// From which record on a journal must be kept. Snapshots make the beginning of a journal unnecessary for a restart of
/// the build that wrote them; another build replays from record 1, so whoever deletes gives up the change of builds on
/// this journal. Set-up code of tools.
/// </summary>
public static class SnapshotRetention
{
    /// <summary>Usable snapshots without which nothing is given up: one may turn out damaged later.</summary>
    public const int UsableCountMin = 2;

    /// <summary>
    /// The record that the oldest usable snapshot was taken after: a restart reads it, and what follows. 1 where fewer
    /// than <see cref="UsableCountMin"/> can be used by this build and configuration. Loads every snapshot.
    /// </summary>
    /// <param name="configuration">Its folder is the journal's.</param>
    /// <param name="say">Takes a line where snapshots are damaged, do not fit or are too few.</param>
    public static long NeededFrom(EngineConfiguration configuration, Action<string> say)
    {
        int usableCount = 0;
        long oldestSequence = 1;
        foreach (string path in SnapshotName.List(configuration.Journal.Folder))
        {
            SnapshotFault fault = SnapshotRestore.TryRestore(path, configuration, out RestoredState restored);
            if (fault != SnapshotFault.None)
            {
                say($"snapshot cannot be used: file={path}, cause={fault}; it does not count");
                continue;
            }

            usableCount++;
            oldestSequence = restored.Sequence;
        }

        if (usableCount >= UsableCountMin)
            return oldestSequence;

        say($"no record is given up: usableSnapshots={usableCount}, wanted={UsableCountMin}; " +
            "let the engine take snapshots (snapshot.everyRecords), or say --needed-from");
        return 1;
    }
}
