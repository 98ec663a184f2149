using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.PriceAction;
using Xunit;

namespace LowLatencyEngine.Unit.PriceAction;

/// <summary>Windows and lines against slow, obvious twins.</summary>
public sealed class WindowTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    public void A_sliding_maximum_is_the_maximum_of_its_window(int length)
    {
        var random = new Random(length);
        var sliding = new SlidingMaximum(length);
        var values = new double[2_000];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = random.Next(20); // Many ties.
            sliding.Add(i, values[i]);
            int from = Math.Max(0, i - length + 1);
            double expected = values[from..(i + 1)].Max();

            Assert.Equal(expected, sliding.Value);
            Assert.Equal(Array.LastIndexOf(values, expected, i), sliding.Row);
        }
    }

    [Fact]
    public void Any_stretch_of_a_value_window_is_one_span()
    {
        var window = new ValueWindow(16);
        for (int i = 0; i < 100; i++)
        {
            window.Add(i);
            for (int from = window.FirstRow; from <= i; from++)
            {
                IEnumerable<double> expected = Enumerable.Range(from, i + 1 - from).Select(n => (double)n);
                Assert.Equal(expected, window.Slice(from, i + 1).ToArray());
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_value_crosses_a_trend_line_and_one_touches_it(int seed)
    {
        var random = new Random(seed);
        for (int trial = 0; trial < 50; trial++)
        {
            int count = 5 + random.Next(40);
            double[] values = [.. Enumerable.Range(0, count).Select(i => 100 + 0.1 * i + random.NextDouble())];
            (TrendLine support, TrendLine resistance) = TrendLine.Fit(values, tolerance: 1e-9);
            double[] above = [.. values.Select((v, i) => v - support.At(i))];
            double[] below = [.. values.Select((v, i) => resistance.At(i) - v)];

            Assert.InRange(above.Min(), -1e-9, 1e-9);
            Assert.InRange(below.Min(), -1e-9, 1e-9);
        }
    }

    [Fact]
    public void A_trend_line_of_a_straight_stretch_is_that_stretch()
    {
        double[] values = [.. Enumerable.Range(0, 20).Select(i => 3 + 0.25 * i)];
        TrendLine line = TrendLine.Regress(values);

        Assert.Equal(0.25, line.Slope, 1e-12);
        Assert.Equal(3, line.Intercept, 1e-12);
    }
}
