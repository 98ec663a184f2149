using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Parts;

/// <summary>
/// Average gain and average loss of a series by Wilder's smoothing: the trunk of RSI and CMO. O(1). Ready after
/// <c>period</c> moves, that is one input more.
/// </summary>
/// <param name="period">Moves; at least 1.</param>
/// <param name="isRanked">
/// Whether values are compared with each other, as a stochastic does. Then the averages round as TA-Lib's do, at the cost of
/// a division: while the price stands still they differ by rounding only, and the ranks tell how.
/// </param>
public struct GainLoss(int period, bool isRanked = false)
{
    private readonly double _divisor = period;
    private readonly double _reciprocal = 1.0 / period;
    private State _state;

    /// <summary>Whether the first averages are complete.</summary>
    public readonly bool IsReady => _state.Count > period;

    /// <summary>100 * gain / (gain + loss); 0 where nothing has moved.</summary>
    public readonly double GainPercent
    {
        get
        {
            double moves = _state.Gain + _state.Loss;
            return moves > 0 ? 100 * (_state.Gain / moves) : 0;
        }
    }

    /// <summary>100 * (gain - loss) / (gain + loss); 0 where nothing has moved.</summary>
    public readonly double BalancePercent
    {
        get
        {
            double moves = _state.Gain + _state.Loss;
            return moves > 0 ? 100 * ((_state.Gain - _state.Loss) / moves) : 0;
        }
    }

    /// <summary>Takes the next input.</summary>
    public void Add(double input)
    {
        double move = input - _state.Previous;
        _state.Previous = input;
        double gain = double.MaxNative(move, 0);
        double loss = double.MaxNative(-move, 0);
        if (_state.Count <= period)
        {
            WarmUp(gain, loss);
        }
        else if (isRanked)
        {
            _state.Gain = (_state.Gain * (_divisor - 1) + gain) / _divisor;
            _state.Loss = (_state.Loss * (_divisor - 1) + loss) / _divisor;
        }
        else
        {
            _state.Gain = Math.FusedMultiplyAdd(_reciprocal, gain - _state.Gain, _state.Gain);
            _state.Loss = Math.FusedMultiplyAdd(_reciprocal, loss - _state.Loss, _state.Loss);
        }
    }

    /// <summary>Back to empty.</summary>
    public void Clear() => _state = default;

    public void Transfer(ref StateTransfer state) => state.Value(ref _state);

    private void WarmUp(double gain, double loss)
    {
        if (_state.Count++ == 0)
            return;

        _state.Gain += gain;
        _state.Loss += loss;
        if (_state.Count > period)
        {
            _state.Gain /= _divisor;
            _state.Loss /= _divisor;
        }
    }

    private struct State
    {
        public double Previous;
        public double Gain;
        public double Loss;
        public long Count;
    }
}
