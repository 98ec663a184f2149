using System;
using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Extremes confirmed by a reversal: a top when the close falls more than a share below the highest high since the last
/// bottom, a bottom mirrored. No fixed lag: a zigzag that does not repaint. O(1). Source: neurotrader888's
/// TechnicalAnalysisAutomation; the share is of the price, so the one rule here that prices mirrored around zero
/// change.
/// </summary>
public sealed class DirectionalChange
{
    private readonly double _share;
    private State _state;

    /// <param name="share">Reversal as a share of the extreme, above 0.</param>
    public DirectionalChange(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        _share = share;
    }

    /// <summary>Extreme confirmed by the last bar; Side 0 if none.</summary>
    public Pivot Confirmed { get; private set; }

    /// <summary>Takes the last bar of <paramref name="bars"/>.</summary>
    public void Update(BarWindow bars, PriceEventBuffer output)
    {
        ref readonly Bar bar = ref bars.Last;
        Confirmed = default;
        if (_state.Side == 0)
            Seek(1, in bar, 0);

        int side = _state.Side;
        double extreme = side > 0 ? bar.High : bar.Low;
        if (side * extreme > side * _state.Level)
            Seek(side, in bar, bars.LastRow);
        else if (side * bar.Close < side * (_state.Level - side * _state.Level * _share))
            Confirm(in bar, bars.LastRow, output);
    }

    /// <summary>Carries everything later events depend on.</summary>
    public void Transfer(ref StateTransfer state) => state.Value(ref _state);

    private void Seek(int side, in Bar bar, int row) =>
        _state = new State(side > 0 ? bar.High : bar.Low, row, side);

    private void Confirm(in Bar bar, int row, PriceEventBuffer output)
    {
        ref PriceEvent told = ref output.Add(PriceEventKind.DirectionalChange, _state.Row);
        told.Direction = (sbyte)_state.Side;
        told.SetLevel(_state.Level);
        Confirmed = new Pivot(_state.Level, told.Id, _state.Row, _state.Side);
        Seek(-_state.Side, in bar, row);
    }

    /// <summary>Extreme so far of the side sought: +1 a top, -1 a bottom.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct State(double Level, int Row, int Side);
}
