using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Trend;

/// <summary>
/// Wilder's parabolic stop and reverse: a stop that closes in on the price, faster with every new extreme, and turns when
/// it is touched. O(1).
/// </summary>
/// <remarks>
/// Seed: falling if the second bar reaches further down than up, else rising; the first stop is the first bar's far end and
/// the first extreme the second bar's near one. The stop is kept outside of the last two bars. A touch counts as a turn.
/// First value at row 1; flat input alternates at the input. Source: Wilder (1978), TA-Lib SAR, SAREXT.
/// </remarks>
public struct ParabolicSar(SarParameters parameters) : IIndicator<Bar, ParabolicSarValue>
{
    private State _state;

    public readonly int WarmUpCount => 2;

    public readonly bool IsReady => _state.Count > 1;

    public readonly ParabolicSarValue Value =>
        _state.Count > 1 ? new ParabolicSarValue(_state.Stop, _state.SignedStop) : ParabolicSarValue.None;

    public bool Update(in Bar input)
    {
        if (!input.IsFinite)
            return false;

        if (_state.Count == 1)
            Begin(in input);

        if (_state.Count > 0)
            Advance(input.High, input.Low);

        _state.High = input.High;
        _state.Low = input.Low;
        _state.Count = Math.Min(_state.Count + 1, 2);
        return true;
    }

    public readonly ParabolicSarValue Peek(in Bar input)
    {
        ParabolicSar fork = this;
        return fork.Update(in input) ? fork.Value : ParabolicSarValue.None;
    }

    public void Reset() => _state = default;

    public void Transfer(ref StateTransfer state) => state.Value(ref _state);

    private void Begin(in Bar bar)
    {
        double down = _state.Low - bar.Low;
        bool falls = parameters.StartValue == 0 ? down > 0 && down > bar.High - _state.High : parameters.StartValue < 0;
        _state.Direction = falls ? -1 : 1;
        _state.NextStop = falls ? _state.High : _state.Low;
        if (parameters.StartValue != 0)
            _state.NextStop = Math.Abs(parameters.StartValue);

        _state.Extreme = falls ? bar.Low : bar.High;
        _state.Acceleration = parameters.Of(_state.Direction).Initial;
        _state.High = bar.High;
        _state.Low = bar.Low;
    }

    // Written for a rise; a fall is its mirror image, in which prices have the other sign and high and low change places.
    private void Advance(double barHigh, double barLow)
    {
        double sign = _state.Direction;
        double high = sign > 0 ? barHigh : -barLow;
        double low = sign > 0 ? barLow : -barHigh;
        double previousHigh = sign > 0 ? _state.High : -_state.Low;
        double previousLow = sign > 0 ? _state.Low : -_state.High;
        if (low <= sign * _state.NextStop)
            Turn(Math.Max(previousHigh, high), low);
        else
            Follow(high, Math.Min(previousLow, low));

        _state.SignedStop = _state.Direction * _state.Stop;
    }

    private void Turn(double ceiling, double low)
    {
        double sign = _state.Direction;
        double stop = Math.Max(sign * _state.Extreme, ceiling);
        stop += Math.Abs(stop) * parameters.OffsetOnReverse;
        _state.Stop = sign * stop;
        _state.Direction = -sign;
        _state.Extreme = sign * low;
        _state.Acceleration = parameters.Of(-sign).Initial;
        _state.NextStop = sign * Math.Max(stop + _state.Acceleration * (low - stop), ceiling);
    }

    private void Follow(double high, double floor)
    {
        double sign = _state.Direction;
        _state.Stop = _state.NextStop;
        if (high > sign * _state.Extreme)
        {
            SarAcceleration acceleration = parameters.Of(sign);
            _state.Extreme = sign * high;
            _state.Acceleration = Math.Min(_state.Acceleration + acceleration.Step, acceleration.Maximum);
        }

        double stop = sign * _state.NextStop;
        double next = stop + _state.Acceleration * (sign * _state.Extreme - stop);
        _state.NextStop = sign * Math.Min(next, floor);
    }

    private struct State
    {
        public double High;
        public double Low;
        public double Direction; // 1 while the stop follows a rise, -1 while it follows a fall.
        public double Stop;
        public double SignedStop;
        public double NextStop;
        public double Extreme;
        public double Acceleration;
        public long Count;
    }
}
