using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Parts;

/// <summary>
/// The last inputs of a series, newest first. O(1) a push; the array is made by the constructor.
/// </summary>
/// <remarks>
/// It keeps one slot more than it shows. A copy of the struct shares the array, and what the copy pushes lands in the
/// slot the original does not show: so a kernel answers <c>Peek</c> by pushing into a copy of itself, once. Slots are
/// filled from the last to the first and round again; those never filled hold 0.
/// </remarks>
public struct Window
{
    private readonly double[] _values;
    private int _next;
    private int _missing;

    /// <param name="length">How many inputs it shows; at least 1.</param>
    public Window(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        _values = new double[length + 1];
        _next = length;
        _missing = length;
    }

    /// <summary>How many inputs it shows when full.</summary>
    public readonly int Length => _values.Length - 1;

    /// <summary>How many it has.</summary>
    public readonly int Count => _values.Length - 1 - _missing;

    /// <summary>Whether the next push drops an input.</summary>
    public readonly bool IsFull => _missing == 0;

    /// <summary>The input that the next push drops; 0 where it drops none.</summary>
    public readonly double Oldest => _values[_next == 0 ? _values.Length - 1 : _next - 1];

    /// <summary>
    /// Whether the slots filled since the last turn are exactly the window. True once in Length + 1 pushes: one push
    /// before <see cref="HasTurned"/>.
    /// </summary>
    public readonly bool IsAboutToTurn => _next == 0;

    /// <summary>Whether the last push filled the first slot, so that the next begins a round.</summary>
    public readonly bool HasTurned => _next == _values.Length - 1;

    /// <summary>The input of <paramref name="age"/> pushes ago; 0 is the newest.</summary>
    public readonly double this[int age]
    {
        get
        {
            Debug.Assert((uint)age < (uint)Count);
            return _values[SlotOf(age)];
        }
    }

    /// <summary>Adds the newest, drops the oldest of a full window and gives it; 0 where none was dropped.</summary>
    public double Push(double value)
    {
        double[] values = _values;
        int slot = _next;
        int following = slot == 0 ? values.Length - 1 : slot - 1;
        values[slot] = value;
        _next = following;
        if (_missing != 0)
            _missing--;

        return values[following];
    }

    /// <summary>Back to empty.</summary>
    public void Clear()
    {
        _next = _values.Length - 1;
        _missing = _next;
        Array.Clear(_values);
    }

    /// <summary>Shows the inputs it has, and nothing of the hidden slot.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_values.Length);
        if (state.IsLoading)
            Array.Clear(_values);

        state.Value(ref _next);
        state.Value(ref _missing);
        if ((uint)_next >= (uint)_values.Length || (uint)_missing >= (uint)_values.Length)
            ThrowDamaged(_next, _missing);

        for (int age = Count - 1; age >= 0; age--)
            state.Value(ref _values[SlotOf(age)]);
    }

    private readonly int SlotOf(int age)
    {
        int slot = _next + 1 + age;
        return slot >= _values.Length ? slot - _values.Length : slot;
    }

    private static void ThrowDamaged(int next, int missing) => throw new InvalidOperationException(
        $"saved window is damaged: next={next}, missing={missing}; use an older snapshot or replay the journal");
}
