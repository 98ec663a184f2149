using System;
using LowLatencyEngine.Indicators.Averages;
using LowLatencyEngine.Indicators.Ranges;
using LowLatencyEngine.Indicators.Regression;
using LowLatencyEngine.Indicators.Volatility;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators;

/// <summary>Kernels against slow obvious twins that look at the whole window each time.</summary>
public sealed class TwinTests
{
    private const int Count = 3_000;

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 20)]
    [InlineData(3, 50)]
    public void Variance_and_bands_agree_with_two_exact_passes(int seed, int period)
    {
        double[] closes = Jumpy(seed);
        var variance = new Variance(period);
        var bands = new BollingerBands(period);
        for (int row = 0; row < Count; row++)
        {
            variance.Update(in closes[row]);
            bands.Update(in closes[row]);
            if (row + 1 < period)
                continue;

            (decimal mean, decimal exact) = TwoPasses(closes.AsSpan(row + 1 - period, period));
            double deviation = Math.Sqrt((double)exact);
            double tolerance = 1e-9 * Math.Abs(closes[row]);
            string where = $"seed={seed}, period={period}, row={row}";
            Assert.True(Math.Abs(Math.Sqrt(variance.Value) - deviation) <= tolerance, where);
            Assert.True(Math.Abs(bands.Value.Upper - ((double)mean + 2 * deviation)) <= 2 * tolerance, where);
            Assert.True(Math.Abs(bands.Value.Middle - (double)mean) <= 1e-12 * Math.Abs(closes[row]), where);
        }
    }

    [Fact]
    public void Deviation_keeps_its_digits_over_a_million_inputs()
    {
        var random = new Random(5);
        var kernel = new StandardDeviation(20);
        var window = new double[20];
        for (int row = 0; row < 1_000_000; row++)
        {
            double input = 50_000 + random.NextDouble();
            window[row % 20] = input;
            kernel.Update(in input);
        }

        double exact = Math.Sqrt((double)TwoPasses(window).Variance);
        Assert.InRange(kernel.Value, exact * (1 - 1e-10), exact * (1 + 1e-10));
    }

    [Fact]
    public void Mean_keeps_its_digits_over_a_million_inputs()
    {
        var random = new Random(6);
        var kernel = new Sma(20);
        var window = new double[20];
        for (int row = 0; row < 1_000_000; row++)
        {
            double input = Math.Pow(10, random.Next(-6, 6)) * random.NextDouble();
            window[row % 20] = input;
            kernel.Update(in input);
        }

        double exact = (double)TwoPasses(window).Mean;
        Assert.InRange(kernel.Value, exact * (1 - 1e-9), exact * (1 + 1e-9));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 7)]
    [InlineData(4, 30)]
    public void Extremes_and_their_rows_agree_with_a_scan(int seed, int period)
    {
        Bar[] bars = TestBars.Walk(seed, Count); // Closes in ticks: many ties.
        var kernel = new Extremes(period);
        int minimumRow = -1;
        int maximumRow = -1;
        for (int row = 0; row < Count; row++)
        {
            kernel.Update(bars[row].Close);
            if (row + 1 < period)
                continue;

            minimumRow = NextRow(bars, row, period, minimumRow, sign: -1);
            maximumRow = NextRow(bars, row, period, maximumRow, sign: 1);
            var expected = new ExtremesValue(
                bars[minimumRow].Close, bars[maximumRow].Close, minimumRow, maximumRow);
            Assert.Equal(expected, kernel.Value);
        }
    }

    // TA-Lib's rule: scan for the oldest when the extreme has left the window, else move on to an input as extreme.
    private static int NextRow(Bar[] bars, int row, int period, int lastRow, int sign)
    {
        int firstRow = row + 1 - period;
        if (lastRow >= firstRow)
            return sign * bars[row].Close >= sign * bars[lastRow].Close ? row : lastRow;

        int best = firstRow;
        for (int i = firstRow + 1; i <= row; i++)
        {
            if (sign * bars[i].Close > sign * bars[best].Close)
                best = i;
        }

        return best;
    }

    private static (decimal Mean, decimal Variance) TwoPasses(ReadOnlySpan<double> window)
    {
        decimal sum = 0;
        foreach (double value in window)
            sum += (decimal)value;

        decimal mean = sum / window.Length;
        decimal squares = 0;
        foreach (double value in window)
            squares += ((decimal)value - mean) * ((decimal)value - mean);

        return (mean, squares / window.Length);
    }

    // Small steps, standstills and jumps, with no more digits than a decimal takes over unchanged.
    private static double[] Jumpy(int seed)
    {
        var random = new Random(seed);
        var closes = new double[Count];
        double close = 1_000;
        for (int i = 0; i < Count; i++)
        {
            int kind = random.Next(20);
            double step = kind == 0 ? random.Next(-100, 100) : kind < 8 ? 0 : random.Next(-100, 100) * 0.001;
            close = Math.Round(Math.Max(close + step, 100), 3);
            closes[i] = close;
        }

        return closes;
    }
}
