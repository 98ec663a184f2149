using System;
using System.Numerics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Maximum of the last values by a queue of candidates that only fall. O(1) amortised; memory as long as the window;
/// allocates nothing after construction. For minima give it negated values. Copies share the queue.
/// </summary>
public struct SlidingMaximum
{
    private readonly double[] _values;
    private readonly int[] _rows;
    private readonly int _mask;
    private readonly int _length;
    private int _head; // Oldest candidate: the maximum. Head and tail only rise; the mask makes them places.
    private int _tail;

    /// <param name="length">Values that count, at least 1.</param>
    public SlidingMaximum(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)length + 1);
        _values = new double[capacity];
        _rows = new int[capacity];
        _mask = capacity - 1;
        _length = length;
    }

    /// <summary>Largest of the last values; there must have been one.</summary>
    public readonly double Value => _values[_head & _mask];

    /// <summary>Row of the newest of the largest values.</summary>
    public readonly int Row => _rows[_head & _mask];

    /// <summary>Takes the value of the next row.</summary>
    public void Add(int row, double value)
    {
        while (_tail != _head && _values[(_tail - 1) & _mask] <= value)
            _tail--;

        _values[_tail & _mask] = value;
        _rows[_tail & _mask] = row;
        _tail++;
        if (_rows[_head & _mask] <= row - _length)
            _head++;
    }

    /// <summary>Carries the candidates.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _head);
        state.Value(ref _tail);
        state.Values<double>(_values);
        state.Values<int>(_rows);
    }
}
