using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Pivots of legs: at t, a high at t-size above every later high turns the leg down, a low below every later low turns
/// it up, and a leg that turns confirms that pivot. Strict, right side only, alternating by construction. O(1)
/// amortised, memory O(size). Source: the published rule of LuxAlgo's leg(size).
/// </summary>
public sealed class LegPivots
{
    private readonly int _size;
    private readonly PriceScale _scale;
    private SlidingMaximum _highs;
    private SlidingMaximum _lows;
    private Pivot _high;
    private Pivot _low;
    private int _leg = -1; // -1: down, where the rule starts; +1: up.

    /// <param name="size">Bars after the pivot, at least 1.</param>
    public LegPivots(int size, PriceScale scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        _size = size;
        _scale = scale;
        _highs = new SlidingMaximum(size);
        _lows = new SlidingMaximum(size);
    }

    /// <summary>Pivot confirmed by the last bar; Side 0 if none.</summary>
    public Pivot Confirmed { get; private set; }

    /// <summary>Pivot of the same side before <see cref="Confirmed"/>; Side 0 if none.</summary>
    public Pivot Previous { get; private set; }

    /// <summary>Last confirmed high.</summary>
    public ref readonly Pivot High => ref _high;

    /// <summary>Last confirmed low.</summary>
    public ref readonly Pivot Low => ref _low;

    /// <summary>Takes the last bar of <paramref name="bars"/>, which keeps size bars before it.</summary>
    public void Update(BarWindow bars, PriceEventBuffer output)
    {
        int last = bars.LastRow;
        _highs.Add(last, bars.Last.High);
        _lows.Add(last, -bars.Last.Low);
        Confirmed = default;

        int row = last - _size;
        if (row < 0)
            return;

        ref readonly Bar bar = ref bars[row];
        if (bar.High > _highs.Value)
            Turn(-1, new Pivot(bar.High, 0, row, 1), output);
        else if (-bar.Low > _lows.Value)
            Turn(1, new Pivot(bar.Low, 0, row, -1), output);
    }

    /// <summary>Carries everything later events depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_size);
        _highs.Transfer(ref state);
        _lows.Transfer(ref state);
        state.Value(ref _high);
        state.Value(ref _low);
        state.Value(ref _leg);
    }

    private void Turn(int leg, Pivot pivot, PriceEventBuffer output)
    {
        if (leg == _leg)
            return;

        _leg = leg;
        ref Pivot latest = ref pivot.Side > 0 ? ref _high : ref _low;
        ref PriceEvent told = ref output.Add(PriceEventKind.LegPivot, pivot.Row);
        told.Direction = (sbyte)pivot.Side;
        told.Scale = _scale;
        told.SetLevel(pivot.Level);
        told.Score = latest.Exists ? pivot.Side * (pivot.IsBeyond(in latest) ? 1 : -1) : 0;
        told.ReferenceId = latest.EventId;
        Previous = latest;
        latest = pivot with { EventId = told.Id };
        Confirmed = latest;
    }
}
