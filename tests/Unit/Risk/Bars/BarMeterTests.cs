using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Risk.Bars;
using Xunit;

namespace LowLatencyEngine.Unit.Risk.Bars;

/// <summary>Average true range and volatility of bars, against lists of bars made the long way round.</summary>
[Collection(ByteCounting.Name)]
public sealed class BarMeterTests
{
    private const long BarNs = 60_000_000_000;

    private static readonly BarTerms Terms = new(BarNs, RangeBars: 3, Decay: 0.9);

    [Fact]
    public void A_gap_between_bars_counts_as_range()
    {
        var meter = new BarMeter(Terms);
        (long Minute, long Ticks)[] prices = [(0, 100), (0, 104), (1, 110), (1, 108), (2, 108), (3, 1)];
        foreach ((long minute, long ticks) in prices)
            meter.OnPrice(ticks, minute * BarNs);

        // 104 - 100, then 110 - 104 from the close before, then 108 - 108.
        Assert.Equal((4 + 6 + 0) / 3.0, meter.RangeTicks, 12);
        Assert.Equal(3, meter.BarCount);
    }

    [Fact]
    public void Nothing_is_said_before_there_are_bars_enough()
    {
        var meter = new BarMeter(Terms);
        for (int minute = 0; minute < 3; minute++)
            meter.OnPrice(100 + minute, minute * BarNs);

        Assert.Equal((0.0, 2L), (meter.RangeTicks, meter.BarCount));
        Assert.Equal(Math.Log(101 / 100.0), meter.Sigma, 12);
    }

    [Fact]
    public void Agrees_with_lists_of_bars_on_random_walks()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            var random = new Random(seed);
            var meter = new BarMeter(Terms);
            var prices = new List<(long Ns, long Ticks)>();
            (long ns, long ticks) = (0, 10_000);
            for (int i = 0; i < 400; i++)
            {
                ns += random.NextInt64(BarNs / 2);
                ticks += random.Next(-20, 21);
                prices.Add((ns, ticks));
                meter.OnPrice(ticks, ns);
            }

            (double range, double sigma) = Slowly(prices);
            Assert.True(Math.Abs(range - meter.RangeTicks) < 1e-9 * range, $"seed={seed}");
            Assert.True(Math.Abs(sigma - meter.Sigma) < 1e-9 * sigma, $"seed={seed}");
        }
    }

    [Fact]
    public void A_price_allocates_nothing()
    {
        var meter = new BarMeter(Terms);
        meter.OnPrice(100, 0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
            meter.OnPrice(100 + (i % 7), i * (BarNs / 4));

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static (double Range, double Sigma) Slowly(List<(long Ns, long Ticks)> prices)
    {
        long[][] bars =
            [.. prices.GroupBy(p => p.Ns / BarNs).SkipLast(1).Select(g => g.Select(p => p.Ticks).ToArray())];
        double range = 0;
        double variance = 0;
        for (int i = 0; i < bars.Length; i++)
        {
            long[] whole = i == 0 ? bars[i] : [bars[i - 1][^1], .. bars[i]];
            range += (whole.Max() - whole.Min() - range) / Math.Min(i + 1, Terms.RangeBars);
            double square = i == 0 ? 0 : Math.Pow(Math.Log((double)bars[i][^1] / bars[i - 1][^1]), 2);
            if (i == 1)
                variance = square;
            else if (i > 1)
                variance = (Terms.Decay * variance) + ((1 - Terms.Decay) * square);
        }

        return (range, Math.Sqrt(variance));
    }
}
