using System;
using System.Buffers.Binary;
using System.IO;
using LowLatencyEngine.Journal.Archive;
using Microsoft.Win32.SafeHandles;

namespace LowLatencyEngine.Journal;

/// <summary>
/// The bytes of one segment, as it lies in the folder or as its archive holds it; readers do not see the difference.
/// Reads with pread, never through a mapping. One thread.
/// </summary>
internal sealed class SegmentSource : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly Lz4FrameReader? _frame;

    private SegmentSource(string path, SafeFileHandle handle)
    {
        Path = path;
        _handle = handle;
        _frame = SegmentName.IsArchived(path) ? new Lz4FrameReader(handle, path) : null;
    }

    /// <summary>The file that was opened: the archive's, where the segment was archived meanwhile.</summary>
    public string Path { get; }

    /// <summary>Size of the segment, decompressed.</summary>
    public long LengthBytes => _frame?.LengthBytes ?? RandomAccess.GetLength(_handle);

    /// <summary>Opens for reading so that others may write, rename and delete the file meanwhile.</summary>
    /// <exception cref="IOException">It is not there, neither as such nor archived; or its archive is
    /// damaged.</exception>
    public static SegmentSource Open(string path) => TryOpen(path) ?? throw new FileNotFoundException(
        $"journal segment is gone: file={path}; run it again, or bring the segment back from a backup");

    /// <summary>The same, but null where it is not there: a writer removes segments it has not used.</summary>
    public static SegmentSource? TryOpen(string path)
    {
        if (TryOpenFile(path) is SegmentSource source)
            return source;

        // The archive is complete under its name before the segment goes, so one of the two is always there.
        return SegmentName.IsArchived(path) ? null : TryOpenFile(path + SegmentName.CompressedExtension);
    }

    /// <summary>False for a segment that was prepared and never begun, and for one that is not there.</summary>
    public static bool IsUsed(string path)
    {
        using SegmentSource? source = TryOpen(path);
        Span<byte> magic = stackalloc byte[sizeof(ulong)];
        magic.Clear();
        source?.Read(magic, JournalFormat.MagicOffset);
        return BinaryPrimitives.ReadUInt64LittleEndian(magic) != 0;
    }

    /// <summary>Reads until <paramref name="target"/> is full or the segment ends.</summary>
    /// <exception cref="IOException">The disk cannot read it, or the archive is damaged.</exception>
    public int Read(Span<byte> target, long offset) =>
        _frame is null ? ReadFile(_handle, target, offset) : _frame.Read(target, offset);

    /// <summary>Proves that an archive is whole to its last byte; nothing to do for a segment as such.</summary>
    /// <exception cref="IOException">It is not.</exception>
    public void CheckEndOrThrow() => _frame?.CheckEndOrThrow();

    /// <summary>Reads until <paramref name="target"/> is full or the file ends.</summary>
    public static int ReadFile(SafeFileHandle handle, Span<byte> target, long offset)
    {
        int filled = 0;
        while (filled < target.Length)
        {
            int count = RandomAccess.Read(handle, target[filled..], offset + filled);
            if (count == 0)
                break;

            filled += count;
        }

        return filled;
    }

    public void Dispose()
    {
        _frame?.Dispose();
        _handle.Dispose();
    }

    private static SegmentSource? TryOpenFile(string path)
    {
        if (!File.Exists(path))
            return null;

        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete,
                FileOptions.SequentialScan);
            var source = new SegmentSource(path, handle);
            handle = null; // The source's now.
            return source;
        }
        catch (FileNotFoundException)
        {
            return null; // Gone since we looked.
        }
        finally
        {
            handle?.Dispose();
        }
    }
}
