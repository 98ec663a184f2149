using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Parts;

/// <summary>
/// Average gain and average loss of a series by Wilder's smoothing: the trunk of RSI and CMO. O(1). Ready after
/// <c>period</c> moves, that is one input more.
/// </summary>
public struct GainLoss(int period)
{
    private WilderAverage _gain = new(period);
    private WilderAverage _loss = new(period);
    private State _state;

    /// <summary>Whether the first averages are complete.</summary>
    public readonly bool IsReady => _loss.IsReady;

    /// <summary>100 * gain / (gain + loss); 0 where nothing has moved.</summary>
    public readonly double GainPercent
    {
        get
        {
            double moves = _gain.Value + _loss.Value;
            return moves > 0 ? 100 * (_gain.Value / moves) : 0;
        }
    }

    /// <summary>100 * (gain - loss) / (gain + loss); 0 where nothing has moved.</summary>
    public readonly double BalancePercent
    {
        get
        {
            double moves = _gain.Value + _loss.Value;
            return moves > 0 ? 100 * ((_gain.Value - _loss.Value) / moves) : 0;
        }
    }

    /// <summary>Takes the next input.</summary>
    public void Add(double input)
    {
        double move = input - _state.Previous;
        _state.Previous = input;
        if (_state.Count == 0)
        {
            _state.Count = 1;
            return;
        }

        _gain.Add(Math.Max(move, 0));
        _loss.Add(Math.Max(-move, 0));
    }

    /// <summary>Back to empty.</summary>
    public void Clear()
    {
        _gain.Clear();
        _loss.Clear();
        _state = default;
    }

    public void Transfer(ref StateTransfer state)
    {
        _gain.Transfer(ref state);
        _loss.Transfer(ref state);
        state.Value(ref _state);
    }

    private struct State
    {
        public double Previous;
        public long Count;
    }
}
