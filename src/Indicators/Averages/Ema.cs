using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Averages;

/// <summary>
/// Exponential moving average: previous + k * (input - previous), k = 2 / (period + 1), in one rounding. Seed: the mean
/// of the first <c>period</c> inputs. O(1). First value at row period - 1; flat input gives the input.
/// Source: TA-Lib EMA.
/// </summary>
public struct Ema : IIndicator<double, double>
{
    private readonly int _period;
    private readonly double _weight;
    private State _state;

    /// <param name="period">At least 1.</param>
    public Ema(int period = 30)
        : this(period, 2.0 / (period + 1))
    {
    }

    /// <param name="period">Inputs whose mean is the seed; at least 1.</param>
    /// <param name="weight">The newest input's share, above 0 and at most 1.</param>
    public Ema(int period, double weight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(weight, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weight, 1);
        _period = period;
        _weight = weight;
    }

    public readonly int WarmUpCount => _period;

    public readonly bool IsReady => _state.Count >= _period;

    public readonly double Value => _state.Count >= _period ? _state.Average : double.NaN;

    public bool Update(in double input)
    {
        if (!double.IsFinite(input))
            return false;

        if (_state.Count >= _period)
            _state.Average = Math.FusedMultiplyAdd(_weight, input - _state.Average, _state.Average);
        else
            Seed(input);

        return true;
    }

    public readonly double Peek(in double input)
    {
        Ema fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset() => _state = default;

    public void Transfer(ref StateTransfer state) => state.Value(ref _state);

    private void Seed(double input)
    {
        _state.Average += input;
        if (++_state.Count == _period)
            _state.Average /= _period;
    }

    private struct State
    {
        public double Average;
        public long Count;
    }
}
