using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Analysis.Microstructure;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Analysis.Microstructure;

[Collection(ByteCounting.Name)]
public sealed class BookFeaturesTests
{
    private readonly OrderBook _book = new(levelCountMax: 64);
    private readonly BookFeatures _features = new(levelCount: 3);

    [Theory]
    [InlineData(100, 7, 2)]   // The queue at the bid grows by two.
    [InlineData(100, 1, -4)]  // It shrinks.
    [InlineData(101, 3, 3)]   // A better bid: all of it presses.
    public void Flow_at_the_bid_is_what_Cont_Kukanov_and_Stoikov_count(long priceTicks, long qtyLots, long expected)
    {
        Send((Side.Buy, 100, 5), (Side.Sell, 103, 4));
        Send((Side.Buy, priceTicks, qtyLots));
        Assert.Equal(expected, _features.FlowLots(0));
    }

    [Theory]
    [InlineData(103, 9, -5)]
    [InlineData(103, 1, 3)]
    [InlineData(102, 2, -2)]
    public void Flow_at_the_ask_has_the_other_sign(long priceTicks, long qtyLots, long expected)
    {
        Send((Side.Buy, 100, 5), (Side.Sell, 103, 4));
        Send((Side.Sell, priceTicks, qtyLots));
        Assert.Equal(expected, _features.FlowLots(0));
    }

    [Fact]
    public void Losing_the_best_bid_counts_all_of_it()
    {
        Send((Side.Buy, 100, 5), (Side.Buy, 99, 8), (Side.Sell, 103, 4));
        Send((Side.Buy, 100, 0));
        Assert.Equal((-5, -8), (_features.FlowLots(0), _features.FlowLots(1)));
    }

    [Fact]
    public void Shape_of_a_book_in_numbers()
    {
        Send((Side.Buy, 100, 6), (Side.Buy, 98, 3), (Side.Sell, 102, 2), (Side.Sell, 103, 3), (Side.Sell, 105, 4));
        Assert.Equal(2, _features.SpreadTicks);
        Assert.Equal(101.5, _features.MicroPriceTicks);
        Assert.Equal(0.5, _features.QueueImbalance);
        Assert.Equal(0, _features.DepthImbalance); // 9 lots a side.
        Assert.Equal(3, _features.BidSlope);       // 9 lots over prices 100 to 98.
        Assert.Equal(2.25, _features.AskSlope);    // 9 lots over prices 102 to 105.
        Assert.Equal((9, 9), (_features.BidDepthLots, _features.AskDepthLots));
    }

    [Fact]
    public void An_empty_side_gives_no_micro_price_and_one_sided_imbalance()
    {
        Send((Side.Buy, 100, 6));
        Assert.False(_features.IsTwoSided);
        Assert.True(double.IsNaN(_features.MicroPriceTicks));
        Assert.Equal((1, 1), (_features.QueueImbalance, _features.DepthImbalance));
        Assert.Equal((0, 0), (_features.AskSlope, _features.SpreadTicks));
    }

    [Fact]
    public void A_book_after_a_gap_is_no_flow()
    {
        Send((Side.Buy, 100, 6), (Side.Sell, 102, 2));
        _features.ForgetBook();
        Send((Side.Buy, 100, 60), (Side.Sell, 102, 20));
        Assert.Equal((0, 0), (_features.FlowLots(0), _features.FlowSumLots(0)));
    }

    [Theory]
    [InlineData(221)]
    [InlineData(222)]
    public void Agrees_with_the_formulas_on_a_random_book_and_mirrors_with_it(int seed)
    {
        var random = new Random(seed);
        var mirrorBook = new OrderBook(levelCountMax: 64);
        var mirror = new BookFeatures(levelCount: 3);
        List<Level> bids = [];
        List<Level> asks = [];
        long sumLots = 0;
        for (int step = 0; step < 3_000; step++)
        {
            Side side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            long priceTicks = -(sbyte)side * random.Next(1, 12);
            long qtyLots = random.Next(3) == 0 ? 0 : random.Next(1, 100);
            Send((side, priceTicks, qtyLots));
            mirrorBook.Apply((Side)(-(sbyte)side), [new Level { PriceTicks = -priceTicks, QtyLots = qtyLots }]);
            mirrorBook.EndMessage();
            mirror.Update(mirrorBook);

            List<Level> nowBids = Top(_book.BidCount, i => _book.Bid(i));
            List<Level> nowAsks = Top(_book.AskCount, i => _book.Ask(i));
            for (int i = 0; i < 3 && step > 0; i++)
            {
                long expected = Flow(At(bids, i, -1_000), At(nowBids, i, -1_000), 1) -
                    Flow(At(asks, i, 1_000), At(nowAsks, i, 1_000), -1);
                Assert.Equal(expected, _features.FlowLots(i));
                Assert.Equal(-expected, mirror.FlowLots(i));
                sumLots += expected;
            }

            double depth = nowBids.Concat(nowAsks).Sum(l => l.QtyLots) / 6.0;
            Assert.Equal(depth == 0 ? 0 : sumLots / depth / 3, _features.NormalizedFlow, 1e-9);
            Assert.Equal(-_features.QueueImbalance, mirror.QueueImbalance);
            Assert.Equal(_features.BidSlope, mirror.AskSlope);
            (bids, asks) = (nowBids, nowAsks);
        }
    }

    [Fact]
    public void Restored_from_saved_bytes_it_goes_on()
    {
        Send((Side.Buy, 100, 6), (Side.Sell, 102, 2));
        Send((Side.Buy, 100, 8));
        var restored = new BookFeatures(levelCount: 3);
        StateBytes.Load(StateBytes.Save(_features.Transfer), restored.Transfer);
        Send((Side.Sell, 102, 1));
        restored.Update(_book);
        Assert.Equal(StateBytes.Save(_features.Transfer), StateBytes.Save(restored.Transfer));
        Assert.Equal((3, 1), (restored.FlowSumLots(0), restored.FlowLots(0)));
    }

    [Fact]
    public void Updating_and_reading_allocates_nothing()
    {
        Send((Side.Buy, 100, 6), (Side.Sell, 102, 2));
        double sum = Read();
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        sum += Read();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
        Assert.NotEqual(0, sum);
    }

    private static long Flow(Level before, Level now, int sign)
    {
        long lots = now.PriceTicks * sign >= before.PriceTicks * sign ? now.QtyLots : 0;
        return lots - (now.PriceTicks * sign <= before.PriceTicks * sign ? before.QtyLots : 0);
    }

    private static Level At(List<Level> levels, int index, long absentTicks) =>
        index < levels.Count ? levels[index] : new Level { PriceTicks = absentTicks };

    private static List<Level> Top(int count, Func<int, Level> level) =>
        [.. Enumerable.Range(0, Math.Min(3, count)).Select(level)];

    private double Read()
    {
        double sum = 0;
        for (int i = 0; i < 100; i++)
        {
            _features.Update(_book);
            sum += _features.MicroPriceTicks + _features.QueueImbalance + _features.NormalizedFlow + _features.BidSlope;
        }

        _features.ResetFlow();
        _features.ForgetBook();
        _features.Update(_book);
        return sum;
    }

    private void Send(params (Side Side, long PriceTicks, long QtyLots)[] levels)
    {
        foreach ((Side side, long priceTicks, long qtyLots) in levels)
            _book.Apply(side, [new Level { PriceTicks = priceTicks, QtyLots = qtyLots }]);

        _book.EndMessage();
        _features.Update(_book);
    }
}
