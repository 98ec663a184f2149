using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Indicators.Statistics;

/// <summary>Seeded series to feed kernels with.</summary>
internal static class RandomSeries
{
    public static double[] Normal(int seed, int count)
    {
        var random = new Random(seed);
        var values = new double[count];
        for (int i = 0; i < count; i++)
            values[i] = Normal(random);

        return values;
    }

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public static double[] Prices(int seed, int count, double deviation = 0.01)
    {
        double[] steps = Normal(seed, count);
        double log = Math.Log(100);
        for (int i = 0; i < count; i++)
        {
            log += deviation * steps[i];
            steps[i] = Math.Exp(log);
        }

        return steps;
    }

    /// <summary>Bars with opening gaps.</summary>
    public static Bar[] Bars(int seed, int count)
    {
        var random = new Random(seed);
        var bars = new Bar[count];
        double price = 100;
        for (int i = 0; i < count; i++)
        {
            double open = price * Math.Exp(0.003 * Normal(random));
            double close = open * Math.Exp(0.01 * Normal(random));
            double high = Math.Max(open, close) * Math.Exp(Math.Abs(0.004 * Normal(random)));
            double low = Math.Min(open, close) * Math.Exp(-Math.Abs(0.004 * Normal(random)));
            bars[i] = new Bar(i, open, high, low, close, random.Next(1, 1_000));
            price = close;
        }

        return bars;
    }
}
