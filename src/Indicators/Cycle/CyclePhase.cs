using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Cycle;

/// <summary>
/// Phase of the dominant cycle, what is left without it, and whether there is a trend instead. O(period of the cycle), at
/// most 50 steps. Works from row 37, first value at row 63; flat input gives the input as trend line.
/// Source: Ehlers (2001), TA-Lib HT_DCPHASE, HT_SINE, HT_TRENDLINE, HT_TRENDMODE.
/// </summary>
public struct CyclePhase() : IIndicator<double, CyclePhaseValue>
{
    private const int CycleLengthMax = 50;
    private const double DegreesPerRadian = 180 / Math.PI;

    private HomodynePeriod _period = new(firstRow: 37);
    private Window _inputs = new(CycleLengthMax);
    private Window _smoothed = new(CycleLengthMax);
    private State _state;

    public readonly int WarmUpCount => 64;

    public readonly bool IsReady => _period.Count >= 64;

    public readonly CyclePhaseValue Value => _period.Count >= 64
        ? new CyclePhaseValue(
            _state.PhaseDegrees, _state.Sine, _state.LeadSine, _state.Trendline, _state.TrendMode)
        : CyclePhaseValue.None;

    public bool Update(in double input)
    {
        if (!double.IsFinite(input))
            return false;

        _period.Add(input);
        _inputs.Push(input);
        if (_period.HasStarted)
            Advance();

        return true;
    }

    public readonly CyclePhaseValue Peek(in double input)
    {
        CyclePhase fork = this;
        return fork.Update(in input) ? fork.Value : CyclePhaseValue.None;
    }

    public void Reset()
    {
        _period.Clear();
        _inputs.Clear();
        _smoothed.Clear();
        _state = default;
    }

    public void Transfer(ref StateTransfer state)
    {
        _period.Transfer(ref state);
        _inputs.Transfer(ref state);
        _smoothed.Transfer(ref state);
        state.Value(ref _state);
    }

    private void Advance()
    {
        _smoothed.Push(_period.SmoothedInput);
        double lastPhase = _state.PhaseDegrees;
        double lastSine = _state.Sine;
        double lastLeadSine = _state.LeadSine;
        int length = (int)(_period.SmoothedPeriod + 0.5);
        _state.PhaseDegrees = Phase(length);
        _state.Sine = Math.Sin(_state.PhaseDegrees / DegreesPerRadian);
        _state.LeadSine = Math.Sin((_state.PhaseDegrees + 45) / DegreesPerRadian);
        AdvanceTrendline(length);
        bool crossed = (_state.Sine > _state.LeadSine && lastSine <= lastLeadSine) ||
            (_state.Sine < _state.LeadSine && lastSine >= lastLeadSine);
        _state.TrendCount = crossed ? 1 : _state.TrendCount + 1;
        _state.TrendMode = IsTrend(crossed, _state.PhaseDegrees - lastPhase) ? 1 : 0;
    }

    // Correlation of one cycle's smoothed inputs with a sine and a cosine of its length.
    private readonly double Phase(int length)
    {
        double real = 0;
        double imaginary = 0;
        for (int age = 0; age < Math.Min(length, _smoothed.Count); age++)
        {
            (double sine, double cosine) = CycleTable.At(age, length);
            real += sine * _smoothed[age];
            imaginary += cosine * _smoothed[age];
        }

        double phase = _state.PhaseDegrees;
        if (imaginary != 0)
            phase = Math.Atan(real / imaginary) * DegreesPerRadian;
        else
            phase += 90 * Math.Sign(real);

        phase += 90 + 360 / _period.SmoothedPeriod; // The second part makes up for the lag of the smoother.
        if (imaginary < 0)
            phase += 180;

        return phase > 315 ? phase - 360 : phase;
    }

    private void AdvanceTrendline(int length)
    {
        double sum = 0;
        for (int age = 0; age < length; age++)
            sum += _inputs[age];

        double mean = length > 0 ? sum / length : 0;
        _state.Trendline = (4 * mean + 3 * _state.Mean1 + 2 * _state.Mean2 + _state.Mean3) / 10;
        _state.Mean3 = _state.Mean2;
        _state.Mean2 = _state.Mean1;
        _state.Mean1 = mean;
    }

    private readonly bool IsTrend(bool crossed, double turnDegrees)
    {
        double trendline = _state.Trendline;
        if (trendline != 0 && Math.Abs((_period.SmoothedInput - trendline) / trendline) >= 0.015)
            return true;

        double evenTurnDegrees = 360 / _period.SmoothedPeriod;
        bool turnsEvenly = turnDegrees > 0.67 * evenTurnDegrees && turnDegrees < 1.5 * evenTurnDegrees;
        return !crossed && _state.TrendCount >= 0.5 * _period.SmoothedPeriod && !turnsEvenly;
    }

    private struct State
    {
        public double PhaseDegrees;
        public double Sine;
        public double LeadSine;
        public double Trendline;
        public double TrendMode;
        public double Mean1;
        public double Mean2;
        public double Mean3;
        public long TrendCount;
    }
}
