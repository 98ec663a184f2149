using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace LowLatencyEngine.Journal.Archive;

/// <summary>
/// Turns one closed segment into its archive and back. Files appear whole or not at all: written under another name,
/// synced, renamed, and the folder synced. Tool code; allocates a few hundred KiB a segment.
/// </summary>
internal static class SegmentArchive
{
    private const int PieceSizeBytes = 256 << 10;

    /// <summary>
    /// Writes the archive of a full segment beside it, under the name that <see cref="Replace"/> takes it from, and
    /// reads it back.
    /// </summary>
    /// <returns>Its size in bytes.</returns>
    /// <exception cref="JournalException">The segment is damaged or not full, or the disk failed.</exception>
    /// <exception cref="IOException">The same, told by the framework.</exception>
    public static long Compress(string path)
    {
        string target = ArchivingPath(path);
        try
        {
            using SegmentSource segment = SegmentSource.Open(path);
            WriteFrame(path, segment, target);
            return CompareOrThrow(segment, target);
        }
        catch
        {
            File.Delete(target);
            throw;
        }
    }

    /// <summary>Gives the archive its name and then takes the segment away.</summary>
    public static void Replace(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        File.SetLastWriteTimeUtc(ArchivingPath(path), File.GetLastWriteTimeUtc(path));
        File.Move(ArchivingPath(path), path + SegmentName.CompressedExtension, overwrite: true);
        SyncFolderOrThrow(folder);
        File.Delete(path);
        SyncFolderOrThrow(folder);
    }

    /// <summary>Makes the segment again from its archive, which then goes.</summary>
    /// <returns>Path of the segment.</returns>
    /// <exception cref="IOException">The archive is damaged, or the disk failed.</exception>
    public static string Restore(string archivedPath)
    {
        string path = archivedPath[..^SegmentName.CompressedExtension.Length];
        string temporary = path + SegmentName.PreparingExtension;
        File.Delete(temporary);
        using (SegmentSource archive = SegmentSource.Open(archivedPath))
        using (var file = new OutputFile(temporary))
        {
            byte[] piece = new byte[PieceSizeBytes];
            int count;
            for (long offset = 0; (count = archive.Read(piece, offset)) > 0; offset += count)
                file.Append(piece.AsSpan(0, count));

            archive.CheckEndOrThrow();
            file.Sync();
        }

        File.Move(temporary, path);
        SyncFolderOrThrow(Path.GetDirectoryName(path)!);
        File.Delete(archivedPath);
        return path;
    }

    /// <summary>Puts the names of a folder on stable storage.</summary>
    public static void SyncFolderOrThrow(string folder)
    {
        int error = LinuxStorage.SyncFolder(SegmentName.ToNative(folder));
        if (error != 0)
            throw new JournalException(JournalFailure.Of("fsync", folder, error).Message);
    }

    private static string ArchivingPath(string path) =>
        path + SegmentName.CompressedExtension + SegmentName.ArchivingExtension;

    private static void WriteFrame(string path, SegmentSource segment, string target)
    {
        byte[] piece = new byte[PieceSizeBytes];
        SegmentFile inspected = SegmentFile.Inspect(path, piece);
        if (inspected.Cause != JournalDamageCause.None)
            throw Damaged(new JournalDamage(path, OffsetBytes: 0, inspected.NameSequence, inspected.Cause));

        var damage = new List<JournalDamage>();
        var records = new RecordScan(inspected, inspected.Header.PredecessorCrc, damage);
        using var frame = new Lz4FrameWriter(target, inspected.LengthBytes, PieceSizeBytes);
        using var file = new OutputFile(target);
        file.Append(frame.Begin());
        int count;
        for (long offset = 0; (count = segment.Read(piece, offset)) > 0; offset += count)
        {
            // The first piece holds the header page; all pieces hold whole records.
            int skipped = offset == 0 ? JournalFormat.HeaderSizeBytes : 0;
            records.Take(piece.AsSpan(skipped, count - skipped));
            file.Append(frame.Add(piece.AsSpan(0, count)));
        }

        file.Append(frame.End());
        records.Finish(isLast: false);
        if (damage.Count > 0)
            throw Damaged(damage[0]);

        file.Sync();
    }

    // From the disk and not from memory: what was synced is dropped from the page cache first.
    private static long CompareOrThrow(SegmentSource segment, string target)
    {
        byte[] expected = new byte[PieceSizeBytes];
        byte[] actual = new byte[PieceSizeBytes];
        using SafeFileHandle handle = File.OpenHandle(target);
        LinuxStorage.DropCache(handle);
        using var frame = new Lz4FrameReader(handle, target);
        long offset = 0;
        while (true)
        {
            int expectedCount = segment.Read(expected, offset);
            int actualCount = frame.Read(actual, offset);
            if (!actual.AsSpan(0, actualCount).SequenceEqual(expected.AsSpan(0, expectedCount)))
            {
                throw new IOException(
                    $"archive differs from its segment when read back: file={target}, contentOffsetBytes={offset}");
            }

            if (expectedCount == 0)
                break;

            offset += expectedCount;
        }

        frame.CheckEndOrThrow();
        return RandomAccess.GetLength(handle);
    }

    private static JournalException Damaged(JournalDamage damage) =>
        new(damage.DescribeWithRemedy(Path.GetDirectoryName(damage.File)!)) { Damage = damage };

    /// <summary>A new file that is appended to and synced; errors are exceptions.</summary>
    private sealed class OutputFile : IDisposable
    {
        private readonly string _path;
        private readonly int _descriptor;
        private long _offset;

        public OutputFile(string path)
        {
            _path = path;
            ThrowOn(LinuxStorage.Instance.Create(SegmentName.ToNative(path), out _descriptor), "open");
        }

        public void Append(ReadOnlySpan<byte> bytes)
        {
            ThrowOn(LinuxStorage.Instance.Write(_descriptor, bytes, _offset), "pwrite");
            _offset += bytes.Length;
        }

        public void Sync() => ThrowOn(LinuxStorage.Instance.Sync(_descriptor), "fdatasync");

        public void Dispose() => LinuxStorage.Close(_descriptor);

        private void ThrowOn(int error, string operation)
        {
            if (error != 0)
                throw new JournalException(JournalFailure.Of(operation, _path, error).Message);
        }
    }
}
