using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Indicators.Candles;

/// <summary>Bars of a random walk on quarter ticks with gaps, so that ties, dojis and every pattern's parts are common.</summary>
internal static class RandomBars
{
    private const long MinuteNs = 60_000_000_000;

    /// <summary>Walk from a seed; prices stay positive for a few thousand bars.</summary>
    public static Bar[] Create(int seed, int count)
    {
        var random = new Random(seed);
        var bars = new Bar[count];
        double close = 2_000;
        for (int i = 0; i < count; i++)
        {
            double open = close + (random.Next(3) == 0 ? random.Next(-8, 9) * 0.25 : 0);
            close = open + random.Next(-10, 11) * 0.25;
            double high = Math.Max(open, close) + random.Next(0, 5) * 0.25;
            double low = Math.Min(open, close) - random.Next(0, 5) * 0.25;
            bars[i] = new Bar(i * 15 * MinuteNs, open, high, low, close, random.Next(1, 1_000));
        }

        return bars;
    }
}
