using System;
using System.Collections.Generic;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Analysis;

[Collection(ByteCounting.Name)]
public sealed class OrderBookTests
{
    private readonly OrderBook _book = new(levelCountMax: 4);

    [Fact]
    public void Keeps_the_best_level_first_on_both_sides()
    {
        Set(Side.Buy, 99, 5);
        Set(Side.Buy, 101, 1);
        Set(Side.Buy, 100, 3);
        Set(Side.Sell, 105, 2);
        Set(Side.Sell, 103, 4);
        Set(Side.Sell, 104, 6);

        Assert.Equal([(101, 1), (100, 3), (99, 5)], Bids(_book));
        Assert.Equal([(103, 4), (104, 6), (105, 2)], Asks(_book));
    }

    [Fact]
    public void A_quantity_replaces_and_zero_deletes()
    {
        Set(Side.Buy, 100, 3);
        Set(Side.Buy, 99, 5);
        Set(Side.Buy, 100, 7);
        Set(Side.Buy, 99, 0);
        Set(Side.Buy, 98, 0); // Venues delete levels that the receiver never had.

        Assert.Equal([(100, 7)], Bids(_book));
        Assert.Equal(7, _book.QtyLotsAt(Side.Buy, 100));
        Assert.Equal(0, _book.QtyLotsAt(Side.Buy, 99));
        Assert.Equal(0, _book.QtyLotsAt(Side.Sell, 100));
    }

    [Fact]
    public void A_full_side_drops_the_level_farthest_from_the_touch_and_counts_it()
    {
        foreach (long priceTicks in new long[] { 97, 98, 99, 100 })
            Set(Side.Buy, priceTicks, 1);

        Set(Side.Buy, 96, 1);  // Farther than all: is itself dropped.
        Set(Side.Buy, 101, 1); // A new best: 97 goes.
        Set(Side.Buy, 101, 2); // Not a new level: nothing goes.

        Assert.Equal([(101, 2), (100, 1), (99, 1), (98, 1)], Bids(_book));
        Assert.Equal(2, _book.DroppedLevelCount);
    }

    [Fact]
    public void Negative_prices_sort_like_others()
    {
        Set(Side.Buy, -3, 1);
        Set(Side.Buy, 2, 1);
        Set(Side.Sell, 5, 1);
        Set(Side.Sell, 3, 1);

        Assert.Equal([(2, 1), (-3, 1)], Bids(_book));
        Assert.Equal([(3, 1), (5, 1)], Asks(_book));
    }

    [Theory]
    [InlineData(0, 0, BookShape.Empty)]
    [InlineData(100, 0, BookShape.OneSided)]
    [InlineData(0, 100, BookShape.OneSided)]
    [InlineData(100, 101, BookShape.TwoSided)]
    [InlineData(100, 100, BookShape.Locked)]
    [InlineData(101, 100, BookShape.Crossed)]
    public void Shape_is_judged_at_the_end_of_a_message(long bidTicks, long askTicks, BookShape expected)
    {
        if (bidTicks != 0)
            Set(Side.Buy, bidTicks, 1);

        if (askTicks != 0)
            Set(Side.Sell, askTicks, 1);

        Assert.Equal(BookShape.Empty, _book.Shape);
        Assert.Equal(expected, _book.EndMessage());
        Assert.Equal(expected, _book.Shape);
    }

    [Fact]
    public void A_message_is_open_until_its_end()
    {
        Assert.False(_book.IsMessageOpen);
        Set(Side.Buy, 100, 1);
        Assert.True(_book.IsMessageOpen);
        _book.EndMessage();
        Assert.False(_book.IsMessageOpen);
    }

    [Fact]
    public void Clear_empties_both_sides_and_keeps_the_dropped_count()
    {
        for (int i = 0; i < 5; i++)
            Set(Side.Sell, 100 + i, 1);

        _book.Clear();

        Assert.Equal((0, 0, 1L), (_book.BidCount, _book.AskCount, _book.DroppedLevelCount));
        Assert.Equal(BookShape.Empty, _book.Shape);
    }

    [Fact]
    public void Refuses_to_hold_no_level() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new OrderBook(levelCountMax: 0));

    [Theory]
    [InlineData(1, 8_192, 400)]
    [InlineData(2, 8_192, 40)]
    [InlineData(3, 16, 60)]  // Overflows all the time.
    [InlineData(4, 1, 20)]
    [InlineData(5, 100, 3_000)]
    public void Agrees_with_a_sorted_dictionary_after_every_update(int seed, int levelCountMax, int priceRange)
    {
        var random = new Random(seed);
        var book = new OrderBook(levelCountMax);
        var twin = new BookTwin(levelCountMax);
        for (int step = 0; step < 20_000; step++)
        {
            if (random.Next(5_000) == 0)
            {
                book.Clear();
                twin.Clear();
            }

            Side side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            long priceTicks = random.Next(-priceRange, priceRange);
            long qtyLots = random.Next(3) == 0 ? 0 : random.Next(1, 1_000);
            Set(book, side, priceTicks, qtyLots);
            twin.Set(side, priceTicks, qtyLots);
            if (step % 50 == 0)
                AssertSame(twin, book);
        }

        AssertSame(twin, book);
    }

    [Fact]
    public void Hash_tells_books_apart_by_one_number()
    {
        long empty = Hash(_book);
        Set(Side.Buy, 100, 3);
        long one = Hash(_book);
        Set(Side.Buy, 100, 4);
        long changed = Hash(_book);
        Set(Side.Buy, 100, 3);

        Assert.Equal(3, new HashSet<long> { empty, one, changed }.Count);
        Assert.Equal(one, Hash(_book));
    }

    [Fact]
    public void Changing_and_reading_allocates_nothing()
    {
        var book = new OrderBook(levelCountMax: 64);
        long sum = Churn(book); // Warm up: the first call pays for the JIT.
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();

        sum += Churn(book);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
        Assert.NotEqual(0, sum);
    }

    private static long Churn(OrderBook book)
    {
        long sum = 0;
        for (int i = 1; i < 1_000; i++)
        {
            Set(book, Side.Buy, i * 7 % 200, i % 4); // Inserts, replaces, deletes and overflows.
            Set(book, Side.Sell, 200 + (i * 11 % 200), i % 4);
            sum += (long)book.EndMessage() + book.Bid(0).PriceTicks + book.QtyLotsAt(Side.Sell, 205);
        }

        StateTransfer hash = StateTransfer.Hash();
        book.Transfer(ref hash);
        book.Clear();
        Set(book, Side.Buy, 1, 1);
        return sum + hash.HashValue;
    }

    private static void AssertSame(BookTwin twin, OrderBook book)
    {
        Assert.Equal(twin.Bids(), Bids(book));
        Assert.Equal(twin.Asks(), Asks(book));
        Assert.Equal(twin.DroppedCount, book.DroppedLevelCount);
    }

    private static List<(long PriceTicks, long QtyLots)> Bids(OrderBook book)
    {
        var levels = new List<(long, long)>();
        for (int depth = 0; depth < book.BidCount; depth++)
            levels.Add((book.Bid(depth).PriceTicks, book.Bid(depth).QtyLots));

        return levels;
    }

    private static List<(long PriceTicks, long QtyLots)> Asks(OrderBook book)
    {
        var levels = new List<(long, long)>();
        for (int depth = 0; depth < book.AskCount; depth++)
            levels.Add((book.Ask(depth).PriceTicks, book.Ask(depth).QtyLots));

        return levels;
    }

    private static long Hash(OrderBook book)
    {
        StateTransfer hash = StateTransfer.Hash();
        book.Transfer(ref hash);
        return hash.HashValue;
    }

    private static void Set(OrderBook book, Side side, long priceTicks, long qtyLots) =>
        book.Apply(side, [new Level { PriceTicks = priceTicks, QtyLots = qtyLots }]);

    private void Set(Side side, long priceTicks, long qtyLots) => Set(_book, side, priceTicks, qtyLots);
}
