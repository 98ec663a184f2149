using System;
using System.Diagnostics;

namespace LowLatencyEngine.Feeds;

/// <summary>
/// Texts that a protocol wants sent, in order, made before and only pointed to. Bounded: what does not fit is
/// refused, and the caller leaves the book unfit. One thread at a time; allocates nothing after construction.
/// </summary>
public sealed class RequestQueue(int capacity)
{
    private readonly ReadOnlyMemory<byte>[] _texts = new ReadOnlyMemory<byte>[capacity];
    private int _first;
    private int _count;

    /// <summary>Adds a text; false when there is no room.</summary>
    public bool TryAdd(ReadOnlyMemory<byte> text)
    {
        Debug.Assert(text.Length > 0);
        if (_count == _texts.Length)
            return false;

        _texts[(_first + _count++) % _texts.Length] = text;
        return true;
    }

    /// <summary>Takes the oldest text.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> text)
    {
        text = default;
        if (_count == 0)
            return false;

        text = _texts[_first];
        _first = (_first + 1) % _texts.Length;
        _count--;
        return true;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => _count = 0;
}
