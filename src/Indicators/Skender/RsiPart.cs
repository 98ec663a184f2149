using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Wilder's RSI of a series; unlike TA-Lib's it has no value (NaN) where nothing has moved yet. O(1).
/// </summary>
internal struct RsiPart(int period)
{
    private WilderAverage _gains = new(period);
    private WilderAverage _losses = new(period);
    private State _state;

    /// <summary>Takes the next input and says the index; NaN for the first <c>period</c> inputs.</summary>
    public double Add(double value)
    {
        double move = value - _state.Previous;
        _state.Previous = value;
        if (_state.Count++ == 0)
            return double.NaN;

        _gains.Add(Math.Max(move, 0));
        _losses.Add(Math.Max(-move, 0));
        return _gains.IsReady ? 100 * _gains.Value / (_gains.Value + _losses.Value) : double.NaN;
    }

    public void Transfer(ref StateTransfer state)
    {
        _gains.Transfer(ref state);
        _losses.Transfer(ref state);
        state.Value(ref _state);
    }

    private struct State
    {
        public double Previous;
        public long Count;
    }
}
