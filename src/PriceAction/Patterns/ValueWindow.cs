using System;
using System.Diagnostics;
using System.Numerics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// The last values of a series by row, each twice, so that any stretch of them is one span. O(1) a value; 16 bytes a
/// row of capacity; allocates nothing after construction.
/// </summary>
public sealed class ValueWindow
{
    private readonly double[] _values;
    private readonly int _capacity;
    private int _count;

    /// <param name="capacity">Values kept; rounded up to a power of two.</param>
    public ValueWindow(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = (int)BitOperations.RoundUpToPowerOf2((uint)capacity);
        _values = new double[2 * _capacity];
    }

    /// <summary>Row of the last value; -1 before the first.</summary>
    public int LastRow => _count - 1;

    /// <summary>Oldest row kept.</summary>
    public int FirstRow => Math.Max(0, _count - _capacity);

    /// <summary>A value by row.</summary>
    public double this[int row]
    {
        get
        {
            Debug.Assert(row >= FirstRow && row < _count, "the row is kept");
            return _values[row & (_capacity - 1)];
        }
    }

    /// <summary>Rows from, inclusive, to, exclusive.</summary>
    public ReadOnlySpan<double> Slice(int from, int to)
    {
        Debug.Assert(from >= FirstRow && to <= _count, "the rows are kept");
        return _values.AsSpan(from & (_capacity - 1), to - from);
    }

    /// <summary>Takes the value of the next row.</summary>
    public void Add(double value)
    {
        int place = _count++ & (_capacity - 1);
        _values[place] = value;
        _values[place + _capacity] = value;
    }

    /// <summary>Carries the values.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_capacity);
        state.Value(ref _count);
        state.Values<double>(_values);
    }
}
