using System;
using System.Linq;
using LowLatencyEngine.Indicators.Statistics;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators.Statistics;

public sealed class HmmTests
{
    public static readonly HmmParameters Calm = new(
        [0.1, -0.2, 0], [4, 0.25, 1], [0.8, 0.1, 0.1, 0.05, 0.9, 0.05, 0.2, 0.2, 0.6], [0.2, 0.5, 0.3]);

    [Fact]
    public void States_are_ordered_by_variance()
    {
        Assert.Equal([0.25, 1, 4], Calm.Variances.ToArray());
        Assert.Equal([-0.2, 0, 0.1], Calm.Means.ToArray());
    }

    [Fact]
    public void Filtered_probabilities_are_sums_over_all_paths_so_far()
    {
        var filter = new GaussianHmm(Calm);
        double[] series = RandomSeries.Normal(seed: 131, count: 7);
        double likelihood = 1;
        for (int t = 0; t < series.Length; t++)
        {
            filter.Update(in series[t]);
            double[] joint = AllPaths(series[..(t + 1)]);
            HmmValue value = filter.Value;
            Assert.Equal(joint[0] / joint.Sum(), value.State0, 1e-13);
            Assert.Equal(joint[1] / joint.Sum(), value.State1, 1e-13);
            Assert.Equal(joint[2] / joint.Sum(), value.State2, 1e-13);
            Assert.Equal(0, value.State3);
            Assert.Equal(Math.Log(joint.Sum() / likelihood), value.LogLikelihood, 1e-12);
            Assert.Equal(Array.IndexOf(joint, joint.Max()), value.MostProbable);
            likelihood = joint.Sum();
        }
    }

    [Fact]
    public void An_outlier_of_a_thousand_deviations_leaves_probabilities()
    {
        var filter = new GaussianHmm(Calm);
        filter.Update(2_000);
        Assert.Equal((0, 0, 1), (filter.Value.State0, filter.Value.State1, filter.Value.State2));
        for (int i = 0; i < 50; i++)
            filter.Update(-0.2);

        Assert.Equal(0, filter.Value.MostProbable);
    }

    [Fact]
    public void Finds_the_regime_that_made_the_series()
    {
        var model = new HmmParameters([0, 0], [1, 9], [0.98, 0.02, 0.02, 0.98], [0.5, 0.5]);
        var filter = new GaussianHmm(model);
        double[] noise = RandomSeries.Normal(seed: 132, count: 4_000);
        int right = 0;
        for (int i = 0; i < noise.Length; i++)
        {
            int regime = i / 200 % 2;
            filter.Update(noise[i] * (regime == 0 ? 1 : 3));
            right += filter.Value.MostProbable == regime ? 1 : 0;
        }

        Assert.InRange(right, 0.93 * noise.Length, noise.Length);
    }

    [Fact]
    public void Bad_models_are_refused_with_what_is_wrong()
    {
        AssertRefused("a model has 2 to 4 states: states=1", () => new HmmParameters([0], [1], [1], [1]));
        AssertRefused("needs 4 transitions: given=1", () => new HmmParameters([0, 0], [1, 1], [1], [1, 0]));
        AssertRefused("state=1", () => new HmmParameters([0, 0], [1, 0], [1, 0, 0, 1], [1, 0]));
        AssertRefused("transitions from state 1 must sum to 1: sum=0.5",
            () => new HmmParameters([0, 0], [1, 1], [1, 0, 0, 0.5], [1, 0]));
        AssertRefused("no probability: value=-1", () => new HmmParameters([0, 0], [1, 1], [1, 0, 0, 1], [-1, 2]));
    }

    private static void AssertRefused(string expected, Func<HmmParameters> create) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(create).Message, StringComparison.Ordinal);

    /// <summary>Joint density of the series and each last state, by adding up every path.</summary>
    private static double[] AllPaths(double[] series)
    {
        // The order of the states that the model sorts them into.
        double[] means = [-0.2, 0, 0.1];
        double[] variances = [0.25, 1, 4];
        double[] initial = [0.5, 0.3, 0.2];
        double[,] transitions = { { 0.9, 0.05, 0.05 }, { 0.2, 0.6, 0.2 }, { 0.1, 0.1, 0.8 } };
        var joint = new double[3];
        int pathCount = (int)Math.Pow(3, series.Length);
        for (int path = 0; path < pathCount; path++)
        {
            double product = 1;
            int previous = -1;
            for (int t = 0, code = path; t < series.Length; t++, code /= 3)
            {
                int state = code % 3;
                double distance = series[t] - means[state];
                product *= t == 0 ? initial[state] : transitions[previous, state];
                product *= Math.Exp(-distance * distance / (2 * variances[state]));
                product /= Math.Sqrt(2 * Math.PI * variances[state]);
                previous = state;
            }

            joint[previous] += product;
        }

        return joint;
    }
}
