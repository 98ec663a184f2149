using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Values that no other within order rows before or after exceeds, known order rows later; ties count. One value a row,
/// usually the close or its logarithm. O(1) amortised, memory O(order). Source: the rolling-window rule of
/// neurotrader888's TechnicalAnalysisAutomation, which first looks at row 2 * order + 1.
/// </summary>
public sealed class RollingExtremes
{
    private readonly int _order;
    private readonly double[] _values;
    private SlidingMaximum _tops;
    private SlidingMaximum _bottoms;
    private int _count;

    /// <param name="order">Rows on each side, at least 1.</param>
    public RollingExtremes(int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        _order = order;
        _values = new double[order + 1];
        _tops = new SlidingMaximum(2 * order + 1);
        _bottoms = new SlidingMaximum(2 * order + 1);
    }

    /// <summary>The last value confirmed a top.</summary>
    public bool IsTop { get; private set; }

    /// <summary>The last value confirmed a bottom.</summary>
    public bool IsBottom { get; private set; }

    /// <summary>Row of what was confirmed.</summary>
    public int Row => _count - 1 - _order;

    /// <summary>Its value.</summary>
    public double Value => _values[_count % _values.Length];

    /// <summary>Takes the value of the next row.</summary>
    public void Update(double value)
    {
        _values[_count % _values.Length] = value;
        _tops.Add(_count, value);
        _bottoms.Add(_count, -value);
        _count++;

        bool isReady = _count > 2 * _order + 1;
        IsTop = isReady && Value == _tops.Value;
        IsBottom = isReady && -Value == _bottoms.Value;
    }

    /// <summary>Tells of the last value; tops first.</summary>
    public void Tell(PriceEventBuffer output)
    {
        if (IsTop)
            Tell(1, output);
        if (IsBottom)
            Tell(-1, output);
    }

    /// <summary>Carries everything later events depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_order);
        state.Values<double>(_values);
        _tops.Transfer(ref state);
        _bottoms.Transfer(ref state);
        state.Value(ref _count);
    }

    private void Tell(int side, PriceEventBuffer output)
    {
        ref PriceEvent told = ref output.Add(PriceEventKind.WindowExtreme, Row);
        told.Direction = (sbyte)side;
        told.SetLevel(Value);
    }
}
