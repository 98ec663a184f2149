using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Strategies;
using Xunit;

namespace LowLatencyEngine.Unit.Strategies;

/// <summary>Random markets and venues from a seed; the seed in a failure's name replays it exactly.</summary>
public sealed class StrategyProperties
{
    private const long MakerLotsMax = 35;
    private const long MomentumLots = 20;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Position_bounds_hold_in_the_worst_case_whatever_the_venue_does(int seed)
    {
        RandomVenue venue = Create(seed, isGentle: false);
        for (int step = 0; step < 20_000; step++)
        {
            venue.Step();
            AssertBound(venue, strategyIndex: 0, MakerLotsMax, step);
            Assert.True(Math.Abs(venue.PositionLots[1]) <= MomentumLots, $"seed={seed}, step={step}");
        }

        Assert.True(venue.FillCount > 1_000, $"fills={venue.FillCount}: the run proves too little");
        Assert.Equal(MovesByReplace(seed), venue.ReplaceCount > 100);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void What_the_strategies_believe_is_what_the_venue_did(int seed)
    {
        RandomVenue venue = Create(seed, isGentle: false);
        for (int step = 0; step < 10_000; step++)
        {
            venue.Step();
            for (int i = 0; i < 2; i++)
            {
                StrategyContext context = venue.Set.ContextOf(i);
                Assert.Equal(venue.PositionLots[i], context.PositionLots(0));
                Assert.Equal(venue.WorstLots(i, Side.Buy), context.PositionLots(0) + context.OpenLots(0, Side.Buy));
                Assert.Equal(venue.WorstLots(i, Side.Sell), -context.PositionLots(0) + context.OpenLots(0, Side.Sell));
            }
        }
    }

    [Fact]
    public void Both_strategies_trade_both_ways_in_a_plain_market()
    {
        RandomVenue venue = Create(seed: 21, isGentle: true);
        var isLongSeen = new bool[2];
        var isShortSeen = new bool[2];
        for (int step = 0; step < 5_000; step++)
        {
            venue.Step();
            for (int i = 0; i < 2; i++)
            {
                isLongSeen[i] |= venue.PositionLots[i] > 0;
                isShortSeen[i] |= venue.PositionLots[i] < 0;
            }
        }

        Assert.Equal([true, true], isLongSeen);
        Assert.Equal([true, true], isShortSeen);
    }

    [Fact]
    public void The_same_seed_gives_the_same_state_and_another_seed_another()
    {
        Assert.Equal(HashAfterRun(31), HashAfterRun(31));
        Assert.NotEqual(HashAfterRun(31), HashAfterRun(32));
    }

    [Theory]
    [InlineData(41)]
    [InlineData(42)]
    [InlineData(43)]
    public void Strategies_saved_and_loaded_into_fresh_ones_go_on_as_if_nothing_had_been(int seed)
    {
        RandomVenue straight = Create(seed, isGentle: false);
        RandomVenue interrupted = Create(seed, isGentle: false);
        for (int step = 0; step < 4_000; step++)
        {
            straight.Step();
            interrupted.Step();
            if (step % 37 == 0)
                interrupted.SaveAndLoad(Strategies(MovesByReplace(seed)));

            Assert.True(straight.Hash() == interrupted.Hash(), $"seed={seed}, step={step}");
        }

        Assert.Equal(straight.OrderCount, interrupted.OrderCount);
        Assert.Equal(straight.PositionLots, interrupted.PositionLots);
        Assert.True(straight.FillCount > 100, $"fills={straight.FillCount}: the run proves too little");
    }

    private static long HashAfterRun(int seed)
    {
        RandomVenue venue = Create(seed, isGentle: false);
        for (int step = 0; step < 3_000; step++)
            venue.Step();

        return venue.Hash();
    }

    private static void AssertBound(RandomVenue venue, int strategyIndex, long lotsMax, int step)
    {
        Assert.True(venue.WorstLots(strategyIndex, Side.Buy) <= lotsMax, $"buy, step={step}");
        Assert.True(venue.WorstLots(strategyIndex, Side.Sell) <= lotsMax, $"sell, step={step}");
    }

    private static RandomVenue Create(int seed, bool isGentle) =>
        new(seed, isGentle, Strategies(MovesByReplace(seed)));

    private static bool MovesByReplace(int seed) => seed % 2 == 0;

    private static Strategy[] Strategies(bool movesByReplace)
    {
        var maker = new MarketMaker("maker", 0, new MarketMakerParameters
        {
            QuoteLots = 10,
            PositionLotsMax = MakerLotsMax,
            HalfSpreadTicks = 0.5,
            SkewTicks = 1.5,
            RequoteThresholdTicks = 1,
            RetryDelayNs = 100_000_000,
            MovesByReplace = movesByReplace,
        });
        var momentum = new Momentum("momentum", 0, new MomentumParameters
        {
            OrderLots = MomentumLots,
            EntryThresholdTicks = 2,
            ExitThresholdTicks = 1,
            StopDistanceTicks = 10,
            CooldownNs = 200_000_000,
            RetryDelayNs = 100_000_000,
            WarmUpCount = 5,
        });
        return [maker, momentum];
    }
}
