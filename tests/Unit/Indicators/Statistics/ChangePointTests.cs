using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Indicators.Statistics;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators.Statistics;

public sealed class ChangePointTests
{
    private static readonly ChangePointParameters Standard =
        new(MeanRunLength: 100, Mean: 0, MeanWeight: 1, Variance: 1, RunLengthMax: 256, RecentLength: 10);

    [Fact]
    public void Agrees_with_the_plain_recursion_while_no_run_is_longer_than_the_bound()
    {
        var detector = new ChangePointDetector(Standard);
        double[] series = RandomSeries.Normal(seed: 141, count: 200);
        List<double> probabilities = [1];
        for (int t = 0; t < series.Length; t++)
        {
            detector.Update(in series[t]);
            probabilities = Recursion(series[..(t + 1)], probabilities);
            Assert.Equal(probabilities.Take(11).Sum(), detector.Value.RecentChange, 1e-10);
            Assert.Equal(probabilities.Select((p, r) => p * r).Sum(), detector.Value.ExpectedRunLength, 1e-8);
            Assert.Equal(probabilities.IndexOf(probabilities.Max()), detector.Value.MostProbableRunLength);
        }
    }

    [Theory]
    [InlineData(3, 1)]   // The mean jumps.
    [InlineData(0, 5)]   // The deviation jumps.
    public void Sees_a_change_soon_and_none_before_it(double shift, double factor)
    {
        var detector = new ChangePointDetector(Standard with { RunLengthMax = 128 });
        double[] series = RandomSeries.Normal(seed: 142, count: 420);
        double highestBefore = 0;
        double highestAfter = 0;
        for (int t = 0; t < series.Length; t++)
        {
            detector.Update(t < 400 ? series[t] : shift + factor * series[t]);
            if (t is > 100 and < 400)
                highestBefore = Math.Max(highestBefore, detector.Value.RecentChange);
            else if (t >= 400)
                highestAfter = Math.Max(highestAfter, detector.Value.RecentChange);
        }

        Assert.InRange(highestBefore, 0, 0.6);
        Assert.InRange(highestAfter, 0.95, 1);
    }

    [Fact]
    public void The_longest_run_goes_on_beyond_the_bound_and_its_probabilities_stay_a_distribution()
    {
        var detector = new ChangePointDetector(Standard with { RunLengthMax = 16, RecentLength = 4 });
        foreach (double x in RandomSeries.Normal(seed: 143, count: 5_000))
        {
            detector.Update(in x);
            Assert.InRange(detector.Value.ExpectedRunLength, 0, 15);
        }

        Assert.Equal(15, detector.Value.MostProbableRunLength);
        for (int i = 0; i < 200_000; i++)
            Assert.True(detector.Update(0.5)); // Flat for long: no underflow.

        Assert.Equal(15, detector.Value.MostProbableRunLength);
    }

    [Fact]
    public void Bad_parameters_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ChangePointDetector(Standard with { MeanRunLength = 1 }));
        Assert.Throws<ArgumentException>(() => new ChangePointDetector(Standard with { Variance = 0 }));
        Assert.Throws<ArgumentException>(() => new ChangePointDetector(Standard with { RunLengthMax = 2 }));
        Assert.Throws<ArgumentException>(() => new ChangePointDetector(Standard with { RecentLength = 255 }));
    }

    /// <summary>Adams and MacKay's algorithm 1, the statistics of each run computed anew from its inputs.</summary>
    private static List<double> Recursion(double[] series, List<double> probabilities)
    {
        double x = series[^1];
        const double hazard = 0.01;
        var joint = new List<double> { 0 };
        for (int r = 0; r < probabilities.Count; r++)
        {
            double weighted = probabilities[r] * Predictive(series[(series.Length - 1 - r)..^1], x);
            joint.Add(weighted * (1 - hazard));
            joint[0] += weighted * hazard;
        }

        double sum = joint.Sum();
        return [.. joint.Select(p => p / sum)];
    }

    private static double Predictive(double[] run, double x)
    {
        double n = run.Length;
        double mean = run.Length > 0 ? run.Average() : 0;
        double weight = 1 + n;
        double shape = 1 + n / 2;
        double scale = 1 + run.Sum(y => (y - mean) * (y - mean)) / 2 + n * mean * mean / (2 * weight);
        double location = n * mean / weight;
        double variance = scale * (weight + 1) / (shape * weight);
        double freedom = 2 * shape;
        double logDensity = LogGamma((freedom + 1) / 2) - LogGamma(freedom / 2) -
            Math.Log(Math.PI * freedom * variance) / 2 -
            (freedom + 1) / 2 * Math.Log(1 + (x - location) * (x - location) / (freedom * variance));
        return Math.Exp(logDensity);
    }

    /// <summary>Stirling's series after stepping up to where it is exact.</summary>
    private static double LogGamma(double x)
    {
        double shift = 0;
        for (; x < 20; x++)
            shift += Math.Log(x);

        return (x - 0.5) * Math.Log(x) - x + Math.Log(2 * Math.PI) / 2 + 1 / (12 * x) - 1 / (360 * x * x * x) +
            1 / (1260 * Math.Pow(x, 5)) - shift;
    }
}
