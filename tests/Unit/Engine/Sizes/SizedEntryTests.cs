using System;
using System.Linq;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk.Sizing;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Sizes;

/// <summary>A strategy that enters with what it is told, and what its journal and snapshots bring back.</summary>
public sealed class SizedEntryTests
{
    private const string Size =
        "\"fixedNotional\": { \"weight\": 0.5 }, \"volatilityTarget\": { \"sigma\": 0.5 }, " +
        "\"bars\": { \"seconds\": 1, \"count\": 3, \"decay\": 0.9 }";

    private static readonly long[] Rising = [5_000_000, 5_002_000, 5_006_000, 5_012_000];

    [Fact]
    public void No_bars_no_entry_and_then_one_of_the_size_of_the_timer_before()
    {
        var bench = new SizeBench(Size, isStarted: true);
        bench.QuoteAll(Rising); // It would have entered with the second.
        Assert.Empty(bench.Entries);
        long lots = bench.State.Sizes.Told(0, Side.Buy).Lots;
        bench.Expect(lots, SizeBound.VolatilityTarget);
        bench.Bench.Timer();
        EngineEvent entry = Assert.Single(bench.Entries);
        Assert.Equal((Side.Buy, lots, RiskVerdict.Accepted), (entry.Side, entry.Order.QtyLots, entry.Order.Verdict));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_sized_run_replays_and_loads_to_the_same_sizes_and_goes_on_alike(bool isInterrupted)
    {
        string size = Size.Replace("0.5 }, \"bars", "0.5, \"buffer\": 0 }, \"bars", StringComparison.Ordinal);
        var straight = new SizeBench(size, isStarted: true);
        var other = new SizeBench(size, isStarted: true);
        for (int i = 0; i < 100; i++)
        {
            long stepTicks = 1_000 + (300 * (i / 10)); // Each swing is wilder than the one before.
            long midTicks = 5_000_000 + (stepTicks * (i / 10 % 2 == 0 ? i % 10 : 10 - (i % 10)));
            Step(straight, midTicks);
            Step(other, midTicks);
            if (i % 7 != 3)
                continue;

            if (isInterrupted)
                other.Bench.Reload();
            else
                other.Bench.Replay();
        }

        Assert.Equal(straight.State.Hash(), other.State.Hash());
        long[] sizes = [.. straight.Entries.Select(e => e.Order.QtyLots)];
        Assert.Equal(sizes, other.Entries.Select(e => e.Order.QtyLots));
        Assert.True(sizes.Distinct().Count() > 2, $"the run proves too little: {string.Join(' ', sizes)}");
        Assert.NotEqual(SizeBound.NoBars, straight.State.Sizes.Told(0, Side.Buy).Bound);
    }

    [Fact]
    public void What_was_told_is_read_again_after_a_snapshot()
    {
        var bench = new SizeBench(Size);
        bench.QuoteAll(Rising);
        ToldSize told = bench.State.Sizes.Told(0, Side.Sell);
        Assert.InRange(told.Lots, 10, 1_000);
        bench.Bench.Reload();
        bench.Expect(told.Lots, told.Bound);
        bench.Bench.Timer();
        bench.Expect(told.Lots, told.Bound);
    }

    /// <summary>What the strategy sends fills at once, at its limit.</summary>
    private static void Step(SizeBench bench, long midTicks)
    {
        int entryCount = bench.Entries.Length;
        bench.Quote(midTicks);
        if (bench.Entries.Length == entryCount)
            return;

        EngineEvent entry = bench.Entries[^1];
        bench.Bench.Fill(entry.Order.QtyLots, entry.Order.PriceTicks, entry.Side);
    }
}
