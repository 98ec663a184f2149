using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Parts;

/// <summary>
/// The last inputs of a series, newest first. O(1) a push; the array is made by the constructor.
/// </summary>
/// <remarks>
/// It keeps one slot more than it shows. A copy of the struct shares the array, and what the copy pushes lands in the
/// slot the original does not show: so a kernel answers <c>Peek</c> by pushing into a copy of itself, once.
/// </remarks>
public struct Window
{
    private readonly double[] _values;
    private int _next;
    private int _count;

    /// <param name="length">How many inputs it shows; at least 1.</param>
    public Window(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        _values = new double[length + 1];
    }

    /// <summary>How many inputs it shows when full.</summary>
    public readonly int Length => _values.Length - 1;

    /// <summary>How many it has.</summary>
    public readonly int Count => _count;

    /// <summary>Whether the next push drops an input.</summary>
    public readonly bool IsFull => _count == _values.Length - 1;

    /// <summary>The input that the next push drops; only of a full window.</summary>
    public readonly double Oldest
    {
        get
        {
            Debug.Assert(IsFull);
            int slot = _next + 1;
            return _values[slot == _values.Length ? 0 : slot];
        }
    }

    /// <summary>The input of <paramref name="age"/> pushes ago; 0 is the newest.</summary>
    public readonly double this[int age]
    {
        get
        {
            Debug.Assert((uint)age < (uint)_count);
            return _values[SlotOf(age)];
        }
    }

    /// <summary>Adds the newest and drops the oldest of a full window.</summary>
    public void Push(double value)
    {
        double[] values = _values;
        values[_next] = value;
        _next = _next + 1 == values.Length ? 0 : _next + 1;
        if (_count < values.Length - 1)
            _count++;
    }

    /// <summary>Back to empty.</summary>
    public void Clear()
    {
        _next = 0;
        _count = 0;
    }

    /// <summary>Shows the inputs it has, and nothing of the hidden slot.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_values.Length);
        state.Value(ref _next);
        state.Value(ref _count);
        for (int age = _count - 1; age >= 0; age--)
            state.Value(ref _values[SlotOf(age)]);
    }

    private readonly int SlotOf(int age)
    {
        int slot = _next - 1 - age;
        return slot < 0 ? slot + _values.Length : slot;
    }
}
