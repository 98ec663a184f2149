using System;
using System.Linq;
using LowLatencyEngine.Indicators;
using LowLatencyEngine.Indicators.Statistics;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators.Statistics;

public sealed class VolatilityTests
{
    private const int Length = 20;
    private const double Tolerance = 1e-13;

    private static readonly double[] Prices = RandomSeries.Prices(seed: 111, count: 2_000);
    private static readonly Bar[] Bars = RandomSeries.Bars(seed: 112, count: 2_000);

    [Fact]
    public void Realized_volatility_is_the_root_of_the_mean_square_return()
    {
        var kernel = new RealizedVolatility(Length);
        for (int t = 0; t < Prices.Length; t++)
        {
            kernel.Update(in Prices[t]);
            if (t < Length)
                continue;

            double sum = Enumerable.Range(t - Length + 1, Length)
                .Sum(i => Math.Pow(Math.Log(Prices[i] / Prices[i - 1]), 2));
            Assert.Equal(Math.Sqrt(sum / Length), kernel.Value, Tolerance);
        }
    }

    [Fact]
    public void A_range_of_e_gives_the_constants_of_the_papers()
    {
        var bar = new Bar(0, 1, Math.E, 1, 1, 0);
        Assert.Equal(0.600561204, Once<RangeVolatility<Parkinson>>(new(1), bar), 1e-9);   // 1 / sqrt(4 ln 2).
        Assert.Equal(0.707106781, Once<RangeVolatility<GarmanKlass>>(new(1), bar), 1e-9); // sqrt(1 / 2).
        Assert.Equal(1, Once<RangeVolatility<RogersSatchell>>(new(1), bar), 1e-9);
        var trend = new Bar(0, 1, Math.E, 1, Math.E, 0);
        Assert.Equal(1.5 - 2 * Math.Log(2), Math.Pow(Once<RangeVolatility<GarmanKlass>>(new(1), trend), 2), 1e-15);
        Assert.Equal(0, Once<RangeVolatility<RogersSatchell>>(new(1), trend)); // Pure drift is no volatility.
    }

    [Fact]
    public void Range_estimators_are_means_over_the_window()
    {
        var parkinson = new RangeVolatility<Parkinson>(Length);
        var garmanKlass = new RangeVolatility<GarmanKlass>(Length);
        var rogersSatchell = new RangeVolatility<RogersSatchell>(Length);
        for (int t = 0; t < Bars.Length; t++)
        {
            parkinson.Update(in Bars[t]);
            garmanKlass.Update(in Bars[t]);
            rogersSatchell.Update(in Bars[t]);
            if (t < Length - 1)
                continue;

            Bar[] window = Bars[(t - Length + 1)..(t + 1)];
            Assert.Equal(
                Math.Sqrt(window.Average(b => Math.Pow(Math.Log(b.High / b.Low), 2) / (4 * Math.Log(2)))),
                parkinson.Value, Tolerance);
            Assert.Equal(
                Math.Sqrt(window.Average(b => 0.5 * Math.Pow(Math.Log(b.High / b.Low), 2) -
                    (2 * Math.Log(2) - 1) * Math.Pow(Math.Log(b.Close / b.Open), 2))),
                garmanKlass.Value, Tolerance);
            Assert.Equal(Math.Sqrt(window.Average(SatchellOf)), rogersSatchell.Value, Tolerance);
        }
    }

    [Fact]
    public void Yang_Zhang_agrees_with_two_passes_over_the_window()
    {
        var kernel = new YangZhangVolatility(Length);
        double k = 0.34 / (1.34 + (Length + 1.0) / (Length - 1.0));
        for (int t = 0; t < Bars.Length; t++)
        {
            kernel.Update(in Bars[t]);
            if (t < Length)
                continue;

            int[] rows = [.. Enumerable.Range(t - Length + 1, Length)];
            double gaps = SampleVariance([.. rows.Select(i => Math.Log(Bars[i].Open / Bars[i - 1].Close))]);
            double bodies = SampleVariance([.. rows.Select(i => Math.Log(Bars[i].Close / Bars[i].Open))]);
            double ranges = rows.Average(i => SatchellOf(Bars[i]));
            Assert.Equal(Math.Sqrt(gaps + k * bodies + (1 - k) * ranges), kernel.Value, Tolerance);
        }
    }

    [Fact]
    public void Percentile_of_volatility_agrees_with_counting()
    {
        const double decay = 0.9;
        var kernel = new VolatilityPercentile(Length, decay);
        var past = new System.Collections.Generic.List<double>();
        for (int t = 0; t < Prices.Length; t++)
        {
            kernel.Update(in Prices[t]);
            if (t == 0)
                continue;

            double square = Math.Pow(Math.Log(Prices[t] / Prices[t - 1]), 2);
            past.Add(past.Count == 0 ? square : decay * past[^1] + (1 - decay) * square);
            if (t < Length)
                continue;

            double[] window = [.. past.TakeLast(Length)];
            double below = window.Count(v => v < past[^1]) + 0.5 * window.Count(v => v == past[^1]);
            double expected = 100 * below / Length;
            Assert.Equal(Math.Sqrt(past[^1]), kernel.Value.Volatility, Tolerance);
            Assert.Equal(expected, kernel.Value.Percentile, 1e-9);
        }
    }

    [Fact]
    public void Flat_prices_have_no_volatility_and_stand_in_the_middle_of_their_past()
    {
        Bar[] flat = [.. Enumerable.Repeat(new Bar(0, 5, 5, 5, 5, 1), 60)];
        Assert.Equal(0, Last(new RealizedVolatility(Length), flat.Select(b => b.Close).ToArray()));
        Assert.Equal(0, Last(new RangeVolatility<Parkinson>(Length), flat));
        Assert.Equal(0, Last(new RangeVolatility<GarmanKlass>(Length), flat));
        Assert.Equal(0, Last(new RangeVolatility<RogersSatchell>(Length), flat));
        Assert.Equal(0, Last(new YangZhangVolatility(Length), flat));
        var percentile = new VolatilityPercentile(Length, 0.94);
        foreach (Bar bar in flat)
            percentile.Update(bar.Close);

        Assert.Equal(new VolatilityPercentileValue(0, 50), percentile.Value);
    }

    [Theory]
    [InlineData(1e-10)]
    [InlineData(1024)]
    public void The_scale_of_prices_does_not_matter(double scale)
    {
        Bar[] scaled = [.. Bars.Select(b => new Bar(
            0, b.Open * scale, b.High * scale, b.Low * scale, b.Close * scale, b.Volume))];
        Assert.Equal(
            Last(new YangZhangVolatility(Length), Bars), Last(new YangZhangVolatility(Length), scaled), Tolerance);
        Assert.Equal(
            Last(new RealizedVolatility(Length), Prices),
            Last(new RealizedVolatility(Length), Prices.Select(p => p * scale).ToArray()), Tolerance);
    }

    [Fact]
    public void A_million_updates_after_a_shock_leave_no_trace_of_it()
    {
        var shocked = new RealizedVolatility(Length);
        shocked.Update(1e-100);
        shocked.Update(1e100); // A return of 460: its square would leave rounding of 1e-11 in a plain running sum.
        var calm = new RealizedVolatility(Length);
        for (int i = 0; i < 1_000_000; i++)
        {
            double price = 1e100 * (1 + 1e-6 * (i % 3));
            shocked.Update(in price);
            calm.Update(in price);
        }

        Assert.Equal(calm.Value, shocked.Value, calm.Value * 1e-12);
    }

    private static double SatchellOf(Bar b) =>
        Math.Log(b.High / b.Close) * Math.Log(b.High / b.Open) + Math.Log(b.Low / b.Close) * Math.Log(b.Low / b.Open);

    private static double SampleVariance(double[] samples)
    {
        double mean = samples.Average();
        return samples.Sum(x => (x - mean) * (x - mean)) / (samples.Length - 1);
    }

    private static double Once<TKernel>(TKernel kernel, Bar bar)
        where TKernel : struct, IIndicator<Bar, double> => Last(kernel, [bar]);

    private static double Last<TKernel, TInput>(TKernel kernel, TInput[] inputs)
        where TKernel : struct, IIndicator<TInput, double>
        where TInput : unmanaged
    {
        foreach (TInput input in inputs)
            Assert.True(kernel.Update(in input));

        return kernel.Value;
    }
}
