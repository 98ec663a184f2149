using System;
using System.IO;
using System.Runtime.InteropServices;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Snapshots;

/// <summary>
/// Brings back the newest state that can be trusted: all its checksums hold, this very build wrote it, with this
/// configuration, and the journal has the record it was taken after. Whatever else lies there is named and passed over;
/// the journal alone is always enough. Set-up only.
/// </summary>
public static class SnapshotRestore
{
    /// <summary>
    /// Loads the newest usable snapshot beside the journal into a new state; a new state at sequence 0 where there is
    /// none.
    /// </summary>
    /// <param name="configuration">Its folder is the journal's.</param>
    /// <param name="untilSequence">Snapshots of later records are passed over.</param>
    /// <param name="say">Takes a line for each snapshot that is damaged or does not fit.</param>
    public static RestoredState Newest(EngineConfiguration configuration, long untilSequence, Action<string> say)
    {
        foreach (string path in SnapshotName.List(configuration.Journal.Folder))
        {
            if (SnapshotName.SequenceOf(path) > untilSequence)
                continue;

            SnapshotFault fault = TryRestore(path, configuration, out RestoredState restored);
            if (fault == SnapshotFault.None)
                return restored;

            say($"snapshot is not used: file={path}, cause={fault}; an older one or the journal alone takes its place");
        }

        return new RestoredState(new DecisionState(configuration), Sequence: 0);
    }

    /// <summary>Tries one file.</summary>
    internal static SnapshotFault TryRestore(
        string path, EngineConfiguration configuration, out RestoredState restored)
    {
        restored = null!;
        SnapshotFault fault = SnapshotFile.Read(path, out Snapshot snapshot);
        if (fault == SnapshotFault.None)
            fault = CheckIdentity(path, in snapshot, configuration);

        if (fault != SnapshotFault.None)
            return fault;

        restored = new RestoredState(new DecisionState(configuration), snapshot.Sequence);
        return snapshot.LoadInto(restored.State);
    }

    /// <summary>CRC of a journal's record; false where the journal has no such record.</summary>
    internal static bool TryReadRecordCrc(string folder, long sequence, out uint crc)
    {
        crc = 0;
        try
        {
            using JournalReader reader = JournalReader.Open(folder, sequence);
            var record = new EngineEvent();
            if (!reader.TryRead(MemoryMarshal.AsBytes(new Span<EngineEvent>(ref record))))
                return false;

            crc = record.Crc32C;
            return record.Sequence == sequence;
        }
        catch (Exception e) when (e is JournalException or IOException)
        {
            return false;
        }
    }

    private static SnapshotFault CheckIdentity(
        string path, in Snapshot snapshot, EngineConfiguration configuration)
    {
        if (snapshot.CodeHash != StateCode.Hash)
            return SnapshotFault.OtherCode;

        if (snapshot.Identity.ConfigurationHash != configuration.DecisionHash)
            return SnapshotFault.OtherConfiguration;

        bool isOfJournal = snapshot.Sequence == SnapshotName.SequenceOf(path) &&
            TryReadRecordCrc(configuration.Journal.Folder, snapshot.Sequence, out uint crc) &&
            crc == snapshot.Identity.RecordCrc;
        return isOfJournal ? SnapshotFault.None : SnapshotFault.OtherJournal;
    }
}

/// <summary>A state to go on from.</summary>
/// <param name="State">Belongs to the caller.</param>
/// <param name="Sequence">Last record it has worked on; 0 for a new state.</param>
public sealed record RestoredState(DecisionState State, long Sequence);
