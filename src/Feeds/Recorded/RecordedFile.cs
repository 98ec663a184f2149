using System;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO;
using System.IO.Compression;

namespace LowLatencyEngine.Feeds.Recorded;

/// <summary>
/// Reads a recording line by line, <c>&lt;receive ns&gt; &lt;raw message&gt;</c>, plain (*.jsonl) or gzip (*.gz, one
/// member), in memory bounded by the longest line. One thread at a time; a line allocates nothing once the buffer has
/// grown to the longest.
/// </summary>
public sealed class RecordedFile : IDisposable
{
    /// <summary>Longest line accepted: beyond it the file is taken to be something else.</summary>
    public const int LineBytesMax = 16 * 1024 * 1024;

    private const int FirstBufferBytes = 128 * 1024;

    private const int GzipSizeBytes = 4; // Of the uncompressed length, modulo 2^32, at a gzip file's end (RFC 1952).

    private readonly string _path;
    private readonly FileStream _file;
    private readonly GZipStream? _decompressor;
    private byte[] _buffer = new byte[FirstBufferBytes];
    private int _begin; // Of the line that is read next.
    private int _limit; // Of what is in the buffer.
    private bool _isAtEnd;
    private long _lineNumber;
    private uint _readBytes; // Modulo 2^32, as the file's own figure.

    private RecordedFile(string path, FileStream file)
    {
        _path = path;
        _file = file;
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            _decompressor = new GZipStream(file, CompressionMode.Decompress);
    }

    /// <summary>Opens a recording; the name's ending tells whether it is compressed.</summary>
    /// <exception cref="RecordedFileException">The file is missing or cannot be opened.</exception>
    public static RecordedFile OpenOrThrow(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return new RecordedFile(
                path, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RecordedFileException($"recording cannot be opened: file={path}, cause={e.Message}; check it", e);
        }
    }

    /// <summary>Reads the next line; false at the end. Empty lines are passed over.</summary>
    /// <exception cref="RecordedFileException">A line without a time or too long; damaged compression.</exception>
    public bool TryRead(out RecordedFrame frame)
    {
        while (TryReadLine(out int begin, out int length))
        {
            if (length == 0)
                continue;

            frame = ParseOrThrow(begin, length);
            return true;
        }

        frame = default;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _decompressor?.Dispose();
        _file.Dispose();
    }

    private RecordedFrame ParseOrThrow(int begin, int length)
    {
        ReadOnlySpan<byte> line = _buffer.AsSpan(begin, length);
        bool hasTime = Utf8Parser.TryParse(line, out long timestampNs, out int digits) && timestampNs >= 0;
        if (!hasTime || digits == length || line[digits] != (byte)' ')
            ThrowAtLine("line must start with the receive time in ns and a space", null);

        return new RecordedFrame(timestampNs, _buffer.AsMemory(begin + digits + 1, length - digits - 1), _lineNumber);
    }

    private bool TryReadLine(out int begin, out int length)
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
                _lineNumber++;
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
            _lineNumber++;
            ThrowAtLine($"line is longer than any message: lineBytesMax={LineBytesMax}", null);
        }

        if (_limit == _buffer.Length)
            Array.Resize(ref _buffer, Math.Min(2 * _buffer.Length, LineBytesMax));

        try
        {
            int count = ((Stream?)_decompressor ?? _file).Read(_buffer, _limit, _buffer.Length - _limit);
            _limit += count;
            _readBytes += (uint)count;
            _isAtEnd = count == 0;
            if (_isAtEnd && _decompressor is not null)
                CheckWholeOrThrow();
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            _lineNumber++;
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

    private void ThrowAtLine(string what, Exception? cause)
    {
        string because = cause is null ? "" : $", cause={cause.Message}";
        throw new RecordedFileException(
            $"{what}: file={_path}, line={_lineNumber}{because}; use a whole recording", cause);
    }
}
