using System;
using LowLatencyEngine.Indicators.Averages;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Klinger's volume oscillator: fast less slow exponential average of the volume force, and its signal; all seeded with
/// means. The force is 200 * volume * |range / range of the run so far - 1|, signed by the trend of high + low + close.
/// O(1). First force at row 2, first value at row slow + 1; flat input gives 0. Source: Klinger (1997).
/// </summary>
public struct Klinger(int fastPeriod, int slowPeriod, int signalPeriod) : IBarStatistic<SignalledValue>
{
    private Ema _fast = new(fastPeriod);
    private Ema _slow = new(slowPeriod);
    private Ema _signal = new(signalPeriod);
    private State _state;

    public readonly int WarmUpCount => slowPeriod + signalPeriod + 1;

    public SignalledValue Next(in Bar bar)
    {
        double sum = bar.High + bar.Low + bar.Close;
        double range = bar.High - bar.Low;
        if (_state.BarCount++ > 0)
            AddForce(in bar, sum > _state.Sum ? 1 : -1, range);

        _state.Sum = sum;
        _state.Range = range;
        double oscillator = _fast.Value - _slow.Value;
        _signal.Update(in oscillator);
        return new SignalledValue(oscillator, _signal.Value);
    }

    public void Transfer(ref StateTransfer state)
    {
        _fast.Transfer(ref state);
        _slow.Transfer(ref state);
        _signal.Transfer(ref state);
        state.Value(ref _state);
    }

    private void AddForce(in Bar bar, int trend, double range)
    {
        if (_state.BarCount > 2)
        {
            _state.RunRange = trend == _state.Trend ? _state.RunRange + range : _state.Range + range;
            _state.Force = Force(in bar, trend, range);
            _fast.Update(_state.Force);
            _slow.Update(_state.Force);
        }

        _state.Trend = trend;
    }

    private readonly double Force(in Bar bar, int trend, double range)
    {
        if (range == _state.RunRange || bar.Volume == 0)
            return 0;

        if (range == 0)
            return bar.Volume * 2 * trend * 100;

        return _state.RunRange != 0
            ? bar.Volume * Math.Abs(2 * (range / _state.RunRange - 1)) * trend * 100
            : _state.Force;
    }

    private struct State
    {
        public double Sum;
        public double Range;
        public double RunRange;
        public double Force;
        public long Trend;
        public long BarCount;
    }
}
