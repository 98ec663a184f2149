using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using LowLatencyEngine.Journal.Archive;

namespace LowLatencyEngine.Journal;

/// <summary>What a repair did.</summary>
/// <param name="LastSequence">Last record that is left.</param>
/// <param name="KeptFiles">The originals, beside the journal under new names.</param>
public sealed record JournalRepairResult(long LastSequence, IReadOnlyList<string> KeptFiles);

/// <summary>
/// Makes a damaged journal usable again by giving up its end. Nothing is lost for good: the files that change are kept
/// as <c>NAME.damaged</c>, or <c>NAME.damaged-2</c> where that is taken.
/// </summary>
public static class JournalRepair
{
    private const string KeptExtension = ".damaged";

    /// <summary>
    /// Removes all records after <paramref name="sequence"/>. May be run again after a crash in the middle of it: later
    /// files go first, newest first, so that what is left is a journal at any time.
    /// </summary>
    /// <exception cref="JournalException">
    /// An engine is running on it; the record is not there; a record up to it is damaged itself (the message names the
    /// last one that can be kept).
    /// </exception>
    public static JournalRepairResult CutAfter(string folder, long sequence)
    {
        if (!Directory.Exists(folder))
            throw SegmentName.NoFolder(folder);

        try
        {
            using FolderLock held = FolderLock.AcquireOrThrow(folder);
            JournalScan scan = JournalScan.Run(folder);
            SegmentFile target = FindOrThrow(folder, scan, sequence);
            if (target.IsArchived)
                target = target with { Path = SegmentArchive.Restore(target.Path) };

            var kept = new List<string>();
            MoveLaterAway(folder, target, kept);
            CutOrThrow(target, sequence, kept);
            return new JournalRepairResult(sequence, kept);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(
                $"journal cannot be repaired: folder={folder}, error={error.Message}; " +
                "check rights and disk and run it again",
                error);
        }
    }

    private static SegmentFile FindOrThrow(string folder, JournalScan scan, long sequence)
    {
        SegmentFile? target = scan.Used.LastOrDefault(
            s => s.Header.FirstSequence > 0 && s.Header.FirstSequence <= sequence);
        JournalDamage? earlier = scan.Report.Damage.FirstOrDefault(d => d.Sequence > 0 && d.Sequence <= sequence);
        if (earlier is not null)
        {
            throw new JournalException(
                $"record to keep is damaged itself: to={sequence}, firstDamagedSequence={earlier.Sequence}, " +
                $"cause={earlier.Cause}; " +
                $"keep at most --to {earlier.Sequence - 1}, or move the folder away and begin a new journal");
        }

        bool isThere = target is not null && sequence < target.Header.EndSequence &&
            (scan.Report.Damage.Count > 0 || sequence <= scan.Report.LastSequence);
        if (isThere)
            return target!;

        throw new JournalException(
            $"record to keep is not in the journal: to={sequence}, firstSequence={scan.Report.FirstSequence}, " +
            $"lastSequence={scan.Report.LastSequence}, folder={folder}; name one of those with --to");
    }

    private static void MoveLaterAway(string folder, SegmentFile target, List<string> kept)
    {
        foreach (string path in SegmentName.ListFilesOrThrow(folder).AsEnumerable().Reverse())
        {
            if (SegmentName.SequenceOf(path) <= target.NameSequence)
                continue;

            string keptPath = FreeNameFor(path);
            File.Move(path, keptPath);
            kept.Add(keptPath);
        }
    }

    private static void CutOrThrow(SegmentFile target, long sequence, List<string> kept)
    {
        long offset = JournalFormat.OffsetOf(sequence + 1, target.Header.FirstSequence);
        if (offset == target.Header.SegmentSizeBytes && target.LengthBytes == offset &&
            target is { CleanEnd: CleanEndState.Absent, CleanEndSequence: 0 })
            return;

        string keptPath = FreeNameFor(target.Path);
        File.Copy(target.Path, keptPath);
        kept.Add(keptPath);
        ThrowOn(SyncFile(keptPath), "fdatasync", keptPath);
        ThrowOn(Overwrite(target, offset), "pwrite", target.Path);
        string folder = Path.GetDirectoryName(target.Path)!;
        ThrowOn(LinuxStorage.SyncFolder(SegmentName.ToNative(folder)), "fsync", folder);
    }

    private static int SyncFile(string path)
    {
        int error = LinuxStorage.OpenExisting(SegmentName.ToNative(path), out int descriptor);
        if (error != 0)
            return error;

        error = LinuxStorage.Instance.Sync(descriptor);
        LinuxStorage.Close(descriptor);
        return error;
    }

    // Zeros from the cut to the end, and the header page as it was when the segment was in use: without a clean end.
    private static int Overwrite(SegmentFile target, long offset)
    {
        int error = LinuxStorage.OpenExisting(SegmentName.ToNative(target.Path), out int descriptor);
        if (error != 0)
            return error;

        byte[] zeros = new byte[64 << 10];
        error = LinuxStorage.Instance.Allocate(descriptor, target.Header.SegmentSizeBytes);
        for (long at = offset; error == 0 && at < target.Header.SegmentSizeBytes; at += zeros.Length)
        {
            int sizeBytes = (int)Math.Min(zeros.Length, target.Header.SegmentSizeBytes - at);
            error = LinuxStorage.Instance.Write(descriptor, zeros.AsSpan(0, sizeBytes), at);
        }

        if (error == 0)
        {
            Span<byte> rest = zeros.AsSpan(0, JournalFormat.HeaderSizeBytes - JournalFormat.CleanEndSequenceOffset);
            error = LinuxStorage.Instance.Write(descriptor, rest, JournalFormat.CleanEndSequenceOffset);
        }

        if (error == 0)
            error = LinuxStorage.Instance.Sync(descriptor);

        LinuxStorage.Close(descriptor);
        return error;
    }

    private static string FreeNameFor(string path)
    {
        string name = path + KeptExtension;
        for (int count = 2; File.Exists(name); count++)
            name = $"{path}{KeptExtension}-{count}";

        return name;
    }

    private static void ThrowOn(int error, string operation, string path)
    {
        if (error != 0)
            throw new JournalException(JournalFailure.Of(operation, path, error).Message);
    }
}
