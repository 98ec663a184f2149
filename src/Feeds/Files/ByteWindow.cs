using System;
using System.IO;

namespace LowLatencyEngine.Feeds.Files;

/// <summary>
/// A sliding window over a stream: gives lines, elements of a JSON array, or runs of bytes, each valid until the next
/// is read. Memory is bounded by the longest row, at most <see cref="RowBytesMax"/>. One thread; a row allocates
/// nothing once the window has grown to the longest.
/// </summary>
internal sealed class ByteWindow(Stream stream)
{
    /// <summary>A longer row is no row of market data.</summary>
    public const int RowBytesMax = 16 * 1024 * 1024;

    private byte[] _buffer = new byte[128 * 1024];
    private int _begin;
    private int _limit;
    private bool _isAtEnd;
    private bool _hasEntered; // The outermost array of elements.

    /// <summary>Rows given so far.</summary>
    public long RowCount { get; private set; }

    private ReadOnlySpan<byte> Rest => _buffer.AsSpan(_begin, _limit - _begin);

    /// <summary>The next bytes, up to <paramref name="count"/>, without reading past them.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        while (_limit - _begin < count && TryFill())
        {
        }

        return Rest[..Math.Min(count, _limit - _begin)];
    }

    /// <summary>The next line without its end; false after the last.</summary>
    public bool TryReadLine(out ReadOnlySpan<byte> line)
    {
        int scanned = 0;
        int length;
        while ((length = Rest[scanned..].IndexOf((byte)'\n')) < 0)
        {
            scanned = _limit - _begin;
            if (TryFill())
                continue;

            line = Rest;
            _begin = _limit;
            RowCount += line.Length > 0 ? 1 : 0;
            return line.Length > 0;
        }

        line = Rest[..(scanned + length)];
        _begin += scanned + length + 1;
        RowCount++;
        return true;
    }

    /// <summary>Takes exactly so many bytes; false at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">The stream ends within them.</exception>
    public bool TryReadExact(int count, out ReadOnlySpan<byte> bytes)
    {
        bytes = Peek(count);
        if (bytes.Length == 0)
            return false;

        if (bytes.Length < count)
            throw new InvalidDataException($"cut off: wantedBytes={count}, leftBytes={bytes.Length}");

        _begin += count;
        RowCount++;
        return true;
    }

    /// <summary>The next element of an array of arrays or objects; false after the last.</summary>
    /// <exception cref="InvalidDataException">The array is not closed or holds something else.</exception>
    public bool TryReadElement(out ReadOnlySpan<byte> element)
    {
        element = default;
        if (!TrySkipToElement())
            return false;

        int length;
        while ((length = ElementLength(Rest)) == 0)
        {
            if (!TryFill())
                throw new InvalidDataException("the array is not closed");
        }

        element = Rest[..length];
        _begin += length;
        RowCount++;
        return true;
    }

    private bool TrySkipToElement()
    {
        while (true)
        {
            int skipped = Rest.IndexOfAnyExcept(" \t\r\n,"u8);
            _begin += skipped < 0 ? _limit - _begin : skipped;
            if (skipped >= 0 && Rest[0] is (byte)'[' or (byte)'{')
            {
                bool isOutermost = RowCount == 0 && !_hasEntered && Rest[0] == (byte)'[';
                if (!isOutermost)
                    return true;

                _hasEntered = true;
                _begin++;
            }
            else if (skipped >= 0)
            {
                return Rest[0] == (byte)']' ? false : throw new InvalidDataException("neither array nor object");
            }
            else if (!TryFill())
            {
                throw new InvalidDataException("the array is not closed");
            }
        }
    }

    // 0 where the element is not whole yet.
    private static int ElementLength(ReadOnlySpan<byte> text)
    {
        int depth = 0;
        bool isText = false;
        for (int i = 0; i < text.Length; i++)
        {
            byte b = text[i];
            if (isText)
            {
                i += b == (byte)'\\' ? 1 : 0;
                isText = b != (byte)'"';
                continue;
            }

            isText = b == (byte)'"';
            depth += b is (byte)'[' or (byte)'{' ? 1 : b is (byte)']' or (byte)'}' ? -1 : 0;
            if (depth == 0)
                return i + 1;
        }

        return 0;
    }

    private bool TryFill()
    {
        if (_isAtEnd)
            return false;

        if (_begin > 0)
        {
            Rest.CopyTo(_buffer);
            _limit -= _begin;
            _begin = 0;
        }

        if (_limit == RowBytesMax)
            throw new InvalidDataException($"a row is longer than any message: rowBytesMax={RowBytesMax}");

        if (_limit == _buffer.Length)
            Array.Resize(ref _buffer, Math.Min(2 * _buffer.Length, RowBytesMax));

        int count = stream.Read(_buffer, _limit, _buffer.Length - _limit);
        _limit += count;
        _isAtEnd = count == 0;
        return count > 0;
    }
}
