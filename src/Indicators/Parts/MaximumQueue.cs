using System;
using System.Diagnostics;
using System.Numerics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Parts;

/// <summary>
/// Maximum of the last inputs of a series by a monotonic queue: inputs that a later, larger one has overtaken are gone.
/// Amortised O(1), at worst O(length) on one input after a long fall. Feed negated inputs for a minimum.
/// </summary>
/// <remarks>
/// Unlike a <see cref="Window"/>, a push overwrites a slot that is in use. A copy that has pushed once must
/// <see cref="Undo"/> when the original is to go on.
/// </remarks>
public struct MaximumQueue
{
    private readonly double[] _values;
    private readonly long[] _rows;
    private readonly int _length;
    private readonly bool _keepsTies;
    private State _state;

    /// <param name="length">Inputs in the window; at least 1.</param>
    /// <param name="keepsTies">Whether <see cref="MaximumRow"/> follows TA-Lib's tie rule.</param>
    public MaximumQueue(int length, bool keepsTies = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        int capacitySlots = (int)BitOperations.RoundUpToPowerOf2((uint)length + 1);
        _values = new double[capacitySlots];
        _rows = new long[capacitySlots];
        _length = length;
        _keepsTies = keepsTies;
    }

    /// <summary>Whether the window is full.</summary>
    public readonly bool IsFull => _state.Count >= _length;

    /// <summary>The maximum.</summary>
    public readonly double Maximum => _values[_state.Head & (_values.Length - 1)];

    /// <summary>
    /// Row of the maximum, the first input being row 0: of several as large the newest. Where ties are kept, the rule of
    /// TA-Lib's MAXINDEX: an input as large as the maximum takes its place, but when the maximum leaves the window (and
    /// when it first fills) the oldest of the largest follows.
    /// </summary>
    public readonly long MaximumRow => _state.MaximumRow;

    /// <summary>Adds the newest and drops what has left the window.</summary>
    public void Push(double value)
    {
        double[] values = _values;
        int mask = values.Length - 1;
        long row = _state.Count++;
        long tail = _state.Tail;
        while (tail > _state.Head && IsOvertaken(values[(tail - 1) & mask], value))
            tail--;

        long slot = tail & mask;
        _state.OverwrittenValue = values[slot];
        _state.OverwrittenRow = _rows[slot];
        values[slot] = value;
        _rows[slot] = row;
        _state.Tail = tail + 1;
        if (_rows[_state.Head & mask] <= row - _length)
            _state.Head++;

        ChooseRow(value, row);
    }

    /// <summary>Gives the array back to the struct that this one is a copy of; this one is of no use afterwards.</summary>
    public readonly void Undo()
    {
        Debug.Assert(_state.Tail > 0);
        long slot = (_state.Tail - 1) & (_values.Length - 1);
        _values[slot] = _state.OverwrittenValue;
        _rows[slot] = _state.OverwrittenRow;
    }

    /// <summary>Back to empty.</summary>
    public void Clear() => _state = default;

    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_length);
        state.Value(ref _state.Count);
        state.Value(ref _state.MaximumRow);
        state.Value(ref _state.Head);
        state.Value(ref _state.Tail);
        for (long index = _state.Head; index < _state.Tail; index++)
        {
            state.Value(ref _values[index & (_values.Length - 1)]);
            state.Value(ref _rows[index & (_values.Length - 1)]);
        }
    }

    private readonly bool IsOvertaken(double older, double newer) => older < newer || (older == newer && !_keepsTies);

    private void ChooseRow(double value, long row)
    {
        if (row < _length || _state.MaximumRow <= row - _length)
            _state.MaximumRow = _rows[_state.Head & (_values.Length - 1)];
        else if (value >= Maximum)
            _state.MaximumRow = row;
    }

    private struct State
    {
        public long Count;
        public long MaximumRow;
        public long Head;
        public long Tail;
        public double OverwrittenValue;
        public long OverwrittenRow;
    }
}
