using System;

namespace LowLatencyEngine.Indicators.Statistics;

/// <summary>
/// A Gaussian hidden Markov model, fitted elsewhere. States are numbered by rising variance whatever order they are
/// given in, so that a label means the same after a new fit.
/// </summary>
public sealed class HmmParameters
{
    /// <summary>States a model can have.</summary>
    public const int StateCountMax = 4;

    private const double RowSumTolerance = 1e-9;

    private readonly double[] _means;
    private readonly double[] _variances;
    private readonly double[] _transitions;
    private readonly double[] _initial;

    /// <param name="means">Of the observation, one a state: 2 to 4 states.</param>
    /// <param name="variances">Above 0.</param>
    /// <param name="transitions">Row by row, from a state to each; every row sums to 1.</param>
    /// <param name="initial">Before the first observation; sums to 1.</param>
    /// <exception cref="ArgumentException">The parts do not fit each other, or are no probabilities.</exception>
    public HmmParameters(
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> variances,
        ReadOnlySpan<double> transitions,
        ReadOnlySpan<double> initial)
    {
        int count = means.Length;
        if (count is < 2 or > StateCountMax)
            throw new ArgumentException($"a model has 2 to {StateCountMax} states: states={count}", nameof(means));

        CheckLength(variances.Length, count, "variances");
        CheckLength(transitions.Length, count * count, "transitions");
        CheckLength(initial.Length, count, "initial probabilities");
        CheckStates(means, variances);
        CheckDistribution(initial, "initial probabilities");
        for (int i = 0; i < count; i++)
            CheckDistribution(transitions.Slice(i * count, count), $"transitions from state {i}");

        int[] order = OrderByVariance(variances);
        _means = new double[count];
        _variances = new double[count];
        _initial = new double[count];
        _transitions = new double[count * count];
        for (int i = 0; i < count; i++)
        {
            _means[i] = means[order[i]];
            _variances[i] = variances[order[i]];
            _initial[i] = initial[order[i]];
            for (int j = 0; j < count; j++)
                _transitions[i * count + j] = transitions[order[i] * count + order[j]];
        }
    }

    /// <summary>Number of states.</summary>
    public int Count => _means.Length;

    /// <summary>By state, lowest variance first.</summary>
    public ReadOnlySpan<double> Means => _means;

    /// <summary>By state, rising.</summary>
    public ReadOnlySpan<double> Variances => _variances;

    internal ReadOnlySpan<double> Initial => _initial;

    internal ReadOnlySpan<double> Transitions => _transitions;

    private static void CheckLength(int actual, int expected, string what)
    {
        if (actual != expected)
            throw new ArgumentException($"the model needs {expected} {what}: given={actual}");
    }

    private static void CheckStates(ReadOnlySpan<double> means, ReadOnlySpan<double> variances)
    {
        for (int i = 0; i < means.Length; i++)
        {
            if (!double.IsFinite(means[i]) || !(variances[i] > 0) || !double.IsFinite(variances[i]))
            {
                throw new ArgumentException(
                    $"a state needs a finite mean and a variance above 0: state={i}, mean={means[i]}, " +
                    $"variance={variances[i]}");
            }
        }
    }

    private static void CheckDistribution(ReadOnlySpan<double> probabilities, string what)
    {
        double sum = 0;
        foreach (double probability in probabilities)
        {
            if (!(probability >= 0))
                throw new ArgumentException($"{what} hold a number that is no probability: value={probability}");

            sum += probability;
        }

        if (!(Math.Abs(sum - 1) <= RowSumTolerance))
            throw new ArgumentException($"{what} must sum to 1: sum={sum}");
    }

    private static int[] OrderByVariance(ReadOnlySpan<double> variances)
    {
        var order = new int[variances.Length];
        for (int i = 0; i < order.Length; i++)
        {
            int place = i;
            for (; place > 0 && variances[order[place - 1]] > variances[i]; place--)
                order[place] = order[place - 1];

            order[place] = i;
        }

        return order;
    }
}
