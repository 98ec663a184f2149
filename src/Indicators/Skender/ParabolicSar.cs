using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>The stop, and whether this bar turned it.</summary>
public readonly record struct SarValue(double Sar, double IsReversal);

/// <summary>
/// Wilder's parabolic stop and reverse, begun as rising from the first low. O(1). The side before the first reversal is
/// a guess: values begin after it. Source: Wilder (1978).
/// </summary>
public struct ParabolicSar(double step, double stepMax) : IBarStatistic<SarValue>
{
    private State _state;

    /// <summary>The least; the first reversal ends it.</summary>
    public readonly int WarmUpCount => 3;

    public SarValue Next(in Bar bar)
    {
        if (_state.BarCount++ == 0)
        {
            _state.Direction = 1;
            _state.Extreme = bar.High;
            _state.Sar = bar.Low;
            _state.Factor = step;
            _state.Low1 = bar.Low;
            _state.High1 = bar.High;
            return new SarValue(double.NaN, double.NaN);
        }

        bool hasValue = _state.HasReversed != 0;
        bool isReversal = _state.Direction > 0 ? Rise(in bar) : Fall(in bar);
        if (isReversal)
        {
            _state.HasReversed = 1;
            _state.Factor = step;
            _state.Direction = -_state.Direction;
        }

        _state.Low2 = _state.Low1;
        _state.High2 = _state.High1;
        _state.Low1 = bar.Low;
        _state.High1 = bar.High;
        return hasValue ? new SarValue(_state.Sar, isReversal ? 1 : 0) : new SarValue(double.NaN, double.NaN);
    }

    public void Transfer(ref StateTransfer state) => state.Value(ref _state);

    private bool Rise(in Bar bar)
    {
        double sar = _state.Sar + _state.Factor * (_state.Extreme - _state.Sar);
        if (_state.BarCount > 2)
            sar = Math.Min(sar, Math.Min(_state.Low1, _state.Low2));

        if (bar.Low < sar)
        {
            _state.Sar = _state.Extreme;
            _state.Extreme = bar.Low;
            return true;
        }

        _state.Sar = sar;
        if (bar.High > _state.Extreme)
            Advance(bar.High);

        return false;
    }

    private bool Fall(in Bar bar)
    {
        double sar = _state.Sar - _state.Factor * (_state.Sar - _state.Extreme);
        if (_state.BarCount > 2)
            sar = Math.Max(sar, Math.Max(_state.High1, _state.High2));

        if (bar.High > sar)
        {
            _state.Sar = _state.Extreme;
            _state.Extreme = bar.High;
            return true;
        }

        _state.Sar = sar;
        if (bar.Low < _state.Extreme)
            Advance(bar.Low);

        return false;
    }

    private void Advance(double extreme)
    {
        _state.Extreme = extreme;
        _state.Factor = Math.Min(_state.Factor + step, stepMax);
    }

    private struct State
    {
        public double Sar;
        public double Extreme;
        public double Factor;
        public double Low1; // Of the bar before, and Low2 of the one before that.
        public double Low2;
        public double High1;
        public double High2;
        public long Direction;
        public long HasReversed;
        public long BarCount;
    }
}
