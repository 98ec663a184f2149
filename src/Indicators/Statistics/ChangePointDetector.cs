using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Statistics;

/// <summary>What a <see cref="ChangePointDetector"/> believes after an input.</summary>
/// <param name="RecentChange">Probability that the run is not longer than the recent length.</param>
/// <param name="ExpectedRunLength">Mean of the run length, in inputs.</param>
/// <param name="MostProbableRunLength">The likeliest run length; of equals the shortest.</param>
public readonly record struct ChangePointValue(
    double RecentChange, double ExpectedRunLength, long MostProbableRunLength);

/// <summary>
/// Bayesian online change points: the probability of every run length since the last change of mean or variance, for
/// Gaussian runs with a normal-inverse-gamma prior (shape 1) and a constant hazard. Run lengths are bounded: the last
/// one stands for all longer runs and forgets exponentially, as if it held that many inputs. First value: input 1; flat
/// input is one long run. O(run lengths), two logarithms and an exponential each: for bars, not for ticks. Source:
/// Adams and MacKay, "Bayesian Online Changepoint Detection" (2007); Murphy, "Conjugate Bayesian analysis of the
/// Gaussian distribution" (2007), for the posterior and its Student predictive.
/// </summary>
/// <remarks>
/// <code>
///  run length   0        1        2       ...        max-1
///            +--------+--------+--------+-------+-----------------+
///  after x   | change | from 0 | from 1 |  ...  | max-2 and itself|
///            +--------+--------+--------+-------+-----------------+
/// </code>
/// With a constant hazard the probability of run length 0 is always the hazard, which is why the value speaks of recent
/// runs instead.
/// </remarks>
public struct ChangePointDetector : IIndicator<double, ChangePointValue>
{
    private const double ScaleLowest = 1.0 / (1L << 40); // Of the prior's: a flat series must not forget to zero.

    private readonly ChangePointParameters _parameters;
    private readonly double _hazard;
    private readonly double[] _logDensityFactors; // Of the Student predictive: what depends on the run length only.
    private double[] _probabilities;
    private double[] _means;
    private double[] _scales; // beta of the inverse gamma.
    private double[] _nextProbabilities;
    private double[] _nextMeans;
    private double[] _nextScales;

    public ChangePointDetector(ChangePointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        parameters.CheckOrThrow();
        int count = parameters.RunLengthMax;
        _parameters = parameters;
        _hazard = 1 / parameters.MeanRunLength;
        _logDensityFactors = StudentFactors(parameters.MeanWeight, count);
        _probabilities = new double[count];
        _means = new double[count];
        _scales = new double[count];
        _nextProbabilities = new double[count];
        _nextMeans = new double[count];
        _nextScales = new double[count];
        Reset();
    }

    public readonly int WarmUpCount => 1;

    public bool IsReady { get; private set; }

    public ChangePointValue Value { get; private set; }

    private static ChangePointValue NoValue => new(double.NaN, double.NaN, -1);

    public bool Update(in double input)
    {
        if (!TryNext(input, out ChangePointValue value))
            return false;

        (_probabilities, _nextProbabilities) = (_nextProbabilities, _probabilities);
        (_means, _nextMeans) = (_nextMeans, _means);
        (_scales, _nextScales) = (_nextScales, _scales);
        Value = value;
        IsReady = true;
        return true;
    }

    /// <summary>As the contract says; works in the scratch arrays, which are no state.</summary>
    public readonly ChangePointValue Peek(in double input) =>
        TryNext(input, out ChangePointValue value) ? value : NoValue;

    public void Reset()
    {
        Array.Clear(_probabilities);
        Array.Fill(_means, _parameters.Mean);
        Array.Fill(_scales, _parameters.Variance);
        _probabilities[0] = 1;
        Value = NoValue;
        IsReady = false;
    }

    public void Transfer(ref StateTransfer state)
    {
        ChangePointValue value = Value;
        bool isReady = IsReady;
        state.Agree(_probabilities.Length);
        state.Values<double>(_probabilities);
        state.Values<double>(_means);
        state.Values<double>(_scales);
        state.Value(ref value);
        state.Value(ref isReady);
        Value = value;
        IsReady = isReady;
    }

    /// <summary>
    /// ln G(a + 1/2) - ln G(a) - ln(2 pi * (k + 1) / k) / 2 with a = 1 + r/2 and k = weight + r, for every run length
    /// r; G(a + 1) = a G(a) steps from G(1) and G(3/2) to all of them.
    /// </summary>
    private static double[] StudentFactors(double meanWeight, int count)
    {
        const double logGammaThreeHalves = -0.12078223763524522235;
        const double log2Pi = 1.83787706640934548356;
        var factors = new double[count];
        double logGamma = 0;                         // ln G(a).
        double logGammaAbove = logGammaThreeHalves;  // ln G(a + 1/2).
        for (int r = 0; r < count; r++)
        {
            double shape = 1 + r / 2.0;
            double weight = meanWeight + r;
            factors[r] = logGammaAbove - logGamma - (log2Pi + PortableMath.Log((weight + 1) / weight)) / 2;
            (logGamma, logGammaAbove) = (logGammaAbove, logGamma + PortableMath.Log(shape));
        }

        return factors;
    }

    private readonly bool TryNext(double input, out ChangePointValue value)
    {
        value = NoValue;
        double highest = WeighRuns(input);
        if (!double.IsFinite(highest))
            return false;

        Grow(input, highest);
        value = Summarize();
        return true;
    }

    /// <summary>
    /// Puts ln(probability * density of the input) of every run into the next probabilities; returns the highest.
    /// </summary>
    private readonly double WeighRuns(double input)
    {
        double highest = double.NegativeInfinity;
        for (int r = 0; r < _probabilities.Length; r++)
        {
            double weight = _probabilities[r] > 0
                ? PortableMath.Log(_probabilities[r]) + LogDensity(input, r)
                : double.NegativeInfinity;
            _nextProbabilities[r] = weight;
            highest = Math.Max(highest, weight); // NaN of a NaN.
        }

        return highest;
    }

    private readonly double LogDensity(double input, int runLength)
    {
        double shape = 1 + runLength / 2.0;
        double weight = _parameters.MeanWeight + runLength;
        double scale = _scales[runLength];
        double distance = input - _means[runLength];
        double excess = distance * distance * weight / (2 * (weight + 1) * scale);
        double logTail = (shape + 0.5) * PortableMath.Log(1 + excess);
        return _logDensityFactors[runLength] - PortableMath.Log(scale) / 2 - logTail;
    }

    /// <summary>Every run grows by one or ends, from the longest down, so that what is read is not yet
    /// overwritten.
    /// </summary>
    private readonly void Grow(double input, double highest)
    {
        int last = _probabilities.Length - 1;
        double total = 0;
        for (int r = 0; r <= last; r++)
        {
            _nextProbabilities[r] = PortableMath.Exp(_nextProbabilities[r] - highest);
            total += _nextProbabilities[r];
        }

        Debug.Assert(total >= 1);
        double growth = (1 - _hazard) / total;
        GrowLongest(input, last, growth);
        for (int r = last - 1; r > 0; r--)
        {
            _nextProbabilities[r] = _nextProbabilities[r - 1] * growth;
            (_nextMeans[r], _nextScales[r]) = Posterior(input, r - 1);
        }

        _nextProbabilities[0] = _hazard;
        _nextMeans[0] = _parameters.Mean;
        _nextScales[0] = _parameters.Variance;
    }

    private readonly void GrowLongest(double input, int last, double growth)
    {
        double arriving = _nextProbabilities[last - 1];
        double staying = _nextProbabilities[last];
        (double arrivingMean, double arrivingScale) = Posterior(input, last - 1);
        (double stayingMean, double stayingScale) = Posterior(input, last);
        double shape = 1 + last / 2.0;
        stayingScale *= shape / (shape + 0.5); // Its shape stays: the scale keeps the variance.
        stayingScale = Math.Max(stayingScale, _parameters.Variance * ScaleLowest);

        double share = arriving + staying > 0 ? staying / (arriving + staying) : 0;
        _nextProbabilities[last] = (arriving + staying) * growth;
        _nextMeans[last] = arrivingMean + share * (stayingMean - arrivingMean);
        _nextScales[last] = arrivingScale + share * (stayingScale - arrivingScale);
    }

    private readonly (double Mean, double Scale) Posterior(double input, int runLength)
    {
        double weight = _parameters.MeanWeight + runLength;
        double distance = input - _means[runLength];
        double mean = _means[runLength] + distance / (weight + 1);
        double scale = _scales[runLength] + weight * distance * distance / (2 * (weight + 1));
        return (mean, scale);
    }

    private readonly ChangePointValue Summarize()
    {
        double recent = 0;
        double expected = 0;
        int mostProbable = 0;
        for (int r = 0; r < _nextProbabilities.Length; r++)
        {
            double probability = _nextProbabilities[r];
            expected += r * probability;
            if (r <= _parameters.RecentLength)
                recent += probability;

            if (probability > _nextProbabilities[mostProbable])
                mostProbable = r;
        }

        return new ChangePointValue(recent, expected, mostProbable);
    }
}
