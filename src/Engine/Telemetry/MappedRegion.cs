using System;
using System.Diagnostics;
using System.IO;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LowLatencyEngine.Engine.Telemetry;

/// <summary>
/// A file mapped into memory, as bounds-checked spans. Stays mapped until <see cref="Dispose"/>, and without it until
/// the process ends: only an owner that knows that no thread uses a span of it any more may dispose it.
/// </summary>
internal sealed unsafe class MappedRegion : IDisposable
{
    private readonly MemoryMappedViewAccessor _view;
    private byte* _start;
    private int _sizeBytes; // 0 once disposed, so that every later access is refused.

    private MappedRegion(FileStream file, int sizeBytes, MemoryMappedFileAccess access)
    {
        using var mapping = MemoryMappedFile.CreateFromFile(
            file, mapName: null, sizeBytes, access, HandleInheritability.None, leaveOpen: true);
        _view = mapping.CreateViewAccessor(0, sizeBytes, access);
        _sizeBytes = sizeBytes;
        // In bounds: the view covers sizeBytes from here until Dispose.
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    /// <summary>Length of the mapping.</summary>
    public int SizeBytes => _sizeBytes;

    /// <summary>
    /// Creates a file of zeros with its blocks allocated and its pages touched, so that writing never asks the kernel.
    /// </summary>
    /// <remarks>What was there is unlinked, not written over: a reader may still have it mapped.</remarks>
    /// <exception cref="IOException">The file cannot be made, or the disk is full.</exception>
    public static MappedRegion Create(string path, int sizeBytes)
    {
        File.Delete(path);
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, // No file or link that another account has put there meanwhile.
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            PreallocationSize = sizeBytes,
            BufferSize = 0,
        });
        file.SetLength(sizeBytes);
        var region = new MappedRegion(file, sizeBytes, MemoryMappedFileAccess.ReadWrite);
        region.Bytes(0, sizeBytes).Clear();
        return region;
    }

    /// <summary>Maps a whole file for reading. Writing to it is a fault of the process.</summary>
    /// <exception cref="IOException">The file is not there, empty, too large or cannot be read.</exception>
    public static MappedRegion OpenReadOnly(string path)
    {
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        });
        if (file.Length is 0 or > int.MaxValue)
            throw new InvalidDataException($"file is not one to map: path={path}, sizeBytes={file.Length}");

        return new MappedRegion(file, (int)file.Length, MemoryMappedFileAccess.Read);
    }

    /// <summary>Bytes from <paramref name="offset"/> on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They are not all inside.</exception>
    public Span<byte> Bytes(int offset, int sizeBytes)
    {
        if ((uint)offset > (uint)_sizeBytes || (uint)sizeBytes > (uint)(_sizeBytes - offset))
            ThrowOutside(offset, sizeBytes);

        // In bounds: checked above, always, because the layout's numbers can come from a file.
        return new Span<byte>(_start + offset, sizeBytes);
    }

    /// <summary>64-bit words from <paramref name="offset"/> on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They are not all inside.</exception>
    public Span<long> Int64s(int offset, int count)
    {
        Debug.Assert(offset % sizeof(long) == 0, "only aligned words are read and written in one piece");
        return MemoryMarshal.Cast<byte, long>(Bytes(offset, checked(count * sizeof(long))));
    }

    /// <summary>A struct in place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not all inside.</exception>
    public ref T At<T>(int offset)
        where T : unmanaged => ref MemoryMarshal.AsRef<T>(Bytes(offset, Unsafe.SizeOf<T>()));

    /// <summary>Unmaps the file. Nobody may hold a span of it.</summary>
    public void Dispose()
    {
        if (_sizeBytes == 0)
            return;

        _sizeBytes = 0;
        _start = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
    }

    private static void ThrowOutside(int offset, int sizeBytes) => throw new ArgumentOutOfRangeException(
        nameof(offset), $"beyond the mapped file: offset={offset}, sizeBytes={sizeBytes}");
}
