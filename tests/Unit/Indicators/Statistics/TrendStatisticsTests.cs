using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Indicators.Statistics;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators.Statistics;

public sealed class TrendStatisticsTests
{
    private static readonly double[] Walk =
        [.. RandomSeries.Prices(seed: 121, count: 1_500).Select(price => Math.Log(price))];

    [Fact]
    public void Efficiency_is_way_made_by_way_walked()
    {
        const int length = 10;
        var kernel = new EfficiencyRatio(length);
        for (int t = 0; t < Walk.Length; t++)
        {
            kernel.Update(in Walk[t]);
            if (t < length)
                continue;

            double walked = Enumerable.Range(t - length + 1, length).Sum(i => Math.Abs(Walk[i] - Walk[i - 1]));
            Assert.Equal(Math.Abs(Walk[t] - Walk[t - length]) / walked, kernel.Value, 1e-12);
        }
    }

    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4, 5 }, 1)]
    [InlineData(new double[] { 5, 4, 3, 2, 1 }, 1)]
    [InlineData(new double[] { 1, 2, 1, 2, 1 }, 0)]
    [InlineData(new double[] { 1, 3, 2, 4, 3 }, 2.0 / 6)]
    [InlineData(new double[] { 7, 7, 7, 7, 7 }, 0)]
    public void Efficiency_of_plain_paths(double[] path, double expected)
    {
        var kernel = new EfficiencyRatio(4);
        foreach (double x in path)
            kernel.Update(in x);

        Assert.Equal(expected, kernel.Value, 1e-15);
    }

    [Theory]
    [InlineData(40, 2)]
    [InlineData(60, 5)]
    [InlineData(17, 16)]
    public void Variance_ratio_agrees_with_the_formulas_of_Lo_and_MacKinlay(int n, int q)
    {
        var kernel = new VarianceRatio(n, q);
        for (int t = 0; t < Walk.Length; t++)
        {
            kernel.Update(in Walk[t]);
            if (t < n)
                continue;

            VarianceRatioValue expected = TwoPass(Walk.AsSpan(t - n, n + 1), q);
            Assert.Equal(expected.Ratio, kernel.Value.Ratio, 1e-9);
            Assert.Equal(expected.ZScore, kernel.Value.ZScore, 1e-8);
            Assert.Equal(expected.Hurst, kernel.Value.Hurst, 1e-9);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.4, 1.4)]   // Of an AR(1) process the ratio over two steps is 1 plus the autocorrelation.
    [InlineData(-0.4, 0.6)]
    public void Variance_ratio_of_autocorrelated_steps_is_what_theory_says(double autocorrelation, double expected)
    {
        var random = new Random(122);
        var kernel = new VarianceRatio(20_000, 2);
        double step = 0;
        double level = 0;
        for (int i = 0; i <= 20_000; i++)
        {
            kernel.Update(in level);
            step = autocorrelation * step + RandomSeries.Normal(random);
            level += step;
        }

        Assert.Equal(expected, kernel.Value.Ratio, 0.03);
        Assert.Equal((1 + Math.Log2(expected)) / 2, kernel.Value.Hurst, 0.03);
        Assert.Equal(autocorrelation == 0, Math.Abs(kernel.Value.ZScore) < 4);
    }

    [Fact]
    public void A_flat_series_is_taken_for_a_random_walk()
    {
        var kernel = new VarianceRatio(20, 3);
        for (int i = 0; i < 30; i++)
            kernel.Update(7);

        Assert.Equal(new VarianceRatioValue(1, 0, 0.5), kernel.Value);
    }

    [Theory]
    [InlineData(1024, 0)]
    [InlineData(-0.25, 0)]  // A mirror.
    [InlineData(1e-10, 0)]
    [InlineData(1, 64)]
    public void Neither_scale_nor_shift_nor_mirror_matters(double scale, double shift)
    {
        var efficiency = new EfficiencyRatio(10);
        var scaledEfficiency = new EfficiencyRatio(10);
        var ratio = new VarianceRatio(50, 4);
        var scaledRatio = new VarianceRatio(50, 4);
        foreach (double x in Walk)
        {
            efficiency.Update(in x);
            ratio.Update(in x);
            scaledEfficiency.Update(x * scale + shift);
            scaledRatio.Update(x * scale + shift);
            Assert.Equal(efficiency.Value, scaledEfficiency.Value, 1e-10);
            Assert.Equal(ratio.Value.Ratio, scaledRatio.Value.Ratio, 1e-8);
        }
    }

    [Fact]
    public void Cusum_sets_off_beyond_the_threshold_and_begins_anew()
    {
        var filter = new CusumFilter(threshold: 2);
        double[] series = [10, 11, 12, 12.5, 12, 11, 10, 9.5, 9.5];
        var values = new List<CusumValue>();
        foreach (double x in series)
        {
            filter.Update(in x);
            values.Add(filter.Value);
        }

        Assert.Equal(
            [
                new CusumValue(double.NaN, double.NaN, CusumAlarm.None),
                new CusumValue(1, 0, CusumAlarm.None),
                new CusumValue(2, 0, CusumAlarm.None), // Equal is not beyond.
                new CusumValue(0, 0, CusumAlarm.Up),
                new CusumValue(0, -0.5, CusumAlarm.None),
                new CusumValue(0, -1.5, CusumAlarm.None),
                new CusumValue(0, 0, CusumAlarm.Down),
                new CusumValue(0, -0.5, CusumAlarm.None),
                new CusumValue(0, -0.5, CusumAlarm.None),
            ],
            values);
    }

    [Fact]
    public void Regression_agrees_with_two_passes_and_finds_an_exact_line()
    {
        const int length = 30;
        var random = new Random(123);
        RegressionPoint[] points = [.. Enumerable.Range(0, 800).Select(_ =>
        {
            double x = RandomSeries.Normal(random);
            return new RegressionPoint(x, 0.3 + 2 * x + RandomSeries.Normal(random));
        })];
        var kernel = new RollingRegression(length);
        for (int t = 0; t < points.Length; t++)
        {
            kernel.Update(in points[t]);
            if (t < length - 1)
                continue;

            RegressionValue expected = TwoPass(points.AsSpan(t - length + 1, length));
            Assert.Equal(expected.Slope, kernel.Value.Slope, 1e-11);
            Assert.Equal(expected.Intercept, kernel.Value.Intercept, 1e-11);
            Assert.Equal(expected.RSquared, kernel.Value.RSquared, 1e-11);
            Assert.Equal(expected.TStatistic, kernel.Value.TStatistic, 1e-9);
        }

        var line = new RollingRegression(3);
        foreach (double x in new double[] { 1, 2, 4 })
            line.Update(new RegressionPoint(x, 3 - 2 * x));

        Assert.Equal((-2, 3, 1), (Round(line.Value.Slope), Round(line.Value.Intercept), Round(line.Value.RSquared)));
    }

    private static double Round(double x) => Math.Round(x, 12);

    private static VarianceRatioValue TwoPass(ReadOnlySpan<double> x, int q)
    {
        int n = x.Length - 1;
        double mean = (x[n] - x[0]) / n;
        double shortSum = 0;
        for (int k = 1; k <= n; k++)
            shortSum += Math.Pow(x[k] - x[k - 1] - mean, 2);

        double longSum = 0;
        for (int k = q; k <= n; k++)
            longSum += Math.Pow(x[k] - x[k - q] - q * mean, 2);

        double m = q * (n - q + 1) * (1 - (double)q / n);
        double ratio = longSum / m / (shortSum / (n - 1));
        double z = (ratio - 1) / Math.Sqrt(2.0 * (2 * q - 1) * (q - 1) / (3.0 * q * n));
        return new VarianceRatioValue(ratio, z, Math.Clamp((1 + Math.Log(ratio) / Math.Log(q)) / 2, 0, 1));
    }

    private static RegressionValue TwoPass(ReadOnlySpan<RegressionPoint> points)
    {
        RegressionPoint[] p = points.ToArray();
        double meanX = p.Average(a => a.X);
        double meanY = p.Average(a => a.Y);
        double slope = p.Sum(a => (a.X - meanX) * (a.Y - meanY)) / p.Sum(a => Math.Pow(a.X - meanX, 2));
        double intercept = meanY - slope * meanX;
        double residual = p.Sum(a => Math.Pow(a.Y - intercept - slope * a.X, 2));
        double error = Math.Sqrt(residual / (p.Length - 2) / p.Sum(a => Math.Pow(a.X - meanX, 2)));
        return new RegressionValue(
            slope, intercept, 1 - residual / p.Sum(a => Math.Pow(a.Y - meanY, 2)), slope / error);
    }
}
