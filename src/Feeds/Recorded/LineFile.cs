using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;

namespace LowLatencyEngine.Feeds.Recorded;

/// <summary>
/// Reads a text file line by line, plain, gzip (of one member) or the only entry of a zip archive, which its first
/// bytes tell, in memory bounded by the longest line. One thread at a time; a line allocates nothing once the buffer
/// has grown to the longest.
/// </summary>
internal sealed class LineFile : IDisposable
{
    /// <summary>Longest line accepted: beyond it the file is taken to be something else.</summary>
    public const int LineBytesMax = 16 * 1024 * 1024;

    private const int FirstBufferBytes = 128 * 1024;

    private const int GzipSizeBytes = 4; // Of the uncompressed length, modulo 2^32, at a gzip file's end (RFC 1952).

    private readonly string _path;
    private readonly FileStream _file;
    private readonly Stream _text; // The file itself, or what decompresses it.
    private readonly bool _isGzip;
    private byte[] _buffer = new byte[FirstBufferBytes];
    private int _begin; // Of the line that is read next.
    private int _limit; // Of what is in the buffer.
    private bool _isAtEnd;
    private uint _readBytes; // Modulo 2^32, as the file's own figure.

    private LineFile(string path, FileStream file)
    {
        _path = path;
        _file = file;
        Span<byte> magic = stackalloc byte[2];
        int count = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        file.Position = 0;
        _isGzip = magic[..count].SequenceEqual<byte>([0x1f, 0x8b])
            || path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase); // Damaged where the bytes do not agree.
        _text = _isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
        if (magic[..count].SequenceEqual("PK"u8))
            _text = OpenOnlyEntry(file);
    }

    /// <summary>Number of the line last read, from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Opens a file; its first bytes tell whether it is compressed.</summary>
    /// <exception cref="RecordedFileException">The file is missing or cannot be opened.</exception>
    public static LineFile OpenOrThrow(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return new LineFile(path, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            file?.Dispose();
            throw new RecordedFileException($"recording cannot be opened: file={path}, cause={e.Message}; check it", e);
        }
    }

    /// <summary>
    /// Reads the next line that is not empty; false at the end. Valid until the next one is read.
    /// </summary>
    /// <exception cref="RecordedFileException">A line too long; damaged compression.</exception>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        while (TryReadAny(out int begin, out int length))
        {
            if (length == 0)
                continue;

            line = _buffer.AsMemory(begin, length);
            return true;
        }

        line = default;
        return false;
    }

    /// <summary>Says what is wrong with the line last read.</summary>
    public void ThrowAtLine(string what, Exception? cause)
    {
        string because = cause is null ? "" : $", cause={cause.Message}";
        throw new RecordedFileException(
            $"{what}: file={_path}, line={LineNumber}{because}; use a whole recording", cause);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _text.Dispose();
        _file.Dispose();
    }

    private static Stream OpenOnlyEntry(FileStream file)
    {
        var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        if (archive.Entries.Count != 1)
            throw new InvalidDataException($"the archive must hold one file: entryCount={archive.Entries.Count}");

        return archive.Entries[0].Open();
    }

    private bool TryReadAny(out int begin, out int length)
    {
        int scanned = 0;
        while (true)
        {
            int end = _buffer.AsSpan(_begin + scanned, _limit - _begin - scanned).IndexOf((byte)'\n');
            bool isLast = end < 0 && _isAtEnd;
            if (end >= 0 || isLast)
            {
                begin = _begin;
                length = isLast ? _limit - _begin : scanned + end;
                _begin = Math.Min(_begin + length + 1, _limit);
                LineNumber++;
                if (length > 0 && _buffer[begin + length - 1] == (byte)'\r')
                    length--;

                return !isLast || length > 0;
            }

            scanned = _limit - _begin;
            Fill();
        }
    }

    private void Fill()
    {
        if (_begin > 0)
        {
            Buffer.BlockCopy(_buffer, _begin, _buffer, 0, _limit - _begin);
            _limit -= _begin;
            _begin = 0;
        }

        if (_limit == LineBytesMax)
        {
            LineNumber++;
            ThrowAtLine($"line is longer than any message: lineBytesMax={LineBytesMax}", null);
        }

        if (_limit == _buffer.Length)
            Array.Resize(ref _buffer, Math.Min(2 * _buffer.Length, LineBytesMax));

        try
        {
            int count = _text.Read(_buffer, _limit, _buffer.Length - _limit);
            _limit += count;
            _readBytes += (uint)count;
            _isAtEnd = count == 0;
            if (_isAtEnd && _isGzip)
                CheckWholeOrThrow();
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            LineNumber++;
            ThrowAtLine("file is damaged or cut off", e);
        }
    }

    // The decompressor takes the end of the file for the end of the data: only the length tells a cut file from a
    // whole one.
    private void CheckWholeOrThrow()
    {
        Span<byte> sizeBytes = stackalloc byte[GzipSizeBytes];
        long offset = Math.Max(0, _file.Length - GzipSizeBytes);
        int count = RandomAccess.Read(_file.SafeFileHandle, sizeBytes, offset);
        if (count < GzipSizeBytes || BinaryPrimitives.ReadUInt32LittleEndian(sizeBytes) != _readBytes)
            throw new InvalidDataException("the gzip length does not match, or several gzip files were joined");
    }
}
