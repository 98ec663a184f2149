using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Prices of our own open limit orders on one side, best last, to see that two of them never meet. O(1) to look, O(open
/// prices) to change; 0 bytes. Where there are more prices than it holds, it says so and the gate refuses.
/// </summary>
internal sealed class OwnPrices(Side side, int capacity)
{
    private const int StepCountMax = 16;

    private readonly long[] _keys = new long[capacity]; // Price with the side's sign: the larger, the better. Rising.
    private readonly long[] _orderCounts = new long[capacity];
    private int _count;

    public bool IsEmpty => _count == 0;

    public bool IsFull => _count == _keys.Length;

    /// <summary>Best price, ticks; meaningless while empty.</summary>
    public long BestTicks => (sbyte)side * _keys[_count - 1];

    public void Add(long priceTicks)
    {
        long key = (sbyte)side * priceTicks;
        int place = Find(key);
        if (place < 0)
        {
            place = ~place;
            Shift(place, place + 1);
            _keys[place] = key;
            _orderCounts[place] = 0;
            _count++;
        }

        _orderCounts[place]++;
    }

    /// <summary>One order less at a price; nothing where there is none.</summary>
    public void Remove(long priceTicks)
    {
        int place = Find((sbyte)side * priceTicks);
        if (place < 0 || --_orderCounts[place] > 0)
            return;

        Shift(place + 1, place);
        _count--;
        _keys[_count] = 0; // So that equal states hash alike.
        _orderCounts[_count] = 0;
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_keys.Length);
        state.Value(ref _count);
        state.Values(_keys.AsSpan());
        state.Values(_orderCounts.AsSpan());
    }

    /// <summary>Orders mostly lie near the best: a few steps from there before the whole is halved.</summary>
    private int Find(long key)
    {
        int last = _count - 1;
        int stop = Math.Max(-1, last - StepCountMax);
        while (last > stop && _keys[last] > key)
            last--;

        if (last < 0)
            return ~0;

        if (_keys[last] > key)
            return _keys.AsSpan(0, last).BinarySearch(key);

        return _keys[last] == key ? last : ~(last + 1);
    }

    private void Shift(int source, int target)
    {
        int length = _count - source;
        if (length <= 0)
            return;

        Array.Copy(_keys, source, _keys, target, length);
        Array.Copy(_orderCounts, source, _orderCounts, target, length);
    }
}
