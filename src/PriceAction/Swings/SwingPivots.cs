using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Swing highs and lows by a window: row i is a high when its high is the largest of [i-L+1, i+L], known at i+L; ties
/// count; a bar that is both is a high. Of several pivots of one side in a row the most extreme remains, the earliest
/// among equals: <see cref="PriceEventKind.PivotNew"/>, then PivotReplaces or PivotIgnored, and
/// <see cref="PriceEventKind.SwingFinal"/> when the next pivot of the other side is confirmed. O(1) amortised, memory
/// O(L). Source: the swing rule of smart-money-concepts 0.0.27, whose labels it equals without their hindsight.
/// </summary>
public sealed class SwingPivots
{
    private readonly int _length;
    private readonly PriceScale _scale;
    private readonly bool _seedsFirstBar;
    private SlidingMaximum _highs;
    private SlidingMaximum _lows;
    private Pivot _pending;
    private int _pendingKnownRow;

    /// <param name="length">L, at least 1.</param>
    /// <param name="scale">Put into its events.</param>
    /// <param name="seedsFirstBar">Bar 0 is taken for a swing, final when the first pivot, of the other side, is
    /// confirmed: the artificial end point of the source, for comparison with it only. The window must still keep bar 0
    /// then.</param>
    public SwingPivots(int length, PriceScale scale, bool seedsFirstBar = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        _length = length;
        _seedsFirstBar = seedsFirstBar;
        _scale = scale;
        _highs = new SlidingMaximum(2 * length);
        _lows = new SlidingMaximum(2 * length);
    }

    /// <summary>L.</summary>
    public int Length => _length;

    /// <summary>Pivot confirmed by the last bar, whatever became of it; Side 0 if none.</summary>
    public Pivot Confirmed { get; private set; }

    /// <summary>What became of it.</summary>
    public PriceEventKind ConfirmedKind { get; private set; }

    /// <summary>Swing that the last bar made final; Side 0 if none.</summary>
    public Pivot Final { get; private set; }

    /// <summary>The last swing, which can still be replaced.</summary>
    public ref readonly Pivot Pending => ref _pending;

    /// <summary>Takes the last bar of <paramref name="bars"/>, which keeps L bars before it.</summary>
    public void Update(BarWindow bars, PriceEventBuffer output)
    {
        int last = bars.LastRow;
        _highs.Add(last, bars.Last.High);
        _lows.Add(last, -bars.Last.Low);
        Confirmed = default;
        Final = default;

        int row = last - _length;
        if (row < 2 * _length - 1)
            return; // The source's own first row.

        ref readonly Bar bar = ref bars[row];
        if (bar.High == _highs.Value)
            Confirm(new Pivot(bar.High, 0, row, 1), bars, output);
        else if (-bar.Low == _lows.Value)
            Confirm(new Pivot(bar.Low, 0, row, -1), bars, output);
    }

    /// <summary>
    /// The series is over and no bar will follow: tells of the pending swing as final, with Count -1, for what compares
    /// whole series. Not for streams.
    /// </summary>
    public void CompleteSeries(PriceEventBuffer output)
    {
        Confirmed = default;
        Final = default;
        if (!_pending.Exists)
            return;

        Finish(output).Count = -1;
    }

    /// <summary>Carries everything later events depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_length);
        _highs.Transfer(ref state);
        _lows.Transfer(ref state);
        state.Value(ref _pending);
        state.Value(ref _pendingKnownRow);
    }

    private void Confirm(Pivot pivot, BarWindow bars, PriceEventBuffer output)
    {
        if (_seedsFirstBar && !_pending.Exists)
            Seed(-pivot.Side, bars);

        ConfirmedKind = KindOf(in pivot);
        ref PriceEvent told = ref output.Add(ConfirmedKind, pivot.Row);
        Fill(ref told, in pivot);
        Confirmed = pivot with { EventId = told.Id };
        if (ConfirmedKind == PriceEventKind.PivotIgnored)
            return;

        if (ConfirmedKind == PriceEventKind.PivotNew && _pending.Exists)
            Finish(output);

        _pending = Confirmed;
        _pendingKnownRow = bars.LastRow;
    }

    private void Seed(int side, BarWindow bars) =>
        _pending = new Pivot(side > 0 ? bars[0].High : bars[0].Low, 0, 0, side);

    private PriceEventKind KindOf(in Pivot pivot)
    {
        if (pivot.Side != _pending.Side)
            return PriceEventKind.PivotNew;

        return pivot.IsBeyond(in _pending) ? PriceEventKind.PivotReplaces : PriceEventKind.PivotIgnored;
    }

    private ref PriceEvent Finish(PriceEventBuffer output)
    {
        Final = _pending;
        ref PriceEvent final = ref output.Add(PriceEventKind.SwingFinal, _pending.Row);
        Fill(ref final, in _pending);
        final.ReferenceId = _pending.EventId;
        final.OtherRow = _pendingKnownRow;
        return ref final;
    }

    private void Fill(ref PriceEvent target, in Pivot pivot)
    {
        target.Direction = (sbyte)pivot.Side;
        target.Scale = _scale;
        target.SetLevel(pivot.Level);
    }
}
