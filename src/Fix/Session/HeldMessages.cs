using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Messages that came after a gap, until their turn. Bounded in count and bytes; what finds no room is refused, and
/// comes again because the gap's ResendRequest asks for everything. Searched linearly: only while a gap is open.
/// </summary>
internal sealed class HeldMessages(int countMax, int sizeBytesMax)
{
    private readonly byte[] _bytes = new byte[sizeBytesMax];
    private readonly long[] _numbers = new long[countMax];
    private readonly int[] _offsets = new int[countMax];
    private readonly int[] _lengths = new int[countMax];

    private int _used; // Bytes; given back only when the last message has gone.

    public int Count { get; private set; }

    public bool Contains(long msgSeqNum) => _numbers.AsSpan(0, Count).Contains(msgSeqNum);

    public bool TryAdd(long msgSeqNum, ReadOnlySpan<byte> message)
    {
        if (Contains(msgSeqNum))
            return true;

        if (Count == _numbers.Length || _bytes.Length - _used < message.Length)
            return false;

        message.CopyTo(_bytes.AsSpan(_used));
        (_numbers[Count], _offsets[Count], _lengths[Count]) = (msgSeqNum, _used, message.Length);
        _used += message.Length;
        Count++;
        return true;
    }

    /// <summary>Takes the message out; its bytes stay readable until the next <see cref="TryAdd"/>.</summary>
    public bool TryTake(long msgSeqNum, out ReadOnlySpan<byte> message)
    {
        int i = _numbers.AsSpan(0, Count).IndexOf(msgSeqNum);
        message = i < 0 ? default : _bytes.AsSpan(_offsets[i], _lengths[i]);
        if (i >= 0)
            RemoveAt(i);

        return i >= 0;
    }

    /// <summary>Forgets what is not expected any more.</summary>
    public void RemoveBelow(long msgSeqNum)
    {
        for (int i = Count - 1; i >= 0; i--)
        {
            if (_numbers[i] < msgSeqNum)
                RemoveAt(i);
        }
    }

    /// <summary>Lowest number held; 0 where there is none.</summary>
    public long Lowest()
    {
        long lowest = Count == 0 ? 0 : long.MaxValue;
        foreach (long number in _numbers.AsSpan(0, Count))
            lowest = Math.Min(lowest, number);

        return lowest;
    }

    public void Clear() => Count = _used = 0;

    private void RemoveAt(int i)
    {
        int last = --Count;
        (_numbers[i], _offsets[i], _lengths[i]) = (_numbers[last], _offsets[last], _lengths[last]);
        if (Count == 0)
            _used = 0;
    }
}
