using System;
using System.IO;
using System.IO.MemoryMappedFiles;

namespace LowLatencyEngine.Fix;

/// <summary>
/// A file of a fixed size, mapped: what is stored into it survives the death of the process at any instant (stores go
/// to the page cache, in the order of the program), not the loss of power. All of its blocks are taken when it is made,
/// so that a disk that fills up later cannot stop a store. Owned by one thread; allocates nothing after construction.
/// </summary>
internal sealed class MappedFile : IDisposable
{
    private const int ChunkSizeBytes = 65_536;

    private readonly FileStream _stream;
    private MemoryMappedFile? _file;
    private MemoryMappedViewAccessor? _view;

    /// <summary>Opens or creates the file; its folder must be there. One process at a time.</summary>
    /// <exception cref="IOException">The file cannot be opened, or another process has it open.</exception>
    public MappedFile(string path, long sizeBytes)
    {
        Path = path;
        SizeBytes = sizeBytes;
        _stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        FoundSizeBytes = _stream.Length;
    }

    public string Path { get; }

    public long SizeBytes { get; }

    /// <summary>Size before this process touched it; 0 where it was not there.</summary>
    public long FoundSizeBytes { get; }

    /// <summary>Reads the start of the file before it is mapped; what is not there reads as zero.</summary>
    public void ReadHead(Span<byte> head)
    {
        int count = FoundSizeBytes > 0
            ? _stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)
            : 0;
        head[count..].Clear();
    }

    /// <summary>Takes the blocks that are missing, as zeros, and maps the file.</summary>
    /// <exception cref="IOException">The disk is full: nothing of the file has changed but its length.</exception>
    public void Map()
    {
        try
        {
            TakeBlocks();
        }
        catch (IOException e)
        {
            throw new IOException(
                $"file cannot be given its size: path={Path}, sizeBytes={SizeBytes}: {e.Message}; " +
                "make room on the disk and start again", e);
        }

        _file = MemoryMappedFile.CreateFromFile(
            _stream,
            mapName: null,
            SizeBytes,
            MemoryMappedFileAccess.ReadWrite,
            HandleInheritability.None,
            leaveOpen: true);
        _view = _file.CreateViewAccessor(0, SizeBytes);
    }

    public long ReadInt64(long offset) => _view!.ReadInt64(offset);

    public void WriteInt64(long offset, long value) => _view!.Write(offset, value);

    public void Read(long offset, Span<byte> target) =>
        _view!.SafeMemoryMappedViewHandle.ReadSpan((ulong)offset, target);

    public void Write(long offset, ReadOnlySpan<byte> source) =>
        _view!.SafeMemoryMappedViewHandle.WriteSpan((ulong)offset, source);

    /// <inheritdoc/>
    public void Dispose()
    {
        _view?.Dispose();
        _file?.Dispose();
        _stream.Dispose();
    }

    private void TakeBlocks()
    {
        if (FoundSizeBytes >= SizeBytes)
            return;

        byte[] zeros = new byte[ChunkSizeBytes];
        if (_stream.CanSeek)
            _stream.Seek(0, SeekOrigin.End);

        for (long missing = SizeBytes - FoundSizeBytes; missing > 0; missing -= ChunkSizeBytes)
            _stream.Write(zeros, 0, (int)Math.Min(missing, ChunkSizeBytes));
    }
}
