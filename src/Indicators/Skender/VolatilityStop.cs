using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>The stop, whether it was hit, and the stop under the name of its side.</summary>
public readonly record struct VolatilityStopValue(double Sar, double IsStop, double Upper, double Lower);

/// <summary>
/// Wilder's volatility stop: the most favourable close since the last stop, less (long) or plus (short) multiples of
/// the ATR of the bar before. O(1). The side before the first stop is a guess: values begin after it.
/// </summary>
public struct VolatilityStop(int period, double multiplier) : IBarStatistic<VolatilityStopValue>
{
    private AtrPart _atr = new(period);
    private State _state;

    /// <summary>The least; the first stop ends it.</summary>
    public readonly int WarmUpCount => period + 2;

    public VolatilityStopValue Next(in Bar bar)
    {
        double distance = multiplier * _atr.Value; // NaN until the bar before has one.
        _atr.Add(in bar);
        if (_state.BarCount++ < period)
        {
            Begin(bar.Close);
            return new VolatilityStopValue(double.NaN, double.NaN, double.NaN, double.NaN);
        }

        bool isLong = _state.Direction > 0;
        double stop = isLong ? _state.Extreme - distance : _state.Extreme + distance;
        bool isHit = isLong ? bar.Close < stop : bar.Close > stop;
        bool hasValue = _state.HasStopped != 0;
        if (isHit)
        {
            _state.Direction = -_state.Direction;
            _state.Extreme = bar.Close;
            _state.HasStopped = 1;
        }
        else
        {
            _state.Extreme = isLong ? Math.Max(_state.Extreme, bar.Close) : Math.Min(_state.Extreme, bar.Close);
        }

        if (!hasValue)
            return new VolatilityStopValue(double.NaN, double.NaN, double.NaN, double.NaN);

        return new VolatilityStopValue(
            stop, isHit ? 1 : 0, isLong ? double.NaN : stop, isLong ? stop : double.NaN);
    }

    public void Transfer(ref StateTransfer state)
    {
        _atr.Transfer(ref state);
        state.Value(ref _state);
    }

    /// <summary>Guesses the side from the first move over the whole period, and its extreme so far.</summary>
    private void Begin(double close)
    {
        if (_state.BarCount == 1)
        {
            _state.First = close;
            _state.Highest = close;
            _state.Lowest = close;
        }

        _state.Highest = Math.Max(_state.Highest, close);
        _state.Lowest = Math.Min(_state.Lowest, close);
        _state.Direction = close > _state.First ? 1 : -1;
        _state.Extreme = _state.Direction > 0 ? _state.Highest : _state.Lowest;
    }

    private struct State
    {
        public double First;
        public double Highest;
        public double Lowest;
        public double Extreme;
        public long Direction;
        public long HasStopped;
        public long BarCount;
    }
}
