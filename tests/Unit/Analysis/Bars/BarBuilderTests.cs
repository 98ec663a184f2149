using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Analysis.Bars;

[Collection(ByteCounting.Name)]
public sealed class BarBuilderTests
{
    private static readonly MarketTick[] Ticks = TickSeries.Random(seed: 201, 5_000, 0, TickSeries.SecondNs);

    private static readonly ImbalanceParameters Imbalance =
        new(BarMeasure.Lots, FirstTickCount: 30, TickCountMin: 5, TickCountMax: 200, BarWeight: 0.2, TickWeight: 0.05);

    public static TheoryData<string> Builders => new("ticks", "lots", "value", "range", "renko", "imbalance", "time");

    [Theory]
    [InlineData(BarMeasure.Ticks, 7)]
    [InlineData(BarMeasure.Ticks, 1)]
    [InlineData(BarMeasure.Lots, 2_000)]
    [InlineData(BarMeasure.TickLots, 3_000_000)]
    public void A_bar_of_a_size_ends_with_the_tick_that_fills_it(BarMeasure measure, long size)
    {
        List<PriceBar> expected = BarTwins.OfSize(Ticks, bar => measure switch
        {
            BarMeasure.Ticks => bar.Count >= size,
            BarMeasure.Lots => bar.Sum(t => t.QtyLots) >= size,
            _ => bar.Sum(t => t.PriceTicks * t.QtyLots) >= size,
        });
        Assert.Equal(expected, TickSeries.Build(new RuleBarBuilder<SizeBarRule>(new(measure, size)), Ticks));
        Assert.True(expected.Count > 100);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void A_range_bar_ends_before_the_tick_that_would_stretch_it(long rangeTicks)
    {
        List<PriceBar> bars = TickSeries.Build(new RuleBarBuilder<RangeBarRule>(new(rangeTicks)), Ticks);
        Assert.Equal(BarTwins.OfRange(Ticks, rangeTicks), bars);
        Assert.All(bars, bar => Assert.InRange(bar.HighTicks - bar.LowTicks, 0, rangeTicks));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Renko_bricks_follow_the_grid_and_carry_all_volume_once(long heightTicks)
    {
        var builder = new RenkoBuilder(heightTicks);
        List<PriceBar> bricks = TickSeries.Build(builder, Ticks);
        Assert.Equal(BarTwins.Renko(Ticks, heightTicks), bricks.Select(b => (b.OpenTicks, b.CloseTicks)));
        Assert.All(bricks, b => Assert.Equal(heightTicks, b.HighTicks - b.LowTicks));
        Assert.Equal(
            Ticks.Sum(t => t.QtyLots), bricks.Sum(b => b.VolumeLots) + builder.Forming.VolumeLots);
        Assert.Equal(Ticks.Length, bricks.Sum(b => b.TickCount) + builder.Forming.TickCount);
    }

    [Theory]
    [InlineData(BarMeasure.Lots)]
    [InlineData(BarMeasure.Ticks)]
    public void Imbalance_bars_end_when_signed_flow_exceeds_what_is_expected(BarMeasure measure)
    {
        ImbalanceParameters parameters = Imbalance with { Measure = measure };
        List<PriceBar> expected = BarTwins.Imbalance(Ticks, parameters);
        Assert.Equal(expected, TickSeries.Build(new RuleBarBuilder<ImbalanceBarRule>(new(parameters)), Ticks));
        Assert.True(expected.Count > 20);
    }

    [SharedDataFact]
    public void Recorded_trades_give_the_bars_of_the_twins()
    {
        List<MarketTick> ticks = TickSeries.Recorded();
        Assert.True(ticks.Count > 10_000);
        Assert.Equal(
            BarTwins.OfSize(ticks, bar => bar.Sum(t => t.QtyLots) >= 20_000),
            TickSeries.Build(new RuleBarBuilder<SizeBarRule>(new(BarMeasure.Lots, 20_000)), ticks));
        Assert.Equal(
            BarTwins.OfRange(ticks, 500), TickSeries.Build(new RuleBarBuilder<RangeBarRule>(new(500)), ticks));
        Assert.Equal(
            BarTwins.Imbalance(ticks, ImbalanceParameters.Default),
            TickSeries.Build(new RuleBarBuilder<ImbalanceBarRule>(new(ImbalanceParameters.Default)), ticks));
        Assert.Equal(
            BarTwins.Renko(ticks, 300),
            TickSeries.Build(new RenkoBuilder(300), ticks).Select(b => (b.OpenTicks, b.CloseTicks)));
    }

    [Fact]
    public void The_forming_bar_is_what_has_happened_since_the_last_close()
    {
        var builder = new RuleBarBuilder<SizeBarRule>(new(BarMeasure.Ticks, 3));
        Assert.True(builder.Forming.IsEmpty);
        TickSeries.Build(builder, Ticks[..5]);
        Assert.Equal(BarTwins.Sum(Ticks[3..5], Ticks[3].TimestampNs), builder.Forming);
    }

    [Theory]
    [MemberData(nameof(Builders))]
    public void Restored_from_saved_bytes_a_builder_goes_on_with_the_same_bars(string kind)
    {
        foreach (int cut in new[] { 0, 1, 37, 2_500, 4_999 })
        {
            BarBuilder original = Create(kind);
            BarBuilder restored = Create(kind);
            TickSeries.Build(original, Ticks[..cut]);
            TickSeries.Build(restored, Ticks[(cut / 2)..]);
            StateBytes.Load(StateBytes.Save(original.Transfer), restored.Transfer);

            Assert.Equal(original.Forming, restored.Forming);
            Assert.Equal(TickSeries.Build(original, Ticks[cut..]), TickSeries.Build(restored, Ticks[cut..]));
            Assert.Equal(StateBytes.Hash(original.Transfer), StateBytes.Hash(restored.Transfer));
        }
    }

    [Theory]
    [MemberData(nameof(Builders))]
    public void Making_bars_allocates_nothing(string kind)
    {
        long count = Drain(Create(kind));
        BarBuilder fresh = Create(kind);
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        count += Drain(fresh);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
        Assert.NotEqual(0, count);
    }

    [Fact]
    public void A_bar_has_no_padding_and_reads_in_units()
    {
        Assert.Equal(96, Unsafe.SizeOf<PriceBar>());
        var scale = new BarScale(new DecimalScale(5, 2), new DecimalScale(100, 0));
        var bar = new PriceBar
        {
            OpenTimestampNs = 9, OpenTicks = 3, HighTicks = 21, LowTicks = -1, CloseTicks = 7, VolumeLots = 4,
        };
        Assert.Equal(new Bar(9, 0.15, 1.05, -0.05, 0.35, 400), bar.ToBar(in scale));
    }

    [Fact]
    public void Sizes_below_one_and_expectations_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SizeBarRule(BarMeasure.Lots, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SizeBarRule(BarMeasure.None, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RangeBarRule(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RenkoBuilder(0));
        Assert.Throws<ArgumentException>(() => new ImbalanceBarRule(Imbalance with { Measure = BarMeasure.TickLots }));
        Assert.Throws<ArgumentException>(() => new ImbalanceBarRule(Imbalance with { TickCountMin = 31 }));
        Assert.Throws<ArgumentException>(() => new ImbalanceBarRule(Imbalance with { BarWeight = 0 }));
        Assert.Throws<ArgumentException>(() => new TimeBarRule(SessionCalendar.Utc, 999_999_999));
        Assert.Throws<ArgumentException>(() => new TimeBarRule(SessionCalendar.Utc, 2 * SessionCalendar.DayNs));
    }

    private static long Drain(BarBuilder builder)
    {
        long count = 0;
        foreach (ref readonly MarketTick tick in Ticks.AsSpan())
        {
            builder.Push(in tick);
            while (builder.TryTake(out PriceBar bar))
                count += bar.TickCount + 1;
        }

        return count;
    }

    private static BarBuilder Create(string kind) => kind switch
    {
        "ticks" => new RuleBarBuilder<SizeBarRule>(new(BarMeasure.Ticks, 10)),
        "lots" => new RuleBarBuilder<SizeBarRule>(new(BarMeasure.Lots, 3_000)),
        "value" => new RuleBarBuilder<SizeBarRule>(new(BarMeasure.TickLots, 3_000_000)),
        "range" => new RuleBarBuilder<RangeBarRule>(new(8)),
        "renko" => new RenkoBuilder(5),
        "imbalance" => new RuleBarBuilder<ImbalanceBarRule>(new(Imbalance)),
        _ => new RuleBarBuilder<TimeBarRule>(new(SessionCalendar.Utc, 60 * TickSeries.SecondNs)),
    };
}
