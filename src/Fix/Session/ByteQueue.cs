using System;
using System.Diagnostics;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Bytes in, bytes out, in one array: contiguous for the framer and the socket. Moves what is left to the front when
/// the end is reached. Bounded; allocates nothing after construction.
/// </summary>
internal sealed class ByteQueue(int capacityBytes)
{
    private readonly byte[] _bytes = new byte[capacityBytes];
    private int _start;
    private int _end;

    /// <summary>What was put in and not taken out.</summary>
    public ReadOnlySpan<byte> Content => _bytes.AsSpan(_start, _end - _start);

    public int Length => _end - _start;

    /// <summary>Bytes that can still be put in.</summary>
    public int FreeLength => _bytes.Length - Length;

    /// <summary>
    /// Free room behind the content, contiguous: at least <paramref name="lengthMin"/> bytes where that many are free.
    /// Spans of the content that were handed out before are void.
    /// </summary>
    public Span<byte> Reserve(int lengthMin)
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_bytes.Length - _end < lengthMin)
        {
            Content.CopyTo(_bytes);
            _end -= _start;
            _start = 0;
        }

        return _bytes.AsSpan(_end);
    }

    /// <summary>Counts bytes that were written into <see cref="Reserve"/>.</summary>
    public void Add(int count)
    {
        Debug.Assert((uint)count <= (uint)(_bytes.Length - _end));
        _end += count;
    }

    /// <summary>Takes bytes from the front.</summary>
    public void Remove(int count)
    {
        Debug.Assert((uint)count <= (uint)Length);
        _start += count;
    }

    public void Clear() => _start = _end = 0;
}
