using System;
using System.Diagnostics;
using System.Numerics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// The last bars of a series by row, shared by the detectors of a stage: they look back a bounded number of bars, and
/// whatever reaches farther they carry along themselves. O(1); allocates nothing after construction.
/// </summary>
public sealed class BarWindow
{
    private readonly Bar[] _bars;
    private readonly int _mask;
    private int _count;

    /// <param name="capacity">Bars kept; rounded up to a power of two.</param>
    public BarWindow(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _bars = new Bar[BitOperations.RoundUpToPowerOf2((uint)capacity)];
        _mask = _bars.Length - 1;
    }

    /// <summary>Bars taken since the beginning; the last has row Count - 1.</summary>
    public int Count => _count;

    /// <summary>Row of the last bar; -1 before the first.</summary>
    public int LastRow => _count - 1;

    /// <summary>The last bar.</summary>
    public ref readonly Bar Last => ref _bars[(_count - 1) & _mask];

    /// <summary>A bar by row, one of the last ones.</summary>
    public ref readonly Bar this[int row]
    {
        get
        {
            Debug.Assert(row >= 0 && row < _count, "the row exists");
            Debug.Assert(row >= _count - _bars.Length, "the row is still kept");
            return ref _bars[row & _mask];
        }
    }

    /// <summary>Takes a closed, finite bar.</summary>
    public void Add(in Bar bar)
    {
        Debug.Assert(bar.IsFinite, "the stage refuses others");
        _bars[_count++ & _mask] = bar;
    }

    /// <summary>Carries the bars.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_bars.Length);
        state.Value(ref _count);
        state.Values<Bar>(_bars);
    }
}
