using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Analysis.Microstructure;
using LowLatencyEngine.Model;
using LowLatencyEngine.Unit.Analysis.Bars;
using Xunit;

namespace LowLatencyEngine.Unit.Analysis.Microstructure;

[Collection(ByteCounting.Name)]
public sealed class FlowTests
{
    [Fact]
    public void Signed_flow_adds_up_and_pressure_forgets()
    {
        var flow = new TradeFlow(halfLifeTrades: 1);
        Assert.Equal(0, flow.Pressure);
        flow.Update(Side.Buy, 10);
        Assert.Equal(1, flow.Pressure);
        flow.Update(Side.Sell, 10);
        Assert.Equal(-1.0 / 3, flow.Pressure, 1e-12); // (10/4 - 10/2) / (10/4 + 10/2).
        flow.Update(Side.None, 7);
        Assert.Equal((10, 10, 0), (flow.BuyLots, flow.SellLots, flow.SignedLots));
    }

    [Fact]
    public void One_sided_flow_is_toxic_and_balanced_flow_is_not()
    {
        var oneSided = new Vpin(bucketLots: 10, bucketCount: 3);
        oneSided.Update(Side.Sell, 29);
        Assert.True(double.IsNaN(oneSided.Value));
        oneSided.Update(Side.Sell, 1);
        Assert.Equal(1, oneSided.Value);

        var balanced = new Vpin(bucketLots: 10, bucketCount: 3);
        for (int i = 0; i < 30; i++)
            balanced.Update(i % 2 == 0 ? Side.Buy : Side.Sell, 1);

        Assert.Equal(0, balanced.Value);
    }

    [Theory]
    [InlineData(231, 50, 10, 40)]
    [InlineData(232, 7, 5, 90)] // Trades fill many buckets, and more than the window.
    [InlineData(233, 1, 3, 5)]
    public void Vpin_agrees_with_lots_dealt_out_one_by_one(int seed, int bucketLots, int bucketCount, int tradeLotsMax)
    {
        var random = new Random(seed);
        var vpin = new Vpin(bucketLots, bucketCount);
        var lots = new List<int>();
        for (int i = 0; i < 250; i++)
        {
            Side aggressor = (Side)random.Next(-1, 2);
            int qtyLots = random.Next(1, tradeLotsMax);
            vpin.Update(aggressor, qtyLots);
            int buyLots = aggressor == Side.Buy ? qtyLots : aggressor == Side.Sell ? 0 : (qtyLots + 1) / 2;
            lots.AddRange(Enumerable.Repeat(1, buyLots));
            lots.AddRange(Enumerable.Repeat(-1, qtyLots - buyLots));

            IEnumerable<int[]> whole = lots.Chunk(bucketLots).Where(b => b.Length == bucketLots);
            int[] buckets = [.. whole.Select(b => Math.Abs(b.Sum()))];
            Assert.Equal(buckets.Length, vpin.BucketCount);
            double expected = buckets.Length < bucketCount
                ? double.NaN
                : buckets.TakeLast(bucketCount).Sum() / ((double)bucketLots * bucketCount);
            Assert.Equal(expected, vpin.Value);
        }
    }

    [Fact]
    public void Lambda_is_the_slope_of_price_changes_on_signed_volume()
    {
        var random = new Random(234);
        var lambda = new KyleLambda(length: 200);
        long closeTicks = 0;
        for (int i = 0; i < 201; i++)
        {
            long signedLots = random.Next(-100, 101);
            closeTicks += 3 * signedLots + random.Next(-20, 21);
            lambda.Update(new PriceBar
            {
                CloseTicks = closeTicks,
                BuyLots = Math.Max(0, signedLots),
                SellLots = Math.Max(0, -signedLots),
                TickCount = 1,
            });
        }

        Assert.True(lambda.IsReady);
        Assert.Equal(3, lambda.Value.Slope, 0.05);
        Assert.InRange(lambda.Value.RSquared, 0.99, 1);
    }

    [Theory]
    [InlineData(241, 64, 1, 20)]
    [InlineData(242, 16, 3, 500)]
    [InlineData(243, 8, 1, 100_000)]
    public void Profile_is_the_histogram_at_its_own_width(int seed, int binCount, long widthTicks, int stepTicks)
    {
        var random = new Random(seed);
        var profile = new VolumeProfile(binCount, widthTicks);
        var trades = new List<(long PriceTicks, long QtyLots)>();
        long priceTicks = 0;
        for (int i = 0; i < 1_000; i++)
        {
            priceTicks += random.Next(-stepTicks, stepTicks + 1);
            trades.Add((priceTicks, random.Next(1, 50)));
            profile.Add(trades[^1].PriceTicks, trades[^1].QtyLots);
            if (i % 37 == 0)
                AssertHistogram(profile, trades, binCount);
        }

        Assert.True(profile.WidthTicks > widthTicks || seed == 241);
    }

    [Fact]
    public void Value_area_grows_to_the_fuller_side()
    {
        var profile = new VolumeProfile(binCount: 16, widthTicks: 1);
        (long PriceTicks, long QtyLots)[] trades = [(10, 5), (11, 20), (12, 50), (13, 15), (14, 10)];
        foreach ((long priceTicks, long qtyLots) in trades)
            profile.Add(priceTicks, qtyLots);

        Assert.Equal((12, 50, 100), (profile.ControlTicks, profile.ControlLots, profile.TotalLots));
        Assert.Equal(new ValueArea(12, 12, 50), profile.AreaOf(0.5));
        Assert.Equal(new ValueArea(11, 12, 70), profile.AreaOf(0.7));
        Assert.Equal(new ValueArea(11, 13, 85), profile.AreaOf(0.71));
        Assert.Equal(new ValueArea(10, 14, 100), profile.AreaOf(1));
        profile.Reset();
        Assert.Equal((0, default), (profile.TotalLots, profile.AreaOf(0.7)));
        Assert.Throws<ArgumentException>(() => new VolumeProfile(12, 1));
    }

    [Fact]
    public void Restored_from_saved_bytes_they_go_on()
    {
        MarketTick[] ticks = TickSeries.Random(244, 600, 0, TickSeries.SecondNs);
        var original = new Flows();
        var restored = new Flows();
        original.Run(ticks.AsSpan(0, 311));
        restored.Run(ticks.AsSpan(100));
        StateBytes.Load(StateBytes.Save(original.Transfer), restored.Transfer);
        original.Run(ticks.AsSpan(311));
        restored.Run(ticks.AsSpan(311));
        Assert.Equal(StateBytes.Save(original.Transfer), StateBytes.Save(restored.Transfer));
    }

    [Fact]
    public void Taking_trades_allocates_nothing()
    {
        MarketTick[] ticks = TickSeries.Random(245, 600, 0, TickSeries.SecondNs);
        var flows = new Flows();
        double sum = flows.Run(ticks);
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        sum += flows.Run(ticks);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
        Assert.True(double.IsFinite(sum));
    }

    private static void AssertHistogram(
        VolumeProfile profile, List<(long PriceTicks, long QtyLots)> trades, int binCount)
    {
        long BinOf(long priceTicks) => (long)Math.Floor((double)priceTicks / profile.WidthTicks);
        Dictionary<long, long> histogram =
            trades.GroupBy(t => BinOf(t.PriceTicks)).ToDictionary(g => g.Key, g => g.Sum(t => t.QtyLots));
        Assert.InRange(histogram.Keys.Max() - histogram.Keys.Min(), 0, binCount - 1);
        for (long bin = histogram.Keys.Min() - 2; bin <= histogram.Keys.Max() + 2; bin++)
            Assert.Equal(histogram.GetValueOrDefault(bin), profile.LotsAt(bin * profile.WidthTicks));

        Assert.Equal(histogram.Values.Max(), profile.ControlLots);
        Assert.Equal(profile.ControlLots, histogram[BinOf(profile.ControlTicks)]);
        Assert.Equal(histogram.Values.Sum(), profile.TotalLots);
        ValueArea area = profile.AreaOf(0.7);
        Assert.True(area.VolumeLots >= 0.7 * profile.TotalLots);
        Assert.InRange(profile.ControlTicks, area.LowTicks, area.HighTicks);
        Assert.Equal(
            histogram.Where(b => b.Key >= BinOf(area.LowTicks) && b.Key <= BinOf(area.HighTicks)).Sum(b => b.Value),
            area.VolumeLots);
    }

    private sealed class Flows
    {
        private readonly VolumeProfile _profile = new(binCount: 16, widthTicks: 1);
        private TradeFlow _flow = new(halfLifeTrades: 20);
        private Vpin _vpin = new(bucketLots: 900, bucketCount: 20);
        private KyleLambda _lambda = new(length: 10);

        public double Run(ReadOnlySpan<MarketTick> ticks)
        {
            double sum = 0;
            foreach (ref readonly MarketTick tick in ticks)
            {
                _profile.Add(tick.PriceTicks, tick.QtyLots);
                _flow.Update(tick.Aggressor, tick.QtyLots);
                _vpin.Update(tick.Aggressor, tick.QtyLots);
                _lambda.Update(new PriceBar { CloseTicks = tick.PriceTicks, BuyLots = tick.QtyLots, TickCount = 1 });
                sum = _flow.Pressure + _vpin.BucketCount + _profile.AreaOf(0.7).VolumeLots + _lambda.Value.Slope;
            }

            return sum;
        }

        public void Transfer(ref StateTransfer state)
        {
            _profile.Transfer(ref state);
            _flow.Transfer(ref state);
            _vpin.Transfer(ref state);
            _lambda.Transfer(ref state);
        }
    }
}
