using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Averages;

/// <summary>
/// MESA adaptive moving average: an exponential average whose weight follows how fast the phase of the dominant cycle turns.
/// O(1). Works from row 12, first value at row 32, both averages beginning at 0 as in TA-Lib; flat input is approached from
/// there. Source: Ehlers (2001), TA-Lib MAMA.
/// </summary>
public struct Mama(double fastLimit = 0.5, double slowLimit = 0.05) : IIndicator<double, MamaValue>
{
    private HomodynePeriod _period = new(firstRow: 12);
    private State _state;

    public readonly int WarmUpCount => 33;

    public readonly bool IsReady => _period.Count >= 33;

    public readonly MamaValue Value => _period.Count >= 33 ? new MamaValue(_state.Mama, _state.Fama) : MamaValue.None;

    public bool Update(in double input)
    {
        if (!double.IsFinite(input))
            return false;

        _period.Add(input);
        if (_period.HasStarted)
            Advance(input);

        return true;
    }

    public readonly MamaValue Peek(in double input)
    {
        Mama fork = this;
        return fork.Update(in input) ? fork.Value : MamaValue.None;
    }

    public void Reset()
    {
        _period.Clear();
        _state = default;
    }

    public void Transfer(ref StateTransfer state)
    {
        _period.Transfer(ref state);
        state.Value(ref _state);
    }

    private void Advance(double input)
    {
        double inPhase = _period.InPhase;
        double phaseDegrees = inPhase == 0 ? 0 : Math.Atan(_period.Quadrature / inPhase) * (180 / Math.PI);
        double turnDegrees = Math.Max(_state.PhaseDegrees - phaseDegrees, 1);
        double weight = turnDegrees > 1 ? Math.Max(fastLimit / turnDegrees, slowLimit) : fastLimit;
        _state.PhaseDegrees = phaseDegrees;
        _state.Mama = weight * input + (1 - weight) * _state.Mama;
        _state.Fama = 0.5 * weight * _state.Mama + (1 - 0.5 * weight) * _state.Fama;
    }

    private struct State
    {
        public double PhaseDegrees;
        public double Mama;
        public double Fama;
    }
}
