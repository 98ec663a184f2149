using System;
using System.IO;
using System.Linq;
using LowLatencyEngine.Journal.Archive;

namespace LowLatencyEngine.Journal;

/// <summary>Where a journal ends and how it goes on: the outcome of recovery. Set-up only.</summary>
/// <param name="Segment">The segment to go on in; null for a new journal.</param>
/// <param name="NextSequence">Of the first record to append.</param>
/// <param name="Crc">What that record continues.</param>
/// <param name="JournalId">Of all segments of this journal.</param>
internal sealed record JournalTail(SegmentFile? Segment, long NextSequence, uint Crc, long JournalId)
{
    private const int ZeroSizeBytes = 64 << 10;

    /// <summary>Scans the folder, refuses what is damaged, cuts a torn end, removes segments never used.</summary>
    /// <exception cref="JournalException">
    /// The journal is damaged in the middle, not ours, or cannot be written.
    /// </exception>
    public static JournalTail RecoverOrThrow(JournalOptions options, out JournalRecovery recovery)
    {
        foreach (string leftover in Directory.EnumerateFiles(options.Folder, "*" + SegmentName.PreparingExtension))
            File.Delete(leftover);

        JournalScan scan = JournalScan.Run(options.Folder);
        RefuseDamaged(options, scan);
        foreach (SegmentFile unused in scan.Unused)
            File.Delete(unused.Path);

        recovery = new JournalRecovery(scan.Report, scan.Unused.Count);
        if (scan.Used.Count == 0)
        {
            long id = options.JournalId ?? options.NowNs();
            return new JournalTail(Segment: null, NextSequence: 1, RecordChain.GenesisOf(id), JournalId: id);
        }

        SegmentFile last = Unpacked(scan.Used[^1]);
        long nextSequence = Math.Max(scan.Report.LastSequence + 1, last.Header.FirstSequence);
        CutOrThrow(options, last, JournalFormat.OffsetOf(nextSequence, last.Header.FirstSequence), scan.Report);
        SyncAllOrThrow(options, scan);
        return new JournalTail(last, nextSequence, scan.TailCrc, last.Header.JournalId);
    }

    private static void RefuseDamaged(JournalOptions options, JournalScan scan)
    {
        if (!scan.Report.Ok)
        {
            JournalDamage first = scan.Report.Damage[0];
            throw new JournalException(first.DescribeWithRemedy(options.Folder)) { Damage = first };
        }

        if (scan.Used.Count == 0 || scan.Used[0].Header.InstrumentTableHash == options.InstrumentTableHash)
            return;

        throw new JournalException(
            $"journal was written with another instrument table: folder={options.Folder}, " +
            $"journalInstrumentTableHash={scan.Used[0].Header.InstrumentTableHash:x16}, " +
            $"instrumentTableHash={options.InstrumentTableHash:x16}; " +
            "bring the old table back, or name an empty folder in journal.folder");
    }

    private static void CutOrThrow(JournalOptions options, SegmentFile last, long offset, JournalReport report)
    {
        if (report.TornTailBytes == 0 && report.ShortfallBytes == 0)
            return;

        WithFileOrThrow(last.Path, descriptor =>
        {
            byte[] zeros = new byte[ZeroSizeBytes];
            int error = 0;
            for (long done = 0; error == 0 && done < report.TornTailBytes; done += zeros.Length)
            {
                int sizeBytes = (int)Math.Min(zeros.Length, report.TornTailBytes - done);
                error = options.Storage.Write(descriptor, zeros.AsSpan(0, sizeBytes), offset + done);
            }

            return error == 0 ? options.Storage.Allocate(descriptor, last.Header.SegmentSizeBytes) : error;
        });
    }

    // Archiving never takes the last segment, but a repair or a person may have taken those after it away.
    private static SegmentFile Unpacked(SegmentFile last) =>
        last.IsArchived ? last with { Path = SegmentArchive.Restore(last.Path) } : last;

    // What a killed process had appended may still be only in the page cache: it is durable before it counts as found.
    private static void SyncAllOrThrow(JournalOptions options, JournalScan scan)
    {
        foreach (string path in scan.Used.Where(s => !s.IsArchived).Select(s => s.Path))
            WithFileOrThrow(path, options.Storage.Sync);
    }

    private static void WithFileOrThrow(string path, Func<int, int> operation)
    {
        int error = LinuxStorage.OpenExisting(SegmentName.ToNative(path), out int descriptor);
        if (error == 0)
        {
            error = operation(descriptor);
            LinuxStorage.Close(descriptor);
        }

        if (error != 0)
            throw new JournalException(JournalFailure.Of("recovery", path, error).Message);
    }
}
