using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Parts;

/// <summary>
/// Maximum of the last inputs of a series, and its row. Feed negated inputs for a minimum. Amortised O(1): every
/// <c>length</c> inputs it looks back over them once.
/// </summary>
/// <remarks>
/// Inputs come in blocks of <c>length</c>. The window is the end of the last block and the beginning of this one: the
/// former's maximum is looked up in a table made when that block was complete, the latter's is kept up to date. Faster
/// than a queue of candidates, whose branches no processor foresees. Tables take turns, so that a copy of the struct may
/// push once without harm to the original (see <see cref="Window"/>).
/// </remarks>
public struct WindowMaximum
{
    private readonly double[] _block;
    private readonly Suffix[] _evenSuffixes;
    private readonly Suffix[] _oddSuffixes;
    private readonly bool _keepsOldest;
    private State _state;

    /// <param name="length">Inputs in the window; at least 1.</param>
    /// <param name="keepsOldest">Which of several equal maxima counts, see <see cref="Row"/>.</param>
    public WindowMaximum(int length, bool keepsOldest = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        _block = new double[length];
        _evenSuffixes = new Suffix[length];
        _oddSuffixes = new Suffix[length];
        _keepsOldest = keepsOldest;
        Clear();
    }

    /// <summary>Whether the window is full.</summary>
    public readonly bool IsFull => _state.Count >= _block.Length;

    /// <summary>The maximum.</summary>
    public readonly double Value => _state.Maximum;

    /// <summary>
    /// Row of the maximum, the first input being row 0: of several as large the newest. Where the oldest is kept, the rule
    /// of TA-Lib's MAXINDEX: an input as large as the maximum takes its place, but when the maximum leaves the window (and
    /// when it first fills) the oldest of the largest follows.
    /// </summary>
    public readonly long Row => _state.Row;

    /// <summary>Adds the newest and drops what has left the window.</summary>
    public void Push(double value)
    {
        double[] block = _block;
        int index = (int)_state.Index;
        block[index] = value;
        if (value > _state.Prefix || (value == _state.Prefix && !_keepsOldest))
        {
            _state.Prefix = value;
            _state.PrefixRow = _state.Count;
        }

        _state.Count++;
        if (++index == block.Length)
            index = Turn();

        _state.Index = index;
        Choose(value, (_state.UsesOdd == 0 ? _evenSuffixes : _oddSuffixes)[index]);
    }

    /// <summary>Back to empty.</summary>
    public void Clear()
    {
        _state = default;
        _state.Prefix = double.NegativeInfinity;
        Array.Fill(_evenSuffixes, new Suffix { Maximum = double.NegativeInfinity });
    }

    /// <summary>Shows what later values depend on, and nothing of what a copy has left in the arrays.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_block.Length);
        state.Value(ref _state);
        int index = (int)_state.Index;
        state.Values(_block.AsSpan(0, index));
        state.Values((_state.UsesOdd == 0 ? _evenSuffixes : _oddSuffixes).AsSpan(index));
    }

    private void Choose(double value, Suffix suffix)
    {
        bool prefixWins = _state.Prefix > suffix.Maximum || (_state.Prefix == suffix.Maximum && !_keepsOldest);
        long windowRow = prefixWins ? _state.PrefixRow : suffix.Row;
        _state.Maximum = prefixWins ? _state.Prefix : suffix.Maximum;
        if (!_keepsOldest)
        {
            _state.Row = windowRow;
            return;
        }

        bool hasLeft = _state.Count <= _block.Length || _state.Row < _state.Count - _block.Length;
        if (hasLeft)
            _state.Row = windowRow;
        else if (value >= _state.Maximum)
            _state.Row = _state.Count - 1;
    }

    private int Turn()
    {
        Suffix[] suffixes = _state.UsesOdd == 0 ? _oddSuffixes : _evenSuffixes;
        long firstRow = _state.Count - _block.Length;
        var suffix = new Suffix { Maximum = double.NegativeInfinity };
        for (int i = _block.Length - 1; i >= 0; i--)
        {
            if (_block[i] > suffix.Maximum || (_block[i] == suffix.Maximum && _keepsOldest))
                suffix = new Suffix { Maximum = _block[i], Row = firstRow + i };

            suffixes[i] = suffix;
        }

        _state.UsesOdd ^= 1;
        _state.Prefix = double.NegativeInfinity;
        return 0;
    }

    // The maximum of a block from a slot to its end.
    private struct Suffix
    {
        public double Maximum;
        public long Row;
    }

    private struct State
    {
        public double Prefix;
        public long PrefixRow;
        public double Maximum;
        public long Row;
        public long Count;
        public long Index;
        public long UsesOdd;
    }
}
