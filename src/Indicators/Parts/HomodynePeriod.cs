using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Parts;

/// <summary>
/// Period of the dominant cycle of a series by Ehlers' homodyne discriminator, 6 to 50 inputs, with the parts of the
/// analytic signal. O(1). Inputs before <c>firstRow</c> only fill the price smoother; the rest begins from zeros there, as in
/// TA-Lib. Source: Ehlers, Rocket Science for Traders (2001).
/// </summary>
public struct HomodynePeriod(int firstRow)
{
    private FourInputSmoother _smoother;
    private HilbertFilter _detrend;
    private HilbertFilter _quadrature;
    private HilbertFilter _advanceInPhase;
    private HilbertFilter _advanceQuadrature;
    private State _state;

    /// <summary>Inputs so far.</summary>
    public readonly long Count => _state.Count;

    /// <summary>Whether the last input was used for more than smoothing.</summary>
    public readonly bool HasStarted => _state.Count > firstRow;

    /// <summary>The last input, smoothed over four.</summary>
    public readonly double SmoothedInput => _state.SmoothedInput;

    /// <summary>In-phase part, in the unit of the input.</summary>
    public readonly double InPhase => _state.InPhase;

    /// <summary>Quadrature part, in the unit of the input.</summary>
    public readonly double Quadrature => _state.Quadrature;

    /// <summary>The period, smoothed once more.</summary>
    public readonly double SmoothedPeriod => _state.SmoothedPeriod;

    /// <summary>Takes the next input.</summary>
    public void Add(double input)
    {
        _state.SmoothedInput = _smoother.Next(input);
        if (_state.Count++ < firstRow)
            return;

        Split();
        Measure();
    }

    /// <summary>Back to before the first input.</summary>
    public void Clear()
    {
        _smoother.Clear();
        _detrend.Clear();
        _quadrature.Clear();
        _advanceInPhase.Clear();
        _advanceQuadrature.Clear();
        _state = default;
    }

    public void Transfer(ref StateTransfer state)
    {
        _smoother.Transfer(ref state);
        _detrend.Transfer(ref state);
        _quadrature.Transfer(ref state);
        _advanceInPhase.Transfer(ref state);
        _advanceQuadrature.Transfer(ref state);
        state.Value(ref _state);
    }

    // The analytic signal, and the same a quarter of a cycle ahead.
    private void Split()
    {
        double gain = 0.075 * _state.Period + 0.54;
        double detrended = _detrend.Next(_state.SmoothedInput, gain);
        double quadrature = _quadrature.Next(detrended, gain);
        double inPhase = _state.Detrended3;
        double inPhaseAhead = _advanceInPhase.Next(inPhase, gain);
        double quadratureAhead = _advanceQuadrature.Next(quadrature, gain);
        _state.Detrended3 = _state.Detrended2;
        _state.Detrended2 = _state.Detrended1;
        _state.Detrended1 = detrended;
        _state.InPhase = inPhase;
        _state.Quadrature = quadrature;
        _state.PhasorQ1 = _state.PhasorQ;
        _state.PhasorI1 = _state.PhasorI;
        _state.PhasorQ = 0.2 * (quadrature + inPhaseAhead) + 0.8 * _state.PhasorQ;
        _state.PhasorI = 0.2 * (inPhase - quadratureAhead) + 0.8 * _state.PhasorI;
    }

    // The angle between two phasors in succession is a cycle's share.
    private void Measure()
    {
        double real = _state.PhasorI * _state.PhasorI1 + _state.PhasorQ * _state.PhasorQ1;
        double imaginary = _state.PhasorI * _state.PhasorQ1 - _state.PhasorQ * _state.PhasorI1;
        _state.Real = 0.2 * real + 0.8 * _state.Real;
        _state.Imaginary = 0.2 * imaginary + 0.8 * _state.Imaginary;
        double last = _state.Period;
        double period = last;
        if (_state.Imaginary != 0 && _state.Real != 0)
            period = 2 * Math.PI / Math.Atan(_state.Imaginary / _state.Real);

        period = Math.Max(Math.Min(period, 1.5 * last), 0.67 * last);
        period = Math.Clamp(period, 6, 50);
        _state.Period = 0.2 * period + 0.8 * last;
        _state.SmoothedPeriod = 0.33 * _state.Period + 0.67 * _state.SmoothedPeriod;
    }

    // Numbers at the end of a name: inputs ago.
    private struct State
    {
        public double SmoothedInput;
        public double Detrended1;
        public double Detrended2;
        public double Detrended3;
        public double InPhase;
        public double Quadrature;
        public double PhasorI;
        public double PhasorI1;
        public double PhasorQ;
        public double PhasorQ1;
        public double Real;
        public double Imaginary;
        public double Period;
        public double SmoothedPeriod;
        public long Count;
    }
}
