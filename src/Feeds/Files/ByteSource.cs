using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;

namespace LowLatencyEngine.Feeds.Files;

/// <summary>
/// The contents of a file: itself, what a gzip file holds, or the entries of a zip file by name, one after the other.
/// The first bytes tell, not the name. Owns its streams. One thread.
/// </summary>
internal sealed class ByteSource : IDisposable
{
    private const int GzipSizeBytes = 4; // Of the uncompressed length, modulo 2^32, at a gzip file's end (RFC 1952).

    private readonly FileStream _file;
    private readonly ZipArchive? _archive;
    private readonly List<ZipArchiveEntry> _entries = [];
    private readonly bool _isGzip;
    private Stream? _content;
    private int _nextEntry;

    private ByteSource(FileStream file, ReadOnlySpan<byte> magic)
    {
        _file = file;
        _isGzip = magic.StartsWith<byte>([0x1f, 0x8b]);
        if (magic.StartsWith<byte>([0x28, 0xb5, 0x2f, 0xfd]))
            throw new InvalidDataException("zstd, which the framework cannot read: unpack it by 'zstd -d' first");

        if (!magic.StartsWith("PK"u8))
            return;

        _archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        foreach (ZipArchiveEntry entry in _archive.Entries)
        {
            if (entry.Length > 0)
                _entries.Add(entry);
        }

        _entries.Sort((left, right) => string.CompareOrdinal(left.FullName, right.FullName));
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">It is missing or cannot be opened.</exception>
    /// <exception cref="InvalidDataException">It is packed in a way that cannot be read.</exception>
    public static ByteSource Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        try
        {
            Span<byte> magic = stackalloc byte[4];
            int count = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
            file.Position = 0;
            return new ByteSource(file, magic[..count]);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Goes to the next content: of a zip file an entry, else the one there is.</summary>
    /// <param name="name">The entry's name; null where the file's own tells.</param>
    /// <param name="content">Valid until the next call.</param>
    public bool TryNext(out string? name, out Stream content)
    {
        _content?.Dispose();
        _content = null;
        name = null;
        content = Stream.Null;
        int index = _nextEntry++;
        if (index >= (_archive is null ? 1 : _entries.Count))
            return false;

        name = _archive is null ? null : _entries[index].FullName;
        content = _content = Unpack(index);
        return true;
    }

    public void Dispose()
    {
        _content?.Dispose();
        _archive?.Dispose();
        _file.Dispose();
    }

    private Stream Unpack(int index)
    {
        if (_archive is not null)
            return new CheckedStream(_entries[index].Open(), (uint)_entries[index].Length);

        return _isGzip
            ? new CheckedStream(new GZipStream(_file, CompressionMode.Decompress, leaveOpen: true), GzipLength())
            : _file;
    }

    private uint GzipLength()
    {
        Span<byte> sizeBytes = stackalloc byte[GzipSizeBytes];
        int count = RandomAccess.Read(_file.SafeFileHandle, sizeBytes, Math.Max(0, _file.Length - GzipSizeBytes));
        return count < GzipSizeBytes ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(sizeBytes);
    }
}
