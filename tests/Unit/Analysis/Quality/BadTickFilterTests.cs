using System;
using System.Collections.Generic;
using LowLatencyEngine.Analysis.Quality;
using Xunit;

namespace LowLatencyEngine.Unit.Analysis.Quality;

[Collection(ByteCounting.Name)]
public sealed class BadTickFilterTests
{
    [Theory]
    [InlineData(80, 0.10, 500)]
    [InlineData(80, 0.10, 81)]
    [InlineData(80, 0.10, 80)] // One too few to judge any.
    [InlineData(10, 0.0, 300)]
    [InlineData(20, 0.5, 300)]
    public void Judges_every_tick_as_the_rule_over_the_whole_series_does(
        int neighbourCount, double trimShare, int count)
    {
        var parameters = new BadTickParameters { NeighbourCount = neighbourCount, TrimShare = trimShare };
        int badCount = 0;
        for (int seed = 0; seed < 20; seed++)
        {
            double[] prices = Prices(new Random(seed), count);
            List<long> expected = BadTickTwin.BadTags(prices, parameters);
            Assert.Equal(expected, Filter(prices, parameters));
            badCount += expected.Count;
        }

        Assert.True(badCount > 0 || count <= neighbourCount);
    }

    [Fact]
    public void A_planted_price_is_told_and_the_ticks_around_it_are_not()
    {
        var prices = new double[400];
        for (int i = 0; i < prices.Length; i++)
            prices[i] = 100 + 0.01 * (i % 5);

        prices[217] = 101;
        Assert.Equal([217], Filter(prices, new BadTickParameters()));
    }

    [Fact]
    public void The_granularity_forgives_four_cents_and_less_where_the_price_is_low()
    {
        Assert.Empty(Filter(Level(100, 100.039), new BadTickParameters()));
        Assert.Single(Filter(Level(100, 100.041), new BadTickParameters()));
        Assert.Empty(Filter(Level(1.1, 1.1 + 0.00043), new BadTickParameters()));
        Assert.Single(Filter(Level(1.1, 1.1 + 0.00045), new BadTickParameters()));
    }

    [Fact]
    public void A_tick_allocates_nothing()
    {
        var filter = new BadTickFilter(new BadTickParameters());
        Work(filter);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Work(filter);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Work(BadTickFilter filter)
    {
        for (int i = 0; i < 1_000; i++)
        {
            filter.Push(100 + i % 7, i);
            while (filter.TryJudge(out _, out _))
            {
            }
        }
    }

    private static double[] Level(double price, double odd)
    {
        var prices = new double[200];
        Array.Fill(prices, price);
        prices[100] = odd;
        return prices;
    }

    private static double[] Prices(Random random, int count)
    {
        var prices = new double[count];
        double price = 100;
        for (int i = 0; i < count; i++)
        {
            price += Math.Round((random.NextDouble() - 0.5) * 0.1, 2);
            prices[i] = random.Next(50) == 0 ? price * (1 + (random.NextDouble() - 0.5) * 0.1) : price;
        }

        return prices;
    }

    private static List<long> Filter(double[] prices, BadTickParameters parameters)
    {
        var filter = new BadTickFilter(parameters);
        List<long> bad = [];
        for (int i = 0; i < prices.Length; i++)
        {
            filter.Push(prices[i], i);
            while (filter.TryJudge(out bool isBad, out long tag))
                Note(bad, isBad, tag);
        }

        while (filter.TryJudgeLast(out bool isBad, out long tag))
            Note(bad, isBad, tag);

        return bad;
    }

    private static void Note(List<long> bad, bool isBad, long tag)
    {
        if (isBad)
            bad.Add(tag);
    }
}
