using System;
using System.Collections.Generic;
using System.IO;

namespace LowLatencyEngine.Journal.Archive;

/// <summary>
/// Compresses closed segments of a journal, also of one that an engine is writing, and deletes the oldest archives as a
/// policy says. For a process of its own: it holds one lock, which the engine does not know, and touches only segments
/// that the writer has left. One thread.
/// </summary>
/// <remarks>
/// A segment goes only after its archive is on stable storage, has been read back and holds the same bytes. Whenever
/// the process dies, the journal is whole: what it leaves is a file that nobody reads, or a segment beside its archive.
/// </remarks>
public sealed class JournalArchiver : IDisposable
{
    private readonly string _folder;
    private readonly ArchivePolicy _policy;
    private readonly FolderLock _lock;

    private JournalArchiver(string folder, ArchivePolicy policy, FolderLock folderLock)
    {
        _folder = folder;
        _policy = policy;
        _lock = folderLock;
    }

    /// <summary>Takes the lock and removes what a killed archiver left half done.</summary>
    /// <exception cref="JournalException">Another process archives it, or the folder cannot be written.</exception>
    public static JournalArchiver Open(string folder, ArchivePolicy policy)
    {
        if (!Directory.Exists(folder))
            throw SegmentName.NoFolder(folder);

        FolderLock held = FolderLock.AcquireOrThrow(folder, FolderLock.ArchiveFileName);
        foreach (string leftover in Directory.EnumerateFiles(folder, "*" + SegmentName.ArchivingExtension))
            File.Delete(leftover);

        return new JournalArchiver(folder, policy, held);
    }

    /// <summary>One pass: compresses what is due, oldest first, then deletes what need not be kept.</summary>
    /// <exception cref="JournalException">
    /// A segment is damaged, or the disk failed. Segments before it are archived, it is as it was.
    /// </exception>
    public ArchiveResult Run()
    {
        try
        {
            var result = new ArchiveResult(0, 0, 0, 0, 0);
            foreach (string path in ListClosed())
            {
                if (!IsOlderThan(path, _policy.OlderThan))
                    continue;

                long archivedBytes = SegmentArchive.Compress(path);
                result = result with
                {
                    Archived = result.Archived + 1,
                    OriginalBytes = result.OriginalBytes + new FileInfo(path).Length,
                    ArchivedBytes = result.ArchivedBytes + archivedBytes,
                };
                SegmentArchive.Replace(path);
            }

            return Retain(result);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(
                $"journal cannot be archived: folder={_folder}, error={error.Message}; " +
                "check rights and disk, and run: lle journal verify",
                error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    // Closed are those before the last one that holds a record: the writer has left them for good.
    private List<string> ListClosed()
    {
        List<string> paths = SegmentName.ListOrThrow(_folder);
        while (paths.Count > 0 && !SegmentSource.IsUsed(paths[^1]))
            paths.RemoveAt(paths.Count - 1);

        if (paths.Count > 0)
            paths.RemoveAt(paths.Count - 1);

        paths.RemoveAll(SegmentName.IsArchived);
        return paths;
    }

    private ArchiveResult Retain(ArchiveResult result)
    {
        if (_policy.KeepBytes is null && _policy.KeepAge is null)
            return result;

        long neededFromSequence = _policy.NeededFrom();
        List<string> paths = SegmentName.ListOrThrow(_folder);
        long totalBytes = 0;
        foreach (string path in paths)
            totalBytes += SegmentName.IsArchived(path) ? new FileInfo(path).Length : 0;

        // Only a run of the oldest may go, so that what is left has no hole.
        for (int i = 0; i + 1 < paths.Count && SegmentName.IsArchived(paths[i]); i++)
        {
            bool isNeeded = SegmentName.SequenceOf(paths[i + 1]) > neededFromSequence;
            bool isTooMuch = totalBytes > _policy.KeepBytes;
            bool isTooOld = _policy.KeepAge is TimeSpan keepAge && IsOlderThan(paths[i], keepAge);
            if (isNeeded || !(isTooMuch || isTooOld))
                break;

            long sizeBytes = new FileInfo(paths[i]).Length;
            File.Delete(paths[i]);
            totalBytes -= sizeBytes;
            result = result with { Deleted = result.Deleted + 1, DeletedBytes = result.DeletedBytes + sizeBytes };
        }

        if (result.Deleted > 0)
            SegmentArchive.SyncFolderOrThrow(_folder);

        return result;
    }

    private bool IsOlderThan(string path, TimeSpan age) =>
        _policy.Clock.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(path) >= age;
}
