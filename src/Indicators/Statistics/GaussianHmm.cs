using System;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Statistics;

/// <summary>Filtered probabilities of the states of a <see cref="GaussianHmm"/>; 0 for states that it has
/// not.
/// </summary>
/// <param name="State0">Of the state of the lowest variance.</param>
/// <param name="State1">Of the next.</param>
/// <param name="State2">Of the next.</param>
/// <param name="State3">Of the next.</param>
/// <param name="LogLikelihood">Natural logarithm of the density of the last input, given all before it.</param>
public readonly record struct HmmValue(
    double State0, double State1, double State2, double State3, double LogLikelihood)
{
    /// <summary>The likeliest state; of equals the calmer.</summary>
    public int MostProbable
    {
        get
        {
            int low = State1 > State0 ? 1 : 0;
            int high = State3 > State2 ? 3 : 2;
            return Math.Max(State2, State3) > Math.Max(State0, State1) ? high : low;
        }
    }
}

/// <summary>
/// Filter of a Gaussian hidden Markov model of up to four states: <c>a[t](j) ~ b(j, x[t]) * sum(i) a[t-1](i) A(i,
/// j)</c>, kept as logarithms and scaled by the likeliest state, so that no outlier underflows. Never smoothed: a value
/// once given does not change. Flat input is an observation like any other. First value: input 1. O(states^2), about a
/// logarithm and an exponential a state. Source: Rabiner, "A Tutorial on Hidden Markov Models" (1989), the forward
/// procedure.
/// </summary>
public struct GaussianHmm : IIndicator<double, HmmValue>
{
    private const double HalfLog2Pi = 0.91893853320467274178;

    private readonly HmmParameters _model;
    private readonly double[] _logNormalizers; // -ln(sd) - ln(2 pi) / 2, by state.
    private Four _probabilities;
    private double _logLikelihood;
    private long _count;

    public GaussianHmm(HmmParameters model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _logNormalizers = new double[model.Count];
        for (int i = 0; i < model.Count; i++)
            _logNormalizers[i] = -PortableMath.Log(model.Variances[i]) / 2 - HalfLog2Pi;

        Reset();
    }

    public readonly int WarmUpCount => 1;

    public readonly bool IsReady => _count > 0;

    public readonly HmmValue Value => IsReady ? ToValue(in _probabilities, _logLikelihood) : NoValue;

    private static HmmValue NoValue => new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);

    public bool Update(in double input)
    {
        if (!TryNext(input, out Four next, out double logLikelihood))
            return false;

        _probabilities = next;
        _logLikelihood = logLikelihood;
        _count++;
        return true;
    }

    public readonly HmmValue Peek(in double input) => TryNext(input, out Four next, out double logLikelihood)
        ? ToValue(in next, logLikelihood)
        : NoValue;

    public void Reset()
    {
        _probabilities = default;
        _model.Initial.CopyTo(_probabilities);
        _logLikelihood = 0;
        _count = 0;
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_model.Count);
        state.Values<double>(_probabilities);
        state.Value(ref _logLikelihood);
        state.Value(ref _count);
    }

    private static HmmValue ToValue(in Four probabilities, double logLikelihood) =>
        new(probabilities[0], probabilities[1], probabilities[2], probabilities[3], logLikelihood);

    /// <summary>False: not finite, or so far out that no state gives it a density.</summary>
    private readonly bool TryNext(double input, out Four next, out double logLikelihood)
    {
        int count = _model.Count;
        next = default;
        double highest = double.NegativeInfinity;
        for (int j = 0; j < count; j++)
        {
            next[j] = PortableMath.Log(Predicted(j)) + LogDensity(input, j);
            highest = Math.Max(highest, next[j]); // NaN of a NaN.
        }

        logLikelihood = highest;
        if (!double.IsFinite(highest))
            return false;

        double sum = 0;
        for (int j = 0; j < count; j++)
        {
            next[j] = PortableMath.Exp(next[j] - highest);
            sum += next[j];
        }

        for (int j = 0; j < count; j++)
            next[j] /= sum;

        logLikelihood = highest + PortableMath.Log(sum);
        return true;
    }

    /// <summary>Probability of a state before its observation; the initial one before the first.</summary>
    private readonly double Predicted(int state)
    {
        if (_count == 0)
            return _probabilities[state];

        double sum = 0;
        for (int i = 0; i < _model.Count; i++)
            sum += _probabilities[i] * _model.Transitions[i * _model.Count + state];

        return sum;
    }

    private readonly double LogDensity(double input, int state)
    {
        double distance = input - _model.Means[state];
        return _logNormalizers[state] - distance * distance / (2 * _model.Variances[state]);
    }

    [InlineArray(HmmParameters.StateCountMax)]
    private struct Four
    {
        private double _first;
    }
}
